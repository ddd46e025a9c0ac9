// SPDX-License-Identifier: GPL-3.0-or-later
// What is computed of two sessions that are held against each other, and the models that show it.
#include "engine/engine.h"
#include "tests/test_registry.h"
#include "tests/ui/examples.h"
#include "ui/models/changed_example_model.h"
#include "ui/models/config_difference_model.h"
#include "ui/models/moved_proponent_model.h"
#include "ui/text/format.h"
#include "ui/text/source_language.h"
#include "ui/work/comparison_words.h"
#include "ui/work/image_store.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

using namespace proponent;
using namespace proponent::ui;
using test::relabelled;

namespace {

SessionDetails sessionWith(const QList<int> &labels, const QList<int> &predicted)
{
    SessionDetails details;
    details.dataset.name = QStringLiteral("Clothes");
    details.dataset.fingerprint = QStringLiteral("0123456789abcdef");
    details.dataset.classNames = {QStringLiteral("Shirt"), QStringLiteral("Coat"), QStringLiteral("Bag")};
    details.summary.device = QStringLiteral("cpu");
    details.trainCount = 100;
    details.testCount = labels.size();
    details.evaluation.labels = labels;
    details.evaluation.predicted = predicted;
    details.evaluation.losses = QList<float>(labels.size(), 1.F);
    return details;
}

QStringList settingsOf(const QList<ConfigDifference> &differences)
{
    QStringList lines;
    for (const ConfigDifference &one : differences)
        lines += QStringList{one.setting, one.inA, one.inB}.join(QStringLiteral(" | "));
    return lines;
}

RankedExample ranked(qint64 trainIndex, double score)
{
    RankedExample example;
    example.trainIndex = trainIndex;
    example.label = example.originalLabel = 0;
    example.score = score;
    return example;
}

} // namespace

class ComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void chanceIsMcNemars_data();
    void chanceIsMcNemars();
    void configurationsDiffer_data();
    void configurationsDiffer();
    void asManyLabelChangesAreTold();
    void changesAreSorted();
    void onlyCommonTestsCount();
    void verdictsAreSaid_data();
    void verdictsAreSaid();
    void proponentsMove();
    void modelsKeepTheRules();
};

void ComparisonTest::initTestCase()
{
    installSourceLanguage();
}

void ComparisonTest::chanceIsMcNemars_data()
{
    QTest::addColumn<int>("fixed");
    QTest::addColumn<int>("broken");
    QTest::addColumn<double>("chance");
    // From exact fractions: min(1, 2 * sum of C(n, i) for i up to the smaller / 2^n).
    QTest::newRow("none") << 0 << 0 << 1.0;
    QTest::newRow("one") << 1 << 0 << 1.0;
    QTest::newRow("even") << 5 << 5 << 1.0;
    QTest::newRow("nearly even") << 5 << 3 << 0.7265625;
    QTest::newRow("textbook") << 10 << 2 << 0.03857421875;
    QTest::newRow("the other way round") << 2 << 10 << 0.03857421875;
    QTest::newRow("all one way") << 0 << 8 << 0.0078125;
    QTest::newRow("unclear") << 34 << 21 << 0.10478948242660335;
    QTest::newRow("many") << 3000 << 2700 << 7.457315554470237e-05;
    QTest::newRow("very sure") << 600 << 0 << 4.819839730205768e-181;
}

void ComparisonTest::chanceIsMcNemars()
{
    QFETCH(int, fixed);
    QFETCH(int, broken);
    QFETCH(double, chance);
    const double computed = mcNemarExact(fixed, broken);
    QVERIFY2(std::abs(computed / chance - 1) < 1e-9, qPrintable(QString::number(computed, 'g', 12)));
}

void ComparisonTest::configurationsDiffer_data()
{
    QTest::addColumn<SessionDetails>("b");
    QTest::addColumn<QStringList>("lines");
    const SessionDetails a = sessionWith({0}, {0});
    const auto row = [&](const char *name, auto change, const QStringList &lines) {
        SessionDetails b = a;
        change(b);
        QTest::newRow(name) << b << lines;
    };
    row("nothing", [](SessionDetails &) {}, {});
    row("learning rate", [](SessionDetails &b) { b.config.learningRate = 0.1; },
        {QStringLiteral("Learning rate | 0.05 | 0.1")});
    row("all digits", [](SessionDetails &b) { b.config.learningRate = 0.050001; },
        {QStringLiteral("Learning rate | 0.05 | 0.050001")});
    row("the name and the folder are no settings",
        [](SessionDetails &b) {
            b.config.name = b.summary.name = QStringLiteral("Second");
            b.config.data = b.dataset.path = QStringLiteral("elsewhere");
        },
        {});
    row("a limit that is none", [](SessionDetails &b) { b.config.trainLimit = 100; }, {});
    row("fewer examples", [](SessionDetails &b) { b.trainCount = b.config.trainLimit = 50; },
        {QStringLiteral("Training examples | 100 | 50")});
    row("no momentum without SGD",
        [](SessionDetails &b) {
            b.config.optimizer = OptimizerKind::AdamW;
            b.config.momentum = 0.5;
        },
        {QStringLiteral("Optimizer | SGD | AdamW")});
    row("label changes",
        [](SessionDetails &b) {
            b.config.labelChanges = relabelled({1, 2, 3});
            b.config.labelChanges.append({8, LabelDecision::Verdict::Exclude, -1});
            b.config.labelChanges.append({9, LabelDecision::Verdict::Exclude, -1});
        },
        {QStringLiteral("Label changes | none | 3 relabelled, 2 excluded")});
    row("device and precision used",
        [](SessionDetails &b) {
            b.summary.device = QStringLiteral("cuda:0");
            b.summary.precision = Precision::Bf16;
            b.config.threads = 4;
        },
        {QStringLiteral("Device | cpu | cuda:0"), QStringLiteral("Precision | fp32 | bf16"),
         QStringLiteral("CPU threads | All cores | 4")});
    row("namesakes", [](SessionDetails &b) { b.dataset.fingerprint = QStringLiteral("fedcba9876543210"); },
        {QStringLiteral("Data | Clothes (contents 01234567) | Clothes (contents fedcba98)")});
}

