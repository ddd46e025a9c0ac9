// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/docks/inspector_panel.h"
#include "ui/docks/job_bar.h"
#include "ui/docks/sessions_panel.h"
#include "ui/pages/influence_page.h"
#include "ui/pages/test_example_panel.h"
#include "ui/pages/train_page.h"
#include "ui/pages/welcome_page.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/page_bar.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace proponent::ui {

using Id = ActionCollection::Id;

MainWindow::MainWindow(Engine &engine, WindowSettings &settings, QWidget *parent)
    : QMainWindow(parent),
      m_settings(settings),
      m_workspace(engine),
      m_central(new QStackedWidget(this)),
      m_pages(new QStackedWidget(this)),
      m_notice(new InlineMessage(this)),
      m_message(new InlineMessage(this)),
      m_pageBar(new PageBar(this)),
      m_welcome(new WelcomePage(m_workspace, this)),
      m_train(new TrainPage(m_workspace, settings, this)),
      m_influence(new InfluencePage(m_workspace, settings, this)),
      m_sessions(new SessionsPanel(m_workspace, m_actions, this)),
      m_inspector(new InspectorPanel(m_workspace, this)),
      m_jobBar(new JobBar(m_workspace, this)),
      m_sessionsDock(new QDockWidget(tr("Sessions"), this)),
      m_inspectorDock(new QDockWidget(tr("Inspector"), this))
{
    setWindowTitle(tr("Proponent"));
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    setMinimumSize(960, 600);
    makeCentral();
    makeDocks();
    makeMenus();
    connectActions();
    connectWorkspace();
    restoreLayout();
    showPage(Page::Train);
    showCentral();
    updateActions();
    connect(&m_workspace.library, &SessionLibrary::changed, this, &MainWindow::reopenLastSession,
            Qt::SingleShotConnection);
    m_workspace.library.refresh();
    m_workspace.machine.refresh();
}

MainWindow::~MainWindow()
{
    // The panels look at the workspace until they are gone; members would go before children do.
    delete takeCentralWidget();
    delete m_sessionsDock;
    delete m_inspectorDock;
    delete m_jobBar;
}

void MainWindow::makeCentral()
{
    m_pageBar->addPage(m_actions[Id::ShowTrain]);
    m_pageBar->addPage(m_actions[Id::ShowInfluence]);
    m_pages->addWidget(m_train);
    m_pages->addWidget(m_influence);
    auto *work = new QWidget(this);
    auto *workLayout = new QVBoxLayout(work);
    workLayout->setContentsMargins(0, 0, 0, 0);
    workLayout->setSpacing(0);
    workLayout->addWidget(m_pageBar);
    workLayout->addWidget(m_pages, 1);
    m_central->addWidget(m_welcome);
    m_central->addWidget(work);

    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (InlineMessage *message : {m_notice, m_message}) {
        message->setOuterMargin(space::one);
        layout->addWidget(message);
    }
    layout->addWidget(m_central, 1);
    setCentralWidget(central);

    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_jobBar, 1);
}

void MainWindow::makeDocks()
{
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    const auto add = [this](QDockWidget *dock, const char *name, QWidget *content, Qt::DockWidgetArea area) {
        dock->setObjectName(QLatin1String(name));
        dock->setWidget(content);
        content->setMinimumWidth(200);
        dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable |
                          QDockWidget::DockWidgetFloatable);
        addDockWidget(area, dock);
    };
    add(m_sessionsDock, "sessions", m_sessions, Qt::LeftDockWidgetArea);
    add(m_inspectorDock, "inspector", m_inspector, Qt::RightDockWidgetArea);
}

void MainWindow::makeMenus()
{
    QMenu *session = menuBar()->addMenu(tr("&Session"));
    session->addActions({m_actions[Id::NewSession], m_actions[Id::OpenData]});
    session->addSeparator();
    session->addActions({m_actions[Id::FindSession], m_actions[Id::RenameSession], m_actions[Id::EditNote],
                         m_actions[Id::ExportSession], m_actions[Id::DeleteSession]});
    session->addSeparator();
    session->addAction(m_actions[Id::Quit]);

    QMenu *train = menuBar()->addMenu(tr("&Train"));
    train->addActions(
        {m_actions[Id::StartTraining], m_actions[Id::StopTraining], m_actions[Id::ResumeSession]});

    QMenu *influence = menuBar()->addMenu(tr("&Influence"));
    influence->addActions({m_actions[Id::Trace], m_actions[Id::TraceMistakes], m_actions[Id::VerifyScores]});
    influence->addSeparator();
    influence->addActions({m_actions[Id::NextExample], m_actions[Id::PreviousExample]});

    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addActions({m_actions[Id::ShowTrain], m_actions[Id::ShowInfluence]});
    view->addSeparator();
    view->addActions({m_sessionsDock->toggleViewAction(), m_inspectorDock->toggleViewAction()});
    QMenu *theme = view->addMenu(tr("&Theme"));
    theme->addActions({m_actions[Id::ThemeSystem], m_actions[Id::ThemeLight], m_actions[Id::ThemeDark]});
    view->addSeparator();
    view->addAction(m_actions[Id::ResetLayout]);

    menuBar()->addMenu(tr("&Help"))->addAction(m_actions[Id::About]);
    addActions(m_actions.all()); // shortcuts work while the menu bar is hidden
}

