// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rate_meter.h"
#include "engine/training/step_curve.h"
#include "engine/training/training_run.h"
#include "tests/engine/test_devices.h"
#include "tests/test_registry.h"

#include <ATen/Parallel.h>

#include <QDir>
#include <QJsonDocument>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

using namespace proponent;

class TrainingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void learnsSeparableClasses_data();
    void learnsSeparableClasses();
    void sameSeedSameBits();
    void resumedRunEndsInTheSameWeights_data();
    void resumedRunEndsInTheSameWeights();
    void stopsWithinABatch();
    void lossThatIsNotFiniteEndsTheRun();
    void divergedLastStepEndsTheRun_data();
    void divergedLastStepEndsTheRun();
    void everyValueHasToBeFinite_data();
    void everyValueHasToBeFinite();
    void overflowOfReducedPrecisionIsNoDivergence();
    void stateBeforeTheFirstStepIsResumed_data();
    void stateBeforeTheFirstStepIsResumed();
    void lastOneJoinsTheBatchBefore_data();
    void lastOneJoinsTheBatchBefore();
    void checkpointsEveryFewEpochs();
    void cosineSchedule();
    void excludedExamplesAreNotTrainedOn();
    void storedIntegersAreExact_data();
    void storedIntegersAreExact();
    void goesOnInPartsWhenMemoryRunsOut_data();
    void goesOnInPartsWhenMemoryRunsOut();
    void noPartIsTooSmallForTheNetwork();
    void memoryForNoExampleIsAnError();
    void curveStaysShort();
};

namespace {

/// Bright squares at a place that depends on the class.
std::shared_ptr<const Dataset> makeDataset(qint64 count)
{
    auto dataset = std::make_shared<Dataset>();
    dataset->info.channels = 1;
    dataset->info.height = dataset->info.width = 8;
    dataset->info.classNames = {"a", "b", "c", "d"};
    std::uint32_t noise = 12345;
    for (ImageSet *set : {&dataset->train, &dataset->test}) {
        set->count = count;
        set->channels = 1;
        set->height = set->width = 8;
        set->pixels.assign(std::size_t(count) * 64, 0);
        for (qint64 i = 0; i < count; ++i) {
            const auto label = std::int64_t(i % 4);
            set->labels.push_back(label);
            for (int pixel = 0; pixel < 64; ++pixel) {
                noise = noise * 1664525U + 1013904223U;
                const bool lit = (pixel / 32) * 2 + (pixel % 8) / 4 == label;
                set->pixels[std::size_t(i * 64 + pixel)] = std::uint8_t((noise >> 24) / 2 + (lit ? 100 : 0));
            }
        }
    }
    return dataset;
}

/// Everything of one run over generated data, in a folder of its own.
struct Run
{
    explicit Run(TrainingConfig settings) : config(std::move(settings)) {}

    std::shared_ptr<const Dataset> dataset = makeDataset(90);
    TrainingConfig config;
    QTemporaryDir folder;
    QList<EpochMetrics> epochs;
    QStringList checkpoints;
    std::stop_source stop;
    int stopAfterEpoch = 0;

    /// Returns the final weights; the run goes on from `epochsDone`.
    StateDict execute(int epochsDone = 0, bool *finished = nullptr)
    {
        const DeviceId device = DeviceId::parse(config.device).valueOrThrow();
        const Normalisation normalisation = normalisationOf(dataset->train, dataset->train.count);
        const ImageTensors train(dataset, dataset->train, dataset->train.labels, 90, normalisation,
                                 device.torch());
        const ImageTensors test(dataset, dataset->test, dataset->test.labels, 90, normalisation,
                                device.torch());
        torch::manual_seed(std::uint64_t(config.seed));
        const auto network = makeNetwork(config.model, {1, 8, 8, 4}).valueOrThrow();
        Trainer trainer(network, config, device, config.precision);
        TrainingEvents events;
        events.onProgress = [](const Progress &) {};
        events.onSample = [](const TrainingSample &) {};
        events.onNotice = [](const QString &) {};
        events.onEpoch = [this](const EpochMetrics &metrics, const TestEvaluation &evaluation,
                                const std::optional<SavedCheckpoint> &checkpoint) {
            epochs += metrics;
            checkpoints += checkpoint ? checkpoint->file : QString();
            QCOMPARE(evaluation.predicted.size(), 90);
            QCOMPARE(evaluation.probabilities.size(), 90 * 4);
            if (metrics.epoch == stopAfterEpoch)
                stop.request_stop();
        };
        const bool done =
            runTraining(trainer, config, train, test, folder.path(), {epochsDone}, events, stop.get_token());
        if (finished)
            *finished = done;
        StateDict state;
        for (const auto &[name, tensor] : stateDict(*network))
            state[name] = tensor.detach().clone();
        return state;
    }
};

TrainingConfig small(const QString &model, int epochs)
{
    TrainingConfig config;
    config.model = model;
    config.epochs = epochs;
    config.batchSize = 16;
    config.learningRate = 0.02;
    config.device = QStringLiteral("cpu");
    config.precision = Precision::Fp32;
    return config;
}

bool bitEqual(const StateDict &left, const StateDict &right)
{
    return left.size() == right.size() && std::all_of(left.begin(), left.end(), [&right](const auto &item) {
               return torch::equal(item.second, right.at(item.first));
           });
}

} // namespace

