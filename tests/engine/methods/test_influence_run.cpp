// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/influence_run.h"
#include "engine/methods/verification.h"
#include "engine/model/safetensors.h"
#include "engine/scores/rows_sink.h"
#include "engine/scores/top_k_sink.h"
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
    void gradientsAreMadeAnewForEachBlock_data();
    void gradientsAreMadeAnewForEachBlock();
    void partsAddUpToTheScores_data();
    void partsAddUpToTheScores();
    void partsAddUpToSelfInfluence();
    void goesOnWhereItStopped_data();
    void goesOnWhereItStopped();
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

using Scores = std::vector<std::vector<float>>; ///< [tests][training examples]

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
    explicit Fixture(const QString &folder)
        : train(randomImages(trainCount, 1)),
          test(randomImages(testCount, 2)),
          task{network,
               {},
               train,
               checkpoints(folder),
               torch::kFloat,
               /*batchSize=*/0,
               /*memory=*/0,
               [](const Progress &) {},
               [this](const QString &text) { notices += text; },
               [this](const MemoryPlan &made) { plan = made; }}
    {
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
    [[nodiscard]] Scores trace(const QString &method) const { return *allScores(task, asked(method), {}); }

    LimitedNetwork network;
    ImageTensors train;
    ImageTensors test;
    QStringList notices;
    MemoryPlan plan;
    ScoringTask task;
};

/// Asks for a stop once it has taken so many blocks.
class StoppingSink final : public ScoreSink
{
public:
    explicit StoppingSink(int blocks) : m_blocks(blocks) {}
    void take(const ScoreBlock &, qint64 row) override
    {
        if (row == 0 && --m_blocks == 0)
            stop.request_stop();
    }
    void write(QDataStream &) const override {}
    bool read(QDataStream &) override { return true; }
    void clear() override {}

