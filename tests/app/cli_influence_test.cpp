// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/array_file.h"
#include "tests/app/json_shape.h"
#include "tests/app/library_fixture.h"
#include "tests/app/logistic_reference.h"
#include "tests/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <cmath>
#include <functional>
#include <memory>

using namespace Qt::StringLiterals;
using namespace proponent::test;

/// influence and self-influence: what they print, what they export, and that it is right.
class CliInfluenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void scoresAreRight();
    void selfInfluenceIsRight();
    void jsonShape();
    void rankingsAgreeWithTheExport();
    void onlyTheLastCheckpoint();
    void misclassified();
    void csv();
    void textNamesTheParties();
    void analysesAreKept();
    void verifies();
    void selfInfluenceTakesTheSameChoices();

private:
    [[nodiscard]] CliResult influence(const QStringList &options) const
    {
        return m_fixture.run(QStringList{u"influence"_s, u"logistic"_s, u"--device"_s, u"cpu"_s} + options);
    }

    LibraryFixture m_fixture;
    std::unique_ptr<LogisticReference> m_reference;
};

namespace {

const JsonFields rankedFields{{"train_index", number},
                              {"label", number},
                              {"score", number},
                              {"score_by_checkpoint", array},
                              {"score_by_layer", array}};

/// |found - expected| / |expected|, Frobenius norm over `count` values.
double relativeError(const std::vector<double> &found, const std::function<double(int)> &expected)
{
    double difference = 0;
    double size = 0;
    for (int i = 0; i < int(found.size()); ++i) {
        difference += std::pow(found[i] - expected(i), 2);
        size += std::pow(expected(i), 2);
    }
    return std::sqrt(difference / size);
}

} // namespace

void CliInfluenceTest::initTestCase()
{
    QVERIFY(m_fixture.isReady());
    // A cosine schedule, so that each checkpoint has a learning rate of its own.
    const CliResult trained = m_fixture.train({u"--model"_s, u"logistic"_s, u"--epochs"_s, u"3"_s,
                                               u"--batch-size"_s, u"16"_s, u"--schedule"_s, u"cosine"_s,
                                               u"--label-noise"_s, u"0.1"_s, u"--name"_s, u"logistic"_s});
    QVERIFY2(trained.exitCode == 0, trained.text());
    const QString folder = m_fixture.path(u"exported"_s);
    const CliResult exported = m_fixture.run({u"export"_s, u"logistic"_s, folder});
    QVERIFY2(exported.exitCode == 0, exported.text());
    m_reference = std::make_unique<LogisticReference>(folder, SmallDataset::make());
    QVERIFY(m_reference->isValid());
}

void CliInfluenceTest::scoresAreRight()
{
    const QString file = m_fixture.path(u"scores.npy"_s);
    const CliResult result = influence({u"--test"_s, u"0-9,59"_s, u"--export"_s, file});
    QVERIFY2(result.exitCode == 0, result.text());
    const NumberArray scores = readNpy(file);
    QCOMPARE(scores.type, QByteArray("<f4"));
    QCOMPARE(scores.shape, QList<qint64>({11, SmallDataset::trainCount}));
    const double error = relativeError(scores.values, [this](int i) {
        const int row = i / SmallDataset::trainCount;
        return m_reference->influence(row < 10 ? row : 59, i % SmallDataset::trainCount);
    });
    qInfo("TracInCP against float64 on paper: relative error %.2g", error);
    QVERIFY(error < 1e-5);
}