void ComparisonTest::configurationsDiffer()
{
    QFETCH(SessionDetails, b);
    QFETCH(QStringList, lines);
    QCOMPARE(settingsOf(configDifferences(sessionWith({0}, {0}), b)), lines);
}

void ComparisonTest::asManyLabelChangesAreTold()
{
    SessionDetails a = sessionWith({0}, {0});
    SessionDetails b = a;
    a.config.labelChanges = relabelled({1, 2});
    b.config.labelChanges = relabelled({1, 5});
    QCOMPARE(settingsOf(configDifferences(a, b)),
             QStringList{QStringLiteral("Label changes | 2 relabelled; 1 of them only here | "
                                        "2 relabelled; 1 of them only here")});
}

void ComparisonTest::changesAreSorted()
{
    const SessionDetails a = sessionWith({0, 1, 2, 0, 1}, {0, 0, 2, 1, 2});
    SessionDetails b = sessionWith({0, 1, 2, 0, 1}, {0, 1, 1, 2, 2});
    b.evaluation.losses = {1, 0.5F, 4, 2, 1};
    const TestComparison tests = compareTests(a, b);
    QVERIFY(tests.isComparable());
    QVERIFY(!tests.isShortened);
    QCOMPARE(tests.rightByA, 2);
    QCOMPARE(tests.rightByB, 2);
    QList<qint64> order;
    for (const ChangedExample &example : tests.changed)
        order += example.test;
    QCOMPARE(order, (QList<qint64>{2, 3, 1})); // by the change of loss: 3, 1, 0.5
    QVERIFY(tests.changed.at(0).kind == ChangeKind::Broken);
    QVERIFY(tests.changed.at(1).kind == ChangeKind::OtherMistake);
    QVERIFY(tests.changed.at(2).kind == ChangeKind::Fixed);
    QCOMPARE(tests.classes, (QList<ClassAccuracy>{{0, 2, 1, 1}, {1, 2, 0, 1}, {2, 1, 1, 0}}));

    // A training that diverged has losses that are no numbers.
    b.evaluation.losses = {1, std::numeric_limits<float>::quiet_NaN(), 4, 2, 1};
    QCOMPARE(compareTests(a, b).changed.constFirst().test, 1);
}

void ComparisonTest::onlyCommonTestsCount()
{
    const SessionDetails a = sessionWith({0, 1, 2}, {0, 0, 0});
    const SessionDetails b = sessionWith({0, 1}, {0, 1});
    const TestComparison tests = compareTests(a, b);
    QCOMPARE(tests.testCount, 2);
    QVERIFY(tests.isShortened);
    QCOMPARE(tests.rightByA, 1);
    QCOMPARE(tests.changed.size(), 1);

    QVERIFY(compareTests(a, sessionWith({}, {})).comparability == Comparability::NotTested);
    SessionDetails other = a;
    other.dataset.fingerprint = QStringLiteral("other");
    QVERIFY(compareTests(a, other).comparability == Comparability::OtherData);
    QVERIFY(compareTests(a, other).changed.isEmpty());
}

void ComparisonTest::verdictsAreSaid_data()
{
    QTest::addColumn<QList<int>>("byA");
    QTest::addColumn<QList<int>>("byB");
    QTest::addColumn<QString>("words");
    const QList<int> right(20, 0);
    const auto wrongOn = [&](int count) {
        QList<int> answers = right;
        std::fill_n(answers.begin(), count, 1);
        return answers;
    };
    QTest::newRow("better") << wrongOn(8) << right
                            << QStringLiteral(
                                   "B is right on 8 examples that A got wrong, and wrong on 0 that "
                                   "A got right: 40 points better; such a difference arises by "
                                   "chance in 8 of 1,000 cases (McNemar).");
    QTest::newRow("worse") << right << wrongOn(1)
                           << QStringLiteral("B is right on 0 examples that A got wrong, and wrong on 1 that "
                                             "A got right: 5 points worse; such a difference arises by "
                                             "chance in 100 of 100 cases (McNemar).");
    QTest::newRow("the same") << wrongOn(3) << wrongOn(3)
                              << QStringLiteral(
                                     "A and B are right on the same test examples: neither is better.");
    QTest::newRow("not tested") << right << QList<int>{}
                                << QStringLiteral("B has no finished epoch yet: the answers can be compared "
                                                  "after the first one.");
}

