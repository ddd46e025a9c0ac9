// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/confident_learning.h"
#include "tests/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

using namespace proponent;

/// Folds and confident learning, against the paper's definitions written out with whole matrices.
class ConfidentLearningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldsAreEvenAndTheSeeds();
    void copiesShareAFold();
    void excludedAreInNone();
    void modelsSeeTheOtherFolds();
    void modelsSeeEquallyMany_data();
    void modelsSeeEquallyMany();
    void workedOutByHand();
    void agreesWithBruteForce_data();
    void agreesWithBruteForce();
    void findsThePairs();
    void unknownExamples();
};

namespace {

std::vector<qint64> noCopies(std::size_t examples)
{
    std::vector<qint64> copyOf(examples);
    for (std::size_t i = 0; i < examples; ++i)
        copyOf[i] = qint64(i);
    return copyOf;
}

OutOfSample answersOf(const std::vector<std::int64_t> &labels, const std::vector<std::vector<float>> &rows)
{
    OutOfSample answers(labels, int(rows.front().size()));
    for (std::size_t i = 0; i < rows.size(); ++i)
        answers.take(i, rows[i]);
    return answers;
}

} // namespace

void ConfidentLearningTest::foldsAreEvenAndTheSeeds()
{
    std::vector<std::int64_t> labels;
    for (int i = 0; i < 103; ++i)
        labels.push_back(i < 70 ? 0 : i < 100 ? 1 : 2);
    const std::vector<int> folds = foldsOf(labels, noCopies(103), {}, 5, 3);
    for (int fold = 0; fold < 5; ++fold) {
        int first = 0;
        for (int i = 0; i < 70; ++i)
            first += folds[std::size_t(i)] == fold;
        QCOMPARE(first, 14);
        const auto all = std::ranges::count(folds, fold);
        QVERIFY(all == 20 || all == 21);
    }
    QCOMPARE(folds, foldsOf(labels, noCopies(103), {}, 5, 3));
    QVERIFY(folds != foldsOf(labels, noCopies(103), {}, 5, 4));
}

void ConfidentLearningTest::copiesShareAFold()
{
    const std::vector<std::int64_t> labels(60, 0);
    std::vector<qint64> copyOf = noCopies(60);
    for (std::size_t i = 10; i < 30; ++i)
        copyOf[i] = 10;
    const std::vector<int> folds = foldsOf(labels, copyOf, {}, 4, 1);
    for (std::size_t i = 10; i < 30; ++i)
        QCOMPARE(folds[i], folds[10]);
    QCOMPARE(std::set<int>(folds.begin(), folds.end()).size(), std::size_t(4));
}

void ConfidentLearningTest::excludedAreInNone()
{
    const std::vector<int> folds = foldsOf(std::vector<std::int64_t>(10, 0), noCopies(10), {2, 7}, 2, 1);
    for (std::size_t i = 0; i < 10; ++i)
        QCOMPARE(folds[i] < 0, i == 2 || i == 7);
}

void ConfidentLearningTest::modelsSeeTheOtherFolds()
{
    const std::vector<int> fold{0, 1, 2, -1, 0, 1, 2, 4};
    const std::vector<FoldPart> parts = foldParts(fold, 5, 1); // nobody is in the fourth
    QCOMPARE(parts.size(), std::size_t(4));
    QCOMPARE(parts[1].asked, (std::vector<std::int64_t>{1, 5}));
    QCOMPARE(parts[1].trained, (std::vector<std::int64_t>{0, 2, 4, 6, 7}));
    QCOMPARE(parts[3].asked, (std::vector<std::int64_t>{7}));
    QCOMPARE(parts[3].trained, (std::vector<std::int64_t>{0, 1, 2, 4, 5, 6}));
    const std::vector<int> alone{0, 0, 0};
    QVERIFY(foldParts(alone, 2, 1).front().trained.empty());
}

