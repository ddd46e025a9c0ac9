// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/result.h"
#include "engine/scores/histogram_sink.h"
#include "engine/scores/matrix_sink.h"
#include "engine/scores/rows_sink.h"
#include "engine/scores/sample_sink.h"
#include "engine/scores/score_stream.h"
#include "engine/scores/top_k_sink.h"
#include "tests/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace proponent;

/// What sinks make of scores that come in blocks, against what is made of whole rows.
class SinksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreeWithWholeRows_data();
    void agreeWithWholeRows();
    void goOnWhereTheyStopped_data();
    void goOnWhereTheyStopped();
    void damagedStateIsNotTaken_data();
    void damagedStateIsNotTaken();
    void otherSinksStateIsNotTaken();
    void fullDiskIsSaid();
    void stretchesOfRows();
    void histogramOfAnyRange_data();
    void histogramOfAnyRange();
    void samplesAreSpread();
    void whatIsKeptIsSmall();
};

namespace {

using Matrix = std::vector<std::vector<float>>;

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr int parts = 3;

/// Stand for what a score is made of.
std::vector<float> partsOf(qint64 row, qint64 column)
{
    return {float(row), float(column), float(row * 7 + column)};
}

/// The columns that the rule puts first: best first, equal ones by column.
std::vector<qint64> sortedColumns(const std::vector<float> &row, float sign, const QList<qint64> &leftOut)
{
    std::vector<qint64> columns;
    for (qint64 column = 0; column < qint64(row.size()); ++column) {
        const float score = sign * row[std::size_t(column)];
        if (std::isfinite(score) && score > 0 && !leftOut.contains(column))
            columns.push_back(column);
    }
    std::stable_sort(columns.begin(), columns.end(), [&](qint64 a, qint64 b) {
        return sign * row[std::size_t(a)] > sign * row[std::size_t(b)];
    });
    return columns;
}

/// Columns [begin, end) of some rows, with the parts of those among each row's k best of the block.
struct OwnedBlock
{
    OwnedBlock(const Matrix &matrix, qint64 firstRow, qint64 rows, qint64 begin, qint64 end, int k,
               const QList<qint64> &leftOut)
    {
        block.firstRow = firstRow;
        block.rows = rows;
        block.firstColumn = begin;
        block.columns = end - begin;
        block.parts = parts;
        block.parted = 2 * qint64(k);
        for (qint64 row = firstRow; row < firstRow + rows; ++row) {
            const std::vector<float> &all = matrix[std::size_t(row)];
            const std::vector<float> part(all.begin() + begin, all.begin() + end);
            scores.insert(scores.end(), part.begin(), part.end());
            QList<qint64> out;
            for (const qint64 column : leftOut)
                out += column - begin;
            for (const float sign : {1.0F, -1.0F}) {
                std::vector<qint64> best = sortedColumns(part, sign, out);
                best.resize(std::size_t(k), -1);
                std::reverse(best.begin(), best.end()); // in no order that could be relied on
                for (const qint64 column : best) {
                    columns.push_back(column);
                    const std::vector<float> three = partsOf(row, begin + column);
                    values.insert(values.end(), three.begin(), three.end());
                }
            }
        }
        block.scores = scores.data();
        block.partedColumns = columns.data();
        block.partValues = values.data();
    }

    std::vector<float> scores;
    std::vector<qint64> columns;
    std::vector<float> values;
    ScoreBlock block;
};

/// All kinds of sinks at once, as a stream feeds them.
struct AllSinks
{
    AllSinks(const Matrix &all, int longest, QList<qint64> left, const QString &folder)
        : matrix(all),
          k(longest),
          leftOut(std::move(left)),
          count(qint64(matrix.front().size())),
          stream(qint64(matrix.size()), count, 2),
          top(stream.rows(), k, parts, leftOut),
          histogram(stream.rows(), leftOut),
          sample(stream.rows(), count, 50),
          rows(stream.rows(), count),
          npy(folder + "/scores.npy", stream.rows(), count),
          state(folder + "/state")
    {
        for (ScoreSink *sink : std::initializer_list<ScoreSink *>{&top, &histogram, &sample, &rows, &npy})
            stream.add(*sink);
    }

