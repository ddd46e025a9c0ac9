// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/influence_analysis.h"
#include "engine/methods/score_matrix.h"
#include "engine/scores/ranking.h"
#include "engine/scores/score_export.h"
#include "tests/engine/test_devices.h"
#include "tests/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <numeric>

using namespace proponent;

class RankingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranksBothEnds();
    void equalScoresGoByIndex();
    void scoresThatAreNotFiniteAreCounted();
    void leavesOut();
    void histogramCountsEverything();
    void matrixIsKeptAndFoundAgain();
    void damagedMatrixIsNotFound_data();
    void damagedMatrixIsNotFound();
    void mappedMatrixIsNeverChanged();
    void writerBringsEverythingHome_data();
    void writerBringsEverythingHome();
    void npyAndCsv();
    void exportNames_data();
    void exportNames();
    void choicesAreParsed_data();
    void choicesAreParsed();
    void epochsAreParsed_data();
    void epochsAreParsed();
};

void RankingTest::ranksBothEnds()
{
    const std::vector<float> scores{0.5F, -2.0F, 3.0F, 0.0F, -0.25F, 1.0F};
    const Ranking ranking = rank(scores, 2);
    QCOMPARE(ranking.highest, (std::vector<qint64>{2, 5}));
    QCOMPARE(ranking.lowest, (std::vector<qint64>{1, 4}));
    const Ranking all = rank(scores, 100);
    QCOMPARE(all.highest, (std::vector<qint64>{2, 5, 0})); // only above 0
    QCOMPARE(all.lowest, (std::vector<qint64>{1, 4})); // only below 0
}

void RankingTest::equalScoresGoByIndex()
{
    const Ranking ranking = rank(std::vector<float>(50, 1.0F), 3);
    QCOMPARE(ranking.highest, (std::vector<qint64>{0, 1, 2}));
}

void RankingTest::scoresThatAreNotFiniteAreCounted()
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const Ranking ranking = rank(std::vector<float>{nan, 1.0F, infinity, -infinity, -1.0F}, 10);
    QCOMPARE(ranking.nonFinite, 3);
    QCOMPARE(ranking.highest, (std::vector<qint64>{1}));
    QCOMPARE(ranking.lowest, (std::vector<qint64>{4}));
    QCOMPARE(ranking.histogram.maximum, 1.0);
}

void RankingTest::leavesOut()
{
    const std::vector<float> scores{3, -5, 2, NAN, NAN, 1, -1};
    const Ranking ranking = rank(scores, 2, {0, 1, 4});
    QVERIFY((ranking.highest == std::vector<qint64>{2, 5}));
    QVERIFY((ranking.lowest == std::vector<qint64>{6}));
    QCOMPARE(ranking.nonFinite, 1);
    QCOMPARE(ranking.histogram.minimum, -1.0);
    QCOMPARE(ranking.histogram.maximum, 2.0);
}

void RankingTest::histogramCountsEverything()
{
    std::vector<float> scores(1000);
    std::iota(scores.begin(), scores.end(), -500.0F);
    const ScoreHistogram histogram = histogramOf(scores, 10);
    QCOMPARE(histogram.minimum, -500.0);
    QCOMPARE(histogram.maximum, 499.0);
    QCOMPARE(std::accumulate(histogram.counts.begin(), histogram.counts.end(), qint64(0)), 1000);
    QCOMPARE(histogram.counts.first(), 100);
    QCOMPARE(histogramOf(std::vector<float>{2.0F, 2.0F}, 3).counts, (QList<qint64>{2, 0, 0}));
    QVERIFY(histogramOf({}, 3).counts.isEmpty());
}

void RankingTest::matrixIsKeptAndFoundAgain()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("scores.f32");
    {
        ScoreMatrix matrix = ScoreMatrix::create(path, 3, 10);
        matrix.set(1, 4, torch::tensor({{1.0F, 2.0F}, {3.0F, 4.0F}}));
        QVERIFY(!ScoreMatrix::open(path, 3, 10)); // not whole yet
        matrix.commit();
    }
    QVERIFY(!ScoreMatrix::open(path, 3, 11));
    const auto found = ScoreMatrix::open(path, 3, 10);
    QVERIFY(found);
    QCOMPARE(found->row(1)[5], 2.0F);
    QCOMPARE(found->row(2)[4], 3.0F);
    QCOMPARE(found->row(0)[4], 0.0F);
}

