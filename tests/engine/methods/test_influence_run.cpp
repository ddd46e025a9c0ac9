// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/influence_run.h"
#include "engine/methods/layer_contributions.h"
#include "engine/methods/verification.h"
#include "engine/model/safetensors.h"
#include "tests/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace proponent;
using namespace Qt::StringLiterals;

/// Scoring with little memory, and what is made of scores afterwards.
class InfluenceRunTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void plansByMemory_data();
    void plansByMemory();
    void saysWhatItNeeds();
    void littleMemoryGivesTheSameScores_data();
    void littleMemoryGivesTheSameScores();
    void halvesTheBatchWhenMemoryRunsOut_data();
    void halvesTheBatchWhenMemoryRunsOut();
    void otherErrorsComeThrough();
    void layersAddUpToTheScores_data();
    void layersAddUpToTheScores();
    void layersAddUpToSelfInfluence();
    void verifiesScores_data();
    void verifiesScores();
    void verificationCatches_data();
    void verificationCatches();

private:
    QTemporaryDir m_folder;
};

namespace {

constexpr qint64 trainCount = 37;
constexpr qint64 testCount = 5;

/// A small network with a limit on how many examples it takes at a time, as if memory ran out beyond.
class LimitedNetwork final : public Network
{
public:
    LimitedNetwork() : m_inner(makeNetwork(QStringLiteral("cnn"), {1, 9, 8, 4}).valueOrThrow())
    {
        register_module("inner", m_inner);
    }
    torch::Tensor forward(const torch::Tensor &images) override
    {
        if (images.size(0) > limit) {
            if (otherError)
                throw std::runtime_error("something else");
            throw std::bad_alloc();
        }
        return m_inner->forward(images);
    }

    qint64 limit = std::numeric_limits<qint64>::max();
    bool otherError = false;

private:
    std::shared_ptr<Network> m_inner;
};

ImageTensors randomImages(qint64 count, int seed)
{
    auto dataset = std::make_shared<Dataset>();
    ImageSet &set = dataset->train;
    set.count = count;
    set.channels = 1;
    set.height = 9;
    set.width = 8;
    set.pixels.resize(std::size_t(count * set.exampleSize()));
    auto state = std::uint32_t(seed);
    for (std::uint8_t &pixel : set.pixels) {
        state = state * 1664525U + 1013904223U;
        pixel = std::uint8_t(state >> 24);
    }
    for (qint64 i = 0; i < count; ++i)
        set.labels.push_back(i % 4);
    return {dataset, set, set.labels, count, {{0.5}, {0.25}}, torch::kCPU};
}

/// Small where that is for the method to say.
AttributionChoice choiceOf(const QString &method)
{
    return checkedChoice({method, method == u"logra" || method == u"trak"
                                      ? QJsonObject{{"out", 4}, {"in", 32}}
                                      : QJsonObject()});
}

/// What rounding makes of a method's scores: curvature that is inverted magnifies it.
double toleranceOf(const QString &method)
{
    return attributionMethod(method).asksMargin ? 1e-3 : 1e-5;
}

/// Two checkpoints of the network, training and test examples, and the notices given.
struct Fixture
{
    explicit Fixture(const QString &folder, int run = 0)
        : train(randomImages(trainCount, 1)),
          test(randomImages(testCount, 2)),
          task{network,
               {},
               train,
               checkpoints(folder),
               torch::kFloat,
               /*batchSize=*/0,
               /*memory=*/0,
               QStringLiteral("%1/partial-%2").arg(folder).arg(run),
               [](const Progress &) {},
               [this](const QString &text) { notices += text; },
               [this](const MemoryPlan &made) { plan = made; }}
    {
        QDir(task.partialFolder).removeRecursively();
    }