    /// Up to `blocks` blocks of `size` columns of `rowsAtATime` rows.
    void feed(qint64 size, qint64 rowsAtATime, int blocks = std::numeric_limits<int>::max())
    {
        for (auto next = stream.next(rowsAtATime); next && blocks-- > 0; next = stream.next(rowsAtATime)) {
            const qint64 end = std::min(count, next->firstColumn + size);
            stream.take(
                OwnedBlock(matrix, next->firstRow, next->rows, next->firstColumn, end, k, leftOut).block);
        }
    }

    void compareWithWholeRows()
    {
        for (qint64 row = 0; row < stream.rows(); ++row) {
            const std::vector<float> &scores = matrix[std::size_t(row)];
            compareRanking(row, top.highest(row), sortedColumns(scores, 1, leftOut));
            compareRanking(row, top.lowest(row), sortedColumns(scores, -1, leftOut));
            std::vector<float> kept = scores;
            for (const qint64 column : leftOut)
                kept[std::size_t(column)] = nan;
            const auto finite = std::ranges::count_if(kept, [](float score) { return std::isfinite(score); });
            QCOMPARE(top.nonFinite(row), count - finite - leftOut.size());
            compareHistogram(histogram.histogram(row), kept);
            for (qint64 column = 0; column < count; ++column) {
                const float found = rows.rows()[std::size_t(row)][std::size_t(column)];
                QVERIFY(std::memcmp(&found, &scores[std::size_t(column)], sizeof(float)) == 0);
            }
        }
        for (const SampledScore &cell : sample.sample()) {
            const float score = matrix[std::size_t(cell.position)][std::size_t(cell.train)];
            QVERIFY(cell.score == double(score) || (std::isnan(cell.score) && std::isnan(score)));
        }
        npy.finish();
        QFile file(npy.path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const qint64 data = stream.rows() * count * qint64(sizeof(float));
        QVERIFY(bytes.contains(QStringLiteral("'shape': (%1, %2)").arg(matrix.size()).arg(count).toLatin1()));
        for (qint64 row = 0; row < stream.rows(); ++row) {
            QVERIFY(std::memcmp(bytes.constData() + bytes.size() - data + row * count * 4,
                                matrix[std::size_t(row)].data(), std::size_t(count) * 4) == 0);
        }
    }

    void compareRanking(qint64 row, const std::vector<TopScore> &found, std::vector<qint64> expected) const
    {
        expected.resize(std::min(expected.size(), std::size_t(k)));
        QCOMPARE(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            QCOMPARE(found[i].column, expected[i]);
            QCOMPARE(found[i].score, matrix[std::size_t(row)][std::size_t(expected[i])]);
            QCOMPARE(found[i].parts, partsOf(row, expected[i]));
        }
    }

    /// The range and the number are exact; below the edge of a bin may be missing, or too many, what a quarter of a bin
    /// around it holds.
    static void compareHistogram(const ScoreHistogram &found, const std::vector<float> &scores)
    {
        const ScoreHistogram expected = histogramOf(scores, shownBins);
        QCOMPARE(found.minimum, expected.minimum);
        QCOMPARE(found.maximum, expected.maximum);
        QCOMPARE(found.counts.size(), expected.counts.size());
        qint64 below = 0;
        const double width = (expected.maximum - expected.minimum) / shownBins;
        for (int bin = 0; bin < found.counts.size(); ++bin) {
            QVERIFY(found.counts[bin] >= 0);
            below += found.counts[bin];
            const double edge = expected.minimum + (bin + 1) * width;
            qint64 least = 0;
            qint64 most = 0;
            for (const float score : scores) {
                least += int(std::isfinite(score) && double(score) < edge - width / 4);
                most += int(std::isfinite(score) && double(score) <= edge + width / 4);
            }
            QVERIFY2(below >= least && below <= most,
                     qPrintable(QStringLiteral("bin %1: %2, not %3 to %4; %5 to %6")
                                    .arg(bin)
                                    .arg(below)
                                    .arg(least)
                                    .arg(most)
                                    .arg(found.minimum)
                                    .arg(found.maximum)));
        }
        QCOMPARE(below, std::accumulate(expected.counts.begin(), expected.counts.end(), qint64(0)));
    }

    const Matrix &matrix;
    int k;
    QList<qint64> leftOut;
    qint64 count;
    ScoreStream stream;
    TopKSink top;
    HistogramSink histogram;
    SampleSink sample;
    RowsSink rows;
    MatrixSink npy;
    QString state;
};

/// Rows that grow, fall, repeat, overflow.
Matrix trickyRows(qint64 columns)
{
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0.1F, 1);
    Matrix matrix(9, std::vector<float>(std::size_t(columns)));
    for (std::size_t i = 0; i < std::size_t(columns); ++i) {
        matrix[0][i] = normal(random);
        matrix[1][i] = std::floor(normal(random)); // many equal
        matrix[2][i] = float(i) - 10;
        matrix[3][i] = -float(i);
        matrix[4][i] = i % 7 == 3 ? nan : i % 11 == 5 ? infinity : i % 13 == 2 ? -infinity : normal(random);
        matrix[5][i] = 0;
        matrix[6][i] = std::exp(8 * normal(random)) * (i % 2 == 0 ? 1.0F : -1.0F);
        matrix[7][i] = 1000 + 1e-4F * normal(random);
        matrix[8][i] = nan;
    }
    return matrix;
}

using Indices = QList<qint64>;

/// One bit.
void flip(const QString &path, qint64 fromEnd)
{
    QFile file(path);
    (void)file.open(QIODevice::ReadWrite);
    (void)file.seek(file.size() - fromEnd);
    const char byte = char(file.peek(1)[0] ^ 64);
    file.write(&byte, 1);
}

} // namespace

