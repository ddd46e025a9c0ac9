// SPDX-License-Identifier: GPL-3.0-or-later
// What the program is for, with sessions: what was done last week, and whether a setting is better.
#include "tests/test_registry.h"
#include "tests/ui/jobs_fixture.h"
#include "tests/ui/rows.h"
#include "ui/docks/inspector_panel.h"
#include "ui/docks/sessions_panel.h"
#include "ui/models/moved_proponent_model.h"
#include "ui/models/ranked_example_model.h"
#include "ui/models/suspect_model.h"
#include "ui/models/test_example_model.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/audit/judging_panel.h"
#include "ui/pages/audit/suspect_grid.h"
#include "ui/pages/audit/suspect_list.h"
#include "ui/pages/compare/changed_examples_panel.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/compare/comparison_figures.h"
#include "ui/pages/compare/moved_proponents.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/plots/comparison_plots.h"
#include "ui/plots/learning_curves.h"
#include "ui/plots/plot_widget.h"
#include "ui/text/format.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/inline_message.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace proponent;
using namespace proponent::test;
using namespace proponent::ui;

using Page = MainWindow::Page;

class FiveJobsSessionsTest : public JobsFixture
{
    Q_OBJECT

private Q_SLOTS:
    void whatDidIDoLastWeek();
    void isThisSettingBetter();

private:
    void fillLibrary(int count);
    void findSessions();
    void checkAsItWasLeft(qint64 test, const QString &sentence);
    void checkChangedSides(SessionId a, SessionId b);
};

/// Half of them MLPs, with learning rates that make some good and some bad.
void FiveJobsSessionsTest::fillLibrary(int count)
{
    m_desk->startEngine();
    QSignalSpy finished(&m_desk->engine(), &Engine::finished);
    for (int number = 1; number <= count; ++number) {
        TrainingConfig config =
            smallTraining(m_data.path(), number % 2 ? QStringLiteral("logistic") : QStringLiteral("mlp"), 1);
        config.trainLimit = 60;
        config.testLimit = 40;
        config.learningRate = 0.0002 + 0.0001 * number;
        config.name = QStringLiteral("run %1").arg(number, 2, 10, QLatin1Char('0'));
        m_desk->engine().train(config);
    }
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), count, patience);
}

/// By tag, name, model, accuracy, and several at once; and in every order.
void FiveJobsSessionsTest::findSessions()
{
    const QAbstractItemModel &rows = *m_desk->sessionList().model();
    const QString renamed = QStringLiteral("Shirts again");
    m_desk->search(QStringLiteral("last week"));
    QCOMPARE(namesOf(rows), QStringList(renamed));
    m_desk->search(QStringLiteral("SHIRTS"));
    QCOMPARE(namesOf(rows), QStringList(renamed));
    m_desk->search(QStringLiteral("mlp"));
    QCOMPARE(rows.rowCount(), 25);

    QList<SessionSummary> all = work().library.sessions();
    std::sort(all.begin(), all.end(), [](const SessionSummary &a, const SessionSummary &b) {
        return a.testAccuracy != b.testAccuracy ? a.testAccuracy > b.testAccuracy : a.created > b.created;
    });
    const double middle = *all.at(25).testAccuracy;
    const auto isBetter = [middle](const SessionSummary &one) { return *one.testAccuracy > middle; };
    const auto better = std::count_if(all.begin(), all.end(), isBetter);
    QVERIFY(better > 0 && better <= 25); // several have the same
    const QString bound = QStringLiteral(">%1").arg(middle * 100);
    m_desk->search(bound);
    QCOMPARE(rows.rowCount(), better);
    m_desk->search(bound + QStringLiteral(" mlp"));
    QCOMPARE(rows.rowCount(), std::count_if(all.begin(), all.end(), [&](const SessionSummary &one) {
                 return isBetter(one) && one.model == u"mlp";
             }));

    m_desk->search(QString());
    choose(*window().sessionsPanel(), QStringLiteral("Order of sessions"), QStringLiteral("Most"));
    QStringList names;
    for (const SessionSummary &one : std::as_const(all))
        names += one.name;
    QCOMPARE(namesOf(rows), names);
    choose(*window().sessionsPanel(), QStringLiteral("Order of sessions"), QStringLiteral("By name"));
    names.sort(Qt::CaseInsensitive);
    QCOMPARE(namesOf(rows), names);
}