void TrainingTest::learnsSeparableClasses_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("device");
    QTest::addColumn<Precision>("precision");
    for (const TestTarget &target : testTargets()) {
        const Precision precision = target.dtype == torch::kHalf       ? Precision::Fp16
                                    : target.dtype == torch::kBFloat16 ? Precision::Bf16
                                                                       : Precision::Fp32;
        const QString device = target.device == torch::kCUDA ? "cuda" : "cpu";
        for (const char *model : {"cnn", "resnet9"})
            QTest::addRow("%s, %s", model, target.name) << model << device << precision;
    }
}

void TrainingTest::learnsSeparableClasses()
{
    QFETCH(QString, model);
    QFETCH(QString, device);
    QFETCH(Precision, precision);
    // fp16 needs some steps more: the first ones only find the loss scale.
    TrainingConfig config = small(model, precision == Precision::Fp16 ? 8 : 5);
    if (model == "resnet9") // at the larger rate its loss comes and goes
        config.learningRate = 0.005;
    config.device = device;
    config.precision = precision;
    Run run(config);
    run.execute();
    QCOMPARE(run.epochs.size(), config.epochs);
    QVERIFY2(run.epochs.last().testAccuracy > 0.95,
             qPrintable(QString::number(run.epochs.last().testAccuracy)));
    QVERIFY(run.epochs.last().trainLoss < run.epochs.first().trainLoss);
    QCOMPARE(run.epochs.last().lossScale > 0, precision == Precision::Fp16);
}

void TrainingTest::sameSeedSameBits()
{
    Run first(small("cnn", 2));
    Run second(small("cnn", 2));
    TrainingConfig other = small("cnn", 2);
    other.seed = 2;
    Run third(other);
    const StateDict weights = first.execute();
    QVERIFY(bitEqual(weights, second.execute()));
    QVERIFY(!bitEqual(weights, third.execute()));
}

void TrainingTest::resumedRunEndsInTheSameWeights_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("adam");
    QTest::addColumn<double>("momentum");
    QTest::addColumn<bool>("cosine");
    QTest::addColumn<QString>("device");
    QTest::newRow("sgd") << "cnn" << false << 0.9 << false << "cpu";
    QTest::newRow("sgd without momentum") << "mlp" << false << 0.0 << true << "cpu";
    QTest::newRow("adamw") << "mlp" << true << 0.9 << true << "cpu";
    QTest::newRow("batch norm") << "resnet9" << false << 0.9 << true << "cpu";
    if (torch::cuda::is_available()) { // in fp16, so that the loss scale is resumed too
        QTest::newRow("sgd on cuda") << "mlp" << false << 0.9 << false << "cuda";
        QTest::newRow("adamw on cuda") << "mlp" << true << 0.9 << true << "cuda";
    }
}

