// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "tests/test_registry.h"
#include "tests/ui/rows.h"
#include "ui/models/ranked_example_model.h"
#include "ui/models/session_list_model.h"
#include "ui/models/test_example_model.h"
#include "ui/work/image_store.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace proponent;
using namespace proponent::ui;
using test::namesOf;

namespace {

SessionSummary session(qint64 id, const QString &name, const QString &model, int daysAgo)
{
    SessionSummary summary;
    summary.id = SessionId{id};
    summary.name = name;
    summary.model = model;
    summary.dataName = QStringLiteral("Fashion-MNIST");
    summary.device = QStringLiteral("cpu");
    summary.state = SessionState::Completed;
    summary.created = QDateTime(QDate(2026, 11, 20), QTime(12, 0)).addDays(-daysAgo);
    summary.epochsDone = summary.epochsPlanned = 3;
    summary.testAccuracy = 0.8 + double(id) / 100;
    return summary;
}

DatasetInfo shirts()
{
    DatasetInfo dataset;
    dataset.classNames = {QStringLiteral("Shirt"), QStringLiteral("Coat"), QStringLiteral("Bag")};
    return dataset;
}

TestEvaluation answers(const QList<int> &labels, const QList<int> &predicted, const QList<float> &losses,
                       int epoch)
{
    TestEvaluation evaluation;
    evaluation.epoch = epoch;
    evaluation.labels = labels;
    evaluation.predicted = predicted;
    evaluation.losses = losses;
    return evaluation;
}

QList<qint64> testsOf(const QAbstractItemModel &model)
{
    QList<qint64> tests;
    for (int row = 0; row < model.rowCount(); ++row)
        tests += model.index(row, 0).data(TestExampleModel::IndexRole).toLongLong();
    return tests;
}

} // namespace

class ModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sessionsAreNewestFirst();
    void sessionsAreFound_data();
    void sessionsAreFound();
    void rowsSurviveARefresh();
    void renamingAsksTheLibrary();
    void mistakesComeFirst();
    void examplesAreFiltered();
    void newerAnswersKeepRows();
    void rankedExamplesSayWhatTheyAre();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Replies> m_replies;
    std::unique_ptr<ImageStore> m_images;
};

void ModelsTest::initTestCase()
{
    auto engine = Engine::open(m_folder.filePath(QStringLiteral("library")));
    QVERIFY2(engine.hasValue(), engine ? "" : qPrintable(engine.error()));
    m_engine = std::move(*engine);
    m_replies = std::make_unique<Replies>(*m_engine);
    m_images = std::make_unique<ImageStore>(*m_engine, *m_replies);
}

void ModelsTest::sessionsAreNewestFirst()
{
    SessionListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    SessionFilter filter;
    QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setSourceModel(&model);
    model.setSessions({session(1, QStringLiteral("old"), QStringLiteral("cnn"), 9),
                       session(2, QStringLiteral("new"), QStringLiteral("mlp"), 0),
                       session(3, QStringLiteral("middle"), QStringLiteral("cnn"), 3)});
    QCOMPARE(namesOf(filter),
             QStringList({QStringLiteral("new"), QStringLiteral("middle"), QStringLiteral("old")}));
}

void ModelsTest::sessionsAreFound_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QStringList>("found");
    const QString first = QStringLiteral("baseline");
    const QString second = QStringLiteral("wide net");
    QTest::newRow("nothing asked") << QString() << QStringList({first, second});
    QTest::newRow("by name") << QStringLiteral("WIDE") << QStringList({second});
    QTest::newRow("by model") << QStringLiteral("mlp") << QStringList({first});
    QTest::newRow("every word") << QStringLiteral("fashion wide") << QStringList({second});
    QTest::newRow("by state") << QStringLiteral("completed") << QStringList({first, second});
    QTest::newRow("nowhere") << QStringLiteral("resnet") << QStringList();
}

void ModelsTest::sessionsAreFound()
{
    QFETCH(QString, search);
    QFETCH(QStringList, found);
    SessionListModel model;
    SessionFilter filter;
    filter.setSourceModel(&model);
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSessions({session(1, QStringLiteral("baseline"), QStringLiteral("mlp"), 0),
                       session(2, QStringLiteral("wide net"), QStringLiteral("cnn"), 1)});
    filter.setSearch(search);
    QCOMPARE(namesOf(filter), found);
}

