// SPDX-License-Identifier: GPL-3.0-or-later
// Labels judged by key on the audit page, taken back, kept, and trained with.
#include "tests/test_registry.h"
#include "tests/ui/audit_fixture.h"
#include "ui/pages/audit/judging_panel.h"
#include "ui/widgets/inline_message.h"

#include <QAction>
#include <QPushButton>
#include <QSignalSpy>
#include <QUndoStack>

using namespace proponent;
using namespace proponent::ui;
using test::buttonNamed;
using test::patience;

using Id = ActionCollection::Id;
using Verdict = LabelDecision::Verdict;

class LabelJudgingTest : public test::AuditFixture
{
    Q_OBJECT

private Q_SLOTS:
    void judgesByKey();
    void judgementsOutliveTheProgram();
    void severalAtOnceAreOneStep();
    void anotherLabelCanBeChosen();
    void judgedExamplesStayInSight();
    void retrainsWithTheChanges();
    void aFailedSaveIsSaid();
};

void LabelJudgingTest::judgesByKey()
{
    train(0.1);
    audit();
    QSignalSpy reset(rows(), &QAbstractItemModel::modelReset);
    QSignalSpy layout(rows(), &QAbstractItemModel::layoutChanged);
    const qint64 first = indexAt(0), second = indexAt(1), third = indexAt(2);
    const int suggested = at(0, SuspectModel::SuggestedRole).toInt();
    QVERIFY(suggested != at(0, SuspectModel::LabelRole).toInt());
    QCOMPARE(selectedIndex(), first);

    press(Qt::Key_R);
    QCOMPARE(workspace().judging.decisionFor(first),
             std::optional(LabelDecision{first, Verdict::Relabel, suggested}));
    QCOMPARE(at(0, SuspectModel::VerdictTextRole).toString(),
             QStringLiteral("→ ") + at(0, SuspectModel::SuggestedNameRole).toString());
    QCOMPARE(selectedIndex(), second);
    press(Qt::Key_K);
    QCOMPARE(verdictOf(second), std::optional(Verdict::Keep));
    QCOMPARE(selectedIndex(), third);
    press(Qt::Key_X);
    QCOMPARE(verdictOf(third), std::optional(Verdict::Exclude));
    QCOMPARE(selectedIndex(), indexAt(3));
    QCOMPARE(page()->panel()->progress(), QStringLiteral("3 judged of 400: 1 relabelled, 1 excluded"));

    // Undone: back at the example that it was about.
    press(Qt::Key_U);
    QCOMPARE(verdictOf(third), std::nullopt);
    QVERIFY(!at(2, SuspectModel::JudgedRole).toBool());
    QCOMPARE(selectedIndex(), third);
    page()->undoJudgement();
    page()->undoJudgement();
    QVERIFY(workspace().judging.decisions().isEmpty());
    QVERIFY(!workspace().undo.canUndo());
    m_host->actions[Id::Redo]->trigger();
    QCOMPARE(verdictOf(first), std::optional(Verdict::Relabel));
    QCOMPARE(workspace().undo.undoText(),
             QStringLiteral("Relabel #%1 as %2")
                 .arg(QLocale().toString(first), at(0, SuspectModel::SuggestedNameRole).toString()));
    // Fifty in a minute: nothing is built anew for a judgement.
    QCOMPARE(reset.size() + layout.size(), 0);
}

void LabelJudgingTest::judgementsOutliveTheProgram()
{
    train(0.1);
    audit();
    const qint64 first = indexAt(0), second = indexAt(1);
    press(Qt::Key_R);
    press(Qt::Key_K);
    page()->list()->select({first});
    page()->clearJudgement();
    QTRY_VERIFY_WITH_TIMEOUT(!workspace().judging.isSaving(), patience);
    const SessionId session = workspace().open.id();
    closeAll();
    openEngine();
    openHost();
    workspace().open.open(session);
    QTRY_VERIFY_WITH_TIMEOUT(page()->canJudge(), patience);
    QCOMPARE(verdictOf(second), std::optional(Verdict::Keep));
    QCOMPARE(verdictOf(first), std::nullopt);
    QCOMPARE(at(1, SuspectModel::VerdictTextRole).toString(), QStringLiteral("Kept"));
    QCOMPARE(selectedIndex(), first); // the first that isn't judged
    QVERIFY(!workspace().undo.canUndo());
}

void LabelJudgingTest::severalAtOnceAreOneStep()
{
    train(0.1);
    audit();
    selectRows(1, 3);
    press(Qt::Key_X);
    QCOMPARE(workspace().judging.decisions().size(), 3);
    QCOMPARE(workspace().undo.count(), 1);
    QCOMPARE(workspace().undo.undoText(), QStringLiteral("Exclude 3 examples"));
    QCOMPARE(selectedIndex(), indexAt(4));
    press(Qt::Key_U);
    QVERIFY(workspace().judging.decisions().isEmpty());
    QCOMPARE(page()->list()->selected().size(), 3);
    m_host->actions[Id::Redo]->trigger();
    QCOMPARE(workspace().judging.decisions().size(), 3);
}

