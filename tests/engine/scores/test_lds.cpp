// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/audit.h"
#include "engine/scores/lds.h"
#include "engine/scores/rank_correlation.h"
#include "tests/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace proponent;

class LdsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranksShareTies();
    void rankCorrelationOfTies();
    void randomSubsets_data();
    void randomSubsets();
    void everyExampleIsDrawnAlike();
    void handMadeCase();
    void perfectScoresPredictPerfectly();
    void piecesAddUp();
    void nothingIsPredictedByAConstant();
    void scoresThatAreNotFiniteCountAsNothing();
    void errorOfTheMean();
    void areaUnderTheCurve_data();
    void areaUnderTheCurve();
};

void LdsTest::ranksShareTies()
{
    QCOMPARE(ranks(std::vector<double>{3, 1, 3, -2, 3}), (std::vector<double>{3, 1, 3, 0, 3}));
}

/// scipy.stats.spearmanr([1, 2, 2, 4], [1, 3, 2, 2]) = 0.5: ranks 0, 1.5, 1.5, 3 and 0, 3, 1.5, 1.5.
void LdsTest::rankCorrelationOfTies()
{
    QVERIFY(std::abs(rankCorrelation(std::vector<double>{1, 2, 2, 4}, std::vector<double>{1, 3, 2, 2}) -
                     0.5) < 1e-12);
}

void LdsTest::randomSubsets_data()
{
    QTest::addColumn<int>("candidates");
    QTest::addColumn<double>("share");
    QTest::addColumn<int>("size");
    QTest::newRow("half") << 100 << 0.5 << 50;
    QTest::newRow("half of an odd number") << 7 << 0.5 << 4;
    QTest::newRow("never none") << 10 << 0.01 << 1;
    QTest::newRow("never all") << 10 << 0.99 << 9;
    QTest::newRow("of one") << 1 << 0.5 << 1;
    QTest::newRow("of none") << 0 << 0.5 << 0;
}

void LdsTest::randomSubsets()
{
    QFETCH(int, candidates);
    QFETCH(double, share);
    QFETCH(int, size);
    std::vector<std::int64_t> odd;
    for (int i = 0; i < candidates; ++i)
        odd.push_back(2 * i + 1);
    const auto subset = randomSubset(odd, share, 3);
    QCOMPARE(int(subset.size()), size);
    QVERIFY(std::ranges::is_sorted(subset));
    QVERIFY(std::ranges::adjacent_find(subset) == subset.end());
    QVERIFY(std::ranges::includes(odd, subset));
    QCOMPARE(randomSubset(odd, share, 3), subset);
    if (size > 3)
        QVERIFY(randomSubset(odd, share, 4) != subset);
}

void LdsTest::everyExampleIsDrawnAlike()
{
    std::vector<std::int64_t> all(20);
    std::iota(all.begin(), all.end(), 0);
    std::vector<int> drawn(20, 0);
    constexpr int subsets = 4000;
    for (int seed = 0; seed < subsets; ++seed) {
        for (const std::int64_t index : randomSubset(all, 0.25, quint64(seed)))
            ++drawn[std::size_t(index)];
    }
    // Five standard deviations of a binomial distribution.
    for (const int count : drawn)
        QVERIFY2(std::abs(count - subsets / 4) < 5 * std::sqrt(subsets * 0.25 * 0.75),
                 qPrintable(QString::number(count)));
}

/// Four subsets of three examples. Sums of test 0: 3, 5, 7, 4; the losses .4, .2, .3, .1 say gains of ranks 0, 2, 1, 3
/// beside sums of ranks 0, 2, 3, 1: 1 - 6 (0 + 0 + 4 + 4) / (4 * 15) = 0.2. Of test 1 the sums are turned round: -0.2.
void LdsTest::handMadeCase()
{
    const std::vector<std::vector<std::int64_t>> subsets{{0, 1}, {0, 2}, {0, 1, 2}, {2}};
    SubsetSums sums(subsets, 2, 3);
    sums.add(0, 0, std::vector<float>{1, 2, 4});
    sums.add(1, 0, std::vector<float>{-1, -2, -4});
    QCOMPARE(std::vector<double>(sums.of(0).begin(), sums.of(0).end()), (std::vector<double>{3, 5, 7, 4}));
    const std::vector<double> losses{.4, .4, .2, .2, .3, .3, .1, .1}; // [subsets, tests]
    const Lds lds = linearDatamodelingScore(sums, losses);
    QCOMPARE(lds.byTest.size(), 2U);
    QVERIFY(std::abs(lds.byTest[0] - 0.2) < 1e-12);
    QVERIFY(std::abs(lds.byTest[1] + 0.2) < 1e-12);
    QVERIFY(std::abs(lds.mean) < 1e-12);
    QVERIFY(std::abs(lds.standardError - 0.2) < 1e-12); // sd 0.2 sqrt(2), over sqrt(2)
}