void ConfidentLearningTest::modelsSeeEquallyMany_data()
{
    QTest::addColumn<int>("examples"); // in three folds by turns
    QTest::addColumn<int>("copies"); // of the first one, in its fold
    QTest::addColumn<QList<int>>("sizes"); // of what the models see
    QTest::newRow("even") << 999 << 0 << QList<int>{666, 666, 666};
    QTest::newRow("not divisible") << 1000 << 0 << QList<int>{666, 666, 666};
    QTest::newRow("few") << 100 << 0 << QList<int>{66, 67, 67}; // one is more than a hundredth
    QTest::newRow("a few copies") << 999 << 6 << QList<int>{666, 666, 666};
    QTest::newRow("many copies") << 999 << 300 << QList<int>{666, 966, 966};
}

void ConfidentLearningTest::modelsSeeEquallyMany()
{
    QFETCH(int, examples);
    QFETCH(int, copies);
    QFETCH(QList<int>, sizes);
    std::vector<int> fold(std::size_t(copies), 0);
    for (int i = 0; i < examples; ++i)
        fold.push_back(i % 3);
    const std::vector<FoldPart> parts = foldParts(fold, 3, 7);
    std::size_t asked = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        QCOMPARE(int(parts[i].trained.size()), sizes[qsizetype(i)]);
        QVERIFY(std::ranges::is_sorted(parts[i].trained));
        QVERIFY(std::ranges::adjacent_find(parts[i].trained) == parts[i].trained.end());
        for (const std::int64_t example : parts[i].trained)
            QVERIFY(fold[std::size_t(example)] != int(i));
        for (const std::int64_t example : parts[i].asked)
            QCOMPARE(fold[std::size_t(example)], int(i));
        asked += parts[i].asked.size();
        QCOMPARE(parts[i].trained, foldParts(fold, 3, 7)[i].trained);
    }
    QCOMPARE(asked, fold.size()); // each by one model
}

void ConfidentLearningTest::workedOutByHand()
{
    // Thresholds: of class 0 (.875 + .625 + .25) / 3 = .583, of class 1 (.75 + .625) / 2 = .6875.
    const std::vector<std::int64_t> labels{0, 0, 0, 1, 1};
    const ConfidentLearning learning = confidentLearning(
        answersOf(labels, {{.875F, .125F}, {.625F, .375F}, {.25F, .75F}, {.25F, .75F}, {.375F, .625F}}));
    QCOMPARE(learning.likelyLabels, (std::vector<int>{0, 0, 1, 1, -1}));
    QCOMPARE(learning.estimates.accuracy, 4.0 / 5);
    QCOMPARE(learning.estimates.confusions.size(), 1);
    QCOMPARE(learning.estimates.confusions[0].given, 0);
    QCOMPARE(learning.estimates.confusions[0].likely, 1);
    QCOMPARE(learning.estimates.confusions[0].expected, 1.0); // one of three, of a class of three
    QCOMPARE(learning.estimates.expectedErrors, 1.0);
    QCOMPARE(learning.selfConfidence[2], 0.75);
    QCOMPARE(learning.normalisedMargin[2], 0.5);
    QCOMPARE(learning.normalisedMargin[0], -0.75);
}

void ConfidentLearningTest::agreesWithBruteForce_data()
{
    QTest::addColumn<int>("classes");
    QTest::newRow("few classes") << 4;
    QTest::newRow("as many as are kept") << OutOfSample::mostKept;
    QTest::newRow("more") << 40; // sure answers: what isn't kept is below every threshold
}