void MainWindow::connectActions()
{
    const auto on = [this](Id id, auto slot) { connect(m_actions[id], &QAction::triggered, this, slot); };
    on(Id::NewSession, [this] {
        m_welcomeDismissed = true;
        showCentral();
        showPage(Page::Train);
        m_train->startAfresh();
    });
    on(Id::OpenData, &MainWindow::chooseDataFolder);
    on(Id::StartTraining, [this] {
        m_showMistakesWhenDone = false;
        m_train->start();
    });
    on(Id::StopTraining, [this] { m_workspace.run.stop(); });
    on(Id::Trace, [this] { m_influence->trace(); });
    on(Id::TraceMistakes, [this] { m_influence->traceAllMistakes(); });
    on(Id::VerifyScores, [this] { m_influence->verifyShown(); });
    on(Id::NextExample, [this] { m_influence->step(1); });
    on(Id::PreviousExample, [this] { m_influence->step(-1); });
    on(Id::ShowTrain, [this] { showPage(Page::Train); });
    on(Id::ShowInfluence, [this] { showPage(Page::Influence); });
    on(Id::ResetLayout, &MainWindow::resetLayout);
    on(Id::About, &MainWindow::showAbout);
    on(Id::Quit, &MainWindow::close);
    const auto theme = [this, on](Id id, ThemeChoice choice) {
        m_actions[id]->setChecked(m_settings.theme() == choice);
        on(id, [this, choice] {
            m_settings.setTheme(choice);
            applyTheme(choice);
        });
    };
    theme(Id::ThemeSystem, ThemeChoice::System);
    theme(Id::ThemeLight, ThemeChoice::Light);
    theme(Id::ThemeDark, ThemeChoice::Dark);
}

void MainWindow::connectWorkspace()
{
    connect(m_welcome, &WelcomePage::tryRequested, this, &MainWindow::tryFashionMnist);
    connect(m_welcome, &WelcomePage::openDataRequested, this, &MainWindow::chooseDataFolder);
    connect(m_welcome, &WelcomePage::setUpRequested, m_actions[Id::NewSession], &QAction::trigger);
    connect(m_influence, &InfluencePage::trainRequested, this, [this] { showPage(Page::Train); });
    connect(m_train, &TrainPage::mistakesRequested, this, [this] {
        showPage(Page::Influence);
        m_influence->showMistakes();
    });
    connect(m_sessions, &SessionsPanel::sessionActivated, this, [this](SessionId session) {
        m_showMistakesWhenDone = false; // they look at something else now
        m_workspace.open.open(session);
    });
    connect(m_train, &TrainPage::canStartChanged, this, &MainWindow::updateActions);
    connect(m_influence, &InfluencePage::actionsChanged, this, &MainWindow::updateActions);
    connect(&m_workspace.library, &SessionLibrary::changed, this, &MainWindow::showCentral);
    connect(&m_workspace.library, &SessionLibrary::removed, this, [this](SessionId session) {
        if (m_workspace.open.id() == session)
            m_workspace.open.close();
    });
    connect(&m_workspace.open, &OpenSession::failed, this,
            [this](const QString &message) { m_message->say(InlineMessage::Kind::Error, message); });
    connect(&m_workspace.open, &OpenSession::opened, this, [this] {
        const OpenSession &open = m_workspace.open;
        setWindowTitle(open.isOpen() ? tr("%1 – Proponent").arg(open.details().summary.name)
                                     : tr("Proponent"));
        m_message->clear();
        showCentral();
    });
    connect(&m_workspace.open, &OpenSession::updated, this, [this] {
        if (m_showMistakesWhenDone && !m_workspace.run.isActive() &&
            m_workspace.open.details().summary.state == SessionState::Completed) {
            m_showMistakesWhenDone = false;
            showPage(Page::Influence);
            m_influence->showMistakes();
        }
    });
    connect(&m_workspace.run, &TrainingRun::activeChanged, this, &MainWindow::showCentral);
    connect(&m_workspace.engine, &Engine::notice, this,
            [this](const QString &text) { m_notice->say(InlineMessage::Kind::Warning, text); });
}

