// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the real window through the real engine, as a person would: start, watch, stop, reopen.
#include "tests/test_registry.h"
#include "tests/ui/window_fixture.h"
#include "ui/docks/inspector_panel.h"
#include "ui/docks/job_bar.h"
#include "ui/docks/sessions_panel.h"
#include "ui/pages/compare/changed_examples_panel.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/train/run_panel.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/train/training_form.h"
#include "ui/plots/learning_curves.h"
#include "ui/plots/plot_widget.h"
#include "ui/text/format.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/inline_message.h"

#include <QAbstractButton>
#include <QAction>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace proponent;
using namespace proponent::ui;
using test::buttonNamed;
using test::patience;

using Id = ActionCollection::Id;

class MainWindowTest : public test::WindowFixture
{
    Q_OBJECT

private Q_SLOTS:
    void emptyLibraryWelcomes();
    void trainsWhileTheCurvesMove();
    void reopensASessionAsItWas();
    void comparisonIsReopened_data();
    void comparisonIsReopened();
    void stopsAndResumes();
    void closingWhileTrainingLeavesAResumableSession();
    void wrongDataIsSaidBesideTheField();
    void droppedFolderBecomesTheData();
    void renamesAndDeletes();
    void layoutIsRemembered();
};

void MainWindowTest::emptyLibraryWelcomes()
{
    QVERIFY(m_window->isWelcoming());
    QAbstractButton *setUp = buttonNamed(m_window.get(), QStringLiteral("Set up a training"));
    QVERIFY(setUp);
    test::click(*setUp);
    QVERIFY(!m_window->isWelcoming());
    QVERIFY(m_window->page() == MainWindow::Page::Train);
}

void MainWindowTest::trainsWhileTheCurvesMove()
{
    LearningCurves *curves = m_window->trainPage()->runPanel()->curves();
    train(3);
    QTRY_VERIFY_WITH_TIMEOUT(curves->lossPlot()->pointCount(0) > 0, patience); // while it learns
    QVERIFY(m_window->workspace().run.isActive() || curves->lossPlot()->pointCount(1) == 3);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    QCOMPARE(curves->lossPlot()->pointCount(1), 3);
    QCOMPARE(curves->accuracyPlot()->pointCount(2), 3);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace().library.sessions().size() == 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(stateOfFirst() == SessionState::Completed, patience);
    QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(m_window.get(), QStringLiteral("Show mistakes")), patience);
    test::click(*buttonNamed(m_window.get(), QStringLiteral("Show mistakes")));
    QVERIFY(m_window->page() == MainWindow::Page::Influence);
    QVERIFY(m_window->influencePage()->tests()->current() >= 0);
}

void MainWindowTest::reopensASessionAsItWas()
{
    train(2);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    closeWindow();
    closeEngine();
    openEngine();
    openWindow();
    QVERIFY(!m_window->isWelcoming());
    QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace().open.isOpen(), patience); // the one that was open before
    m_window->actions()[Id::NewSession]->trigger();
    QVERIFY(!m_window->workspace().open.isOpen());
    openFirstSession();
    QCOMPARE(m_window->trainPage()->runPanel()->curves()->lossPlot()->pointCount(2), 2);
    QCOMPARE(m_window->trainPage()->form()->config().batchSize, 16);
    QVERIFY(m_window->trainPage()->form()->config().model == QStringLiteral("mlp"));
    QVERIFY(m_window->workspace().jobs.jobs().isEmpty());
    QVERIFY(m_window->influencePage()->tests()->wrongCount() > 0);
}

void MainWindowTest::comparisonIsReopened_data()
{
    QTest::addColumn<bool>("restart");
    QTest::addColumn<bool>("partnerIsGone");
    QTest::newRow("after a restart") << true << false;
    QTest::newRow("after another session") << false << false;
    QTest::newRow("the other is gone") << true << true;
}

/// With the partner and the example that it was left with.
void MainWindowTest::comparisonIsReopened()
{
    QFETCH(bool, restart);
    QFETCH(bool, partnerIsGone);
    for (const int epochs : {1, 2, 3}) {
        train(epochs, epochs == 1 ? 0.0001 : 0.02); // the first is trained too little
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace().library.sessions().size(), 3, patience);
    const SessionId last = m_window->workspace().open.id();
    const SessionId first{1};
    m_window->showPage(MainWindow::Page::Compare);
    m_window->comparePage()->compareWith(first);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->comparePage()->hasExamples(), patience);
    m_window->actions()[Id::NextExample]->trigger();
    m_window->actions()[Id::NextExample]->trigger();
    const qint64 example = m_window->comparePage()->examples()->current();
    QVERIFY(example >= 0);
    if (restart) {
        closeWindow();
        if (partnerIsGone) {
            QSignalSpy changed(m_engine.get(), &Engine::sessionsChanged);
            m_engine->deleteSession(first);
            QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), patience);
        }
        closeEngine();
        openEngine();
        openWindow();
    } else {
        openSessionInRow(1);
        QVERIFY(m_window->workspace().comparison.other() != SessionId{});
        m_window->showPage(MainWindow::Page::Train);
        openSessionInRow(0);
    }
    Comparison &comparison = m_window->workspace().comparison;
    QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace().open.id() == last && comparison.isReady(), patience);
    QVERIFY(m_window->page() == MainWindow::Page::Compare);
    if (partnerIsGone) {
        QVERIFY(comparison.other().isValid() && comparison.other() != first);
        QCOMPARE(m_window->comparePage()->currentExample(), -1);
        return;
    }
    QVERIFY(comparison.other() == first);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->comparePage()->examples()->current(), example, patience);
    QCOMPARE(m_window->inspectorPanel()->title()->text(),
             QStringLiteral("Test example ") + text::example(example));
}