void LabelJudgingTest::anotherLabelCanBeChosen()
{
    train(0.1);
    audit();
    const qint64 first = indexAt(0);
    const int given = at(0, SuspectModel::LabelRole).toInt();
    QComboBox *newLabel = page()->panel()->newLabel();
    QCOMPARE(newLabel->currentData().toInt(), at(0, SuspectModel::SuggestedRole).toInt());
    newLabel->setCurrentIndex(newLabel->findData(given));
    press(Qt::Key_R); // the label that it has already
    QCOMPARE(verdictOf(first), std::nullopt);
    QVERIFY(page()->message()->isVisible());
    QCOMPARE(selectedIndex(), first);

    const int other = (given + 1) % 4;
    newLabel->setCurrentIndex(newLabel->findData(other));
    press(Qt::Key_R);
    QCOMPARE(workspace().judging.decisionFor(first),
             std::optional(LabelDecision{first, Verdict::Relabel, other}));
    QVERIFY(!page()->message()->isVisible());
}

void LabelJudgingTest::judgedExamplesStayInSight()
{
    train(0.1);
    audit();
    QComboBox *show = combo(QStringLiteral("Show"));
    show->setCurrentText(QStringLiteral("Not judged"));
    const qint64 first = indexAt(0), second = indexAt(1);
    press(Qt::Key_K);
    QCOMPARE(indexAt(0), first);
    QCOMPARE(selectedIndex(), second);
    show->setCurrentText(QStringLiteral("Judged"));
    QCOMPARE(rows()->rowCount(), 1);
    QCOMPARE(selectedIndex(), first);
    show->setCurrentText(QStringLiteral("Not judged"));
    QCOMPARE(rows()->rowCount(), trainCount - 1);
    QCOMPARE(indexAt(0), second);
}

void LabelJudgingTest::retrainsWithTheChanges()
{
    train(0.1);
    audit();
    const SessionDetails parent = workspace().open.details();
    std::optional<TrainingConfig> request;
    connect(page(), &AuditPage::retrainRequested, this,
            [&request](const TrainingConfig &config) { request = config; });
    press(Qt::Key_K);
    QVERIFY(!page()->canRetrain()); // nothing to change yet
    QVERIFY(!page()->panel()->retrainButton()->isEnabled());
    const qint64 excluded = indexAt(1), relabelled = indexAt(2);
    const int label = at(2, SuspectModel::SuggestedRole).toInt();
    press(Qt::Key_X);
    press(Qt::Key_R);
    QVERIFY(page()->canRetrain());
    test::click(*page()->panel()->retrainButton());
    QVERIFY(request);
    QList<LabelDecision> expected{{excluded, Verdict::Exclude, -1}, {relabelled, Verdict::Relabel, label}};
    if (excluded > relabelled)
        std::swap(expected[0], expected[1]);
    QCOMPARE(request->labelChanges, expected);
    QVERIFY(request->parent == parent.summary.id);
    QCOMPARE(request->name, QStringLiteral("baseline, relabelled"));
    QCOMPARE(request->epochs, parent.config.epochs);
    QCOMPARE(request->labelNoise, parent.config.labelNoise);

    workspace().run.start(*request);
    QVERIFY(!page()->canRetrain()); // one training at a time
    QTRY_VERIFY_WITH_TIMEOUT(!workspace().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(page()->canFind(), patience);
    QVERIFY(workspace().open.id() != parent.summary.id);
    QVERIFY(workspace().open.details().summary.parent == parent.summary.id);
    // The child has its own judgements, and what was done in the parent can't be undone from here.
    QVERIFY(workspace().judging.decisions().isEmpty());
    QVERIFY(!workspace().undo.canUndo());
    QVERIFY(!page()->canRetrain());
    audit();
    for (int row = 0; row < rows()->rowCount(); ++row)
        QVERIFY(indexAt(row) != excluded);
    press(Qt::Key_X);
    QTRY_COMPARE_WITH_TIMEOUT(workspace().library.sessions().size(), 2, patience);
    page()->retrain();
    QCOMPARE(request->name, QStringLiteral("baseline, relabelled 2"));
    QCOMPARE(request->labelChanges.size(), 3); // the parent's are among them
}

void LabelJudgingTest::aFailedSaveIsSaid()
{
    train(0.1);
    audit();
    QTRY_COMPARE_WITH_TIMEOUT(workspace().library.sessions().size(), 1, patience);
    m_engine->deleteSession(workspace().open.id()); // by another program, say
    QTRY_VERIFY_WITH_TIMEOUT(workspace().library.sessions().isEmpty(), patience);
    const qint64 first = indexAt(0);
    press(Qt::Key_K);
    QTRY_VERIFY_WITH_TIMEOUT(page()->message()->isVisible(), patience);
    QVERIFY2(page()->message()->text().contains(QStringLiteral("not saved")),
             qPrintable(page()->message()->text()));
    QCOMPARE(verdictOf(first), std::optional(Verdict::Keep)); // it isn't lost
    QVERIFY(buttonNamed(page(), QStringLiteral("Save again")));
}

PROPONENT_TEST(LabelJudgingTest)
#include "label_judging_test.moc"
