// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the real window through the real engine, as a person would: start, watch, stop, reopen, trace.
#include "engine/engine.h"
#include "tests/test_registry.h"
#include "tests/ui/patience.h"
#include "tests/ui/pointer.h"
#include "tests/ui/small_dataset.h"
#include "ui/docks/inspector_panel.h"
#include "ui/docks/job_bar.h"
#include "ui/docks/sessions_panel.h"
#include "ui/main_window.h"
#include "ui/models/ranked_example_model.h"
#include "ui/models/session_list_model.h"
#include "ui/models/test_example_model.h"
#include "ui/pages/compare/changed_examples_panel.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/influence/trace_bar.h"
#include "ui/pages/train/run_panel.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/train/training_form.h"
#include "ui/plots/learning_curves.h"
#include "ui/plots/plot_widget.h"
#include "ui/settings/window_settings.h"
#include "ui/text/format.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/count_box.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/pixel_view.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace proponent;
using namespace proponent::ui;
using test::buttonNamed;
using test::patience;

using Id = ActionCollection::Id;

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void emptyLibraryWelcomes();
    void trainsWhileTheCurvesMove();
    void reopensASessionAsItWas();
    void influenceBeginsWithTheWorstMistake();
    void comparisonIsReopened_data();
    void comparisonIsReopened();
    void tracesAMistake();
    void tracesByEachMethod_data();
    void tracesByEachMethod();
    void storedAnalysisIsShownWithoutComputing();
    void showsAsManyAsAreToBeKept();
    void walksToTheNextMistakeByKey();
    void stopsAndResumes();
    void closingWhileTrainingLeavesAResumableSession();
    void wrongDataIsSaidBesideTheField();
    void droppedFolderBecomesTheData();
    void renamesAndDeletes();
    void layoutIsRemembered();
    void typingSetsNothingOff_data();
    void typingSetsNothingOff();
    void everyControlHasAName();

private:
    static constexpr int trainCount = 600;
    static constexpr int testCount = 160;

    void openEngine();
    void openWindow();
    void closeWindow();
    void closeEngine();
    [[nodiscard]] TrainingConfig config(int epochs) const;
    void train(int epochs, double learningRate = 0.02);
    void openFirstSession();
    void openSessionInRow(int row);
    [[nodiscard]] SessionState stateOfFirst() const;

    QTemporaryDir m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WindowSettings> m_settings;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

void MainWindowTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    test::writeSmallDataset(m_data.path(), trainCount, testCount);
}

void MainWindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<WindowSettings>(m_folder->filePath(QStringLiteral("settings.ini")));
    m_settings->setTraceOnSelection(false);
    m_settings->setTraceAhead(TraceAhead::Never);
    openEngine();
    openWindow();
}

void MainWindowTest::cleanup()
{
    closeWindow();
    closeEngine();
}

void MainWindowTest::openEngine()
{
    auto engine = Engine::open(m_folder->filePath(QStringLiteral("library")));
    QVERIFY2(engine.hasValue(), engine ? "" : qPrintable(engine.error()));
    m_engine = std::move(*engine);
}

void MainWindowTest::openWindow()
{
    m_window = std::make_unique<MainWindow>(*m_engine, *m_settings);
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace().library.isListed(), patience);
}

void MainWindowTest::closeWindow()
{
    if (m_window)
        m_window->close();
    m_window.reset();
}

void MainWindowTest::closeEngine()
{
    m_engine.reset();
}

TrainingConfig MainWindowTest::config(int epochs) const
{
    TrainingConfig config;
    config.data = m_data.path();
    config.model = QStringLiteral("mlp");
    config.epochs = epochs;
    config.batchSize = 16;
    config.learningRate = 0.02;
    config.device = QStringLiteral("cpu");
    config.precision = Precision::Fp32;
    config.threads = 1;
    return config;
}

/// Through the form and its button.
void MainWindowTest::train(int epochs, double learningRate)
{
    m_window->actions()[Id::NewSession]->trigger();
    TrainingConfig wanted = config(epochs);
    wanted.learningRate = learningRate;
    m_window->trainPage()->form()->setConfig(wanted);
    QAbstractButton *start = buttonNamed(m_window->trainPage(), QStringLiteral("Start training"));
    QVERIFY(start);
    QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), patience);
    test::click(*start);
    QVERIFY(m_window->workspace().run.isActive());
}

void MainWindowTest::openFirstSession()
{
    openSessionInRow(0);
}