void SinksTest::agreeWithWholeRows_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("block");
    QTest::addColumn<int>("rowsAtATime");
    QTest::addColumn<int>("k");
    QTest::addColumn<Indices>("leftOut");
    QTest::newRow("one block") << 1000 << 1000 << 100 << 20 << Indices{};
    QTest::newRow("many blocks") << 1000 << 64 << 100 << 20 << Indices{};
    QTest::newRow("one at a time") << 300 << 1 << 100 << 20 << Indices{};
    QTest::newRow("blocks smaller than k") << 500 << 7 << 100 << 40 << Indices{};
    QTest::newRow("fewer than k") << 25 << 10 << 100 << 40 << Indices{};
    QTest::newRow("none ranked") << 100 << 10 << 100 << 0 << Indices{};
    QTest::newRow("one ranked") << 1000 << 100 << 100 << 1 << Indices{};
    QTest::newRow("some rows at a time") << 1000 << 100 << 4 << 20 << Indices{};
    QTest::newRow("left out, also at the ends of blocks")
        << 1000 << 100 << 100 << 20 << Indices{0, 1, 5, 99, 100, 500, 999};
    QTest::newRow("a block is left out")
        << 30 << 10 << 100 << 20 << Indices{10, 11, 12, 13, 14, 15, 16, 17, 18, 19};
}

void SinksTest::agreeWithWholeRows()
{
    QFETCH(int, columns);
    QFETCH(int, block);
    QFETCH(int, rowsAtATime);
    QFETCH(int, k);
    QFETCH(Indices, leftOut);
    const QTemporaryDir folder;
    const Matrix matrix = trickyRows(columns);
    AllSinks sinks(matrix, k, leftOut, folder.path());
    sinks.stream.begin();
    sinks.feed(block, rowsAtATime);
    QVERIFY(!sinks.stream.next(1));
    sinks.compareWithWholeRows();
}

void SinksTest::goOnWhereTheyStopped_data()
{
    QTest::addColumn<int>("blocks");
    QTest::addColumn<int>("unsaved");
    QTest::newRow("nothing taken") << 0 << 0;
    QTest::newRow("in the middle") << 3 << 0;
    QTest::newRow("what was taken later is taken again") << 3 << 2;
    QTest::newRow("in the second rows") << 8 << 1;
    QTest::newRow("at the end") << 1000 << 0;
}

void SinksTest::goOnWhereTheyStopped()
{
    QFETCH(int, blocks);
    QFETCH(int, unsaved);
    const QTemporaryDir folder;
    const Matrix matrix = trickyRows(500);
    const QList<qint64> leftOut{7, 99, 100};
    qint64 taken = 0;
    {
        AllSinks first(matrix, 20, leftOut, folder.path());
        first.stream.begin(first.state);
        first.feed(100, 5, blocks);
        first.stream.save();
        taken = first.stream.scoresTaken();
        first.feed(100, 5, unsaved);
    }
    AllSinks second(matrix, 20, leftOut, folder.path());
    second.stream.begin(second.state);
    QCOMPARE(second.stream.scoresTaken(), taken);
    second.feed(100, 3);
    second.compareWithWholeRows();
}