void MainWindowTest::stopsAndResumes()
{
    train(999);
    LearningCurves *curves = m_window->trainPage()->runPanel()->curves();
    QTRY_VERIFY_WITH_TIMEOUT(curves->lossPlot()->pointCount(1) >= 1, patience);
    QVERIFY2(m_window->jobBar()->text().contains(QStringLiteral("of 999")),
             qPrintable(m_window->jobBar()->text()));
    test::click(*m_window->jobBar()->stopButton());
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(stateOfFirst() == SessionState::Interrupted, patience);
    QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(m_window->trainPage(), QStringLiteral("Resume")), patience);

    const int before = curves->lossPlot()->pointCount(1);
    QVERIFY(before < 999);
    test::click(*buttonNamed(m_window->trainPage(), QStringLiteral("Resume")));
    QTRY_VERIFY_WITH_TIMEOUT(curves->lossPlot()->pointCount(1) > before, patience);
    QCOMPARE(m_window->workspace().library.sessions().size(), 1);
}

void MainWindowTest::closingWhileTrainingLeavesAResumableSession()
{
    train(5000);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->trainPage()->runPanel()->curves()->lossPlot()->pointCount(1) >= 1,
                             patience);
    closeWindow();
    closeEngine();
    openEngine();
    openWindow();
    QCOMPARE(m_window->workspace().library.sessions().size(), 1);
    QVERIFY(stateOfFirst() == SessionState::Interrupted);
    openFirstSession();
    // Its steps were kept, too.
    QTRY_VERIFY_WITH_TIMEOUT(m_window->trainPage()->runPanel()->curves()->lossPlot()->pointCount(0) > 0,
                             patience);
    QVERIFY(m_window->actions()[Id::ResumeSession]->isEnabled());
}

void MainWindowTest::wrongDataIsSaidBesideTheField()
{
    QTemporaryDir empty;
    m_window->actions()[Id::NewSession]->trigger();
    TrainPage *page = m_window->trainPage();
    page->chooseData(empty.path());
    QTRY_VERIFY_WITH_TIMEOUT(!page->form()->field(QStringLiteral("data"))->problem().isEmpty(), patience);
    QVERIFY(!page->canStart());
    QVERIFY(!m_window->actions()[Id::StartTraining]->isEnabled());
    page->chooseData(m_data.path());
    QTRY_VERIFY_WITH_TIMEOUT(page->canStart(), patience);
}

void MainWindowTest::droppedFolderBecomesTheData()
{
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(m_data.path())});
    QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window->windowHandle(), &enter); // the window finds who takes it
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(400, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window->windowHandle(), &drop);
    QVERIFY(!m_window->isWelcoming());
    QCOMPARE(m_window->trainPage()->form()->config().data, m_data.path());
    QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace().data.state(), DataBrowser::State::Ready, patience);
    QCOMPARE(m_window->workspace().data.dataset().trainCount, trainCount);
}

void MainWindowTest::renamesAndDeletes()
{
    train(1);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace().library.sessions().size() == 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(stateOfFirst() == SessionState::Completed, patience);
    QListView *list = m_window->sessionsPanel()->list();
    list->setCurrentIndex(list->model()->index(0, 0));
    list->setFocus();
    m_window->actions()[Id::RenameSession]->trigger();
    auto *editor = list->viewport()->findChild<QLineEdit *>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("Another name"));
    QTest::keyClick(editor, Qt::Key_Return);
    const auto name = [this] { return m_window->workspace().library.sessions().constFirst().name; };
    QTRY_COMPARE_WITH_TIMEOUT(name(), QStringLiteral("Another name"), patience);

    m_window->actions()[Id::Undo]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(name() != QStringLiteral("Another name"), patience);
    m_window->actions()[Id::Redo]->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(name(), QStringLiteral("Another name"), patience);

    m_window->actions()[Id::DeleteSession]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace().library.sessions().isEmpty(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().open.isOpen(), patience);
    QVERIFY(m_window->sessionsPanel()->removalMessage()->isVisible());
    QAbstractButton *undo = buttonNamed(m_window->sessionsPanel()->removalMessage(), QStringLiteral("Undo"));
    QVERIFY(undo);
    test::click(*undo);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace().library.sessions().size(), 1, patience);

    // Closing the window is the last word.
    m_window->actions()[Id::DeleteSession]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace().library.sessions().isEmpty(), patience);
    m_window->close();
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), patience);
    m_window.reset();
    closeEngine();
    openEngine();
    openWindow();
    QVERIFY(m_window->workspace().library.sessions().isEmpty());
}

void MainWindowTest::layoutIsRemembered()
{
    const auto docks = m_window->findChildren<QDockWidget *>();
    QCOMPARE(docks.size(), 2);
    docks.at(1)->hide();
    const QString hidden = docks.at(1)->objectName();
    closeWindow();
    openWindow();
    QVERIFY(m_window->findChild<QDockWidget *>(hidden)->isHidden());
    m_window->actions()[Id::ResetLayout]->trigger();
    QVERIFY(!m_window->findChild<QDockWidget *>(hidden)->isHidden());
}

PROPONENT_TEST(MainWindowTest)
#include "main_window_test.moc"