void MainWindowTest::openSessionInRow(int row)
{
    QListView *list = m_window->sessionsPanel()->list();
    QVERIFY(list->model()->rowCount() > row);
    const QModelIndex index = list->model()->index(row, 0);
    test::click(*list, index);
    const auto id = index.data(SessionListModel::IdRole).value<SessionId>();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace().open.id() == id, patience);
}

SessionState MainWindowTest::stateOfFirst() const
{
    return m_window->workspace().library.sessions().constFirst().state;
}

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

/// A session that was never traced, opened where its mistakes are: one is selected, and nothing is computed unasked.
void MainWindowTest::influenceBeginsWithTheWorstMistake()
{
    train(2);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->influencePage()->hasExamples(), patience);
    m_window->showPage(MainWindow::Page::Influence);
    closeWindow();
    m_settings->setTraceOnSelection(true);
    for (const bool byHand : {false, true}) {
        m_settings->setSessionView(m_engine->libraryFolder(), SessionId{1},
                                   {.page = int(MainWindow::Page::Influence)});
        openWindow(); // the last session is opened again
        QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace().open.isOpen(), patience);
        if (byHand) {
            m_window->actions()[Id::NewSession]->trigger();
            m_window->showPage(MainWindow::Page::Influence);
            openFirstSession();
        }
        QVERIFY(m_window->page() == MainWindow::Page::Influence);
        InfluencePage *page = m_window->influencePage();
        const QModelIndex worst = page->tests()->grid()->model()->index(0, 0);
        QCOMPARE(page->tests()->selected(),
                 QList<qint64>{worst.data(TestExampleModel::IndexRole).toLongLong()});
        QVERIFY(page->canTrace() && page->bar()->button()->isEnabled());
        QVERIFY(m_window->actions()[Id::Trace]->isEnabled());
        QVERIFY(m_window->inspectorPanel()->title()->text().startsWith(QStringLiteral("Test example")));
        const auto traces = [this] { return !m_window->workspace().jobs.jobs().isEmpty(); };
        QVERIFY(!QTest::qWaitFor(traces, 1000));
        closeWindow();
    }
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

void MainWindowTest::tracesAMistake()
{
    train(2);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    InfluencePage *page = m_window->influencePage();
    QTRY_VERIFY_WITH_TIMEOUT(page->hasExamples(), patience);
    m_window->actions()[Id::ShowInfluence]->trigger();
    page->showMistakes();
    ThumbnailGrid *grid = page->tests()->grid();
    const QModelIndex worst = grid->currentIndex();
    QVERIFY(worst.data(TestExampleModel::WrongRole).toBool());
    QTRY_VERIFY_WITH_TIMEOUT(!worst.data(TestExampleModel::ImageRole).value<QImage>().isNull(), patience);

    QTest::keyClick(grid, Qt::Key_Return);
    QAbstractItemModel *proponents = page->result()->proponents()->model();
    QAbstractItemModel *opponents = page->result()->opponents()->model();
    QTRY_VERIFY_WITH_TIMEOUT(proponents->rowCount() > 0, patience);
    QVERIFY(opponents->rowCount() > 0);
    QVERIFY(proponents->index(0, 0).data(RankedExampleModel::ScoreRole).toDouble() > 0);
    QVERIFY(opponents->index(0, 0).data(RankedExampleModel::ScoreRole).toDouble() < 0);
    QTRY_VERIFY_WITH_TIMEOUT(
        !proponents->index(0, 0).data(RankedExampleModel::ImageRole).value<QImage>().isNull(), patience);
    QVERIFY2(page->result()->sentence().startsWith(QStringLiteral("Training on #")),
             qPrintable(page->result()->sentence()));
    QVERIFY(page->result()->sentence().contains(QStringLiteral("over 2 checkpoints")));

    // A self-check, from the menu.
    m_window->actions()[Id::VerifyScores]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!page->message()->text().isEmpty(), patience);
    QVERIFY2(page->message()->text().contains(QStringLiteral("they agree")),
             qPrintable(page->message()->text()));
    QVERIFY2(page->message()->text().startsWith(QStringLiteral("20 random scores")),
             qPrintable(page->message()->text()));

    // The Inspector follows from the test example to a training example.
    QVERIFY(m_window->inspectorPanel()->title()->text().startsWith(QStringLiteral("Test example")));
    page->result()->opponents()->setCurrentIndex(opponents->index(0, 0));
    QVERIFY(m_window->inspectorPanel()->title()->text().startsWith(QStringLiteral("Training example")));
    QVERIFY(page->result()->sentence().contains(QStringLiteral("away from")));
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->inspectorPanel()->image()->image().isNull(), patience);
}

