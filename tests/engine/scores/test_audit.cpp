// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/audit.h"
#include "tests/test_registry.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

using namespace proponent;

/// The arithmetic of label audits against tables worked out by hand.
class AuditTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void methodsHaveNames();
    void neighbourCounts_data();
    void neighbourCounts();
    void neighbourSuspicions_data();
    void neighbourSuspicions();
    void shortageOfClasses_data();
    void shortageOfClasses();
    void sizeOfAClassIsNotSuspicious_data();
    void sizeOfAClassIsNotSuspicious();
    void findsTheWrongOneOfATinyClass();
    void ordersBySuspicion();
    void recovery();
    void recoveryRoundsDown();
    void combines();
    void leavesOutWhatWasNotComputed();
    void knowsNothingWithoutNumbers();
    void strength_data();
    void strength();
    void theWeakerCounts();
};

void AuditTest::methodsHaveNames()
{
    QCOMPARE(auditMethods().size(), auditMethodCount);
    for (int i = 0; i < auditMethodCount; ++i) {
        QCOMPARE(int(auditMethods()[i]), i); // columns and arrays are in this order
        QVERIFY(auditMethodFromString(toString(auditMethods()[i])) == auditMethods()[i]);
    }
    QVERIFY(!auditMethodFromString("luck"));
}

void AuditTest::neighbourCounts_data()
{
    QTest::addColumn<qint64>("examples");
    QTest::addColumn<int>("count");
    for (const auto &[examples, count] : std::initializer_list<std::pair<qint64, int>>{
             {0, 0}, {1, 0}, {2, 1}, {3, 2}, {60, 8}, {20'000, 141}, {60'000, 245}})
        QTest::newRow(qPrintable(QString::number(examples))) << examples << count;
}

void AuditTest::neighbourCounts()
{
    QFETCH(qint64, examples);
    QFETCH(int, count);
    QCOMPARE(neighbourCount(std::size_t(examples)), count);
}

void AuditTest::neighbourSuspicions_data()
{
    QTest::addColumn<int>("same");
    QTest::addColumn<int>("neighbours");
    QTest::addColumn<int>("classes");
    QTest::addColumn<double>("share"); // estimated
    QTest::newRow("all of 10") << 10 << 10 << 10 << 10.5 / 15;
    QTest::newRow("none of 10") << 0 << 10 << 10 << 0.5 / 15;
    QTest::newRow("half of 2 classes") << 4 << 8 << 2 << 0.5;
    QTest::newRow("nobody to ask") << 0 << 0 << 4 << 0.25; // as likely as any class
}

void AuditTest::neighbourSuspicions()
{
    QFETCH(int, same);
    QFETCH(int, neighbours);
    QFETCH(int, classes);
    QFETCH(double, share);
    QCOMPARE(neighbourSuspicion(same, neighbours, classes), -std::log(share));
}

void AuditTest::shortageOfClasses_data()
{
    QTest::addColumn<QList<int>>("sizes"); // of the classes
    QTest::addColumn<QList<double>>("loss"); // by label
    QTest::addColumn<QList<double>>("neighbours"); // by label, of 10 that are asked
    QTest::addColumn<QList<double>>("tiny"); // by label
    QTest::newRow("equal") << QList<int>{50, 50} << QList<double>{0, 0} << QList<double>{0, 0}
                           << QList<double>{0, 0};
    QTest::newRow("nearly equal") << QList<int>{57, 43} << QList<double>{0, 0} << QList<double>{0, 0}
                                  << QList<double>{0, 0};
    QTest::newRow("a label that doesn't occur is none")
        << QList<int>{50, 0, 51} << QList<double>{0, std::log(50.5 / 1.5), 0}
        << QList<double>{0, std::log((10 * 49.5 / 100 + 0.5) / 0.5 / 1.5), 0}
        << QList<double>{0, 1, 0}; // of whom nobody asks
    QTest::newRow("rare") << QList<int>{90, 11} << QList<double>{0, std::log(50.5 / 11 / 1.5)}
                          << QList<double>{0,
                                           std::log((10 * 49.5 / 100 + 0.5) / (10 * 10 / 100.0 + 0.5) / 1.5)}
                          << QList<double>{0, 0};
    QTest::newRow("one of its kind") << QList<int>{100, 1} << QList<double>{0, std::log(50.5 / 1.5)}
                                     << QList<double>{0, std::log((10 * 49.5 / 100 + 0.5) / 0.5 / 1.5)}
                                     << QList<double>{0, 1};
    QTest::newRow("nearly tiny") << QList<int>{94, 2} << QList<double>{0, std::log(48 / 2 / 1.5)}
                                 << QList<double>{0,
                                                  std::log((10 * 47 / 95.0 + 0.5) / (10 / 95.0 + 0.5) / 1.5)}
                                 << QList<double>{0, std::log2(24 / 16.0)};
    QTest::newRow("tiny share, but more than are asked")
        << QList<int>{988, 12} << QList<double>{0, std::log(500 / 12.0 / 1.5)}
        << QList<double>{0, std::log((10 * 499 / 999.0 + 0.5) / (10 * 11 / 999.0 + 0.5) / 1.5)}
        << QList<double>{0, 0};
}

