// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/normalisation.h"
#include "engine/model/stacked_network.h"
#include "engine/rate_meter.h"
#include "engine/training/subset_training.h"
#include "engine/training/trainer.h"
#include "tests/engine/test_devices.h"
#include "tests/test_registry.h"

#include <ATen/Parallel.h>

#include <QTest>

#include <algorithm>
#include <map>
#include <new>

using namespace proponent;

class SubsetTrainingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void copiesKeepTheirOwnState_data();
    void copiesKeepTheirOwnState();
    void equalsTrainingAlone_data();
    void equalsTrainingAlone();
    void doesNotDependOnItsNeighbours_data();
    void doesNotDependOnItsNeighbours();
    void threadsTrainSideBySide_data();
    void threadsTrainSideBySide();
    void tellsOfEachCopyOnce();
    void marginsSayWhatIsPredicted();
    void stopsWithinABatchAndGoesOn();
    void fewerAtATimeWhenMemoryRunsOut();
    void divergenceIsAnError_data();
    void divergenceIsAnError();
};

namespace {

constexpr qint64 exampleCount = 120;
constexpr qint64 testCount = 30;

/// Noise with a bright corner that depends on the class.
std::shared_ptr<const Dataset> cornerImages()
{
    auto dataset = std::make_shared<Dataset>();
    dataset->info.channels = 1;
    dataset->info.height = dataset->info.width = 8;
    dataset->info.classNames = {"a", "b", "c", "d"};
    std::uint32_t noise = 99;
    for (ImageSet *set : {&dataset->train, &dataset->test}) {
        set->count = set == &dataset->train ? exampleCount : testCount;
        set->channels = 1;
        set->height = set->width = 8;
        for (qint64 i = 0; i < set->count; ++i) {
            const std::int64_t label = (i * 7 + i / 5) % 4;
            set->labels.push_back(label);
            for (int pixel = 0; pixel < 64; ++pixel) {
                noise = noise * 1664525U + 1013904223U;
                const bool lit = (pixel / 32) * 2 + (pixel % 8) / 4 == label;
                set->pixels.push_back(std::uint8_t((noise >> 24) / 2 + (lit ? 50 : 0)));
            }
        }
    }
    return dataset;
}

/// Every `step`th example from `first` on, but the last `without`.
Subset every(int step, int first, qint64 seed, int without = 0)
{
    Subset subset;
    for (std::int64_t i = first; i < exampleCount - without * step; i += step)
        subset.indices.push_back(i);
    subset.seed = seed;
    return subset;
}

struct Copy
{
    StateDict state;
    std::vector<float> losses;
    std::vector<float> margins;
};

class Copies
{
public:
    explicit Copies(const TrainingConfig &config, const QByteArray &device = "cpu")
        : m_device(DeviceId::parse(QString::fromLatin1(device)).valueOrThrow()),
          task{config, {1, 8, 8, 4}, m_train, m_test, m_device, config.precision}
    {
    }

    [[nodiscard]] bool train(const std::vector<Subset> &subsets, const std::stop_token &stop = {})
    {
        return trainOnSubsets(
            task, subsets,
            [this](const TrainedCopy &copy) {
                ++told;
                onTold();
                Copy &kept = trained[copy.subset];
                for (const auto &[name, tensor] : copy.state)
                    kept.state[name] = tensor.detach().to(torch::kCPU, tensor.scalar_type(), false, true);
                kept.losses.assign(copy.losses.begin(), copy.losses.end());
                kept.margins.assign(copy.margins.begin(), copy.margins.end());
            },
            stop);
    }