void TrainingTest::resumedRunEndsInTheSameWeights()
{
    QFETCH(QString, model);
    QFETCH(bool, adam);
    QFETCH(double, momentum);
    QFETCH(bool, cosine);
    QFETCH(QString, device);
    TrainingConfig config = small(model, 3);
    config.device = device;
    config.precision = device == "cuda" ? Precision::Fp16 : Precision::Fp32;
    config.optimizer = adam ? OptimizerKind::AdamW : OptimizerKind::Sgd;
    config.learningRate = adam ? 1e-3 : 0.02;
    config.momentum = momentum;
    config.weightDecay = 1e-3;
    config.schedule = cosine ? ScheduleKind::Cosine : ScheduleKind::Constant;

    // Bit by bit: a BLAS may add up in another order with other threads.
    const int threads = at::get_num_threads();
    const auto restored = qScopeGuard([threads] { at::set_num_threads(threads); });
    at::set_num_threads(1);

    Run whole(config);
    const StateDict expected = whole.execute();

    Run broken(config);
    broken.stopAfterEpoch = 1;
    bool finished = true;
    broken.execute(0, &finished);
    QVERIFY(!finished);
    QCOMPARE(broken.epochs.size(), 1);
    broken.stop = std::stop_source();
    const StateDict resumed = broken.execute(1, &finished);
    QVERIFY(finished);
    QVERIFY(bitEqual(resumed, expected));
    QCOMPARE(broken.epochs.last().testLoss, whole.epochs.last().testLoss);
    QCOMPARE(QDir(broken.folder.path()).entryList({"*.training.safetensors"}).size(), 0);
}

void TrainingTest::stopsWithinABatch()
{
    Run run(small("mlp", 3));
    run.stop.request_stop();
    bool finished = true;
    run.execute(0, &finished);
    QVERIFY(!finished);
    QVERIFY(run.epochs.isEmpty());
}

void TrainingTest::lossThatIsNotFiniteEndsTheRun()
{
    TrainingConfig config = small("mlp", 3);
    config.learningRate = 1e20;
    Run run(config);
    try {
        run.execute();
        QFAIL("the run went on");
    } catch (const EngineError &error) {
        QVERIFY2(error.message().contains("no longer finite") &&
                     error.message().contains("smaller learning rate"),
                 qPrintable(error.message()));
    }
}

void TrainingTest::divergedLastStepEndsTheRun_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("epochs");
    QTest::addColumn<int>("checkpointEvery");
    QTest::newRow("one step") << "mlp" << 1 << 1;
    QTest::newRow("an epoch without a checkpoint") << "mlp" << 3 << 2;
    QTest::newRow("with batch normalisation") << "resnet9" << 1 << 1;
}

/// The loss of a step is that of the weights before it.
void TrainingTest::divergedLastStepEndsTheRun()
{
    QFETCH(QString, model);
    QFETCH(int, epochs);
    QFETCH(int, checkpointEvery);
    TrainingConfig config = small(model, epochs);
    config.batchSize = 90; // all of them: an epoch is a step
    config.checkpointEvery = checkpointEvery;
    config.learningRate = 1e30;
    Run run(config);
    try {
        run.execute();
        QFAIL("the run completed");
    } catch (const EngineError &error) {
        QVERIFY2(error.message().contains("in epoch 1") && error.message().contains("no longer finite") &&
                     error.message().contains("smaller learning rate"),
                 qPrintable(error.message()));
    }
    QVERIFY(run.epochs.isEmpty());
    QVERIFY(QDir(run.folder.path()).isEmpty());
}

void TrainingTest::everyValueHasToBeFinite_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("value");
    QTest::addColumn<float>("loss");
    QTest::addColumn<QString>("words"); // empty: nothing is wrong
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("all are") << "fc.bias" << 1e30 << 3.F << "";
    QTest::newRow("a parameter") << "fc.bias" << nan << 3.F << "a weight";
    QTest::newRow("a running variance") << "prep.norm.running_var" << infinity << 3.F << "a weight";
    QTest::newRow("a loss") << "fc.bias" << 0.0 << float(infinity) << "the loss of 1 test example";
}

void TrainingTest::everyValueHasToBeFinite()
{
    QFETCH(QString, name);
    QFETCH(double, value);
    QFETCH(float, loss);
    QFETCH(QString, words);
    const auto network = makeNetwork("resnet9", {1, 8, 8, 4}).valueOrThrow();
    const Trainer trainer(network, small("resnet9", 1), DeviceId(), Precision::Fp32);
    {
        const torch::NoGradGuard noGrad;
        stateDict(*network).at(name.toStdString())[0].fill_(value);
    }
    TestEvaluation evaluation;
    evaluation.losses = {0.5F, loss};
    QString message;
    try {
        trainer.requireSound(evaluation, 7);
    } catch (const EngineError &error) {
        message = error.message();
    }
    QCOMPARE(message.isEmpty(), words.isEmpty());
    QVERIFY2(message.contains(words), qPrintable(message));
}