void AuditTest::shortageOfClasses()
{
    QFETCH(QList<int>, sizes);
    QFETCH(QList<double>, loss);
    QFETCH(QList<double>, neighbours);
    QFETCH(QList<double>, tiny);
    std::vector<std::int64_t> labels;
    for (int label = 0; label < int(sizes.size()); ++label)
        labels.insert(labels.end(), std::size_t(sizes[label]), label);
    const ClassShortage shortage = classShortage(labels, int(sizes.size()), 10);
    for (std::size_t label = 0; label < std::size_t(sizes.size()); ++label) {
        QVERIFY(std::abs(shortage.loss[label] - loss[qsizetype(label)]) < 1e-12);
        QVERIFY(std::abs(shortage.neighbours[label] - neighbours[qsizetype(label)]) < 1e-12);
        QVERIFY(std::abs(shortage.tiny[label] - tiny[qsizetype(label)]) < 1e-12);
    }
}

void AuditTest::sizeOfAClassIsNotSuspicious_data()
{
    QTest::addColumn<int>("common"); // examples of each of two classes
    QTest::addColumn<int>("rare"); // of the third; all labels are right
    QTest::addColumn<float>("sureness"); // the rare class's logit before the others': how well it was learned
    QTest::newRow("8 of 4,008, well learned") << 2000 << 8 << 3.0F;
    QTest::newRow("8 of 4,008, hardly learned") << 2000 << 8 << -6.0F;
    QTest::newRow("8 of 4,008, not learned at all") << 2000 << 8 << -14.0F;
    QTest::newRow("1 of 401, hardly learned") << 200 << 1 << -6.0F;
    QTest::newRow("1 of 401, not learned at all") << 200 << 1 << -14.0F;
    QTest::newRow("100 of 4,100, hardly learned") << 2000 << 100 << -6.0F;
}

/// Examples of the common classes are sure, but for every hundredth, which the model takes for the other: those
/// come first, however little the model knows of the rare class.
void AuditTest::sizeOfAClassIsNotSuspicious()
{
    QFETCH(int, common);
    QFETCH(int, rare);
    QFETCH(float, sureness);
    TrainingAnswers answers{{{}}, {{}}, {}};
    std::vector<std::int64_t> labels;
    NeighbourVotes votes;
    votes.asked = neighbourCount(std::size_t(2 * common + rare));
    const auto add = [&](int label, std::array<float, 3> logits, int same) {
        labels.push_back(label);
        double sum = 0;
        for (const float logit : logits)
            sum += std::exp(double(logit));
        const float own = logits[std::size_t(label)];
        answers.losses[0].push_back(float(std::log(sum)) - own);
        logits[std::size_t(label)] = -1e9F;
        answers.margins[0].push_back(own - *std::ranges::max_element(logits));
        answers.suggestedLabels.push_back(0);
        votes.same.push_back(float(same));
        votes.voices.push_back(float(votes.asked));
    };
    int wrong = 0;
    for (int i = 0; i < 2 * common; ++i) {
        const bool confused = i % 100 == 0;
        wrong += confused;
        const bool first = (i % 2 == 0) != confused;
        add(i % 2, {first ? 5.0F : 0.0F, first ? 0.0F : 5.0F, -2.0F}, confused ? 0 : votes.asked);
    }
    for (int i = 0; i < rare; ++i)
        add(2, {0.0F, 0.0F, sureness + float(i % 5) / 2}, 0);
    const Suspicions suspicions = suspicionsOf(answers, votes, labels, 3, {});
    for (const AuditMethod method : {AuditMethod::Combined, AuditMethod::Neighbours}) {
        const std::vector<qint64> order = bySuspicion(suspicions[std::size_t(method)]);
        for (int rank = 0; rank < wrong; ++rank)
            QVERIFY2(labels[std::size_t(order[rank])] != 2, qPrintable(toString(method)));
    }
}