void CliInfluenceTest::selfInfluenceIsRight()
{
    const QString file = m_fixture.path(u"self.npy"_s);
    const CliResult result = m_fixture.run(
        {u"self-influence"_s, u"logistic"_s, u"--top"_s, u"7"_s, u"--export"_s, file, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    const NumberArray scores = readNpy(file);
    QCOMPARE(scores.type, QByteArray("<f4"));
    QCOMPARE(scores.shape, QList<qint64>({SmallDataset::trainCount}));
    const double error =
        relativeError(scores.values, [this](int i) { return m_reference->selfInfluence(i); });
    qInfo("self-influence against float64 on paper: relative error %.2g", error);
    QVERIFY(error < 1e-5);

    const QJsonObject json = result.json();
    QCOMPARE(shapeProblem(json, {{"session", number},
                                 {"method", string},
                                 {"checkpoints", array},
                                 {"layers", array},
                                 {"batch_size", number},
                                 {"expected_memory", number},
                                 {"seconds", number},
                                 {"examples_per_second", number},
                                 {"top", array},
                                 {"not_ranked", number}}),
             QString());
    QCOMPARE(elementProblem(json[u"top"_s], rankedFields), QString());
    QCOMPARE(json[u"top"_s].toArray().size(), 7);
    const double largest = *std::max_element(scores.values.begin(), scores.values.end());
    QCOMPARE(float(json[u"top"_s][0][u"score"_s].toDouble()), float(largest));
}

void CliInfluenceTest::jsonShape()
{
    const CliResult result = influence({u"--test"_s, u"3,5"_s, u"--top"_s, u"4"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    const QJsonObject json = result.json();
    QCOMPARE(shapeProblem(json, {{"session", number},
                                 {"method", string},
                                 {"checkpoints", array},
                                 {"layers", array},
                                 {"batch_size", number},
                                 {"expected_memory", number},
                                 {"seconds", number},
                                 {"examples_per_second", number},
                                 {"parameters", object},
                                 {"question", string},
                                 {"results", array}}),
             QString());
    QCOMPARE(json[u"method"_s].toString(), u"tracin"_s);
    QCOMPARE(elementProblem(json[u"results"_s], {{"test_index", number},
                                                 {"label", number},
                                                 {"predicted", number},
                                                 {"loss", number},
                                                 {"proponents", array},
                                                 {"opponents", array},
                                                 {"not_ranked", number}}),
             QString());
    const SmallDataset data = SmallDataset::make();
    for (const QJsonValue &value : json[u"results"_s].toArray()) {
        const int test = value[u"test_index"_s].toInt();
        QCOMPARE(value[u"label"_s].toInt(), int(data.test.labels[test]));
        QVERIFY(std::abs(value[u"loss"_s].toDouble() - m_reference->testLoss(test)) < 1e-4);
        QCOMPARE(elementProblem(value[u"proponents"_s], rankedFields), QString());
        QCOMPARE(elementProblem(value[u"opponents"_s], rankedFields), QString());
        QCOMPARE(value[u"proponents"_s].toArray().size(), 4);
        QCOMPARE(value[u"opponents"_s].toArray().size(), 4);
    }
}

void CliInfluenceTest::rankingsAgreeWithTheExport()
{
    const QString file = m_fixture.path(u"ranked.npy"_s);
    const CliResult result =
        influence({u"--test"_s, u"0-4"_s, u"--top"_s, u"240"_s, u"--export"_s, file, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    const NumberArray scores = readNpy(file);
    QCOMPARE(scores.shape, QList<qint64>({5, SmallDataset::trainCount}));
    const QJsonArray results = result.json()[u"results"_s].toArray();
    QCOMPARE(results.size(), 5);
    for (int row = 0; row < 5; ++row) {
        const double *line = scores.values.data() + std::ptrdiff_t(row) * SmallDataset::trainCount;
        const auto check = [&](const QJsonArray &ranked, double sign) {
            const auto expected = std::count_if(line, line + SmallDataset::trainCount,
                                                [sign](double score) { return sign * score > 0; });
            QCOMPARE(qint64(ranked.size()), qint64(expected));
            double previous = INFINITY;
            for (const QJsonValue &example : ranked) {
                const double score = example[u"score"_s].toDouble();
                QVERIFY(sign * score > 0);
                QVERIFY(sign * score <= previous);
                QCOMPARE(float(score), float(line[example[u"train_index"_s].toInt()]));
                previous = sign * score;
            }
        };
        check(results[row][u"proponents"_s].toArray(), 1);
        check(results[row][u"opponents"_s].toArray(), -1);
    }
}

void CliInfluenceTest::onlyTheLastCheckpoint()
{
    const QString all = m_fixture.path(u"all.npy"_s);
    const QString first = m_fixture.path(u"first.npy"_s);
    const QString last = m_fixture.path(u"last.npy"_s);
    QCOMPARE(influence({u"--test"_s, u"0-2"_s, u"--export"_s, all}).exitCode, 0);
    QCOMPARE(influence({u"--test"_s, u"0-2"_s, u"--checkpoints"_s, u"1,2"_s, u"--export"_s, first}).exitCode,
             0);
    QCOMPARE(influence({u"--test"_s, u"0-2"_s, u"--checkpoints"_s, u"last"_s, u"--export"_s, last}).exitCode,
             0);
    const NumberArray sum = readNpy(all);
    const NumberArray a = readNpy(first);
    const NumberArray b = readNpy(last);
    QCOMPARE(sum.shape, QList<qint64>({3, SmallDataset::trainCount}));
    QCOMPARE(a.shape, sum.shape);
    QCOMPARE(b.shape, sum.shape);
    QVERIFY(relativeError(sum.values, [&](int i) { return a.values[i] + b.values[i]; }) < 1e-6);
    QVERIFY(relativeError(sum.values, [&](int i) { return b.values[i]; }) > 0.1); // the choice matters
}

void CliInfluenceTest::misclassified()
{
    const CliResult result = influence({u"--test"_s, u"misclassified"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    const QJsonArray results = result.json()[u"results"_s].toArray();
    QVERIFY(!results.isEmpty());
    for (const QJsonValue &value : results)
        QVERIFY(value[u"label"_s] != value[u"predicted"_s]);
    const QJsonObject shown = m_fixture.run({u"show"_s, u"logistic"_s, u"--json"_s}).json();
    const double accuracy = shown[u"test_accuracy"_s].toDouble();
    QCOMPARE(double(results.size()), std::round((1 - accuracy) * SmallDataset::testCount));
}

void CliInfluenceTest::csv()
{
    const QString npy = m_fixture.path(u"same.npy"_s);
    const QString file = m_fixture.path(u"same.csv"_s);
    QCOMPARE(influence({u"--test"_s, u"2,4"_s, u"--export"_s, npy}).exitCode, 0);
    QCOMPARE(influence({u"--test"_s, u"2,4"_s, u"--export"_s, file}).exitCode, 0);
    const NumberArray scores = readNpy(npy);
    const QList<QByteArray> lines = contentsOf(file).trimmed().split('\n');
    QCOMPARE(lines.size(), qsizetype(SmallDataset::trainCount + 1));
    QCOMPARE(lines[0], QByteArray("train_index,test_2,test_4"));
    for (int train = 0; train < SmallDataset::trainCount; ++train) {
        const QList<QByteArray> cells = lines[train + 1].split(',');
        QCOMPARE(cells.size(), 3);
        QCOMPARE(cells[0].toInt(), train);
        QCOMPARE(cells[1].toFloat(), float(scores.values[train]));
        QCOMPARE(cells[2].toFloat(), float(scores.values[SmallDataset::trainCount + train]));
    }
}

void CliInfluenceTest::verifies()
{
    const QStringList options{u"--test"_s, u"0-3"_s, u"--verify"_s, u"25"_s};
    const CliResult result = influence(options + QStringList{u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    const QJsonObject found = result.json()[u"verification"_s].toObject();
    QCOMPARE(found[u"pairs"_s].toInt(), 25);
    QVERIFY(found[u"relative_error"_s].toDouble() < 1e-5);
    QVERIFY(found[u"explained"_s].toBool());
    const CliResult text = influence(options);
    QVERIFY2(text.exitCode == 0 && text.out.contains("verified 25 random score"), text.text());
}

void CliInfluenceTest::selfInfluenceTakesTheSameChoices()
{
    const auto scoresOf = [this](const QString &checkpoints) {
        const QString file = m_fixture.path(u"self-%1.npy"_s.arg(checkpoints));
        const CliResult result =
            m_fixture.run({u"self-influence"_s, u"logistic"_s, u"--checkpoints"_s, checkpoints, u"--layers"_s,
                           u"last"_s, u"--device"_s, u"cpu"_s, u"--precision"_s, u"fp32"_s, u"--batch-size"_s,
                           u"7"_s, u"--threads"_s, u"1"_s, u"--export"_s, file});
        return result.exitCode == 0 ? readNpy(file).values : std::vector<double>();
    };
    const auto first = scoresOf(u"1,2"_s);
    const auto last = scoresOf(u"last"_s);
    const auto all = scoresOf(u"all"_s);
    QCOMPARE(all.size(), std::size_t(SmallDataset::trainCount));
    QCOMPARE(first.size(), all.size());
    QCOMPARE(last.size(), all.size());
    QVERIFY(relativeError(all, [&](int i) { return first[i] + last[i]; }) < 1e-6);
}

void CliInfluenceTest::textNamesTheParties()
{
    const CliResult result = influence({u"--test"_s, u"0"_s, u"--top"_s, u"2"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    for (const char *words :
         {"test example #0", "proponents", "opponents", "layers: all, checkpoints: 1, 2, 3"})
        QVERIFY2(result.out.contains(words), result.text());
}

void CliInfluenceTest::analysesAreKept()
{
    const CliResult traced = influence({u"--test"_s, u"7-9"_s, u"--layers"_s, u"last"_s, u"--json"_s});
    const CliResult shown = m_fixture.run({u"show"_s, u"logistic"_s, u"--json"_s});
    QVERIFY2(shown.exitCode == 0, shown.text());
    const QJsonObject newest = shown.json()[u"analyses"_s][0].toObject();
    QCOMPARE(newest[u"kind"_s].toString(), u"influence"_s);
    QCOMPARE(newest[u"layers"_s].toString(), u"last"_s);
    QCOMPARE(newest[u"checkpoints"_s].toArray(), QJsonArray({1, 2, 3}));
    QCOMPARE(newest[u"results"_s], traced.json()[u"results"_s]);
}

PROPONENT_TEST(CliInfluenceTest)
#include "cli_influence_test.moc"