void ConfidentLearningTest::agreesWithBruteForce()
{
    QFETCH(int, classes);
    constexpr std::size_t examples = 800;
    std::mt19937 random(4);
    std::normal_distribution<float> normal;
    std::vector<std::int64_t> labels;
    std::vector<std::vector<float>> rows;
    for (std::size_t i = 0; i < examples; ++i) {
        labels.push_back(std::int64_t(random() % unsigned(classes)));
        std::vector<float> row(std::size_t(classes), 0);
        float sum = 0;
        for (float &value : row)
            sum += value = std::exp(2 * normal(random));
        const std::size_t said = std::size_t(labels[i]) + (i % 5 == 0 ? 1 + i % 3 : 0);
        row[said % row.size()] = 4 * sum;
        sum = 0;
        for (const float value : row)
            sum += value;
        for (float &value : row)
            value /= sum;
        rows.push_back(row);
    }

    // The paper's equations 1 to 3.
    const auto width = std::size_t(classes);
    std::vector<double> thresholds(width, 0);
    std::vector<double> sizes(width, 0);
    for (std::size_t i = 0; i < examples; ++i) {
        thresholds[std::size_t(labels[i])] += double(rows[i][std::size_t(labels[i])]);
        ++sizes[std::size_t(labels[i])];
    }
    for (std::size_t k = 0; k < width; ++k)
        thresholds[k] /= sizes[k];
    std::vector<std::vector<double>> joint(width, std::vector<double>(width, 0));
    std::vector<int> likely;
    for (std::size_t i = 0; i < examples; ++i) {
        int best = -1;
        for (int k = 0; k < classes; ++k) {
            const bool counts = double(rows[i][std::size_t(k)]) >= thresholds[std::size_t(k)];
            if (counts && (best < 0 || rows[i][std::size_t(k)] > rows[i][std::size_t(best)]))
                best = k;
        }
        likely.push_back(best);
        if (best >= 0)
            ++joint[std::size_t(labels[i])][std::size_t(best)];
    }
    double errors = 0;
    for (std::size_t given = 0; given < width; ++given) {
        double sum = 0;
        for (const double count : joint[given])
            sum += count;
        for (std::size_t k = 0; k < width; ++k)
            errors += sum > 0 && k != given ? joint[given][k] / sum * sizes[given] : 0;
    }

    const ConfidentLearning learning = confidentLearning(answersOf(labels, rows));
    QCOMPARE(learning.likelyLabels, likely);
    QVERIFY(std::abs(learning.estimates.expectedErrors - errors) < 1e-9 * errors);
    QVERIFY(errors > 50);
    for (std::size_t i = 0; i < examples; ++i) {
        const auto given = std::size_t(labels[i]);
        float other = 0;
        for (std::size_t k = 0; k < width; ++k)
            other = k == given ? other : std::max(other, rows[i][k]);
        QCOMPARE(learning.selfConfidence[i], 1 - double(rows[i][given]));
        QCOMPARE(learning.normalisedMargin[i], double(other) - double(rows[i][given]));
    }
}

/// Of 1,000 examples of class 0 a tenth was labelled 2; the model is right about all, if not sure.
void ConfidentLearningTest::findsThePairs()
{
    std::vector<std::int64_t> labels;
    std::vector<std::vector<float>> rows;
    for (int i = 0; i < 3000; ++i) {
        const int truth = i % 3;
        labels.push_back(truth == 0 && i % 10 == 0 ? 2 : truth);
        std::vector<float> row(3, 0.15F);
        row[std::size_t(truth)] = 0.7F;
        rows.push_back(row);
    }
    const FoldEstimates estimates = confidentLearning(answersOf(labels, rows)).estimates;
    QCOMPARE(estimates.confusions.size(), 1);
    QCOMPARE(estimates.confusions[0].given, 2);
    QCOMPARE(estimates.confusions[0].likely, 0);
    QVERIFY(std::abs(estimates.expectedErrors - 100) < 1e-9);
    QCOMPARE(estimates.accuracy, 2900.0 / 3000);
}

void ConfidentLearningTest::unknownExamples()
{
    const std::vector<std::int64_t> labels{0, 1, 1};
    OutOfSample answers(labels, 3); // nothing has the last label
    answers.take(0, std::vector<float>{.5F, .3F, .2F});
    answers.take(1, std::vector<float>{.5F, std::numeric_limits<float>::quiet_NaN(), .2F});
    const ConfidentLearning learning = confidentLearning(answers);
    QVERIFY(std::isfinite(learning.selfConfidence[0]));
    for (const std::size_t unknown : {std::size_t(1), std::size_t(2)}) {
        QVERIFY(std::isnan(learning.selfConfidence[unknown]));
        QVERIFY(std::isnan(learning.normalisedMargin[unknown]));
        QCOMPARE(learning.likelyLabels[unknown], -1);
    }
    QCOMPARE(learning.estimates.accuracy, 1.0);
    QCOMPARE(learning.estimates.expectedErrors, 0.0);
}

PROPONENT_TEST(ConfidentLearningTest)
#include "test_confident_learning.moc"
