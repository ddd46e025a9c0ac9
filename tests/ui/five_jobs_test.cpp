// SPDX-License-Identifier: GPL-3.0-or-later
// What the program is for, done by a person from beginning to end: real window, real engine, mouse and keys. Here: why a
// mistake was made, and which labels are wrong.
#include "tests/test_registry.h"
#include "tests/ui/jobs_fixture.h"
#include "tests/ui/rows.h"
#include "ui/docks/inspector_panel.h"
#include "ui/models/ranked_example_model.h"
#include "ui/models/test_example_model.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/audit/judging_panel.h"
#include "ui/pages/audit/suspect_grid.h"
#include "ui/pages/audit/suspect_list.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/compare/comparison_figures.h"
#include "ui/pages/compare/config_difference_table.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/train/run_panel.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/train/training_form.h"
#include "ui/plots/comparison_plots.h"
#include "ui/plots/learning_curves.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/recovery_plot.h"
#include "ui/text/format.h"
#include "ui/views/thumbnail_view.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTest>

#include <algorithm>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Page = MainWindow::Page;
using Verdict = LabelDecision::Verdict;

class FiveJobsTest : public JobsFixture
{
    Q_OBJECT

private Q_SLOTS:
    void whyDidItGetThisOneWrong();
    void whichLabelsAreWrong();

private:
    void judgeTwenty(QMap<qint64, LabelDecision> &expected);
    void checkChild(const SessionDetails &parent, const QList<LabelDecision> &changes);
};

void FiveJobsTest::whyDidItGetThisOneWrong()
{
    m_desk->start();
    QVERIFY(window().isWelcoming());
    click(window(), QStringLiteral("Open a data folder"));
    chooseFolder(window(), m_data.path());
    QTRY_VERIFY_WITH_TIMEOUT(!window().isWelcoming(), patience);
    QVERIFY(window().page() == Page::Train);
    setUpTraining(QStringLiteral("MLP"), QStringLiteral("4"));
    QCOMPARE(window().trainPage()->form()->config().data, m_data.path());

    QList<int> points; // of the test curve, whenever an epoch ends
    const PlotWidget *loss = window().trainPage()->runPanel()->curves()->lossPlot();
    connect(&work().run, &TrainingRun::epochFinished, this,
            [&points, loss] { points += loss->pointCount(2); });
    click(*window().trainPage(), QStringLiteral("Start training"));
    QVERIFY(work().run.isActive());
    m_desk->waitForEndOfTraining();
    QCOMPARE(points, QList<int>({1, 2, 3, 4})); // it grew
    click(window(), QStringLiteral("Show mistakes"));

    QVERIFY(window().page() == Page::Influence);
    const TestEvaluation &answers = work().open.details().evaluation;
    float worst = 0;
    for (qsizetype i = 0; i < answers.labels.size(); ++i) {
        if (answers.labels.at(i) != answers.predicted.at(i))
            worst = std::max(worst, answers.losses.at(i));
    }
    QVERIFY(currentTest().data(TestExampleModel::WrongRole).toBool());
    QCOMPARE(currentTest().data(TestExampleModel::LossRole).toFloat(), worst);
    QCOMPARE(inspected(), QStringLiteral("Test example ") + text::example(influence().tests()->current()));
    traceCurrent();

    const qint64 first = influence().tests()->current();
    press(Qt::Key_N);
    QVERIFY(influence().tests()->current() != first);
    QVERIFY(currentTest().data(TestExampleModel::WrongRole).toBool());
    QCOMPARE(inspected(), QStringLiteral("Test example ") + text::example(influence().tests()->current()));
    traceCurrent();
    press(Qt::Key_P);
    QCOMPARE(influence().tests()->current(), first);
    QVERIFY(influence().showsAnswer());

    ThumbnailRow *opponents = influence().result()->opponents();
    const QModelIndex second = opponents->model()->index(1, 0);
    click(*opponents, second);
    QCOMPARE(inspected(), QStringLiteral("Training example ") +
                              text::example(second.data(RankedExampleModel::IndexRole).toLongLong()));
    QVERIFY(influence().result()->sentence().contains(QStringLiteral("away from")));
    m_desk->takePictures(QStringLiteral("1-why-wrong"));
}

