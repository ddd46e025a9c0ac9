// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/index/made_up_rows.h"
#include "tests/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <functional>
#include <limits>

using namespace proponent;

/// What is read from an index and found in it.
class GradientIndexTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scoresAreProducts_data();
    void scoresAreProducts();
    void questionsDoNotDependOnEachOther();
    void searchRanksAsExactScoresAre();
    void equalScoresGoByIndex();
    void rowsThatAreNotFiniteAreCounted();
    void floatsOfAnySizeComeBack_data();
    void floatsOfAnySizeComeBack();
    void questionsOfAnotherWidthAreRefused();
    void emptyIndex();
    void knowsWhatItIs();
    void damageIsFound_data();
    void damageIsFound();
    void damagedBlockIsNamedAndNotUsed();
};

namespace {

double dot(const float *left, const float *right, qint64 width)
{
    double sum = 0;
    for (qint64 i = 0; i < width; ++i)
        sum += double(left[i]) * double(right[i]);
    return sum;
}

GradientIndex opened(const QString &path, int threads = 0)
{
    return GradientIndex::open(path, threads).valueOrThrow();
}

template <class Work>
QString messageOf(const Work &work)
{
    try {
        work();
    } catch (const EngineError &error) {
        return error.message();
    }
    return {};
}

} // namespace

void GradientIndexTest::scoresAreProducts_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<qint64>("width");
    QTest::addColumn<int>("threads");
    QTest::newRow("one number") << qint64(1) << qint64(1) << 1;
    QTest::newRow("narrower than a vector") << qint64(50) << qint64(15) << 0;
    QTest::newRow("as wide as a vector") << qint64(50) << qint64(16) << 0;
    QTest::newRow("a rest") << qint64(50) << qint64(1003) << 0;
    QTest::newRow("as usual, several blocks") << qint64(5000) << qint64(1024) << 0;
    QTest::newRow("a thread") << qint64(5000) << qint64(1024) << 1;
    QTest::newRow("more threads than blocks") << qint64(5000) << qint64(1024) << 7;
    QTest::newRow("a row is a block") << qint64(3) << qint64(3'000'000) << 0;
}

/// Against plain loops in float64: the error is float16's rounding, 2^-11 of a value at most.
void GradientIndexTest::scoresAreProducts()
{
    QFETCH(qint64, count);
    QFETCH(qint64, width);
    QFETCH(int, threads);
    const QTemporaryDir folder;
    const std::vector<float> rows = madeUpRows(count, width, 1);
    const std::vector<float> question = madeUpRows(1, width, 2);
    writeIndex(folder.filePath("a.index"), rows, width);
    const GradientIndex index = opened(folder.filePath("a.index"), threads);
    index.verify();
    const std::vector<float> kept = index.rows(0, count);
    const std::vector<float> scores = index.scores(question);
    QCOMPARE(qint64(scores.size()), count);
    double error = 0;
    double size = 0;
    for (qint64 row = 0; row < count; ++row) {
        const float *values = rows.data() + row * width;
        const float *halves = kept.data() + row * width;
        const double exact = dot(values, question.data(), width);
        const double bound =
            std::sqrt(dot(values, values, width) * dot(question.data(), question.data(), width));
        // Of what is kept it is float32's product.
        QVERIFY(std::abs(double(scores[std::size_t(row)]) - dot(halves, question.data(), width)) <=
                1e-6 * bound);
        QVERIFY(std::abs(double(scores[std::size_t(row)]) - exact) <= std::ldexp(1.0, -11) * bound);
        error += std::pow((double(scores[std::size_t(row)]) - exact) / bound, 2);
        size += std::pow(exact / bound, 2);
    }
    if (count >= 50) // of a few rows the scores may lie near 0
        QVERIFY2(std::sqrt(error / size) <= 3e-4, qPrintable(QString::number(std::sqrt(error / size))));
}

void GradientIndexTest::questionsDoNotDependOnEachOther()
{
    constexpr qint64 count = 700;
    constexpr qint64 width = 1000;
    const QTemporaryDir folder;
    writeIndex(folder.filePath("a.index"), madeUpRows(count, width, 1), width);
    const GradientIndex index = opened(folder.filePath("a.index"));
    const std::vector<float> questions = madeUpRows(11, width, 2);
    const std::vector<float> together = index.scores(questions); // [11, count]
    for (std::size_t i = 0; i < 11; ++i) {
        const std::vector<float> alone = index.scores(std::span(questions).subspan(i * width, width));
        // To rounding: compilers may sum up one question in another order than several.
        QVERIFY(std::equal(
            alone.begin(), alone.end(), together.begin() + qint64(i) * count,
            [](float a, float b) { return std::abs(a - b) <= 1e-4F * std::max(1.0F, std::abs(b)); }));
    }
}