void ComparisonTest::verdictsAreSaid()
{
    QFETCH(QList<int>, byA);
    QFETCH(QList<int>, byB);
    QFETCH(QString, words);
    const SessionDetails a = sessionWith(QList<int>(byA.size(), 0), byA);
    const SessionDetails b = sessionWith(QList<int>(byB.size(), 0), byB);
    words.replace(QStringLiteral("1,000"), text::count(1000)); // Qt 6.11 groups no digits in the C locale
    QCOMPARE(text::comparisonVerdict(compareTests(a, b), a, b), words);
}

void ComparisonTest::proponentsMove()
{
    const SessionDetails a = sessionWith({0}, {0});
    SessionDetails b = a;
    b.config.labelChanges = {{14, LabelDecision::Verdict::Exclude, -1}};
    const QList<RankedExample> inA{ranked(11, 5), ranked(12, 4), ranked(13, 3), ranked(14, 2), ranked(15, 1)};
    const QList<RankedExample> inB{ranked(11, 5), ranked(13, 4), ranked(16, 3), ranked(12, 2), ranked(15, 1)};
    const ProponentMoves moves = proponentMoves(inA, a, inB, b, 4);
    QCOMPARE(moves.inA.size(), 4);
    QCOMPARE(moves.inB.size(), 4);
    QCOMPARE(moves.shared, 3);
    const auto movements = [](const QList<MovedProponent> &list) {
        QList<Movement> all;
        for (const MovedProponent &one : list)
            all += one.movement;
        return all;
    };
    QVERIFY(movements(moves.inA) ==
            (QList<Movement>{Movement::Same, Movement::Down, Movement::Up, Movement::Gone}));
    QVERIFY(movements(moves.inB) ==
            (QList<Movement>{Movement::Same, Movement::Up, Movement::New, Movement::Down}));
    QCOMPARE(moves.inA.at(1).otherRank, 4);
    QCOMPARE(moves.inB.at(1).otherRank, 3);
    QVERIFY(moves.inA.at(3).isUntrainedInOther); // excluded in B
    QVERIFY(!moves.inB.at(2).isUntrainedInOther); // in A it is only further down
}

void ComparisonTest::modelsKeepTheRules()
{
    const auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;
    ConfigDifferenceModel differences;
    QAbstractItemModelTester differencesTester(&differences, strict);
    differences.setDifferences({{QStringLiteral("Seed"), QStringLiteral("1"), QStringLiteral("2")}});
    QCOMPARE(differences.rowCount(), 1);
    QCOMPARE(differences.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("A"));
    differences.setDifferences({});
    QCOMPARE(differences.rowCount(), 0);

    const SessionDetails a = sessionWith({0, 1, 2}, {0, 0, 0});
    const SessionDetails b = sessionWith({0, 1, 2}, {1, 1, 1});
    QTemporaryDir folder;
    auto engine = Engine::open(folder.path());
    QVERIFY(engine.hasValue());
    Replies replies(**engine);
    ImageStore images(**engine, replies);
    ChangedExampleModel changes(images);
    QAbstractItemModelTester changesTester(&changes, strict);
    ChangedExampleFilter filter;
    QAbstractItemModelTester filterTester(&filter, strict);
    filter.setSourceModel(&changes);
    changes.setExamples(compareTests(a, b).changed, a.dataset);
    QCOMPARE(changes.rowCount(), 3);
    QCOMPARE(changes.count(ChangeKind::Broken), 1);
    filter.setKind(ChangeKind::OtherMistake);
    QCOMPARE(filter.rowCount(), 1);
    QVERIFY(filter.index(0, 0).data().toString().contains(QStringLiteral("A: Shirt (wrong)")));
    changes.setExamples({}, {});
    QCOMPARE(filter.rowCount(), 0);

    MovedProponentModel moved(images, MovedProponentModel::Column::A);
    QAbstractItemModelTester movedTester(&moved, strict);
    moved.setProponents(proponentMoves({ranked(11, 5), ranked(12, 4)}, a, {ranked(12, 3)}, b, 20).inA,
                        a.dataset);
    QCOMPARE(moved.rowCount(), 2);
    QCOMPARE(moved.index(0).data(MovedProponentModel::MovementTextRole).toString(), QStringLiteral("− gone"));
    QCOMPARE(moved.index(1).data(MovedProponentModel::MovementTextRole).toString(),
             QStringLiteral("↑ rank 1 in B"));
    QCOMPARE(moved.indexOf(12).row(), 1);
    QVERIFY(!moved.indexOf(99).isValid());
}

PROPONENT_TEST(ComparisonTest)
#include "comparison_test.moc"