    /// The same by Trainer, from a session that leaves the other examples out.
    [[nodiscard]] Copy alone(const Subset &subset) const
    {
        TrainingConfig config = task.config;
        config.seed = subset.seed;
        for (qint64 i = 0; i < exampleCount; ++i) {
            if (!std::ranges::binary_search(subset.indices, i))
                config.labelChanges.append({i, LabelDecision::Verdict::Exclude, -1});
        }
        torch::manual_seed(std::uint64_t(config.seed));
        const auto network = makeNetwork(config.model, task.shape).valueOrThrow();
        Trainer trainer(network, config, m_device, config.precision);
        RateMeter meter(exampleCount);
        for (int epoch = 1; epoch <= config.epochs; ++epoch)
            (void)trainer.trainEpoch(epoch, m_train, meter, [](const TrainingSample &) {}, {});
        const TestEvaluation evaluation = trainer.evaluate(m_test, config.epochs);
        Copy copy;
        for (const auto &[name, tensor] : stateDict(*network))
            copy.state[name] = tensor.detach().cpu();
        copy.losses.assign(evaluation.losses.begin(), evaluation.losses.end());
        for (qsizetype i = 0; i < evaluation.labels.size(); ++i)
            copy.margins.push_back(evaluation.labels[i] == evaluation.predicted[i] ? 1.F : -1.F);
        return copy;
    }

private:
    DeviceId m_device;
    std::shared_ptr<const Dataset> m_dataset = cornerImages();
    Normalisation m_normalisation = normalisationOf(m_dataset->train, exampleCount);
    ImageTensors m_train{m_dataset,    m_dataset->train, m_dataset->train.labels,
                         exampleCount, m_normalisation,  m_device.torch()};
    ImageTensors m_test{m_dataset, m_dataset->test, m_dataset->test.labels,
                        testCount, m_normalisation, m_device.torch()};

public:
    SubsetTraining task;
    std::map<qsizetype, Copy> trained;
    int told = 0;
    std::function<void()> onTold = [] {};
};

TrainingConfig settings(const QString &model, int epochs = 2)
{
    TrainingConfig config;
    config.model = model;
    config.epochs = epochs;
    config.batchSize = 16;
    config.learningRate = 0.02;
    config.weightDecay = 1e-3;
    config.precision = Precision::Fp32;
    return config;
}

/// Largest difference as a share of the largest value.
double difference(const torch::Tensor &left, const torch::Tensor &right)
{
    const double scale = std::max(1e-6, right.abs().max().item<double>());
    return (left - right).abs().max().item<double>() / scale;
}

double difference(const std::vector<float> &left, const std::vector<float> &right)
{
    return difference(torch::tensor(left), torch::tensor(right));
}

/// Names of what differs, with by how much.
QString differences(const StateDict &left, const StateDict &right, double tolerance)
{
    QStringList found;
    for (const auto &[name, tensor] : right) {
        const auto other = left.find(name);
        if (other == left.end() || other->second.sizes() != tensor.sizes()) {
            found += QString::fromStdString(name) + " has another shape";
            continue;
        }
        const double error = difference(other->second.to(torch::kDouble), tensor.to(torch::kDouble));
        if (!(error <= tolerance))
            found += QStringLiteral("%1 by %2").arg(QString::fromStdString(name)).arg(error);
    }
    return left.size() == right.size() ? found.join(u' ') : QStringLiteral("other tensors");
}

} // namespace

/// All in one stack, where nothing else is said.
void SubsetTrainingTest::init()
{
    at::set_num_threads(1);
}

void SubsetTrainingTest::copiesKeepTheirOwnState_data()
{
    QTest::addColumn<QString>("model");
    for (const QString &model : builtInModelNames())
        QTest::newRow(qPrintable(model)) << model;
}

void SubsetTrainingTest::copiesKeepTheirOwnState()
{
    QFETCH(QString, model);
    const NetworkShape shape{3, 9, 17, 5};
    constexpr qint64 copies = 3;
    const auto stack = findStackedArchitecture(model)->make(shape, copies);
    std::vector<std::shared_ptr<Network>> networks;
    for (qint64 i = 0; i < copies; ++i) {
        networks.push_back(makeNetwork(model, shape).valueOrThrow());
        networks.back()->eval();
        stack->setState(i, stateDict(*networks.back()));
    }
    stack->eval();
    QVERIFY(stack->activations() > 0);
    const torch::NoGradGuard noGrad;
    const torch::Tensor images = torch::randn({4, copies, 3, 9, 17});
    const torch::Tensor logits = stack->forward(images);
    QCOMPARE(logits.sizes().vec(), (std::vector<int64_t>{4, copies, 5}));
    for (qint64 i = 0; i < copies; ++i) {
        const Network &own = *networks[std::size_t(i)];
        QCOMPARE(differences(stack->state(i), stateDict(own), 0), QString());
        const torch::Tensor expected = networks[std::size_t(i)]->forward(images.select(1, i));
        QVERIFY(difference(logits.select(1, i), expected) < 1e-5);
    }
}

void SubsetTrainingTest::equalsTrainingAlone_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("adam");
    QTest::addColumn<Precision>("precision");
    QTest::addColumn<double>("tolerance");
    QTest::addColumn<QByteArray>("device");
    for (const QByteArray &device : testDevices()) {
        const double tolerance = device == "cpu" ? 2e-4 : 5e-3; // convolutions in TF32 there
        const auto row = [&](const char *model, bool adam, Precision precision, double least) {
            QTest::addRow("%s, %s, %s, %s", model, adam ? "adamw" : "sgd", qPrintable(toString(precision)),
                          device.constData())
                << QString(model) << adam << precision << least << device;
        };
        for (const char *model : {"logistic", "mlp", "cnn"})
            row(model, false, Precision::Fp32, tolerance);
        if (device == "cpu") // batch normalisation magnifies the last bit; on the card that of TF32
            row("resnet9", false, Precision::Fp32, 25 * tolerance);
        row("mlp", true, Precision::Fp32,
            20 * tolerance); // so does the square root of what is next to nothing
        row("mlp", false, Precision::Bf16, device == "cpu" ? 0.03 : 0.1);
        row("cnn", false, Precision::Bf16, device == "cpu" ? 0.06 : 0.1);
    }
}