using Damage = void (*)(QFile &);
Q_DECLARE_METATYPE(Damage)

void RankingTest::damagedMatrixIsNotFound_data()
{
    QTest::addColumn<Damage>("damage");
    const auto row = [](const char *name, Damage damage) { QTest::newRow(name) << damage; };
    row("cut to nothing and grown back", [](QFile &file) {
        const qint64 size = file.size();
        file.resize(0);
        file.resize(size);
    });
    row("a piece cut and grown back", [](QFile &file) {
        const qint64 size = file.size();
        file.resize(size / 2);
        file.resize(size);
    });
    row("a byte flipped", [](QFile &file) {
        file.seek(4 * 1'000'000);
        const char byte = char(file.peek(1)[0] ^ 64);
        file.write(&byte, 1);
    });
    row("cut", [](QFile &file) { file.resize(file.size() - 1); });
    row("of another shape", [](QFile &file) {
        const QString name = file.fileName();
        file.close();
        ScoreMatrix::create(name, 600'000, 2).commit();
    });
}

/// A part kept from an earlier run is believed by its checksum, not by its size.
void RankingTest::damagedMatrixIsNotFound()
{
    QFETCH(Damage, damage);
    const QTemporaryDir folder;
    const QString path = folder.filePath("scores.f32");
    {
        ScoreMatrix matrix = ScoreMatrix::create(path, 2, 600'000); // more than one block of the checksum
        matrix.set(0, 0, torch::rand({2, 600'000}));
        matrix.commit();
    }
    QVERIFY(ScoreMatrix::open(path, 2, 600'000));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    damage(file);
    file.close();
    QVERIFY(!ScoreMatrix::open(path, 2, 600'000));
}

/// What another program has mapped stays as it is when a file is written anew.
void RankingTest::mappedMatrixIsNeverChanged()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("scores.f32");
    ScoreMatrix unfinished = ScoreMatrix::create(path, 1, 4);
    unfinished.set(0, 0, torch::full({1, 4}, 7.0F));
    ScoreMatrix again = ScoreMatrix::create(path, 1, 4);
    again.set(0, 0, torch::full({1, 4}, 8.0F));
    QCOMPARE(unfinished.row(0)[3], 7.0F);
    again.commit();
    const auto found = ScoreMatrix::open(path, 1, 4);
    QVERIFY(found);
    ScoreMatrix third = ScoreMatrix::create(path, 1, 4);
    third.commit();
    QCOMPARE(found->row(0)[3], 8.0F);
}

void RankingTest::writerBringsEverythingHome_data()
{
    addTestDevices();
}

void RankingTest::writerBringsEverythingHome()
{
    QFETCH(QByteArray, device);
    constexpr int64_t rows = 150;
    constexpr int64_t columns = 5000;
    const QTemporaryDir folder;
    ScoreMatrix matrix = ScoreMatrix::create(folder.filePath("scores.f32"), rows, columns);
    const torch::Tensor scores = torch::arange(rows * columns, torch::kFloat).view({rows, columns});
    ScoreWriter writer(matrix);
    for (int64_t column = 0; column < columns; column += 1250) {
        // What is overwritten after write() isn't seen.
        torch::Tensor part = scores.slice(1, column, column + 1250).to(torchDevice(device)).clone();
        writer.write(0, column, part);
        if (!part.is_cpu())
            part.zero_();
    }
    writer.finish();
    for (int64_t row = 0; row < rows; ++row) {
        const std::span<const float> found = matrix.row(row);
        for (int64_t column = 0; column < columns; ++column)
            QCOMPARE(found[std::size_t(column)], float(row * columns + column));
    }
}

void RankingTest::npyAndCsv()
{
    const QTemporaryDir folder;
    NpyWriter writer(folder.filePath("a.npy"), {2, 3});
    writer.append(std::vector<float>{1, 2, 3});
    writer.append(std::vector<float>{-4, 0.1F, 6e-20F});
    writer.commit();
    QFile npy(folder.filePath("a.npy"));
    QVERIFY(npy.open(QIODevice::ReadOnly));
    const QByteArray bytes = npy.readAll();
    QVERIFY(bytes.startsWith("\x93NUMPY\x01"));
    QVERIFY(bytes.contains("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"));
    QCOMPARE(bytes.indexOf('\n') % 64, 63);
    QCOMPARE(bytes.size(), 128 + 24);

    exportScores(npy.fileName(), folder.filePath("a.csv"), {7, 9});
    QFile csv(folder.filePath("a.csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = csv.readAll().split('\n');
    QCOMPARE(lines[0], "train_index,test_7,test_9");
    QCOMPARE(lines[1], "0,1,-4");
    QCOMPARE(lines[2].split(',')[2].toFloat(), 0.1F);
    QCOMPARE(lines[3].split(',')[2].toFloat(), 6e-20F);

    writeNpy(folder.filePath("b.npy"), std::vector<std::int64_t>{5});
    QFile one(folder.filePath("b.npy"));
    QVERIFY(one.open(QIODevice::ReadOnly));
    QVERIFY(one.readAll().contains("'<i8', 'fortran_order': False, 'shape': (1,), }"));
}

void RankingTest::exportNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("problem"); // empty: none
    QTest::newRow("npy") << "scores.npy"
                         << "";
    QTest::newRow("csv") << "scores.CSV"
                         << "";
    QTest::newRow("other") << "scores.txt"
                           << "has to end in .npy or .csv";
    QTest::newRow("no folder") << "nowhere/scores.npy"
                               << "there is no folder";
}

void RankingTest::exportNames()
{
    QFETCH(QString, name);
    QFETCH(QString, problem);
    const QTemporaryDir folder;
    const QString found = exportFileProblem(folder.filePath(name));
    QCOMPARE(found.isEmpty(), problem.isEmpty());
    QVERIFY2(found.contains(problem), qPrintable(found));
}

void RankingTest::choicesAreParsed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<qint64>>("indices"); // empty: an error
    QTest::newRow("one") << "5" << QList<qint64>{5};
    QTest::newRow("range and more") << "0-3,77" << QList<qint64>{0, 1, 2, 3, 77};
    QTest::newRow("overlap, any order") << "7,2-4,3" << QList<qint64>{2, 3, 4, 7};
    QTest::newRow("backwards") << "4-2" << QList<qint64>{};
    QTest::newRow("negative") << "-1" << QList<qint64>{};
    QTest::newRow("words") << "all" << QList<qint64>{};
    QTest::newRow("empty part") << "1,,2" << QList<qint64>{};
    QTest::newRow("huge") << "0-99999999999" << QList<qint64>{};
    QTest::newRow("a hundred million") << "0-99999999" << QList<qint64>{};
    QTest::newRow("a million and one") << "0-499999,500000-1000000" << QList<qint64>{};
    QList<qint64> million(1'000'000);
    std::iota(million.begin(), million.end(), 0);
    QTest::newRow("a million, most of them twice") << "5-999999,0-499999,7" << million;
    QTest::newRow("the largest number") << "9223372036854775807" << QList<qint64>{};
    QTest::newRow("up to the largest number") << "1-9223372036854775806" << QList<qint64>{};
    QTest::newRow("more than a number holds") << "9223372036854775808" << QList<qint64>{};
}

void RankingTest::epochsAreParsed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("epochs");
    QTest::newRow("some") << "3,1-2" << QList<int>{1, 2, 3};
    QTest::newRow("the largest") << "2147483647" << QList<int>{2147483647};
    QTest::newRow("none before the first") << "0-1" << QList<int>{};
    QTest::newRow("one more than 2^32: not epoch 1") << "4294967297" << QList<int>{};
    QTest::newRow("a hundred million") << "1-100000000" << QList<int>{};
}

void RankingTest::epochsAreParsed()
{
    QFETCH(QString, text);
    QFETCH(QList<int>, epochs);
    const auto choice = CheckpointChoice::fromString(text);
    QCOMPARE(choice.has_value(), !epochs.isEmpty());
    if (choice)
        QCOMPARE(choice->epochs, epochs);
}

void RankingTest::choicesAreParsed()
{
    QFETCH(QString, text);
    QFETCH(QList<qint64>, indices);
    const auto choice = TestChoice::fromString(text);
    QCOMPARE(choice.has_value(), !indices.isEmpty());
    if (choice)
        QCOMPARE(choice->indices, indices);
}

PROPONENT_TEST(RankingTest)
#include "test_ranking.moc"