void MainWindow::showPage(Page page)
{
    m_pages->setCurrentWidget(page == Page::Train ? static_cast<QWidget *>(m_train) : m_influence);
    m_actions[page == Page::Train ? Id::ShowTrain : Id::ShowInfluence]->setChecked(true);
    m_pages->currentWidget()->setFocus();
    updateActions();
}

MainWindow::Page MainWindow::page() const
{
    return m_pages->currentWidget() == m_train ? Page::Train : Page::Influence;
}

bool MainWindow::isWelcoming() const
{
    return m_central->currentWidget() == m_welcome;
}

TrainingConfig MainWindow::quickConfig()
{
    TrainingConfig config;
    config.data = QStringLiteral("fashion-mnist");
    config.model = QStringLiteral("cnn");
    config.trainLimit = 10000;
    config.testLimit = 2000;
    config.epochs = 3;
    return config;
}

void MainWindow::tryFashionMnist()
{
    m_welcomeDismissed = true;
    m_showMistakesWhenDone = true;
    showPage(Page::Train);
    m_train->start(quickConfig());
    showCentral();
}

void MainWindow::reopenLastSession()
{
    const SessionId last = m_settings.lastSession(m_workspace.engine.libraryFolder());
    const QList<SessionSummary> &sessions = m_workspace.library.sessions();
    const bool there =
        std::any_of(sessions.begin(), sessions.end(), [last](const auto &one) { return one.id == last; });
    if (there && !m_workspace.open.isOpen() && !m_workspace.run.isActive())
        m_workspace.open.open(last);
}

void MainWindow::chooseDataFolder()
{
    auto *dialog = new QFileDialog(this, tr("Open a data folder"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::useData);
    dialog->open();
}

void MainWindow::useData(const QString &folder)
{
    m_welcomeDismissed = true;
    showCentral();
    showPage(Page::Train);
    m_train->chooseData(folder);
}

void MainWindow::showCentral()
{
    const SessionLibrary &library = m_workspace.library;
    const bool empty = library.isListed() && library.sessions().isEmpty();
    const bool welcome =
        empty && !m_welcomeDismissed && !m_workspace.run.isActive() && !m_workspace.open.isOpen();
    m_central->setCurrentIndex(welcome ? 0 : 1);
    updateActions();
}

void MainWindow::updateActions()
{
    const bool influence = page() == Page::Influence && !isWelcoming();
    m_actions[Id::StartTraining]->setEnabled(m_train->canStart());
    m_actions[Id::StopTraining]->setEnabled(m_workspace.run.isActive() && !m_workspace.run.isStopping());
    m_actions[Id::Trace]->setEnabled(influence && m_influence->canTrace());
    m_actions[Id::TraceMistakes]->setEnabled(influence && m_influence->hasExamples() &&
                                             m_influence->tests()->wrongCount() > 0);
    m_actions[Id::VerifyScores]->setEnabled(influence && m_influence->showsAnswer());
    m_actions[Id::NextExample]->setEnabled(influence && m_influence->hasExamples());
    m_actions[Id::PreviousExample]->setEnabled(influence && m_influence->hasExamples());
}

void MainWindow::resetLayout()
{
    for (QDockWidget *dock : {m_sessionsDock, m_inspectorDock}) {
        dock->setFloating(false);
        dock->show();
    }
    addDockWidget(Qt::LeftDockWidgetArea, m_sessionsDock);
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
    resizeDocks({m_sessionsDock, m_inspectorDock}, {248, 256}, Qt::Horizontal);
}

void MainWindow::restoreLayout()
{
    if (!restoreGeometry(m_settings.windowGeometry()))
        resize(1280, 800);
    if (!restoreState(m_settings.windowState()))
        resetLayout();
}

void MainWindow::showAbout()
{
    auto *about = new QMessageBox(this);
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->setWindowTitle(tr("About Proponent"));
    about->setIconPixmap(applicationIcon().pixmap(64, 64));
    about->setText(tr("Proponent %1").arg(QStringLiteral(PROPONENT_VERSION)));
    about->setInformativeText(
        tr("Train a model, then see which training examples made it decide as it does.\n\n"
           "Free software under the GNU General Public License, version 3 or later."));
    about->open();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setWindowGeometry(saveGeometry());
    m_settings.setWindowState(saveState());
    m_settings.setLastSession(m_workspace.engine.libraryFolder(), m_workspace.open.id());
    // A training goes on until the engine is destroyed; it leaves a session that can be resumed.
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && QFileInfo(urls.constFirst().toLocalFile()).isDir())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1)
        useData(urls.constFirst().toLocalFile());
    event->acceptProposedAction();
}

} // namespace proponent::ui
