// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/audit_folds.h"
#include "engine/rate_meter.h"
#include "engine/training/trainer.h"
#include "tests/engine/facade/striped_images.h"
#include "tests/test_registry.h"

#include <ATen/Parallel.h>

#include <QTest>

#include <cmath>

using namespace proponent;

/// Models that are trained on folds many at a time, against one after the other by Trainer.
class AuditFoldsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void equalsTrainingAlone_data();
    void equalsTrainingAlone();
    void tooFewExamples();
    void stops();
};

namespace {

constexpr int exampleCount = 120;

std::shared_ptr<const Dataset> stripedDataset()
{
    auto dataset = std::make_shared<Dataset>();
    ImageSet &set = dataset->train;
    set.count = exampleCount;
    set.channels = 1;
    set.height = 8;
    set.width = 9;
    const QByteArray pixels = stripedImages(exampleCount);
    set.pixels.assign(pixels.begin(), pixels.end());
    for (int i = 0; i < exampleCount; ++i)
        set.labels.push_back(i % 7 == 0 ? (i + 1) % 3 : i % 3); // some are wrong
    return dataset;
}

/// Folds of a task's examples.
class Folds
{
public:
    explicit Folds(const char *model, int batchSize = 16)
        : task{config(model, batchSize), {1, 8, 9, 3}, m_train, m_none, m_device}
    {
    }

    [[nodiscard]] std::span<const std::int64_t> labels() const { return m_dataset->train.labels; }

    /// Probabilities of the part's own examples, by Trainer and from a tensor of those that are trained on.
    [[nodiscard]] torch::Tensor alone(const FoldPart &part) const
    {
        TrainingConfig settings = task.config;
        for (std::int64_t i = 0; i < exampleCount; ++i) {
            if (!std::ranges::binary_search(part.trained, i))
                settings.labelChanges.append({i, LabelDecision::Verdict::Exclude, -1});
        }
        torch::manual_seed(std::uint64_t(settings.seed));
        const auto network = makeNetwork(settings.model, task.shape).valueOrThrow();
        Trainer trainer(network, settings, m_device, task.precision);
        RateMeter meter(exampleCount);
        for (int epoch = 1; epoch <= settings.epochs; ++epoch)
            (void)trainer.trainEpoch(epoch, m_train, meter, [](const TrainingSample &) {}, {});
        const torch::NoGradGuard noGrad;
        network->eval();
        return network->forward(m_train.batch(torch::tensor(part.asked)).images).softmax(1);
    }

private:
    static TrainingConfig config(const char *model, int batchSize)
    {
        TrainingConfig config;
        config.model = QString::fromLatin1(model);
        config.epochs = 2;
        config.batchSize = batchSize;
        config.learningRate = 0.02;
        config.seed = 3;
        config.precision = Precision::Fp32;
        return config;
    }

    DeviceId m_device;
    std::shared_ptr<const Dataset> m_dataset = stripedDataset();
    ImageTensors m_train{m_dataset,    m_dataset->train, m_dataset->train.labels,
                         exampleCount, {{0.4}, {0.2}},   m_device.torch()};
    ImageTensors m_none = m_train.subset(torch::zeros({0}, torch::kLong));

public:
    SubsetTraining task;
};

std::vector<FoldPart> partsOf(int folds)
{
    std::vector<int> fold;
    for (int i = 0; i < exampleCount; ++i)
        fold.push_back(i == 5 ? -1 : (i / 3) % folds);
    return foldParts(fold, folds, 1);
}

} // namespace

void AuditFoldsTest::init()
{
    at::set_num_threads(1);
}

void AuditFoldsTest::equalsTrainingAlone_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<int>("threads");
    QTest::addColumn<double>("tolerance"); // as SubsetTrainingTest's, of probabilities
    QTest::newRow("logistic, in a stack") << QByteArray("logistic") << 1 << 2e-4;
    QTest::newRow("mlp, in a stack") << QByteArray("mlp") << 1 << 2e-4;
    QTest::newRow("mlp, on three threads") << QByteArray("mlp") << 3 << 2e-4;
    QTest::newRow("cnn, one after the other") << QByteArray("cnn") << 1 << 2e-4;
    QTest::newRow("cnn, on three threads") << QByteArray("cnn") << 3 << 2e-4;
    QTest::newRow("cnn, fewer models than threads") << QByteArray("cnn") << 9 << 2e-4;
}

void AuditFoldsTest::equalsTrainingAlone()
{
    QFETCH(QByteArray, model);
    QFETCH(int, threads);
    QFETCH(double, tolerance);
    at::set_num_threads(threads);
    const Folds folds(model.constData());
    const std::vector<FoldPart> parts = partsOf(4);
    const auto answers = askFolds(folds.task, folds.labels(), parts, {});
    QVERIFY(answers);
    QVERIFY(!answers->isKnown(5));
    for (const FoldPart &part : parts) {
        const torch::Tensor expected = folds.alone(part);
        for (std::size_t i = 0; i < part.asked.size(); ++i) {
            const auto example = std::size_t(part.asked[i]);
            const auto probability = expected[int64_t(i)][folds.labels()[example]].item<double>();
            QVERIFY2(std::abs(answers->given(example) - probability) <= tolerance,
                     qPrintable(QString::number(answers->given(example) - probability)));
            QCOMPARE(answers->likely(example).front().label, expected[int64_t(i)].argmax().item<int>());
        }
    }
}

void AuditFoldsTest::tooFewExamples()
{
    const Folds folds("mlp");
    const std::vector<FoldPart> parts{{{0, 1}, {}}};
    try {
        (void)askFolds(folds.task, folds.labels(), parts, {});
        QFAIL("it went on");
    } catch (const EngineError &error) {
        QCOMPARE(error.message(), QString("mlp can't be trained on 0 example(s). Use more folds."));
    }
}

void AuditFoldsTest::stops()
{
    const Folds folds("mlp");
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!askFolds(folds.task, folds.labels(), partsOf(3), stop.get_token()));
}

PROPONENT_TEST(AuditFoldsTest)
#include "test_audit_folds.moc"