    std::stop_source stop;

private:
    int m_blocks;
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
QList<ScoredPair> somePairs(const Scores &scores)
{
    QList<ScoredPair> pairs;
    for (const qint64 test : {0, 3}) {
        for (const qint64 train : {2, 11, 36})
            pairs += {train, test, double(scores[std::size_t(test)][std::size_t(train)])};
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

Q_DECLARE_METATYPE(proponent::MemoryPlan)

void InfluenceRunTest::initTestCase()
{
    QVERIFY(m_folder.isValid());
    at::set_num_threads(2);
}

void InfluenceRunTest::plansByMemory_data()
{
    QTest::addColumn<qint64>("available");
    QTest::addColumn<qint64>("tests");
    QTest::addColumn<qint64>("checkpoints");
    QTest::addColumn<MemoryPlan>("expected");
    // Needs: 100 fixed, 10 a training example, 20 a test, 1 a score of the batch, 2 one of the block; 80 % of what is
    // available is planned with. 1,000 training examples.
    const auto row = [](const char *name, qint64 available, qint64 tests, qint64 checkpoints, qint64 batch,
                        qint64 block, qint64 testsAtATime, bool holdsAll) {
        MemoryPlan plan;
        plan.batchSize = batch;
        plan.blockSize = block;
        plan.testsAtATime = testsAtATime;
        plan.holdsAllCheckpoints = holdsAll;
        QTest::newRow(name) << available << tests << checkpoints << plan;
    };
    row("plenty", 1'000'000, 50, 3, 128, 128, 50, true);
    row("all but the batch", 2'000, 30, 1, 9, 9, 30, true);
    row("tests in passes", 2'000, 1'000, 1, 5, 5, 40, true);
    row("next to nothing", 10, 7, 1, 1, 1, 1, true);
    row("self-influence", 1'000'000, 0, 3, 128, 128, 1, true);
    // 5 passes and the tests once, against 1 pass and the tests for each of 22 blocks, then of 4.
    row("few passes are sooner done", 200'000, 1'000, 20, 128, 128, 200, true);
    row("one pass and few blocks are", 1'000'000, 1'000, 100, 128, 256, 1'000, false);
}

void InfluenceRunTest::plansByMemory()
{
    QFETCH(qint64, available);
    QFETCH(qint64, tests);
    QFETCH(qint64, checkpoints);
    QFETCH(MemoryPlan, expected);
    const MemoryPlan plan = planMemory({100, 10, 20, 1, 2}, available, {tests, 1'000, checkpoints}, 128);
    QCOMPARE(plan.batchSize, expected.batchSize);
    QCOMPARE(plan.blockSize, expected.blockSize);
    QCOMPARE(plan.testsAtATime, expected.testsAtATime);
    QCOMPARE(plan.holdsAllCheckpoints, expected.holdsAllCheckpoints);
    QCOMPARE(plan.available, available);
    const qint64 held = std::min(tests, plan.testsAtATime) * (plan.holdsAllCheckpoints ? checkpoints : 1);
    QCOMPARE(plan.bytes, 100 + 20 * held + plan.batchSize * (10 + plan.testsAtATime) +
                             plan.blockSize * 2 * plan.testsAtATime);
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
    const Scores expected = plenty.trace(method);
    Fixture little(m_folder.path());
    little.task.memory = plenty.plan.bytes / 2;
    const Scores scores = little.trace(method);
    QVERIFY(little.plan.batchSize < plenty.plan.batchSize || little.plan.testsAtATime < testCount);
    for (std::size_t row = 0; row < testCount; ++row) {
        const double error = relativeError(scores[row], expected[row]);
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
    const Scores expected = plenty.trace(u"tracin"_s);
    Fixture limited(m_folder.path());
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
    const Scores scores = limited.trace(u"tracin"_s);
    for (std::size_t row = 0; row < testCount; ++row)
        QVERIFY(relativeError(scores[row], expected[row]) < 1e-6);
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

void InfluenceRunTest::gradientsAreMadeAnewForEachBlock_data()
{
    QTest::addColumn<QString>("method");
    for (const QString &method : {u"tracin"_s, u"relatif"_s})
        QTest::newRow(qPrintable(method)) << method;
}

/// Where memory holds only one checkpoint's gradients of the tests.
void InfluenceRunTest::gradientsAreMadeAnewForEachBlock()
{
    QFETCH(QString, method);
    Fixture fixture(m_folder.path());
    fixture.task.batchSize = 5;
    fixture.task.checkpoints += fixture.task.checkpoints;
    AskedExamples asked = fixture.asked(method);
    asked.examples = {asked.examples.images.repeat({12, 1, 1, 1}), asked.examples.labels.repeat({12})};
    const Scores expected = *allScores(fixture.task, asked, {});
    QVERIFY(fixture.plan.holdsAllCheckpoints);
    std::stop_source stop;
    stop.request_stop(); // once it is planned
    const qint64 plenty = fixture.plan.bytes;
    for (fixture.task.memory = plenty; fixture.plan.holdsAllCheckpoints; fixture.task.memory -= plenty / 20) {
        QVERIFY(fixture.task.memory > 0);
        QVERIFY(!allScores(fixture.task, asked, stop.get_token()));
    }
    fixture.task.memory += plenty / 20;
    const Scores scores = *allScores(fixture.task, asked, {});
    QVERIFY(!fixture.plan.holdsAllCheckpoints);
    QVERIFY(fixture.plan.blockSize > fixture.plan.batchSize);
    for (std::size_t row = 0; row < expected.size(); ++row)
        QVERIFY(relativeError(scores[row], expected[row]) < 1e-6);
}

void InfluenceRunTest::partsAddUpToTheScores_data()
{
    addMethods();
}

void InfluenceRunTest::partsAddUpToTheScores()
{
    QFETCH(QString, method);
    const AttributionMethod &entry = attributionMethod(method);
    Fixture fixture(m_folder.path());
    fixture.task.batchSize = 7;
    const QList<qint64> leftOut{0, 6, 7, 30};
    const QStringList layers = scoredLayers(fixture.task);
    QCOMPARE(layers, (QStringList{"inner.conv1", "inner.conv2", "inner.fc1", "inner.fc2"}));
    TopKSink top(testCount, 4, int(2 + layers.size()), leftOut);
    RowsSink all(testCount, trainCount);
    ScoreStream stream(testCount, trainCount);
    stream.add(top);
    stream.add(all);
    stream.begin();
    QVERIFY(streamScores(fixture.task, fixture.asked(method), {4, leftOut}, stream, {}));
    const Scores undivided = fixture.trace(method);
    for (std::size_t row = 0; row < testCount; ++row) {
        // What is fitted is summed up by threads in any order.
        const double error = relativeError(all.rows()[row], undivided[row]);
        QVERIFY2(error < (entry.fit ? 5e-5 : 1e-6), qPrintable(QString::number(error)));
    }
    Fixture first(m_folder.path());
    first.task.checkpoints.removeLast();
    const Scores firstAlone = first.trace(method);
    for (qint64 row = 0; row < testCount; ++row) {
        std::vector<TopScore> ranked = top.highest(row);
        const std::vector<TopScore> lowest = top.lowest(row);
        ranked.insert(ranked.end(), lowest.begin(), lowest.end());
        QVERIFY(ranked.size() > 4);
        for (const TopScore &score : ranked) {
            QCOMPARE(score.score, all.rows()[std::size_t(row)][std::size_t(score.column)]);
            const double size = std::abs(double(score.score));
            double checkpoints = 0;
            for (int i = 0; i < 2; ++i)
                checkpoints += double(score.parts[std::size_t(i)]);
            double byLayer = 0;
            for (int i = 0; i < layers.size(); ++i)
                byLayer += double(score.parts[std::size_t(2 + i)]);
            const double largest = double(std::abs(
                *std::ranges::max_element(score.parts, {}, [](float part) { return std::abs(part); })));
            QVERIFY(std::abs(checkpoints - double(score.score)) <= 1e-6 * std::max(size, largest));
            QVERIFY(std::abs(byLayer - double(score.score)) <= 1e-6 * std::max(size, largest));
            if (entry.rule != AttributionMethod::Rule::OverRootSelf && !entry.isPooled) {
                const double weight = entry.weight == AttributionMethod::Weight::Mean ? 0.5 : 1;
                const auto alone = double(firstAlone[std::size_t(row)][std::size_t(score.column)]) * weight;
                QVERIFY2(std::abs(double(score.parts[0]) - alone) <= 1e-4 * std::max(size, largest),
                         qPrintable(QStringLiteral("%1, not %2").arg(double(score.parts[0])).arg(alone)));
            }
        }
    }
}

void InfluenceRunTest::partsAddUpToSelfInfluence()
{
    const Fixture fixture(m_folder.path());
    const auto total = selfInfluenceScores(fixture.task, {});
    TopKSink top(1, 5, 2 + 4, {});
    ScoreStream stream(1, trainCount);
    stream.add(top);
    stream.begin();
    QVERIFY(total && streamSelfInfluence(fixture.task, {5, {}}, stream, {}));
    for (const TopScore &score : top.highest(0)) {
        const double byCheckpoint = double(score.parts[0]) + double(score.parts[1]);
        double byLayer = 0;
        for (int layer = 2; layer < 6; ++layer)
            byLayer += double(score.parts[std::size_t(layer)]);
        QCOMPARE(score.score, (*total)[std::size_t(score.column)]);
        QVERIFY(std::abs(byCheckpoint - double(score.score)) <= 1e-6 * byCheckpoint);
        QVERIFY(std::abs(byLayer - double(score.score)) <= 1e-6 * byLayer);
    }
}

void InfluenceRunTest::goesOnWhereItStopped_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("blocks"); // until it is stopped
    QTest::newRow("tracin, 1 block") << u"tracin"_s << 1;
    QTest::newRow("tracin, 5 blocks") << u"tracin"_s << 5;
    QTest::newRow("relatif, 5 blocks") << u"relatif"_s << 5;
    QTest::newRow("ekfac, 5 blocks") << u"ekfac"_s << 5;
}

/// Bit for bit what an undisturbed run finds, where nothing is fitted.
void InfluenceRunTest::goesOnWhereItStopped()
{
    QFETCH(QString, method);
    QFETCH(int, blocks);
    Fixture fixture(m_folder.path());
    fixture.task.batchSize = 4;
    const Scores expected = fixture.trace(method);
    const QString file = m_folder.filePath(QStringLiteral("state-%1").arg(QTest::currentDataTag()));
    qint64 scoresTaken = 0;
    for (const bool isStopped : {true, false}) {
        RowsSink sink(testCount, trainCount);
        ScoreStream stream(testCount, trainCount);
        StoppingSink stopping(isStopped ? blocks : -1);
        stream.add(sink);
        stream.add(stopping);
        stream.begin(file);
        QCOMPARE(stream.scoresTaken(), scoresTaken);
        const bool finished =
            streamScores(fixture.task, fixture.asked(method), {}, stream, stopping.stop.get_token());
        QCOMPARE(finished, !isStopped);
        scoresTaken = stream.scoresTaken();
        QCOMPARE(scoresTaken, isStopped ? blocks * 4 * testCount : testCount * trainCount);
        if (finished && !attributionMethod(method).fit)
            QCOMPARE(sink.rows(), expected);
        // What is fitted is summed up by threads in any order.
        for (std::size_t row = 0; finished && row < testCount; ++row)
            QVERIFY(relativeError(sink.rows()[row], expected[row]) < 1e-5);
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
    const Verification exact = verify(fixture, somePairs(fixture.trace(method)), method);
    QCOMPARE(exact.pairs, 6);
    QVERIFY2(exact.relativeError < toleranceOf(method), qPrintable(QString::number(exact.relativeError)));
    QVERIFY(exact.isExplained());

    Fixture lower(m_folder.path());
    lower.task.dtype = torch::kBFloat16;
    const QList<ScoredPair> pairs = somePairs(lower.trace(method));
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
    QList<ScoredPair> pairs = somePairs(fixture.trace(u"tracin"_s));
    pairs[4].score *= factor;
    QVERIFY(!verify(fixture, pairs, u"tracin"_s).isExplained());
}

PROPONENT_TEST(InfluenceRunTest)
#include "test_influence_run.moc"