void FiveJobsSessionsTest::checkAsItWasLeft(qint64 test, const QString &sentence)
{
    QSignalSpy progress(&m_desk->engine(), &Engine::progress);
    m_desk->search(QStringLiteral("last week"));
    m_desk->openSession(QStringLiteral("Shirts again"));
    QVERIFY(window().page() == Page::Influence);
    QCOMPARE(influence().tests()->current(), test);
    QTRY_COMPARE_WITH_TIMEOUT(influence().result()->sentence(), sentence, patience);
    QVERIFY(influence().showsAnswer());
    for (ThumbnailRow *row : {influence().result()->proponents(), influence().result()->opponents()}) {
        QVERIFY(row->model()->rowCount() > 0);
        for (int i = 0; i < row->model()->rowCount(); ++i)
            QTRY_VERIFY_WITH_TIMEOUT(hasImage(row->model()->index(i, 0), RankedExampleModel::ImageRole),
                                     patience);
    }
    QTRY_VERIFY_WITH_TIMEOUT(hasImage(currentTest(), TestExampleModel::ImageRole), patience);
    m_desk->goTo(Page::Audit);
    QTRY_VERIFY_WITH_TIMEOUT(window().auditPage()->canJudge(), patience);
    const QAbstractItemModel *suspects = window().auditPage()->list()->grid()->model();
    QCOMPARE(suspects->rowCount(), 60);
    QTRY_VERIFY_WITH_TIMEOUT(hasImage(suspects->index(0, 0), SuspectModel::ImageRole), patience);
    QCOMPARE(window().auditPage()->panel()->progress(),
             QStringLiteral("1 judged of 60: 0 relabelled, 1 excluded"));
    m_desk->goTo(Page::Influence);
    QVERIFY(work().jobs.jobs().isEmpty());
    QCOMPARE(progress.size(), 0); // nothing was computed
}

void FiveJobsSessionsTest::whatDidIDoLastWeek()
{
    fillLibrary(50);
    m_desk->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->sessionList().model()->rowCount(), 50, patience);
    m_desk->search(QStringLiteral("run 42"));
    m_desk->openSession(QStringLiteral("run 42"));
    m_desk->goTo(Page::Audit);
    click(*window().auditPage(), QStringLiteral("Find suspicious labels"));
    QTRY_VERIFY_WITH_TIMEOUT(window().auditPage()->canJudge(), patience);
    press(Qt::Key_X);
    m_desk->goTo(Page::Influence);
    press(Qt::Key_N);
    press(Qt::Key_N);
    traceCurrent();
    const qint64 test = influence().tests()->current();
    const QString sentence = influence().result()->sentence();

    click(m_desk->sessionList(), m_desk->sessionList().model()->index(0, 0));
    press(Qt::Key_G, Qt::ControlModifier);
    type(QStringLiteral("last week, keep"));
    press(Qt::Key_Return);
    m_desk->sessionList().setFocus();
    press(Qt::Key_F2);
    press(Qt::Key_A, Qt::ControlModifier);
    type(QStringLiteral("Shirts again"));
    press(Qt::Key_Return);
    m_desk->search(QStringLiteral("run 07"));
    m_desk->openSession(QStringLiteral("run 07"));
    m_desk->goTo(Page::Data);
    m_desk->quit();

    m_desk->start();
    QTRY_VERIFY_WITH_TIMEOUT(work().open.isOpen(), patience);
    QCOMPARE(work().open.details().summary.name, QStringLiteral("run 07"));
    QVERIFY(window().page() == Page::Data);
    findSessions();
    if (QTest::currentTestFailed())
        return;
    checkAsItWasLeft(test, sentence);
    QVERIFY(!influence().dataMessage()->isVisible());
    m_desk->takePictures(QStringLiteral("3-last-week"));
    m_desk->quit();

    const QStringList files = QDir(m_data.path()).entryList(QDir::Files);
    for (const QString &file : files)
        QVERIFY(QFile::remove(m_data.filePath(file)));
    m_desk->start();
    QTRY_VERIFY_WITH_TIMEOUT(work().open.isOpen(), patience);
    checkAsItWasLeft(test, sentence);
    QVERIFY(influence().dataMessage()->isVisible());
    QVERIFY2(influence().dataMessage()->text().contains(QStringLiteral("no longer holds the data set")),
             qPrintable(influence().dataMessage()->text()));
    QVERIFY(influence().dataMessage()->text().contains(m_data.path()));
    m_desk->takePictures(QStringLiteral("3-last-week-data-gone"));
}