void MainWindowTest::tracesByEachMethod_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("name");
    QTest::newRow("tracin") << QStringLiteral("tracin") << QStringLiteral("TracIn");
    QTest::newRow("tracin-cosine") << QStringLiteral("tracin-cosine") << QStringLiteral("TracIn, cosine");
    QTest::newRow("relatif") << QStringLiteral("relatif") << QStringLiteral("RelatIF");
}

void MainWindowTest::tracesByEachMethod()
{
    QFETCH(QString, method);
    QFETCH(QString, name);
    train(2);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    InfluencePage *page = m_window->influencePage();
    QTRY_VERIFY_WITH_TIMEOUT(page->hasExamples(), patience);
    m_window->showPage(MainWindow::Page::Influence);
    page->showMistakes();
    QComboBox *choice = page->bar()->methodChoice();
    QCOMPARE(choice->count(), Engine::methods().size());
    choice->setCurrentIndex(choice->findText(name));
    QVERIFY(choice->currentIndex() >= 0);
    page->trace();
    QTRY_VERIFY_WITH_TIMEOUT(page->showsAnswer(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(page->result()->details().startsWith(name + QStringLiteral(" · all layers · ")),
                             patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace().open.details().analyses.size(), 1, patience);
    QCOMPARE(m_window->workspace().open.details().analyses.constFirst().method, method);
    QVERIFY(page->result()->sentence().startsWith(QStringLiteral("Training on #")));

    // It is remembered, and each method has its own answer.
    QCOMPARE(m_settings->chosenMethod(m_engine->libraryFolder(), SessionId{1}, QStringLiteral("mlp")),
             method);
    choice->setCurrentIndex((choice->currentIndex() + 1) % choice->count());
    page->trace();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace().open.details().analyses.size(), 2, patience);
    QTRY_VERIFY_WITH_TIMEOUT(page->result()->details().startsWith(choice->currentText()), patience);
}

void MainWindowTest::storedAnalysisIsShownWithoutComputing()
{
    train(2);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->influencePage()->hasExamples(), patience);
    m_window->influencePage()->showMistakes();
    const qint64 test = m_window->influencePage()->tests()->current();
    m_window->influencePage()->trace();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->influencePage()->result()->proponents()->model()->rowCount() > 0,
                             patience);
    const QString sentence = m_window->influencePage()->result()->sentence();
    closeWindow();
    closeEngine();

    openEngine();
    openWindow();
    QSignalSpy progress(m_engine.get(), &Engine::progress);
    openFirstSession();
    m_window->showPage(MainWindow::Page::Influence);
    m_window->influencePage()->selectTest(test);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->influencePage()->result()->sentence(), sentence, patience);
    QVERIFY(m_window->workspace().jobs.jobs().isEmpty());
    QCOMPARE(progress.size(), 0);
}

