// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/training_logits.h"
#include "engine/scores/audit.h"
#include "tests/test_registry.h"

#include <QTest>

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
    void lossAndMargin_data();
    void lossAndMargin();
    void suggestsByMeanProbability();
    void neighbourCounts_data();
    void neighbourCounts();
    void neighbourSuspicions_data();
    void neighbourSuspicions();
    void shortageOfClasses_data();
    void shortageOfClasses();
    void sizeOfAClassIsNotSuspicious_data();
    void sizeOfAClassIsNotSuspicious();
    void ordersBySuspicion();
    void recovery();
    void recoveryRoundsDown();
    void combines();
    void leavesOutWhatWasNotComputed();
    void knowsNothingWithoutNumbers();
    void countsNeighboursOnALine();
    void neighboursAgreeWithBruteForce();
    void stops();
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

void AuditTest::lossAndMargin_data()
{
    QTest::addColumn<QList<float>>("logits");
    QTest::addColumn<int>("label");
    QTest::addColumn<double>("loss");
    QTest::addColumn<double>("margin");
    QTest::newRow("undecided") << QList<float>{0, 0, 0} << 1 << std::log(3.0) << 0.0;
    QTest::newRow("right") << QList<float>{2, 0, 1} << 0 << std::log(1 + std::exp(-2.0) + std::exp(-1.0))
                           << 1.0;
    QTest::newRow("wrong") << QList<float>{2, 0, 1} << 1 << std::log(1 + std::exp(2.0) + std::exp(1.0))
                           << -2.0;
    QTest::newRow("large") << QList<float>{1000, 0, -1000} << 2 << 2000.0 << -2000.0; // no overflow
    QTest::newRow("all below 0") << QList<float>{-5, -7} << 0 << std::log(1 + std::exp(-2.0)) << 2.0;
}

void AuditTest::lossAndMargin()
{
    QFETCH(QList<float>, logits);
    QFETCH(int, label);
    QFETCH(double, loss);
    QFETCH(double, margin);
    const std::vector<float> values(logits.begin(), logits.end());
    const LogitTable table{values, int(logits.size())};
    const std::vector<std::int64_t> labels{label};
    QVERIFY(std::abs(double(lossesOf(table, labels)[0]) - loss) < 1e-6 * std::max(1.0, loss));
    QCOMPARE(double(marginsOf(table, labels)[0]), margin);
}

void AuditTest::suggestsByMeanProbability()
{
    // First example: one checkpoint is sure of 2, the other leans to 0; the sure one wins.
    const std::vector<float> first{0, 0, 9, 5, 0, 0};
    const std::vector<float> second{1, 0, 0, 0, 0, 0};
    QCOMPARE(suggestedLabels({{first, 3}, {second, 3}}), (std::vector<int>{2, 0}));
    QCOMPARE(suggestedLabels({{std::vector<float>{1, 1}, 2}}), std::vector<int>{0}); // the lower of equals
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
    QTest::newRow("equal") << QList<int>{50, 50} << QList<double>{0, 0} << QList<double>{0, 0};
    QTest::newRow("nearly equal") << QList<int>{57, 43} << QList<double>{0, 0} << QList<double>{0, 0};
    QTest::newRow("a label that doesn't occur is none")
        << QList<int>{50, 0, 51} << QList<double>{0, std::log(50.5 / 1.5), 0}
        << QList<double>{0, std::log((10 * 49.5 / 100 + 0.5) / 0.5 / 1.5), 0};
    QTest::newRow("rare") << QList<int>{90, 11} << QList<double>{0, std::log(50.5 / 11 / 1.5)}
                          << QList<double>{0,
                                           std::log((10 * 49.5 / 100 + 0.5) / (10 * 10 / 100.0 + 0.5) / 1.5)};
    QTest::newRow("one of its kind") << QList<int>{100, 1} << QList<double>{0, std::log(50.5 / 1.5)}
                                     << QList<double>{0, std::log((10 * 49.5 / 100 + 0.5) / 0.5 / 1.5)};
}