void GradientIndexTest::searchRanksAsExactScoresAre()
{
    constexpr qint64 count = 3000;
    constexpr qint64 width = 700;
    const QTemporaryDir folder;
    writeIndex(folder.filePath("a.index"), madeUpRows(count, width, 1), width);
    const GradientIndex index = opened(folder.filePath("a.index"));
    const std::vector<float> questions = madeUpRows(6, width, 2);
    const QList<qint64> leftOut{0, 17, 2999};
    const std::vector<Ranking> found = index.search(questions, 20, leftOut);
    QCOMPARE(found.size(), std::size_t(6));
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::vector<float> scores = index.scores(std::span(questions).subspan(i * width, width));
        const Ranking expected = rank(scores, 20, leftOut);
        QCOMPARE(found[i].highest, expected.highest);
        QCOMPARE(found[i].lowest, expected.lowest);
        QCOMPARE(found[i].histogram.counts, expected.histogram.counts);
        QCOMPARE(found[i].highest.size(), std::size_t(20));
        QCOMPARE(found[i].nonFinite, 0);
    }
}

void GradientIndexTest::equalScoresGoByIndex()
{
    constexpr qint64 width = 1024; // 2,048 rows a block
    const QTemporaryDir folder;
    std::vector<float> rows(5000 * width);
    for (std::size_t row = 0; row < 5000; ++row)
        rows[row * width] = row < 3000 ? 1.0F : -1.0F;
    writeIndex(folder.filePath("a.index"), rows, width);
    std::vector<float> question(width);
    question[0] = 2;
    const Ranking ranking = opened(folder.filePath("a.index")).search(question, 3, {1}).front();
    QCOMPARE(ranking.highest, (std::vector<qint64>{0, 2, 3}));
    QCOMPARE(ranking.lowest, (std::vector<qint64>{3000, 3001, 3002}));
    QCOMPARE(opened(folder.filePath("a.index")).search(question, 2999).front().highest.back(), 2998);
}

void GradientIndexTest::rowsThatAreNotFiniteAreCounted()
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const QTemporaryDir folder;
    writeIndex(folder.filePath("a.index"), {1, 2, nan, 1, 3, 4, -infinity, 0, -1, 0, infinity, nan}, 2);
    const GradientIndex index = opened(folder.filePath("a.index"));
    const std::vector<float> rows = index.rows(0, 6);
    QVERIFY(std::isnan(rows[2]) && std::isnan(rows[3]));
    QCOMPARE(rows[4], 3.0F);
    const auto rankings = index.search(std::vector<float>{1, 1, nan, 0}, 10, {5});
    QCOMPARE(rankings[0].highest, (std::vector<qint64>{2, 0}));
    QCOMPARE(rankings[0].lowest, (std::vector<qint64>{4}));
    QCOMPARE(rankings[0].nonFinite, 2); // one was left out
    QCOMPARE(rankings[1].nonFinite, 5);
    QVERIFY(rankings[1].highest.empty());
}

void GradientIndexTest::floatsOfAnySizeComeBack_data()
{
    QTest::addColumn<float>("size");
    for (const float size : {1.0F, 1e-30F, 1e30F, 1e-36F, 1e-39F, 3e38F, 65504.0F})
        QTest::addRow("%g", double(size)) << size;
}

/// float16 alone holds 6e-8 to 65,504.
void GradientIndexTest::floatsOfAnySizeComeBack()
{
    QFETCH(float, size);
    const QTemporaryDir folder;
    const std::vector<float> row{size, -size / 3, size / 1024, 0};
    writeIndex(folder.filePath("a.index"), row, 4);
    const GradientIndex index = opened(folder.filePath("a.index"));
    const std::vector<float> kept = index.rows(0, 1);
    for (std::size_t i = 0; i < row.size(); ++i)
        QVERIFY(std::abs(kept[i] - row[i]) <= std::max(std::abs(row[i]) / 2048, 1e-44F + size * 0x1p-23F));
    // float16 values times the question would pass float32's range; the score doesn't.
    for (const float question : {1 / size, 1e38F}) {
        const float expected = size * question;
        if (!std::isfinite(expected))
            continue;
        const float score = index.scores(std::vector<float>{question, 0, 0, 0}).front();
        QVERIFY2(std::abs(score / expected - 1) < 1e-3F, qPrintable(QString::number(double(score))));
    }
}

void GradientIndexTest::questionsOfAnotherWidthAreRefused()
{
    const QTemporaryDir folder;
    writeIndex(folder.filePath("a.index"), madeUpRows(3, 8, 1), 8);
    const GradientIndex index = opened(folder.filePath("a.index"));
    const QString message = messageOf([&] { (void)index.search(std::vector<float>(9), 5); });
    QVERIFY2(message.contains("9 values") && message.contains("have 8") && message.contains("a.index"),
             qPrintable(message));
    QVERIFY(messageOf([&] { (void)index.scores(std::vector<float>(7)); }).contains("Build the index again"));
}