namespace {

/// Its answers are beyond what bf16 holds, as fp16's end at 65,504.
class Overflowing final : public Network
{
public:
    Overflowing() { m_inner = register_module("inner", makeNetwork("mlp", {1, 8, 8, 4}).valueOrThrow()); }
    torch::Tensor forward(const torch::Tensor &images) override
    {
        const torch::Tensor logits = m_inner->forward(images);
        return logits.scalar_type() == torch::kBFloat16 ? logits * std::numeric_limits<float>::infinity()
                                                        : logits;
    }

private:
    std::shared_ptr<Network> m_inner;
};

} // namespace

void TrainingTest::overflowOfReducedPrecisionIsNoDivergence()
{
    const auto dataset = makeDataset(90);
    const ImageTensors data(dataset, dataset->train, dataset->train.labels, 90,
                            normalisationOf(dataset->train, 90), torch::kCPU);
    const auto network = std::make_shared<Overflowing>();
    Trainer reduced(network, small("mlp", 1), DeviceId(), Precision::Bf16);
    Trainer full(network, small("mlp", 1), DeviceId(), Precision::Fp32);
    const TestEvaluation evaluation = reduced.evaluate(data, 4);
    QCOMPARE(evaluation.epoch, 4);
    QCOMPARE(evaluation.losses, full.evaluate(data, 4).losses);
    reduced.requireSound(evaluation, 4);
}

void TrainingTest::stateBeforeTheFirstStepIsResumed_data()
{
    QTest::addColumn<OptimizerKind>("optimizer");
    QTest::addColumn<int>("skipped");
    QTest::addColumn<QString>("extra");
    QTest::addColumn<bool>("resumes");
    QTest::newRow("sgd, all steps skipped") << OptimizerKind::Sgd << 6 << "" << true;
    QTest::newRow("adamw, all steps skipped") << OptimizerKind::AdamW << 6 << "" << true;
    QTest::newRow("no step skipped: it is lost") << OptimizerKind::Sgd << 0 << "" << false;
    QTest::newRow("only a part is there") << OptimizerKind::Sgd << 6 << "momentum.fc.bias" << false;
}

/// fp16 finds its loss scale by skipping steps, and in a small training those may be all that there were.
void TrainingTest::stateBeforeTheFirstStepIsResumed()
{
    QFETCH(OptimizerKind, optimizer);
    QFETCH(int, skipped);
    QFETCH(QString, extra);
    QFETCH(bool, resumes);
    TrainingConfig config = small("logistic", 2);
    config.optimizer = optimizer;
    const NetworkShape shape{1, 8, 8, 4};
    Trainer before(makeNetwork("logistic", shape).valueOrThrow(), config, DeviceId(), Precision::Fp16);
    TensorFile state = before.state();
    state.tensors["loss_scale"].fill_(1024.0);
    state.tensors["loss_scale_skipped"].fill_(skipped);
    if (!extra.isEmpty())
        state.tensors[extra.toStdString()] = torch::zeros({4});
    Trainer after(makeNetwork("logistic", shape).valueOrThrow(), config, DeviceId(), Precision::Fp16);
    const Result<bool> restored = after.restore(state);
    QCOMPARE(restored.hasValue(), resumes);
    if (resumes)
        QCOMPARE(after.state().tensors.at("loss_scale").item<double>(), 1024.0);
    else
        QVERIFY2(restored.error().contains("lacks momentum of"), qPrintable(restored.error()));
}

void TrainingTest::lastOneJoinsTheBatchBefore_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("batchSize");
    QTest::newRow("one is left of 90") << "resnet9" << 89;
    QTest::newRow("two are left") << "resnet9" << 44;
    QTest::newRow("one each time, where that is enough") << "mlp" << 1;
}

/// Batch normalisation over pictures that come down to one value a channel.
void TrainingTest::lastOneJoinsTheBatchBefore()
{
    QFETCH(QString, model);
    QFETCH(int, batchSize);
    TrainingConfig config = small(model, 1);
    config.batchSize = batchSize;
    config.learningRate = 0.001;
    Run run(config);
    bool finished = false;
    run.execute(0, &finished);
    QVERIFY(finished);
    QVERIFY(std::isfinite(run.epochs.last().testLoss));
}

void TrainingTest::checkpointsEveryFewEpochs()
{
    TrainingConfig config = small("logistic", 5);
    config.checkpointEvery = 2;
    Run run(config);
    run.execute();
    QCOMPARE(run.checkpoints, (QStringList{"", "epoch-002.safetensors", "", "epoch-004.safetensors",
                                           "epoch-005.safetensors"}));
    QCOMPARE(QDir(run.folder.path()).entryList(QDir::Files).size(), 3);
}

