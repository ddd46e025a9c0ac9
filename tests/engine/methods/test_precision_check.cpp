// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/precision_check.h"
#include "tests/test_registry.h"

#include <QTest>

#include <limits>

using namespace proponent;

class PrecisionCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void compares_data();
    void compares();
};

using Scores = std::vector<std::vector<float>>;
Q_DECLARE_METATYPE(Scores)

void PrecisionCheckTest::compares_data()
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    QTest::addColumn<Scores>("reduced");
    QTest::addColumn<Scores>("full");
    QTest::addColumn<double>("relativeError");
    QTest::addColumn<double>("rankCorrelation");
    QTest::newRow("the same") << Scores{{1, -2, 3}} << Scores{{1, -2, 3}} << 0.0 << 1.0;
    QTest::newRow("twice as large, in order") << Scores{{2, 4, 6}} << Scores{{1, 2, 3}} << 1.0 << 1.0;
    QTest::newRow("reversed") << Scores{{3, 2, 1}} << Scores{{1, 2, 3}} << std::sqrt(8.0 / 14) << -1.0;
    // Ranks 0 1 2 3 against 1 0 2 3: 1 - 6 * 2 / (4 * 15).
    QTest::newRow("two change places")
        << Scores{{2, 1, 3, 4}} << Scores{{1, 2, 3, 4}} << std::sqrt(2.0 / 30) << 0.8;
    // Ranks 0.5 0.5 2 against 0 1 2: 1.5 / sqrt(1.5 * 2).
    QTest::newRow("equal scores share a rank")
        << Scores{{1, 1, 3}} << Scores{{1, 2, 3}} << std::sqrt(1.0 / 14) << std::sqrt(3.0) / 2;
    QTest::newRow("mean over the tests")
        << Scores{{1, 2}, {2, 1}} << Scores{{1, 2}, {1, 2}} << std::sqrt(2.0 / 10) << 0.0;
    QTest::newRow("not finite in fp32 either") << Scores{{1, nan, 2}} << Scores{{1, nan, 2}} << 0.0 << 1.0;
    // Counts as 0: ranks 1 0 2 against 0 2 1.
    QTest::newRow("lost by the precision")
        << Scores{{1, nan, 2}} << Scores{{1, 5, 2}} << std::sqrt(25.0 / 30) << -0.5;
    QTest::newRow("nothing but zeros") << Scores{{0, 0}} << Scores{{0, 0}} << 0.0 << 1.0;
    QTest::newRow("vanished") << Scores{{0, 0}} << Scores{{1, 2}} << 1.0 << 0.0;
}

void PrecisionCheckTest::compares()
{
    QFETCH(Scores, reduced);
    QFETCH(Scores, full);
    QFETCH(double, relativeError);
    QFETCH(double, rankCorrelation);
    const PrecisionCheck check = compareScores(reduced, full);
    QCOMPARE(check.testCount, int(full.size()));
    QCOMPARE(check.trainCount, int(full.front().size()));
    QVERIFY(std::abs(check.relativeError - relativeError) < 1e-12);
    QVERIFY(std::abs(check.rankCorrelation - rankCorrelation) < 1e-12);
}

PROPONENT_TEST(PrecisionCheckTest)
#include "test_precision_check.moc"