void SubsetTrainingTest::equalsTrainingAlone()
{
    QFETCH(QString, model);
    QFETCH(bool, adam);
    QFETCH(Precision, precision);
    QFETCH(double, tolerance);
    QFETCH(QByteArray, device);
    TrainingConfig config = settings(model, model == "resnet9" ? 1 : 2);
    config.precision = precision;
    if (adam) {
        config.optimizer = OptimizerKind::AdamW;
        config.learningRate = 1e-3;
    }
    Copies copies(config, device);
    copies.task.copiesAtATime = 3;
    // The last of 33 examples joins the batch before where it is too few, in every copy.
    const std::vector<Subset> subsets{every(3, 0, 5, 7), every(3, 1, 6, 7), every(3, 2, 7, 7)};
    QCOMPARE(subsets[0].indices.size(), 33U);
    QVERIFY(copies.train(subsets));
    for (std::size_t i = 0; i < subsets.size(); ++i) {
        const Copy expected = copies.alone(subsets[i]);
        const Copy &copy = copies.trained[qsizetype(i)];
        QCOMPARE(differences(copy.state, expected.state, tolerance), QString());
        const double error = difference(copy.losses, expected.losses);
        QVERIFY2(error <= tolerance, qPrintable(QString::number(error)));
    }
    // A wrong seed or a wrong subset shows.
    QVERIFY(difference(copies.trained[0].losses, copies.trained[1].losses) > std::min(0.01, 10 * tolerance));
}

void SubsetTrainingTest::doesNotDependOnItsNeighbours_data()
{
    copiesKeepTheirOwnState_data();
}

void SubsetTrainingTest::doesNotDependOnItsNeighbours()
{
    QFETCH(QString, model);
    const Subset asked = every(3, 0, 11);
    std::vector<Copy> answers;
    for (const std::vector<Subset> &beside :
         {std::vector<Subset>{}, {every(3, 1, 12)}, {every(3, 2, 13), every(3, 1, 14), every(3, 1, 15)}}) {
        Copies copies(settings(model, 1));
        copies.task.copiesAtATime = 8;
        std::vector<Subset> subsets = beside;
        subsets.push_back(asked);
        QVERIFY(copies.train(subsets));
        answers.push_back(copies.trained[qsizetype(beside.size())]);
    }
    for (const Copy &answer : answers)
        QVERIFY(difference(answer.losses, answers.front().losses) < (model == "resnet9" ? 2e-3 : 1e-4));
}

void SubsetTrainingTest::threadsTrainSideBySide_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<qint64>("atATime");
    for (const char *model : {"mlp", "cnn"}) { // convolutions plan for threads of their own
        QTest::addRow("%s, single copies", model) << QString(model) << qint64(1);
        QTest::addRow("%s, stacks", model) << QString(model) << qint64(2);
    }
}

void SubsetTrainingTest::threadsTrainSideBySide()
{
    QFETCH(QString, model);
    QFETCH(qint64, atATime);
    at::set_num_threads(3); // in rounds of three
    Copies copies(settings(model));
    copies.task.copiesAtATime = atATime;
    QList<double> done;
    qint64 total = 0;
    copies.task.onProgress = [&](const Progress &progress) {
        done += double(progress.done);
        total = progress.total;
    };
    std::vector<Subset> subsets; // of two sizes
    for (int i = 0; i < 7; ++i)
        subsets.push_back(every(3, i % 3, 30 + i, i % 2));
    QVERIFY(copies.train(subsets));
    QCOMPARE(copies.told, 7);
    QCOMPARE(total, qint64(4 * 40 + 3 * 39) * 2);
    QVERIFY(!done.isEmpty() && std::ranges::is_sorted(done) && done.last() <= double(total));
    for (std::size_t i = 0; i < subsets.size(); ++i)
        QVERIFY(difference(copies.trained[qsizetype(i)].losses, copies.alone(subsets[i]).losses) < 2e-4);
}