void TrainingTest::cosineSchedule()
{
    TrainingConfig config = small("mlp", 4);
    config.schedule = ScheduleKind::Cosine;
    config.learningRate = 2;
    QCOMPARE(Trainer::learningRate(config, 1), 2.0);
    QCOMPARE(Trainer::learningRate(config, 3), 1.0);
    config.schedule = ScheduleKind::Constant;
    QCOMPARE(Trainer::learningRate(config, 4), 2.0);
}

namespace {

/// An mlp whose memory holds no more than `limit` examples at a time, and which can't train on less than
/// `smallest`.
class Hungry final : public Network
{
public:
    using Fail = void (*)();
    Hungry(qint64 limit, Fail fail, qint64 smallest) : m_limit(limit), m_fail(fail), m_smallest(smallest)
    {
        m_inner = register_module("inner", makeNetwork("mlp", {1, 8, 8, 4}).valueOrThrow());
    }
    torch::Tensor forward(const torch::Tensor &images) override
    {
        if (images.size(0) > m_limit)
            m_fail();
        if (is_training() && images.size(0) < m_smallest)
            throw std::invalid_argument("too few examples");
        return m_inner->forward(images);
    }
    [[nodiscard]] qint64 smallestBatch() const override { return m_smallest; }

private:
    std::shared_ptr<Network> m_inner;
    qint64 m_limit;
    Fail m_fail;
    qint64 m_smallest;
};

void failAsAllocatorOfCpu()
{
    TORCH_CHECK(false,
                "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes.");
}

void failAsAllocatorOfCuda()
{
    TORCH_CHECK_WITH(OutOfMemoryError, false, "CUDA out of memory. Tried to allocate 2.00 GiB");
}

void failAsNew()
{
    throw std::bad_alloc();
}

struct HungryRun
{
    EpochMetrics metrics;
    TestEvaluation evaluation;
    StateDict weights;
    QStringList notices;
};

HungryRun runHungry(qint64 limit, Hungry::Fail fail, qint64 smallest = 1)
{
    TrainingConfig config = small("mlp", 1);
    const auto dataset = makeDataset(90);
    const Normalisation normalisation = normalisationOf(dataset->train, 90);
    const ImageTensors data(dataset, dataset->train, dataset->train.labels, 90, normalisation, torch::kCPU);
    torch::manual_seed(5);
    const auto network = std::make_shared<Hungry>(limit, fail, smallest);
    Trainer trainer(network, config, DeviceId(), Precision::Fp32);
    HungryRun run;
    trainer.setNoticeHandler([&run](const QString &text) { run.notices += text; });
    RateMeter meter(90);
    run.metrics = trainer.trainEpoch(1, data, meter, [](const TrainingSample &) {}, {}).value();
    run.evaluation = trainer.evaluate(data, 1);
    run.weights = stateDict(*network);
    return run;
}

} // namespace

/// The label of an example changes the weights if it is trained on, and nothing if it is left out.
void TrainingTest::excludedExamplesAreNotTrainedOn()
{
    const auto weights = [](bool excluded, std::int64_t label) {
        TrainingConfig config = small("mlp", 2);
        if (excluded)
            config.labelChanges = {{17, LabelDecision::Verdict::Exclude, -1}};
        Run run(config);
        auto changed = std::make_shared<Dataset>(*run.dataset);
        changed->train.labels[17] = label;
        run.dataset = changed;
        return run.execute();
    };
    const auto equal = [](const StateDict &left, const StateDict &right) {
        return std::ranges::all_of(
            left, [&right](const auto &entry) { return torch::equal(entry.second, right.at(entry.first)); });
    };
    QVERIFY(!equal(weights(false, 0), weights(false, 3)));
    QVERIFY(equal(weights(true, 0), weights(true, 3)));
    QVERIFY(!equal(weights(true, 0), weights(false, 0)));
}

void TrainingTest::goesOnInPartsWhenMemoryRunsOut_data()
{
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<int>("notices");
    QTest::addColumn<int>("how");
    QTest::newRow("half, bad_alloc") << qint64(8) << 1 << 0;
    QTest::newRow("a quarter, CPU allocator") << qint64(5) << 2 << 1;
    QTest::newRow("one at a time, CUDA allocator") << qint64(1) << 4 << 2;
}