/// Of several stored answers the one that holds enough, in whatever order they were computed.
void MainWindowTest::showsAsManyAsAreToBeKept()
{
    train(2);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    InfluencePage *page = m_window->influencePage();
    QTRY_VERIFY_WITH_TIMEOUT(page->hasExamples(), patience);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->showPage(MainWindow::Page::Influence);
    page->showMistakes();
    const qint64 test = page->tests()->current();
    const auto keep = [&page](const QString &count) {
        auto *box = page->bar()->findChild<CountBox *>();
        box->setFocus();
        QTest::keyClick(box, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(box, count);
        page->tests()->grid()->setFocus();
    };
    const auto shown = [&page] { return page->result()->proponents()->model()->rowCount(); };
    const auto isIdle = [this] { return m_window->workspace().jobs.jobs().isEmpty(); };

    keep(QStringLiteral("1"));
    QTest::keyClick(page->tests()->grid(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(page->showsAnswer() && isIdle(), patience);
    QCOMPARE(shown(), 1);
    for (const char *more : {"2", "5", "20"}) {
        keep(QString::fromLatin1(more));
        QTest::keyClick(page->tests()->grid(), Qt::Key_Return);
        QVERIFY(!isIdle()); // one is not enough
        QTRY_COMPARE_WITH_TIMEOUT(shown(), QByteArray(more).toInt(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
        QTest::keyClick(page->tests()->grid(), Qt::Key_Return);
        QVERIFY(isIdle()); // and now it is
    }

    // The newest holds one; what holds twenty is older, and is found when the session is read again, too.
    keep(QStringLiteral("1"));
    m_window->actions()[Id::TraceMistakes]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    keep(QStringLiteral("20"));
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 20, patience);
    closeWindow();
    closeEngine();
    openEngine();
    openWindow();
    openFirstSession();
    m_window->showPage(MainWindow::Page::Influence);
    page = m_window->influencePage();
    page->selectTest(test);
    QTRY_COMPARE_WITH_TIMEOUT(shown(), 20, patience);
    QVERIFY(isIdle());
    QTest::keyClick(page->tests()->grid(), Qt::Key_Return);
    QVERIFY(isIdle());
}

void MainWindowTest::walksToTheNextMistakeByKey()
{
    train(1);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->influencePage()->hasExamples(), patience);
    m_window->showPage(MainWindow::Page::Influence);
    m_window->influencePage()->showMistakes();
    TestExamplePanel *tests = m_window->influencePage()->tests();
    QVERIFY(tests->wrongCount() > 1);
    const qint64 first = tests->current();
    tests->grid()->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_N);
    QVERIFY(tests->current() != first);
    QTest::keyClick(m_window.get(), Qt::Key_P);
    QCOMPARE(tests->current(), first);
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

void MainWindowTest::typingSetsNothingOff_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<bool>("floats");
    for (const char *field : {"Note", "Tags", "Search sessions", "Data", "Learning rate", "Epochs"})
        QTest::newRow(field) << QString::fromLatin1(field) << false;
    QTest::newRow("Note in a dock that floats") << QStringLiteral("Note") << true;
}

/// Every key of every action, in each kind of text field: Ctrl+Return in a note must not start a training.
void MainWindowTest::typingSetsNothingOff()
{
    QFETCH(QString, field);
    QFETCH(bool, floats);
    ActionCollection &actions = m_window->actions();
    actions[Id::NewSession]->trigger();
    auto *dock = m_window->findChild<QDockWidget *>(QStringLiteral("sessions"));
    dock->setFloating(floats);
    const auto editor = [&]() -> QWidget * {
        if (field == QStringLiteral("Note"))
            actions[Id::EditNote]->trigger();
        if (field == QStringLiteral("Tags"))
            actions[Id::EditTags]->trigger();
        const auto all = m_window->findChildren<QWidget *>();
        for (QWidget *one : all) {
            const bool takesText = one->inherits("QLineEdit") || one->inherits("QComboBox") ||
                                   one->inherits("QAbstractSpinBox") || one->inherits("QPlainTextEdit");
            if (takesText && one->accessibleName() == field && one->isVisible())
                return one;
        }
        return nullptr;
    };
    int pressed = 0;
    for (const Id id : actions.ids()) {
        for (const QKeySequence &keys : actions.shortcuts(id)) {
            if (!actions.isKeptFromTyping(keys))
                continue;
            for (QAction *action : actions.all())
                action->setEnabled(true); // what could go off
            QWidget *typed = editor();
            QVERIFY(typed);
            typed->window()->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(typed->window()));
            typed->setFocus();
            QVERIFY(QApplication::focusWidget());
            QSignalSpy triggered(actions[id], &QAction::triggered);
            QTest::keyClick(QApplication::focusWidget(), keys[0].key(), keys[0].keyboardModifiers());
            QVERIFY2(triggered.isEmpty(), qPrintable(actions.name(id)));
            ++pressed;
        }
    }
    QVERIFY2(pressed > 25, qPrintable(QString::number(pressed)));

    // Elsewhere they do go off, and those that only show something do everywhere.
    QSignalSpy afresh(actions[Id::NewSession], &QAction::triggered);
    m_window->activateWindow();
    buttonNamed(m_window->trainPage(), QStringLiteral("More settings"))->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(afresh.size(), 1);
    QSignalSpy data(actions[Id::ShowData], &QAction::triggered);
    QWidget *typed = editor();
    QVERIFY(typed);
    typed->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(data.size(), 1);
}

/// Whatever Tab stops at can say what it is.
void MainWindowTest::everyControlHasAName()
{
    m_window->actions()[Id::NewSession]->trigger();
    train(1);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace().run.isActive(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->influencePage()->hasExamples(), patience);
    const auto all = m_window->findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() ||
            widget->window() != m_window.get())
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        // What is never shown has no name yet: a message's button, say.
        QVERIFY2(named || widget->isHidden(),
                 qPrintable(QStringLiteral("%1 in %2")
                                .arg(QLatin1String(widget->metaObject()->className()),
                                     QLatin1String(widget->parentWidget()->metaObject()->className()))));
    }
}

PROPONENT_TEST(MainWindowTest)
#include "main_window_test.moc"