void AuditTest::shortageOfClasses()
{
    QFETCH(QList<int>, sizes);
    QFETCH(QList<double>, loss);
    QFETCH(QList<double>, neighbours);
    std::vector<std::int64_t> labels;
    for (int label = 0; label < int(sizes.size()); ++label)
        labels.insert(labels.end(), std::size_t(sizes[label]), label);
    const ClassShortage shortage = classShortage(labels, int(sizes.size()), 10);
    for (std::size_t label = 0; label < std::size_t(sizes.size()); ++label) {
        QVERIFY(std::abs(shortage.loss[label] - loss[qsizetype(label)]) < 1e-12);
        QVERIFY(std::abs(shortage.neighbours[label] - neighbours[qsizetype(label)]) < 1e-12);
    }
}

void AuditTest::sizeOfAClassIsNotSuspicious_data()
{
    QTest::addColumn<int>("common"); // examples of each of two classes
    QTest::addColumn<int>("rare"); // of the third; all labels are right
    QTest::addColumn<float>("sureness"); // the rare class's logit before the others': how well it was learned
    QTest::newRow("8 of 4,008, well learned") << 2000 << 8 << 3.0F;
    QTest::newRow("8 of 4,008, hardly learned") << 2000 << 8 << -6.0F;
    QTest::newRow("1 of 401, hardly learned") << 200 << 1 << -6.0F;
    QTest::newRow("100 of 4,100, hardly learned") << 2000 << 100 << -6.0F;
}

/// Examples of the common classes are sure, but for every hundredth, which the model takes for the other: those
/// come first, however little the model knows of the rare class.
void AuditTest::sizeOfAClassIsNotSuspicious()
{
    QFETCH(int, common);
    QFETCH(int, rare);
    QFETCH(float, sureness);
    std::vector<float> logits;
    std::vector<std::int64_t> labels;
    std::vector<int> same;
    const int neighbours = neighbourCount(std::size_t(2 * common + rare));
    int wrong = 0;
    for (int i = 0; i < 2 * common; ++i) {
        const bool confused = i % 100 == 0;
        wrong += confused;
        labels.push_back(i % 2);
        const bool first = (i % 2 == 0) != confused;
        logits.insert(logits.end(), {first ? 5.0F : 0.0F, first ? 0.0F : 5.0F, -2.0F});
        same.push_back(confused ? 0 : neighbours);
    }
    for (int i = 0; i < rare; ++i) {
        labels.push_back(2);
        logits.insert(logits.end(), {0.0F, 0.0F, sureness});
        same.push_back(0);
    }
    const AuditSignals signals = auditSignals({{logits, 3}}, labels, same, neighbours, {});
    for (const AuditMethod method : {AuditMethod::Combined, AuditMethod::Neighbours}) {
        const std::vector<qint64> order = bySuspicion(signals.by(method));
        for (int rank = 0; rank < wrong; ++rank)
            QVERIFY2(labels[std::size_t(order[rank])] != 2, qPrintable(toString(method)));
    }
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
    const std::vector<float> first{2, 0, 0, 0};
    const std::vector<float> second{0, 0, 4, 0};
    const std::vector<std::int64_t> labels{0, 1};
    const std::vector<int> same{3, 1};
    const std::vector<float> self{0.25F, 7};
    const AuditSignals audit = auditSignals({{first, 2}, {second, 2}}, labels, same, 4, self);
    const double right = std::log(1 + std::exp(-2.0));
    const std::vector<double> loss{(right + std::log(2.0)) / 2,
                                   (std::log(2.0) + std::log(1 + std::exp(4.0))) / 2};
    const std::vector<double> neighbours{-std::log(3.5 / 5), -std::log(1.5 / 5)};
    for (std::size_t i = 0; i < 2; ++i) {
        QVERIFY(std::abs(audit.by(AuditMethod::Loss)[i] - loss[i]) < 1e-6);
        QCOMPARE(audit.by(AuditMethod::Neighbours)[i], neighbours[i]);
        QVERIFY(std::abs(audit.by(AuditMethod::Combined)[i] - loss[i] - neighbours[i]) < 1e-6);
        QCOMPARE(audit.by(AuditMethod::SelfInfluence)[i], double(self[i]));
    }
    QCOMPARE(audit.by(AuditMethod::Margin), (std::vector<double>{-1, 2})); // means of 2, 0 and of 0, -4
    QCOMPARE(audit.margins, (std::vector<std::vector<float>>{{2, 0}, {0, -4}}));
    QCOMPARE(audit.suggestedLabels, (std::vector<int>{0, 0}));
}