using Damage = void (*)(const QString &state, const QString &npy);
Q_DECLARE_METATYPE(Damage)

void SinksTest::damagedStateIsNotTaken_data()
{
    QTest::addColumn<Damage>("damage");
    const auto row = [](const char *name, Damage damage) { QTest::newRow(name) << damage; };
    row("a byte of the state", [](const QString &state, const QString &) { flip(state, 1000); });
    row("its last byte", [](const QString &state, const QString &) { flip(state, 1); });
    row("cut", [](const QString &state, const QString &) { QFile::resize(state, 100); });
    row("empty", [](const QString &state, const QString &) { QFile::resize(state, 0); });
    row("zeros", [](const QString &state, const QString &) {
        const qint64 size = QFile(state).size();
        QFile::resize(state, 0);
        QFile::resize(state, size);
    });
    row("a byte of the matrix", [](const QString &, const QString &npy) { flip(npy, 2000); });
    row("the matrix cut", [](const QString &, const QString &npy) { QFile::resize(npy, 200); });
    row("no matrix", [](const QString &, const QString &npy) { QFile::remove(npy); });
}

/// What is kept is believed by its checksum.
void SinksTest::damagedStateIsNotTaken()
{
    QFETCH(Damage, damage);
    const QTemporaryDir folder;
    const Matrix matrix = trickyRows(500);
    {
        AllSinks first(matrix, 20, {}, folder.path());
        first.stream.begin(first.state);
        first.feed(500, 100);
        first.stream.save();
        damage(first.state, first.npy.path());
    }
    AllSinks second(matrix, 20, {}, folder.path());
    second.stream.begin(second.state);
    QCOMPARE(second.stream.scoresTaken(), 0);
    second.feed(100, 100);
    second.compareWithWholeRows();
}

void SinksTest::otherSinksStateIsNotTaken()
{
    const QTemporaryDir folder;
    const Matrix matrix = trickyRows(500);
    AllSinks first(matrix, 20, {}, folder.path());
    first.stream.begin(first.state);
    first.feed(100, 100, 2);
    first.stream.save();
    AllSinks fewer(matrix, 10, {}, folder.path());
    fewer.stream.begin(first.state);
    QCOMPARE(fewer.stream.scoresTaken(), 0);
    const Matrix narrow = trickyRows(499);
    AllSinks other(narrow, 20, {}, folder.path());
    other.stream.begin(first.state);
    QCOMPARE(other.stream.scoresTaken(), 0);
}

void SinksTest::fullDiskIsSaid()
{
    MatrixSink sink(QStringLiteral("/no/such/folder/scores.npy"), 2, 3);
    QVERIFY_EXCEPTION_THROWN(sink.clear(), EngineError);
    // What can't be kept is computed again, if need be.
    RowsSink rows(1, 2);
    ScoreStream stream(1, 2);
    stream.add(rows);
    stream.begin(QStringLiteral("/no/such/folder/state"));
    stream.save();
}

void SinksTest::stretchesOfRows()
{
    ScoreStream stream(5, 10);
    stream.begin();
    const std::vector<float> scores(50, 0);
    const auto take = [&](qint64 row, qint64 rows, qint64 column, qint64 columns) {
        ScoreBlock block;
        block.firstRow = row;
        block.rows = rows;
        block.firstColumn = column;
        block.columns = columns;
        block.scores = scores.data();
        stream.take(block);
    };
    const auto isNext = [&](qint64 most, qint64 row, qint64 rows, qint64 column) {
        const auto next = stream.next(most);
        return next && next->firstRow == row && next->rows == rows && next->firstColumn == column;
    };
    QVERIFY(isNext(100, 0, 5, 0));
    QVERIFY(isNext(2, 0, 2, 0));
    take(0, 3, 0, 4);
    QVERIFY(isNext(100, 0, 3, 4));
    QVERIFY(isNext(2, 0, 2, 4)); // memory holds fewer than before
    take(0, 2, 4, 6);
    QVERIFY(isNext(2, 2, 1, 4));
    take(2, 1, 4, 6);
    QVERIFY(isNext(100, 3, 2, 0));
    QCOMPARE(stream.scoresTaken(), 30);
    take(3, 2, 0, 10);
    QVERIFY(!stream.next(100));
}