void TrainingTest::goesOnInPartsWhenMemoryRunsOut()
{
    QFETCH(qint64, limit);
    QFETCH(int, notices);
    QFETCH(int, how);
    constexpr std::array<Hungry::Fail, 3> fails{&failAsNew, &failAsAllocatorOfCpu, &failAsAllocatorOfCuda};
    const HungryRun run = runHungry(limit, fails[std::size_t(how)]);
    QCOMPARE(run.notices.size(), notices);
    QVERIFY2(run.notices.last().contains("parts each"), qPrintable(run.notices.last()));

    const HungryRun whole = runHungry(1000, &failAsNew);
    QVERIFY(whole.notices.isEmpty());
    for (const auto &[name, tensor] : whole.weights)
        QVERIFY2(torch::allclose(run.weights.at(name), tensor, 1e-4, 1e-6), name.c_str());
    QVERIFY(std::abs(run.metrics.trainLoss - whole.metrics.trainLoss) < 1e-5);
    QCOMPARE(run.metrics.trainAccuracy, whole.metrics.trainAccuracy);
    QCOMPARE(run.evaluation.predicted, whole.evaluation.predicted);
    QCOMPARE(run.evaluation.losses.size(), 90);
}

/// 10 examples in four parts would be 3, 3, 3 and 1.
void TrainingTest::noPartIsTooSmallForTheNetwork()
{
    const HungryRun run = runHungry(5, &failAsNew, 2);
    QCOMPARE(run.notices.size(), 2);
    const HungryRun whole = runHungry(1000, &failAsNew);
    for (const auto &[name, tensor] : whole.weights)
        QVERIFY2(torch::allclose(run.weights.at(name), tensor, 1e-4, 1e-6), name.c_str());
    QVERIFY_EXCEPTION_THROWN(runHungry(1, &failAsNew, 2), std::bad_alloc);
}

void TrainingTest::storedIntegersAreExact_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<qint64>("limit"); // below 0: an error
    QTest::newRow("usual") << QByteArray(R"({"train_limit":10000})") << qint64(10'000);
    QTest::newRow("2^53 + 1") << QByteArray(R"({"train_limit":9007199254740993})")
                              << qint64(9'007'199'254'740'993);
    QTest::newRow("2^63 - 1") << QByteArray(R"({"train_limit":9223372036854775807})")
                              << std::numeric_limits<qint64>::max();
    QTest::newRow("2^63") << QByteArray(R"({"train_limit":9223372036854775808})") << qint64(-1);
    QTest::newRow("a fraction") << QByteArray(R"({"train_limit":1.5})") << qint64(-1);
    QTest::newRow("no number") << QByteArray(R"({"train_limit":"1"})") << qint64(-1);
    QTest::newRow("an int that is none") << QByteArray(R"({"epochs":2147483648})") << qint64(-1);
}

void TrainingTest::storedIntegersAreExact()
{
    QFETCH(QByteArray, json);
    QFETCH(qint64, limit);
    const auto config = TrainingConfig::fromJson(QJsonDocument::fromJson(json).object());
    QCOMPARE(config.hasValue(), limit >= 0);
    if (config)
        QCOMPARE(config->trainLimit, limit);
}

void TrainingTest::memoryForNoExampleIsAnError()
{
    QVERIFY_EXCEPTION_THROWN(runHungry(0, &failAsNew), std::bad_alloc);
}

void TrainingTest::curveStaysShort()
{
    StepCurve curve;
    constexpr int samples = 100'000;
    for (int i = 1; i <= samples; ++i)
        curve.add({i / 1000.0, double(i % 2), 0.25, 0, 0, 0, 0});
    const QList<TrainingSample> points = curve.points();
    QVERIFY(points.size() > StepCurve::most / 4 && points.size() <= StepCurve::most);
    QCOMPARE(points.constLast().epoch, samples / 1000.0);
    for (qsizetype i = 1; i < points.size(); ++i)
        QVERIFY(points[i].epoch > points[i - 1].epoch);
    QVERIFY(qAbs(points[5].loss - 0.5) < 1e-9); // the mean of many
    QVERIFY(qAbs(points[5].accuracy - 0.25) < 1e-9);
    StepCurve further(points);
    further.add({101, 3, 1, 0, 0, 0, 0});
    QCOMPARE(further.points().size(), points.size() + 1);
    QCOMPARE(further.points().constLast().loss, 3.0);
}

PROPONENT_TEST(TrainingTest)
#include "test_training.moc"