/// Of few examples one that is unlike the others.
void AuditTest::findsTheWrongOneOfATinyClass()
{
    TrainingAnswers answers{{{}}, {{}}, {}};
    std::vector<std::int64_t> labels;
    NeighbourVotes votes;
    votes.asked = neighbourCount(4008);
    for (int i = 0; i < 4008; ++i) {
        const bool tiny = i < 8;
        labels.push_back(tiny ? 2 : i % 2);
        answers.losses[0].push_back(i == 3 ? 8.0F : tiny ? 1.0F + 0.1F * float(i) : 0.01F * float(i % 50));
        answers.margins[0].push_back(0);
        votes.same.push_back(tiny ? 0 : float(votes.asked));
        votes.voices.push_back(float(votes.asked));
    }
    const Suspicions suspicions = suspicionsOf(answers, votes, labels, 3, {});
    const std::vector<double> &combined = suspicions[std::size_t(AuditMethod::Combined)];
    QCOMPARE(bySuspicion(combined).front(), 3);
    for (std::size_t i = 0; i < 8; ++i)
        QVERIFY(i == 3 || combined[i] < 0.5); // as a twentieth of the others are
}

void AuditTest::ordersBySuspicion()
{
    using Limits = std::numeric_limits<double>;
    const std::vector<double> suspicion{1, Limits::quiet_NaN(), 3, -2, 3, Limits::infinity()};
    QCOMPARE(bySuspicion(suspicion), (std::vector<qint64>{2, 4, 0, 3, 1, 5}));
}

void AuditTest::recovery()
{
    std::vector<qint64> order(200);
    std::iota(order.rbegin(), order.rend(), 0); // 199 first
    const QList<double> found = recoveryOf(order, {0, 178, 197, 199});
    QCOMPARE(found.size(), 100);
    QCOMPARE(found[0], 0.25); // 199, 198
    QCOMPARE(found[1], 0.5); // and 197, 196
    QCOMPARE(found[9], 0.5); // down to 180
    QCOMPARE(found[10], 0.75); // 179, 178
    QCOMPARE(found[98], 0.75);
    QCOMPARE(found[99], 1.0);
    QVERIFY(recoveryOf(order, {}).isEmpty());
}

void AuditTest::recoveryRoundsDown()
{
    const std::vector<qint64> order{2, 0, 1};
    const QList<double> found = recoveryOf(order, {2});
    QCOMPARE(found[32], 0.0); // 0.99 examples
    QCOMPARE(found[33], 1.0); // 1.02
}

void AuditTest::combines()
{
    const TrainingAnswers answers{{{0.5F, 2}, {1, 3}}, {{2, 0}, {0, -4}}, {0, 0}};
    const NeighbourVotes votes{4, {3, 1}, {4, 4}, {0, 0}};
    const std::vector<float> self{0.25F, 7};
    const Suspicions audit = suspicionsOf(answers, votes, std::vector<std::int64_t>{0, 1}, 2, self);
    const auto by = [&](AuditMethod method) { return audit[std::size_t(method)]; };
    const std::vector<double> loss{0.75, 2.5};
    const std::vector<double> neighbours{-std::log(3.5 / 5), -std::log(1.5 / 5)};
    QCOMPARE(by(AuditMethod::Loss), loss);
    QCOMPARE(by(AuditMethod::Neighbours), neighbours);
    QCOMPARE(by(AuditMethod::Combined),
             (std::vector<double>{loss[0] + neighbours[0], loss[1] + neighbours[1]}));
    QCOMPARE(by(AuditMethod::Margin), (std::vector<double>{-1, 2})); // means of 2, 0 and of 0, -4
    QCOMPARE(by(AuditMethod::SelfInfluence), (std::vector<double>{0.25, 7}));
}