void AuditTest::leavesOutWhatWasNotComputed()
{
    const std::vector<float> logits{1, 0};
    const AuditSignals audit =
        auditSignals({{logits, 2}}, std::vector<std::int64_t>{0}, std::vector<int>{0}, 0, {});
    QVERIFY(audit.by(AuditMethod::SelfInfluence).empty());
    QCOMPARE(audit.by(AuditMethod::Combined).size(), std::size_t(1));
}

/// Of an example whose logits overflow no method says anything.
void AuditTest::knowsNothingWithoutNumbers()
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<float> fine{1, 0, 2, 0};
    const std::vector<float> broken{1, 0, 2, nan};
    const AuditSignals audit = auditSignals({{fine, 2}, {broken, 2}}, std::vector<std::int64_t>{0, 0},
                                            std::vector<int>{1, 1}, 1, {});
    for (const AuditMethod method :
         {AuditMethod::Combined, AuditMethod::Loss, AuditMethod::Margin, AuditMethod::Neighbours}) {
        QVERIFY(std::isfinite(audit.by(method)[0]));
        QVERIFY2(!std::isfinite(audit.by(method)[1]), qPrintable(toString(method)));
    }
    QCOMPARE(bySuspicion(audit.by(AuditMethod::Margin)), (std::vector<qint64>{0, 1}));
}

void AuditTest::countsNeighboursOnALine()
{
    // Two logits that differ by x place an example at x; what both share doesn't count.
    const torch::Tensor x = torch::tensor({0.0F, 1.0F, 3.0F, 7.0F, 7.5F});
    const torch::Tensor shared = torch::tensor({100.0F, -100.0F, 0.0F, 50.0F, 9.0F});
    const torch::Tensor logits = torch::stack({shared + x, shared}, 1);
    const torch::Tensor labels = torch::tensor({0, 1, 0, 0, 1}, torch::kLong);
    const std::stop_token never;
    QCOMPARE(*sameLabelNeighbours({logits}, labels, 1, never), (std::vector<int>{0, 0, 0, 0, 0}));
    QCOMPARE(*sameLabelNeighbours({logits}, labels, 2, never), (std::vector<int>{1, 0, 1, 1, 0}));
    QCOMPARE(*sameLabelNeighbours({logits}, labels, 4, never), (std::vector<int>{2, 1, 2, 2, 1}));
}

void AuditTest::neighboursAgreeWithBruteForce()
{
    torch::manual_seed(3);
    constexpr int64_t examples = 5000; // more than one block of distances
    const std::vector<torch::Tensor> logits{torch::randn({examples, 3}), torch::randn({examples, 3})};
    const torch::Tensor labels = torch::randint(3, {examples}, torch::kLong);
    const auto counts = sameLabelNeighbours(logits, labels, 20, {});
    QVERIFY(counts);
    QCOMPARE(counts->size(), std::size_t(examples));

    const auto centred = [](const torch::Tensor &table) { return table - table.mean(1, true); };
    const torch::Tensor points = torch::cat({centred(logits[0]), centred(logits[1])}, 1);
    // The last block's last 40, among everybody.
    const torch::Tensor distances =
        torch::cdist(points.slice(0, examples - 40).to(torch::kDouble), points.to(torch::kDouble));
    for (int64_t i = 0; i < 40; ++i) {
        const torch::Tensor order = std::get<1>(distances[i].sort()).slice(0, 1, 21); // 0 is itself
        const auto same = labels.index_select(0, order).eq(labels[examples - 40 + i]).sum().item<int>();
        QCOMPARE((*counts)[std::size_t(examples - 40 + i)], same);
    }
}

void AuditTest::stops()
{
    std::stop_source stop;
    stop.request_stop();
    const torch::Tensor logits = torch::zeros({4, 2});
    QVERIFY(!sameLabelNeighbours({logits}, torch::zeros({4}, torch::kLong), 1, stop.get_token()));
}

PROPONENT_TEST(AuditTest)
#include "test_audit.moc"