void GradientIndexTest::emptyIndex()
{
    const QTemporaryDir folder;
    writeIndex(folder.filePath("a.index"), {}, 8);
    const GradientIndex index = opened(folder.filePath("a.index"));
    index.verify();
    QCOMPARE(index.count(), 0);
    QVERIFY(index.scores(std::vector<float>(8, 1.0F)).empty());
    QVERIFY(index.search(std::vector<float>(8, 1.0F), 5).front().highest.empty());
    QVERIFY(index.search({}, 5).empty());
}

void GradientIndexTest::knowsWhatItIs()
{
    const QTemporaryDir folder;
    writeIndex(folder.filePath("a.index"), madeUpRows(3, 8, 1), 8);
    const GradientIndex index = opened(folder.filePath("a.index"));
    QCOMPARE(index.count(), 3);
    QCOMPARE(index.width(), 8);
    QCOMPARE(index.key(), (QJsonObject{{"method", "made-up"}}));
    QCOMPARE(index.facts(), (QJsonObject{{"recall", 0.5}}));
    const auto missing = GradientIndex::open(folder.filePath("b.index"));
    QVERIFY(!missing && missing.error().contains("b.index can't be read"));
}

using Damage = std::function<void(QFile &)>;
Q_DECLARE_METATYPE(Damage)

void GradientIndexTest::damageIsFound_data()
{
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<QString>("words");
    const auto flip = [](qint64 place) {
        return Damage([place](QFile &file) {
            file.seek(place < 0 ? file.size() + place : place);
            const char byte = char(file.peek(1)[0] ^ 64);
            file.write(&byte, 1);
        });
    };
    const auto cut = [](qint64 size) { return Damage([size](QFile &file) { file.resize(size); }); };
    QTest::newRow("nothing left") << cut(0) << "isn't an index";
    QTest::newRow("half a header") << cut(100) << "isn't an index";
    QTest::newRow("header alone") << cut(4096) << "cut short";
    QTest::newRow("cut in a block") << cut(50'000) << "cut short";
    QTest::newRow("without its last byte")
        << Damage([](QFile &file) { file.resize(file.size() - 1); }) << "end of";
    QTest::newRow("a byte more") << Damage([](QFile &file) {
        file.seek(file.size());
        file.write("x");
    }) << "end of";
    QTest::newRow("magic") << flip(0) << "isn't an index";
    QTest::newRow("byte order") << flip(8) << "another kind of machine";
    QTest::newRow("version") << flip(12) << "version 65 of its format";
    QTest::newRow("count") << flip(16) << "header of";
    QTest::newRow("rows of a block") << flip(32) << "header of";
    QTest::newRow("size of the key") << flip(40) << "header of";
    QTest::newRow("checksum") << flip(60) << "header of";
    QTest::newRow("key") << flip(90) << "header of";
    QTest::newRow("zeros after the key") << flip(4000) << "header of";
    QTest::newRow("facts") << flip(-3) << "end of";
    QTest::newRow("scale in a block") << flip(4096 + 3) << "block 0 (training examples 0 to 4095)";
    QTest::newRow("value in a block") << flip(4096 + 4 * 4096 + 99) << "block 0";
}

/// One line that names the file, and what to do.
void GradientIndexTest::damageIsFound()
{
    QFETCH(Damage, damage);
    QFETCH(QString, words);
    const QTemporaryDir folder;
    const QString path = folder.filePath("a.index");
    writeIndex(path, madeUpRows(5000, 512, 1), 512);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    damage(file);
    file.close();
    const QString message = messageOf([&] { opened(path).verify(); });
    QVERIFY2(message.contains(words), qPrintable(message));
    QVERIFY(message.contains(path) && message.contains("uild the index again"));
    QVERIFY(!message.contains('\n'));
}

void GradientIndexTest::damagedBlockIsNamedAndNotUsed()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("a.index");
    const std::vector<float> rows = madeUpRows(9000, 512, 1); // 4,096 rows a block
    writeIndex(path, rows, 512);
    qint64 place = 0;
    {
        IndexWriter writer(folder.filePath("b.index"), {9000, 512}, {});
        place = sizeOf({2 * writer.rows(0), 512}) - 100; // in block 1
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(place));
    file.write("damage");
    file.close();
    const GradientIndex index = opened(path);
    QCOMPARE(index.rows(8192, 9000).size(), std::size_t(808 * 512));
    QCOMPARE(index.rows(0, 4096).size(), std::size_t(4096 * 512));
    for (int time = 0; time < 2; ++time) {
        for (const QString &message : {messageOf([&] { (void)index.scores(std::vector<float>(512, 1.0F)); }),
                                       messageOf([&] { (void)index.rows(4000, 4100); })})
            QVERIFY2(message.contains("block 1 (training examples 4096 to 8191)"), qPrintable(message));
    }
}

PROPONENT_TEST(GradientIndexTest)
#include "test_gradient_index.moc"