    [[nodiscard]] QList<CheckpointInfo> checkpoints(const QString &folder)
    {
        QList<CheckpointInfo> list;
        for (const int epoch : {1, 2}) {
            torch::manual_seed(epoch);
            const LimitedNetwork fresh;
            CheckpointInfo info;
            info.epoch = epoch;
            info.learningRate = 0.1 / epoch;
            info.file = QStringLiteral("%1/epoch-%2.safetensors").arg(folder).arg(epoch);
            writeSafetensors(info.file, {stateDict(fresh), {}});
            list += info;
        }
        return list;
    }

    [[nodiscard]] AskedExamples asked(const QString &method) const
    {
        return {test.batch(0, testCount), choiceOf(method), {}, false};
    }
    [[nodiscard]] CheckpointScores trace(const QString &method) const
    {
        return *traceScores(task, asked(method), {});
    }

    LimitedNetwork network;
    ImageTensors train;
    ImageTensors test;
    QStringList notices;
    MemoryPlan plan;
    ScoringTask task;
};

double relativeError(const std::vector<float> &values, const std::vector<float> &truth)
{
    double difference = 0;
    double size = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        difference += std::pow(double(values[i]) - double(truth[i]), 2);
        size += std::pow(double(truth[i]), 2);
    }
    return std::sqrt(difference / size);
}

void addMethods()
{
    QTest::addColumn<QString>("method");
    for (const AttributionMethod &method : attributionMethods())
        QTest::newRow(qPrintable(method.info.name)) << method.info.name;
}

/// Some pairs with the scores found for them.
QList<ScoredPair> somePairs(const CheckpointScores &scores, const QString &method)
{
    QList<ScoredPair> pairs;
    for (const qint64 test : {0, 3}) {
        const std::vector<float> row = ScoreTotals(scores, attributionMethod(method).rule).row(test);
        for (const qint64 train : {2, 11, 36})
            pairs += {train, test, double(row[std::size_t(train)])};
    }
    return pairs;
}

Verification verify(const Fixture &fixture, const QList<ScoredPair> &pairs, const QString &method,
                    Precision precision = Precision::Fp32)
{
    LimitedNetwork network;
    return *verifyScores({network,
                          {},
                          fixture.train,
                          fixture.test,
                          fixture.task.checkpoints,
                          choiceOf(method),
                          {},
                          false,
                          {},
                          0,
                          precision,
                          [](int) {}},
                         pairs, {});
}

} // namespace

void InfluenceRunTest::initTestCase()
{
    QVERIFY(m_folder.isValid());
    at::set_num_threads(2);
}