void LdsTest::perfectScoresPredictPerfectly()
{
    constexpr qint64 trainCount = 60;
    constexpr qint64 tests = 5;
    std::vector<std::int64_t> all(trainCount);
    std::iota(all.begin(), all.end(), 0);
    std::vector<std::vector<std::int64_t>> subsets;
    for (quint64 seed = 0; seed < 40; ++seed)
        subsets.push_back(randomSubset(all, 0.5, seed));
    std::mt19937 generator(7);
    SubsetSums good(subsets, tests, trainCount);
    SubsetSums wrong(subsets, tests, trainCount);
    std::vector<double> losses(subsets.size() * tests, 0.0);
    for (qint64 test = 0; test < tests; ++test) {
        std::vector<float> effect;
        for (qint64 i = 0; i < trainCount; ++i)
            effect.push_back(float(generator() % 1000) - 500.F);
        good.add(test, 0, effect);
        for (std::size_t subset = 0; subset < subsets.size(); ++subset) {
            for (const std::int64_t index : subsets[subset])
                losses[subset * tests + std::size_t(test)] -= double(effect[std::size_t(index)]);
        }
        std::ranges::transform(effect, effect.begin(), std::negate());
        wrong.add(test, 0, effect);
    }
    QCOMPARE(linearDatamodelingScore(good, losses).mean, 1.0);
    QCOMPARE(linearDatamodelingScore(good, losses).standardError, 0.0);
    QCOMPARE(linearDatamodelingScore(wrong, losses).mean, -1.0);
}

void LdsTest::piecesAddUp()
{
    const std::vector<std::vector<std::int64_t>> subsets{{0, 2, 3}, {1, 4}};
    SubsetSums whole(subsets, 1, 5);
    SubsetSums pieces(subsets, 1, 5);
    const std::vector<float> scores{1, 2, 3, 4, 5};
    whole.add(0, 0, scores);
    pieces.add(0, 3, std::span(scores).subspan(3));
    pieces.add(0, 0, std::span(scores).first(3));
    QCOMPARE(std::vector<double>(whole.of(0).begin(), whole.of(0).end()), (std::vector<double>{8, 7}));
    QVERIFY(std::ranges::equal(whole.of(0), pieces.of(0)));
}

void LdsTest::nothingIsPredictedByAConstant()
{
    const std::vector<std::vector<std::int64_t>> subsets{{0}, {1}, {2}};
    SubsetSums same(subsets, 1, 3);
    same.add(0, 0, std::vector<float>{2, 2, 2});
    QCOMPARE(linearDatamodelingScore(same, std::vector<double>{1, 2, 3}).mean, 0.0);
    QCOMPARE(linearDatamodelingScore(same, std::vector<double>{1, 1, 1}).mean, 0.0);
    SubsetSums none({}, 1, 3);
    QCOMPARE(linearDatamodelingScore(none, {}).mean, 0.0);
}

void LdsTest::scoresThatAreNotFiniteCountAsNothing()
{
    SubsetSums sums({{0, 1}, {1, 2}}, 1, 3);
    sums.add(0, 0,
             std::vector<float>{1, std::numeric_limits<float>::quiet_NaN(),
                                std::numeric_limits<float>::infinity()});
    QCOMPARE(sums.nonFinite(), 2);
    QCOMPARE(std::vector<double>(sums.of(0).begin(), sums.of(0).end()), (std::vector<double>{1, 0}));
}

void LdsTest::errorOfTheMean()
{
    QCOMPARE(meanAndError({}).mean, 0.0);
    QCOMPARE(meanAndError(std::vector<double>{4}).standardError, 0.0);
    const MeanAndError result = meanAndError(std::vector<double>{1, 2, 3, 6});
    QCOMPARE(result.mean, 3.0);
    QVERIFY(std::abs(result.standardError - std::sqrt(14.0 / 3 / 4)) < 1e-12);
}

void LdsTest::areaUnderTheCurve_data()
{
    QTest::addColumn<QList<double>>("suspicion");
    QTest::addColumn<QList<qint64>>("flipped");
    QTest::addColumn<QList<qint64>>("leftOut");
    QTest::addColumn<double>("area");
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    using Values = QList<double>;
    using Indices = QList<qint64>;
    QTest::newRow("all first") << Values{9, 1, 8, 2} << Indices{0, 2} << Indices{} << 1.0;
    QTest::newRow("all last") << Values{1, 9, 2, 8} << Indices{0, 2} << Indices{} << 0.0;
    QTest::newRow("three pairs of four") << Values{9, 5, 3, 2} << Indices{0, 2} << Indices{} << 0.75;
    QTest::newRow("ties count half") << Values{1, 1, 1, 1} << Indices{0, 2} << Indices{} << 0.5;
    QTest::newRow("excluded ones don't count") << Values{9, 10, 8, 2} << Indices{0, 2} << Indices{1} << 1.0;
    QTest::newRow("not finite is last") << Values{nan, 1, 8, 2} << Indices{0, 2} << Indices{} << 0.5;
}

void LdsTest::areaUnderTheCurve()
{
    QFETCH(QList<double>, suspicion);
    QFETCH(QList<qint64>, flipped);
    QFETCH(QList<qint64>, leftOut);
    QFETCH(double, area);
    QCOMPARE(recoveryArea({suspicion.constData(), std::size_t(suspicion.size())}, flipped, leftOut), area);
    QVERIFY(std::isnan(recoveryArea({suspicion.constData(), std::size_t(suspicion.size())}, {}, leftOut)));
}

PROPONENT_TEST(LdsTest)
#include "test_lds.moc"
