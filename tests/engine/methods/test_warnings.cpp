// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/torch_compat.h"
#include "engine/methods/query_gradients.h"
#include "engine/rate_meter.h"
#include "engine/training/trainer.h"
#include "tests/engine/test_devices.h"
#include "tests/test_registry.h"

#include <QTest>

using namespace proponent;

/// Training and tracing, in every precision, call nothing that libtorch warns about.
class WarningsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listenerHears();
    void trainingAndTracingAreQuiet_data();
    void trainingAndTracingAreQuiet();
};

void WarningsTest::listenerHears()
{
    QStringList heard;
    {
        const compat::WarningListener listener(
            [&heard](const std::string &text) { heard += QString::fromStdString(text); }, /*always=*/true);
        for (int i = 0; i < 2; ++i)
            TORCH_WARN_ONCE("not so, ", 42);
    }
    QCOMPARE(heard, (QStringList{"not so, 42", "not so, 42"}));
}

namespace {

std::shared_ptr<const Dataset> randomDataset(qint64 count)
{
    auto dataset = std::make_shared<Dataset>();
    ImageSet &set = dataset->train;
    set.count = count;
    set.channels = 1;
    set.height = set.width = 8;
    std::uint32_t noise = 7;
    for (qint64 i = 0; i < count * 64; ++i) {
        noise = noise * 1664525U + 1013904223U;
        set.pixels.push_back(std::uint8_t(noise >> 24));
        if (i % 64 == 0)
            set.labels.push_back(int64_t(noise >> 24) % 4);
    }
    return dataset;
}

Precision precisionOf(torch::ScalarType dtype)
{
    return dtype == torch::kHalf       ? Precision::Fp16
           : dtype == torch::kBFloat16 ? Precision::Bf16
                                       : Precision::Fp32;
}

} // namespace

void WarningsTest::trainingAndTracingAreQuiet_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("target");
    QTest::addColumn<bool>("adam");
    const auto targets = testTargets();
    for (int target = 0; target < int(targets.size()); ++target) {
        for (const Architecture &architecture : builtInArchitectures())
            QTest::addRow("%s, %s", qPrintable(architecture.name), targets[std::size_t(target)].name)
                << architecture.name << target << (architecture.name == "mlp");
    }
}

void WarningsTest::trainingAndTracingAreQuiet()
{
    QFETCH(QString, model);
    QFETCH(int, target);
    QFETCH(bool, adam);
    const TestTarget where = testTargets()[std::size_t(target)];
    const torch::Device device(where.device);
    const auto dataset = randomDataset(24);
    TrainingConfig config;
    config.model = model;
    config.batchSize = 8;
    config.weightDecay = 1e-4;
    config.optimizer = adam ? OptimizerKind::AdamW : OptimizerKind::Sgd;

    QStringList warnings;
    {
        const compat::WarningListener listener(
            [&warnings](const std::string &text) { warnings += QString::fromStdString(text); },
            /*always=*/true);
        const ImageTensors data(dataset, dataset->train, dataset->train.labels, 24,
                                normalisationOf(dataset->train, 24), device);
        const auto network = makeNetwork(model, {1, 8, 8, 4}).valueOrThrow();
        Trainer trainer(network, config, DeviceId::parse(device.is_cuda() ? "cuda" : "cpu").valueOrThrow(),
                        precisionOf(where.dtype));
        RateMeter meter(24);
        QVERIFY(trainer.trainEpoch(1, data, meter, [](const TrainingSample &) {}, {}));
        (void)trainer.evaluate(data, 1);
        (void)trainer.state();
        PerExampleGradients gradients(*network, {}, where.dtype);
        const QueryGradients side(gradients, data.batch(0, 4), 4);
        using Rule = AttributionMethod::Rule;
        for (const Rule rule : {Rule::Product, Rule::Cosine, Rule::OverRootSelf})
            (void)side.scores(gradients, data.batch(0, 24), rule);
        (void)gradients.computeOneByOne(data.batch(0, 2));
    }
    QVERIFY2(warnings.isEmpty(), qPrintable(warnings.join('\n')));
}

PROPONENT_TEST(WarningsTest)
#include "test_warnings.moc"