void SinksTest::histogramOfAnyRange_data()
{
    QTest::addColumn<QList<float>>("scores");
    QTest::newRow("one") << QList<float>{2};
    QTest::newRow("equal") << QList<float>{2, 2, 2};
    QTest::newRow("zeros, then small ones") << QList<float>{0, 0, 1e-30F, -2e-30F, 1e-31F};
    QTest::newRow("small ones, then large ones") << QList<float>{1e-40F, 1, 1e30F, -3e38F, 3e38F};
    QTest::newRow("next to each other") << QList<float>{1, std::nextafter(1.0F, 2.0F), 1};
    QTest::newRow("the smallest") << QList<float>{std::numeric_limits<float>::denorm_min(), 0};
}

void SinksTest::histogramOfAnyRange()
{
    QFETCH(QList<float>, scores);
    HistogramSink sink(1, {});
    for (qsizetype i = 0; i < scores.size(); ++i) {
        ScoreBlock block;
        block.rows = 1;
        block.firstColumn = i;
        block.columns = 1;
        block.scores = &scores[i];
        sink.take(block, 0);
    }
    const ScoreHistogram found = sink.histogram(0);
    const ScoreHistogram expected = histogramOf(scores, shownBins);
    QCOMPARE(found.minimum, expected.minimum);
    QCOMPARE(found.maximum, expected.maximum);
    qint64 sum = 0;
    for (const qint64 count : found.counts) {
        QVERIFY(count >= 0);
        sum += count;
    }
    QCOMPARE(sum, scores.size());
    HistogramSink empty(1, {});
    QVERIFY(empty.histogram(0).counts.isEmpty());
}

void SinksTest::samplesAreSpread()
{
    const SampleSink sink(40, 10'000, 1000);
    const std::vector<SampledScore> &cells = sink.sample();
    QCOMPARE(cells.size(), std::size_t(1000));
    std::vector<int> byRow(40);
    qint64 left = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        ++byRow[std::size_t(cells[i].position)];
        left += int(cells[i].train < 5'000);
        QVERIFY(cells[i].train >= 0 && cells[i].train < 10'000);
        if (i > 0)
            QVERIFY(std::pair(cells[i - 1].position, cells[i - 1].train) <
                    std::pair(cells[i].position, cells[i].train));
    }
    QVERIFY(*std::ranges::min_element(byRow) > 5);
    QVERIFY(left > 400 && left < 600);
    QCOMPARE(SampleSink(2, 3, 100).sample().size(), std::size_t(6));
}

/// Of 500 tests by 20,000 training examples: what a run keeps while it lasts, per score.
void SinksTest::whatIsKeptIsSmall()
{
    constexpr qint64 rows = 500;
    constexpr qint64 columns = 20'000;
    const QTemporaryDir folder;
    std::mt19937 random(3);
    std::normal_distribution<float> normal(0, 1);
    std::vector<float> scores(std::size_t(rows) * 1'000);
    for (float &score : scores)
        score = normal(random);
    TopKSink top(rows, 20, 0, {});
    HistogramSink histogram(rows, {});
    SampleSink sample(rows, columns);
    ScoreStream stream(rows, columns);
    for (ScoreSink *sink : std::initializer_list<ScoreSink *>{&top, &histogram, &sample})
        stream.add(*sink);
    stream.begin(folder.filePath("state"));
    QElapsedTimer clock;
    clock.start();
    for (qint64 column = 0; column < columns; column += 1'000) {
        ScoreBlock block;
        block.rows = rows;
        block.firstColumn = column;
        block.columns = 1'000;
        block.scores = scores.data();
        stream.take(block);
    }
    const qint64 milliseconds = clock.restart();
    stream.save();
    const qint64 bytes = QFile(folder.filePath("state")).size();
    qInfo("%.2f ns a score; a state of %.1f MB, %.2f %% of the matrix, saved in %lld ms",
          double(milliseconds) * 1e6 / double(rows * columns), double(bytes) * 1e-6,
          100.0 * double(bytes) / double(rows * columns * 4), (long long)clock.elapsed());
    QVERIFY(bytes < rows * columns * 4 / 10);
}

PROPONENT_TEST(SinksTest)
#include "test_sinks.moc"