/// K, R, X and U only; every fourth judgement is taken back and made again.
void FiveJobsTest::judgeTwenty(QMap<qint64, LabelDecision> &expected)
{
    const SuspectList &list = *window().auditPage()->list();
    for (int number = 0; number < 20; ++number) {
        QCOMPARE(list.selected().size(), 1);
        const SuspectExample suspect = list.selected().constFirst();
        QVERIFY(!expected.contains(suspect.trainIndex)); // it goes on by itself
        const bool relabel = suspect.suggestedLabel != suspect.label && number % 5 != 0;
        const Verdict verdict = relabel ? Verdict::Relabel : number % 2 ? Verdict::Keep : Verdict::Exclude;
        const Qt::Key key = relabel ? Qt::Key_R : number % 2 ? Qt::Key_K : Qt::Key_X;
        press(key);
        if (number % 4 == 3) {
            press(Qt::Key_U);
            QCOMPARE(list.selected().constFirst().trainIndex, suspect.trainIndex);
            QVERIFY(!work().judging.decisionFor(suspect.trainIndex));
            press(key);
        }
        expected.insert(suspect.trainIndex,
                        {suspect.trainIndex, verdict, relabel ? suspect.suggestedLabel : -1});
    }
    const auto count = [&expected](Verdict verdict) {
        return std::count_if(expected.begin(), expected.end(),
                             [verdict](const LabelDecision &one) { return one.verdict == verdict; });
    };
    QCOMPARE(window().auditPage()->panel()->progress(),
             QStringLiteral("20 judged of %1: %2 relabelled, %3 excluded")
                 .arg(trainCount)
                 .arg(count(Verdict::Relabel))
                 .arg(count(Verdict::Exclude)));
    QVERIFY(count(Verdict::Relabel) > 5 && count(Verdict::Exclude) > 0);
}

void FiveJobsTest::checkChild(const SessionDetails &parent, const QList<LabelDecision> &changes)
{
    const SessionDetails child = work().open.details();
    QVERIFY(child.summary.id != parent.summary.id);
    QVERIFY(child.summary.parent == parent.summary.id);
    QVERIFY(child.summary.state == SessionState::Completed);
    QCOMPARE(child.config.labelChanges, changes);
    QList<qint64> flipped = parent.flipped;
    for (const LabelDecision &change : changes)
        flipped.removeOne(change.trainIndex);
    QCOMPARE(child.flipped, flipped);

    // What it was trained on, from what an audit ranks.
    LabelAuditRequest request;
    request.session = child.summary.id;
    request.topK = trainCount;
    request.withSelfInfluence = false;
    request.threads = 1;
    const Outcome outcome = m_desk->answer(m_desk->engine().auditLabels(request));
    QVERIFY(std::holds_alternative<LabelAuditCompleted>(outcome));
    QHash<qint64, int> labels;
    for (const SuspectExample &one : std::get<LabelAuditCompleted>(outcome).analysis.top)
        labels.insert(one.trainIndex, one.label);
    for (const LabelDecision &change : changes)
        QCOMPARE(labels.value(change.trainIndex, -1), change.label); // an excluded one isn't ranked
}

void FiveJobsTest::whichLabelsAreWrong()
{
    m_desk->start();
    click(window(), QStringLiteral("Set up a training"));
    fillIn(*window().trainPage(), QStringLiteral("Data"), m_data.path());
    press(Qt::Key_Return);
    setUpTraining(QStringLiteral("Logistic"), QStringLiteral("3"));
    click(*window().trainPage(), QStringLiteral("More settings"));
    fillIn(*window().trainPage(), QStringLiteral("Label noise"), QStringLiteral("0.1"));
    click(*window().trainPage(), QStringLiteral("Start training"));
    m_desk->waitForEndOfTraining();
    const SessionDetails parent = work().open.details();
    QCOMPARE(parent.flipped.size(), trainCount / 10);

    m_desk->goTo(Page::Audit);
    AuditPage &audit = *window().auditPage();
    click(audit, QStringLiteral("Find suspicious labels"));
    QTRY_VERIFY_WITH_TIMEOUT(audit.canJudge(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(audit.list()->grid()->hasFocus(), patience);
    QMap<qint64, LabelDecision> expected;
    judgeTwenty(expected);
    const PlotWidget *recovery = audit.panel()->recovery()->plot();
    QVERIFY(recovery->isVisible());
    QCOMPARE(recovery->pointCount(int(AuditMethod::Combined)), 101);
    m_desk->takePictures(QStringLiteral("2-wrong-labels"));

    QList<LabelDecision> changes = expected.values();
    changes.removeIf([](const LabelDecision &one) { return one.verdict == Verdict::Keep; });
    click(audit, QStringLiteral("Retrain with these changes"));
    QTRY_VERIFY_WITH_TIMEOUT(work().open.id() != parent.summary.id, patience);
    m_desk->waitForEndOfTraining();
    checkChild(parent, changes);
    if (QTest::currentTestFailed())
        return;
    click(*window().trainPage(), QStringLiteral("Compare"));
    QVERIFY(window().page() == Page::Compare);
    QTRY_VERIFY_WITH_TIMEOUT(work().comparison.isReady(), patience);
    QVERIFY(work().comparison.first().summary.id == parent.summary.id); // what was before is A
    QVERIFY(work().comparison.second().summary.parent == parent.summary.id);
    QVERIFY(work().open.details().summary.parent == parent.summary.id); // and the new one stays open
    const QAbstractItemModel &differences = *window().comparePage()->figures()->table()->model();
    QCOMPARE(namesOf(differences), QStringList(QStringLiteral("Label changes")));
    QVERIFY(!window().comparePage()->verdict().isEmpty());
    m_desk->takePictures(QStringLiteral("2-wrong-labels-compared"));
}

PROPONENT_TEST(FiveJobsTest)
#include "five_jobs_test.moc"