void SubsetTrainingTest::tellsOfEachCopyOnce()
{
    Copies copies(settings("logistic"));
    copies.task.copiesAtATime = 2;
    qint64 total = 0;
    QList<double> done;
    copies.task.onProgress = [&](const Progress &progress) {
        QCOMPARE(progress.stage, Progress::Stage::Retraining);
        QCOMPARE(progress.epochs, 6);
        total = progress.total;
        done += double(progress.done);
    };
    // Of two sizes, in turn.
    std::vector<Subset> subsets;
    for (int i = 0; i < 6; ++i)
        subsets.push_back(every(3, i % 3, 20 + i, i % 2));
    QVERIFY(copies.train(subsets));
    QCOMPARE(copies.told, 6);
    QCOMPARE(copies.trained.size(), 6U);
    for (std::size_t i = 0; i < subsets.size(); ++i)
        QVERIFY(difference(copies.trained[qsizetype(i)].losses, copies.alone(subsets[i]).losses) < 1e-4);
    QCOMPARE(total, qint64(3 * 40 + 3 * 39) * 2);
    QVERIFY(!done.isEmpty() && std::ranges::is_sorted(done) && done.last() <= double(total));
}

void SubsetTrainingTest::marginsSayWhatIsPredicted()
{
    for (const qint64 atATime : {1, 2}) { // by Trainer, and stacked
        Copies copies(settings("mlp", 1));
        copies.task.copiesAtATime = atATime;
        const std::vector<Subset> subsets{every(3, 0, 1), every(3, 1, 2)};
        QVERIFY(copies.train(subsets));
        for (std::size_t i = 0; i < subsets.size(); ++i) {
            const Copy expected = copies.alone(subsets[i]);
            const Copy &copy = copies.trained[qsizetype(i)];
            int right = 0;
            for (std::size_t test = 0; test < expected.margins.size(); ++test) {
                QCOMPARE(copy.margins[test] > 0, expected.margins[test] > 0);
                right += copy.margins[test] > 0 ? 1 : 0;
            }
            QVERIFY(right > 0 && right < testCount);
        }
    }
}

void SubsetTrainingTest::stopsWithinABatchAndGoesOn()
{
    const std::vector<Subset> subsets{every(3, 0, 1), every(3, 1, 2), every(3, 2, 3), every(3, 0, 4)};
    Copies whole(settings("mlp"));
    whole.task.copiesAtATime = 2;
    QVERIFY(whole.train(subsets));

    Copies broken(settings("mlp"));
    broken.task.copiesAtATime = 2;
    std::stop_source stop;
    broken.onTold = [&] {
        if (broken.told == 2)
            stop.request_stop();
    };
    QVERIFY(!broken.train(subsets, stop.get_token()));
    QCOMPARE(broken.told, 2);
    std::vector<Subset> rest;
    for (std::size_t i = 0; i < subsets.size(); ++i) {
        if (!broken.trained.contains(qsizetype(i)))
            rest.push_back(subsets[i]);
    }
    QCOMPARE(rest.size(), 2U);
    Copies resumed(settings("mlp"));
    QVERIFY(resumed.train(rest));
    for (qsizetype i = 0; i < 2; ++i)
        QVERIFY(difference(resumed.trained[i].losses, whole.trained[2 + i].losses) < 1e-4);
}

void SubsetTrainingTest::fewerAtATimeWhenMemoryRunsOut()
{
    Copies copies(settings("logistic", 1));
    copies.task.copiesAtATime = 4;
    int attempts = 0;
    QStringList notices;
    copies.task.onNotice = [&](const QString &text) { notices += text; };
    copies.task.onProgress = [&](const Progress &) {
        if (attempts++ == 0)
            throw std::bad_alloc();
    };
    std::vector<Subset> subsets;
    for (int i = 0; i < 4; ++i)
        subsets.push_back(every(3, i % 3, i));
    QVERIFY(copies.train(subsets));
    QCOMPARE(copies.told, 4);
    QCOMPARE(notices, QStringList{"Memory ran out with 4 models at a time; going on with 2."});
    QVERIFY(difference(copies.trained[3].losses, copies.alone(subsets[3]).losses) < 1e-4);
}

void SubsetTrainingTest::divergenceIsAnError_data()
{
    QTest::addColumn<int>("atATime");
    QTest::addColumn<int>("epochs");
    for (const int atATime : {1, 2}) {
        for (const int epochs : {1, 2}) // one: a step, whose weights alone tell
            QTest::addRow("%d at a time, %d epochs", atATime, epochs) << atATime << epochs;
    }
}

void SubsetTrainingTest::divergenceIsAnError()
{
    QFETCH(int, atATime);
    QFETCH(int, epochs);
    TrainingConfig config = settings("mlp", epochs);
    config.learningRate = 1e30;
    config.batchSize = 100;
    Copies copies(config);
    copies.task.copiesAtATime = atATime;
    try {
        (void)copies.train({every(3, 0, 1), every(3, 1, 2)});
        QFAIL("it went on");
    } catch (const EngineError &error) {
        QVERIFY2(error.message().contains("no longer finite") &&
                     error.message().contains("smaller learning rate"),
                 qPrintable(error.message()));
    }
    QCOMPARE(copies.told, 0);
}

PROPONENT_TEST(SubsetTrainingTest)
#include "test_subset_training.moc"