void ModelsTest::rowsSurviveARefresh()
{
    SessionListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const SessionSummary one = session(1, QStringLiteral("one"), QStringLiteral("cnn"), 0);
    const SessionSummary two = session(2, QStringLiteral("two"), QStringLiteral("cnn"), 1);
    model.setSessions({one, two});
    const QPersistentModelIndex kept = model.indexOf(SessionId{2});
    SessionSummary renamed = two;
    renamed.name = QStringLiteral("zwei");
    model.setSessions({session(3, QStringLiteral("three"), QStringLiteral("mlp"), 0), renamed});
    QVERIFY(kept.isValid());
    QCOMPARE(kept.data().toString(), QStringLiteral("zwei"));
    QVERIFY(!model.indexOf(SessionId{1}).isValid());
    QCOMPARE(model.rowCount(), 2);
}

void ModelsTest::renamingAsksTheLibrary()
{
    SessionListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSessions({session(7, QStringLiteral("before"), QStringLiteral("cnn"), 0)});
    QSignalSpy asked(&model, &SessionListModel::renameRequested);
    QVERIFY(!model.setData(model.index(0), QStringLiteral("  "), Qt::EditRole));
    QVERIFY(model.setData(model.index(0), QStringLiteral(" after "), Qt::EditRole));
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(1).toString(), QStringLiteral("after"));
}

void ModelsTest::mistakesComeFirst()
{
    TestExampleModel model(*m_images);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    TestExampleFilter filter;
    filter.setSourceModel(&model);
    QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setOnlyWrong(false);
    //                                 right     wrong     right     wrong
    model.setEvaluation(SessionId{1}, answers({0, 1, 2, 0}, {0, 0, 2, 1}, {0.9F, 1.F, 0.1F, 3.F}, 1),
                        shirts());
    QCOMPARE(testsOf(filter), QList<qint64>({3, 1, 0, 2}));
    QCOMPARE(model.wrongCount(), 2);
}

void ModelsTest::examplesAreFiltered()
{
    TestExampleModel model(*m_images);
    TestExampleFilter filter;
    filter.setSourceModel(&model);
    QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEvaluation(SessionId{1}, answers({0, 1, 2, 0}, {0, 0, 2, 1}, {0.9F, 1.F, 0.1F, 3.F}, 1),
                        shirts());
    QCOMPARE(testsOf(filter), QList<qint64>({3, 1}));
    filter.setLabel(1);
    QCOMPARE(testsOf(filter), QList<qint64>({1}));
    filter.setOnlyWrong(false);
    filter.setLabel(0);
    QCOMPARE(testsOf(filter), QList<qint64>({3, 0}));
}

void ModelsTest::newerAnswersKeepRows()
{
    TestExampleModel model(*m_images);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEvaluation(SessionId{1}, answers({0, 1}, {1, 0}, {2.F, 1.F}, 1), shirts());
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setEvaluation(SessionId{1}, answers({0, 1}, {0, 0}, {0.2F, 1.F}, 2), shirts());
    QCOMPARE(reset.size(), 0);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.wrongCount(), 1);
    model.setEvaluation(SessionId{2}, answers({0, 1}, {0, 0}, {0.2F, 1.F}, 2), shirts());
    QCOMPARE(reset.size(), 1);
}

void ModelsTest::rankedExamplesSayWhatTheyAre()
{
    RankedExampleModel model(*m_images);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    RankedExample flipped;
    flipped.trainIndex = 4211;
    flipped.label = 0;
    flipped.originalLabel = 1;
    flipped.score = -0.5;
    RankedExample plain;
    plain.trainIndex = 3;
    plain.label = plain.originalLabel = 2;
    plain.score = 0.25;
    model.setExamples({flipped, plain}, shirts(), 0.5);
    QCOMPARE(model.index(0).data(RankedExampleModel::ShareRole).toDouble(), -1.0);
    QCOMPARE(model.index(1).data(RankedExampleModel::ShareRole).toDouble(), 0.5);
    QVERIFY(model.index(0).data(RankedExampleModel::FlippedRole).toBool());
    QVERIFY(!model.index(1).data(RankedExampleModel::FlippedRole).toBool());
    QVERIFY(model.index(0)
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(QStringLiteral("in the file it is Coat")));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

PROPONENT_TEST(ModelsTest)
#include "models_test.moc"