void AuditTest::leavesOutWhatWasNotComputed()
{
    const Suspicions audit =
        suspicionsOf({{{1}}, {{1}}, {0}}, {0, {0}, {0}, {-1}}, std::vector<std::int64_t>{0}, 2, {});
    QVERIFY(audit[std::size_t(AuditMethod::SelfInfluence)].empty());
    QCOMPARE(audit[std::size_t(AuditMethod::Combined)].size(), std::size_t(1));
}

/// Of an example whose logits overflow no method says anything.
void AuditTest::knowsNothingWithoutNumbers()
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    const TrainingAnswers answers{{{1, 1}, {1, nan}}, {{1, 1}, {1, 2}}, {0, 0}};
    const NeighbourVotes votes{1, {1, 1}, {1, 1}, {0, 0}};
    const Suspicions audit = suspicionsOf(answers, votes, std::vector<std::int64_t>{0, 0}, 2, {});
    for (const AuditMethod method :
         {AuditMethod::Combined, AuditMethod::Loss, AuditMethod::Margin, AuditMethod::Neighbours}) {
        QVERIFY(std::isfinite(audit[std::size_t(method)][0]));
        QVERIFY2(!std::isfinite(audit[std::size_t(method)][1]), qPrintable(toString(method)));
    }
    QCOMPARE(bySuspicion(audit[std::size_t(AuditMethod::Margin)]), (std::vector<qint64>{0, 1}));
}

void AuditTest::strength_data()
{
    QTest::addColumn<QList<int>>("said");
    QTest::addColumn<double>("accuracy");
    QTest::addColumn<double>("chance");
    QTest::addColumn<bool>("tooWeak");
    QTest::newRow("right") << QList{0, 0, 1, 2} << 1.0 << 0.5 << false;
    QTest::newRow("always the most frequent") << QList{0, 0, 0, 0} << 0.5 << 0.5 << true;
    QTest::newRow("worse than that") << QList{1, 2, 2, 1} << 0.0 << 0.5 << true;
    QTest::newRow("one more") << QList{0, 0, 1, 0} << 0.75 << 0.5 << false;
    QTest::newRow("says nothing of the first") << QList{-1, 0, 1, 2} << 1.0 << 1.0 / 3 << false;
}

void AuditTest::strength()
{
    QFETCH(QList<int>, said);
    QFETCH(double, accuracy);
    QFETCH(double, chance);
    QFETCH(bool, tooWeak);
    const ModelStrength strength =
        strengthOf(said, std::vector<std::int64_t>{0, 0, 1, 2}, ModelStrength::Source::Folds);
    QCOMPARE(strength.accuracy, accuracy);
    QCOMPARE(strength.chance, chance);
    QCOMPARE(strength.isTooWeak(), tooWeak);
    QCOMPARE(toString(strength.source), "folds");
}

void AuditTest::theWeakerCounts()
{
    using Source = ModelStrength::Source;
    const ModelStrength unknown;
    QVERIFY(!unknown.isTooWeak());
    const ModelStrength better{Source::Neighbours, 0.6, 0.5};
    const ModelStrength worse{Source::TestExamples, 0.15, 0.1};
    QVERIFY(weaker(better, worse).source == Source::TestExamples);
    QVERIFY(weaker(worse, better).source == Source::TestExamples);
    QVERIFY(weaker(unknown, better).accuracy == 0.6);
    QVERIFY(weaker(better, unknown).accuracy == 0.6);
}

PROPONENT_TEST(AuditTest)
#include "test_audit.moc"