void InfluenceRunTest::plansByMemory_data()
{
    QTest::addColumn<qint64>("available");
    QTest::addColumn<qint64>("tests");
    QTest::addColumn<qint64>("batchSize");
    QTest::addColumn<qint64>("plannedTests");
    // Needs: 100 fixed, 10 a training example, 20 a test; 80 % of what is available is planned with.
    QTest::newRow("plenty") << qint64(1'000'000) << qint64(50) << qint64(128) << qint64(50);
    QTest::newRow("all but the batch") << qint64(2'000) << qint64(30) << qint64(90) << qint64(30);
    QTest::newRow("tests in blocks") << qint64(2'000) << qint64(1'000) << qint64(70) << qint64(40);
    QTest::newRow("next to nothing") << qint64(10) << qint64(7) << qint64(1) << qint64(1);
    QTest::newRow("self-influence") << qint64(1'000'000) << qint64(0) << qint64(128) << qint64(1);
}

void InfluenceRunTest::plansByMemory()
{
    QFETCH(qint64, available);
    QFETCH(qint64, tests);
    QFETCH(qint64, batchSize);
    QFETCH(qint64, plannedTests);
    const MemoryPlan plan = planMemory({100, 10, 20}, available, tests, 128);
    QCOMPARE(plan.batchSize, batchSize);
    QCOMPARE(plan.testsAtATime, plannedTests);
    QCOMPARE(plan.available, available);
    QCOMPARE(plan.bytes, 100 + 10 * batchSize + 20 * std::min(tests, plannedTests));
    if (available > 10)
        QVERIFY(plan.bytes <= available);
}

void InfluenceRunTest::saysWhatItNeeds()
{
    const Fixture fixture(m_folder.path());
    (void)fixture.trace(u"tracin"_s);
    QCOMPARE(fixture.plan.batchSize, usualBatchSize(torch::kCPU));
    QCOMPARE(fixture.plan.testsAtATime, testCount);
    QVERIFY(fixture.plan.bytes > 100'000 && fixture.plan.bytes < 200'000'000);
    QVERIFY(fixture.plan.available > fixture.plan.bytes);
    QVERIFY2(fixture.notices.isEmpty(), qPrintable(fixture.notices.join('\n')));
}

void InfluenceRunTest::littleMemoryGivesTheSameScores_data()
{
    addMethods();
}

void InfluenceRunTest::littleMemoryGivesTheSameScores()
{
    QFETCH(QString, method);
    const Fixture plenty(m_folder.path());
    const CheckpointScores expected = plenty.trace(method);
    Fixture little(m_folder.path(), 1);
    little.task.memory = plenty.plan.bytes / 2;
    const CheckpointScores scores = little.trace(method);
    QVERIFY(little.plan.batchSize < plenty.plan.batchSize || little.plan.testsAtATime < testCount);
    for (qint64 row = 0; row < testCount; ++row) {
        const double error = relativeError(ScoreTotals(scores, attributionMethod(method).rule).row(row),
                                           ScoreTotals(expected, attributionMethod(method).rule).row(row));
        // What is fitted is summed up in other batches.
        QVERIFY2(error < (attributionMethod(method).fit ? toleranceOf(method) : 1e-6),
                 qPrintable(QString::number(error)));
    }
}

void InfluenceRunTest::halvesTheBatchWhenMemoryRunsOut_data()
{
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<int>("notices"); // -1: fails
    QTest::newRow("no limit") << qint64(1000) << 0;
    QTest::newRow("4 at a time") << qint64(4) << 3; // of the probe: 32, 16, 8, 4
    QTest::newRow("1 at a time") << qint64(1) << 5;
    QTest::newRow("none at all") << qint64(0) << -1;
}

void InfluenceRunTest::halvesTheBatchWhenMemoryRunsOut()
{
    QFETCH(qint64, limit);
    QFETCH(int, notices);
    const Fixture plenty(m_folder.path());
    const CheckpointScores expected = plenty.trace(u"tracin"_s);
    Fixture limited(m_folder.path(), 1);
    limited.network.limit = limit;
    limited.task.batchSize = 16;
    if (notices < 0) {
        try {
            (void)limited.trace(u"tracin"_s);
            QFAIL("went through without memory");
        } catch (const EngineError &error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains("Memory ran out"), error.what());
        }
        return;
    }
    const CheckpointScores scores = limited.trace(u"tracin"_s);
    for (qint64 row = 0; row < testCount; ++row)
        QVERIFY(relativeError(ScoreTotals(scores).row(row), ScoreTotals(expected).row(row)) < 1e-6);
    QVERIFY2(limited.notices.size() == notices, qPrintable(limited.notices.join('\n')));
    for (const QString &notice : limited.notices)
        QVERIFY2(notice.contains("training example"), qPrintable(notice));
}

void InfluenceRunTest::otherErrorsComeThrough()
{
    Fixture fixture(m_folder.path());
    fixture.network.limit = 3;
    fixture.network.otherError = true;
    QVERIFY_EXCEPTION_THROWN((void)fixture.trace(u"tracin"_s), std::runtime_error);
    QVERIFY(fixture.notices.isEmpty());
}

void InfluenceRunTest::layersAddUpToTheScores_data()
{
    addMethods();
}

void InfluenceRunTest::layersAddUpToTheScores()
{
    QFETCH(QString, method);
    Fixture fixture(m_folder.path());
    fixture.task.batchSize = 2; // fewer than the distinct training examples below
    const CheckpointScores scores = fixture.trace(method);
    std::vector<ScoreCell> cells{{4, 30}, {0, 7}, {4, 7}, {2, 0}, {1, 36}, {0, 7}};
    if (attributionMethod(method).rule == AttributionMethod::Rule::OverRootSelf) {
        const std::vector<float> self = ScoreTotals(scores).row(testCount);
        for (ScoreCell &cell : cells)
            cell.divisor = std::sqrt(double(self[std::size_t(cell.train)]));
    }
    const auto layers = layerContributions(fixture.task, fixture.asked(method), cells, {});
    QVERIFY(layers);
    QCOMPARE(layers->layers, (QStringList{"inner.conv1", "inner.conv2", "inner.fc1", "inner.fc2"}));
    for (std::size_t i = 0; i < cells.size(); ++i) {
        double sum = 0;
        for (const float part : layers->parts[qsizetype(i)])
            sum += double(part);
        const auto row = ScoreTotals(scores, attributionMethod(method).rule).row(cells[i].test);
        const auto score = double(row[std::size_t(cells[i].train)]);
        QVERIFY2(std::abs(sum - score) <= 10 * toleranceOf(method) * std::abs(score),
                 qPrintable(QStringLiteral("%1, not %2").arg(sum).arg(score)));
    }
}

void InfluenceRunTest::layersAddUpToSelfInfluence()
{
    const Fixture fixture(m_folder.path());
    const auto scores = selfInfluenceScores(fixture.task, {});
    const auto layers = selfInfluenceContributions(fixture.task, {{0, 36}, {0, 0}}, {});
    QVERIFY(scores && layers);
    const std::vector<float> total = ScoreTotals(*scores).row(0);
    for (const auto &[cell, train] : {std::pair(0, 36), std::pair(1, 0)}) {
        double sum = 0;
        for (const float part : layers->parts[cell])
            sum += double(part);
        QVERIFY(std::abs(sum - double(total[std::size_t(train)])) <= 1e-5 * sum);
    }
}

void InfluenceRunTest::verifiesScores_data()
{
    addMethods();
}

void InfluenceRunTest::verifiesScores()
{
    QFETCH(QString, method);
    Fixture fixture(m_folder.path());
    const Verification exact = verify(fixture, somePairs(fixture.trace(method), method), method);
    QCOMPARE(exact.pairs, 6);
    QVERIFY2(exact.relativeError < toleranceOf(method), qPrintable(QString::number(exact.relativeError)));
    QVERIFY(exact.isExplained());

    Fixture lower(m_folder.path(), 1);
    lower.task.dtype = torch::kBFloat16;
    const QList<ScoredPair> pairs = somePairs(lower.trace(method), method);
    QVERIFY(verify(lower, pairs, method, Precision::Bf16).isExplained());
    // Of models that were hardly trained what scores can be is far above what they are.
    if (!attributionMethod(method).trainsModels)
        QVERIFY(!verify(lower, pairs, method, Precision::Fp32).isExplained());
}

void InfluenceRunTest::verificationCatches_data()
{
    QTest::addColumn<double>("factor");
    QTest::newRow("one score a hundredth off") << 1.01;
    QTest::newRow("a wrong sign") << -1.0;
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN();
}

void InfluenceRunTest::verificationCatches()
{
    QFETCH(double, factor);
    const Fixture fixture(m_folder.path());
    QList<ScoredPair> pairs = somePairs(fixture.trace(u"tracin"_s), u"tracin"_s);
    pairs[4].score *= factor;
    QVERIFY(!verify(fixture, pairs, u"tracin"_s).isExplained());
}

PROPONENT_TEST(InfluenceRunTest)
#include "test_influence_run.moc"