/// Counted from what the engine stored.
void FiveJobsSessionsTest::checkChangedSides(SessionId a, SessionId b)
{
    const TestEvaluation first = m_desk->read(a).evaluation;
    const TestEvaluation second = m_desk->read(b).evaluation;
    QCOMPARE(first.labels.size(), testCount);
    int changed = 0;
    int fixed = 0;
    int broken = 0;
    for (qsizetype i = 0; i < first.labels.size(); ++i) {
        const bool rightByA = first.predicted.at(i) == first.labels.at(i);
        const bool rightByB = second.predicted.at(i) == second.labels.at(i);
        changed += first.predicted.at(i) != second.predicted.at(i);
        fixed += !rightByA && rightByB;
        broken += rightByA && !rightByB;
    }
    QVERIFY(changed > 1);
    const ComparePage &page = *window().comparePage();
    QCOMPARE(page.examples()->grid()->model()->rowCount(), changed);
    QVERIFY2(page.verdict().startsWith(QStringLiteral("B is right on %1 ").arg(fixed)),
             qPrintable(page.verdict()));
    QVERIFY2(page.verdict().contains(QStringLiteral("wrong on %1 that").arg(broken)),
             qPrintable(page.verdict()));
}

void FiveJobsSessionsTest::isThisSettingBetter()
{
    m_desk->startEngine();
    TrainingConfig config = smallTraining(m_data.path(), QStringLiteral("logistic"), 2);
    config.learningRate = 0.0001;
    config.name = QStringLiteral("timid");
    const SessionId timid = m_desk->train(config);
    config = smallTraining(m_data.path(), QStringLiteral("mlp"), 3);
    config.name = QStringLiteral("bold");
    const SessionId bold = m_desk->train(config);
    m_desk->start();
    QListView &list = m_desk->sessionList();
    choose(*window().sessionsPanel(), QStringLiteral("Order of sessions"), QStringLiteral("By name"));
    QCOMPARE(namesOf(*list.model()), QStringList({QStringLiteral("bold"), QStringLiteral("timid")}));
    m_desk->openSession(QStringLiteral("timid"));
    click(list, list.model()->index(0, 0), Qt::ControlModifier);
    press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window().page() == Page::Compare);
    QTRY_VERIFY_WITH_TIMEOUT(work().comparison.isReady() && work().open.id() == timid, patience);
    QVERIFY(work().comparison.first().summary.id == timid); // the older one, wherever it stands in the list
    QVERIFY(work().comparison.second().summary.id == bold);

    const ComparePage &page = *window().comparePage();
    const ComparisonCurves &curves = *page.figures()->curves();
    for (const PlotWidget *plot : {curves.accuracyPlot(), curves.lossPlot()}) {
        QVERIFY(plot->isVisible());
        QCOMPARE(plot->pointCount(0), 2);
        QCOMPARE(plot->pointCount(1), 3);
    }
    QCOMPARE(
        namesOf(*page.figures()->table()->model()),
        QStringList({QStringLiteral("Model"), QStringLiteral("Epochs"), QStringLiteral("Learning rate")}));
    QCOMPARE(page.figures()->classes()->plot()->pointCount(0), 4);
    QCOMPARE(page.figures()->classes()->plot()->pointCount(1), 4);
    checkChangedSides(timid, bold);
    if (QTest::currentTestFailed())
        return;

    press(Qt::Key_N);
    QCOMPARE(inspected(), QStringLiteral("Test example ") + text::example(page.examples()->current()));
    click(page, QStringLiteral("Trace in both"));
    const QAbstractItemModel &inA = *page.proponents()->rankingA()->model();
    const QAbstractItemModel &inB = *page.proponents()->rankingB()->model();
    QTRY_VERIFY_WITH_TIMEOUT(inA.rowCount() > 0 && inB.rowCount() > 0, patience);
    QVERIFY(page.isAncestorOf(QApplication::focusWidget())); // where the next N belongs
    for (const QAbstractItemModel *ranking : {&inA, &inB}) {
        for (int row = 0; row < ranking->rowCount(); ++row)
            QVERIFY(!ranking->index(row, 0).data(MovedProponentModel::MovementTextRole).toString().isEmpty());
    }
    QVERIFY2(page.proponents()->sentence().contains(QStringLiteral("of the top")),
             qPrintable(page.proponents()->sentence()));
    QCOMPARE(m_desk->read(timid).analyses.size(), 1);
    QCOMPARE(m_desk->read(bold).analyses.size(), 1);
    m_desk->takePictures(QStringLiteral("4-better"));
}

PROPONENT_TEST(FiveJobsSessionsTest)
#include "five_jobs_sessions_test.moc"
