// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/ranking.h"
#include "tests/test_registry.h"

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

PROPONENT_TEST(RankingTest)
#include "test_ranking.moc"
