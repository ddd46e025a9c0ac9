// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/dialogs/settings_dialog.h"
#include "ui/docks/inspector_panel.h"
#include "ui/docks/job_bar.h"
#include "ui/docks/sessions_panel.h"
#include "ui/main_menu.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/train/training_form.h"
#include "ui/pages/welcome/welcome_page.h"
#include "ui/report/report_writing.h"
#include "ui/session_views.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/opening_size.h"
#include "ui/widgets/page_bar.h"
#include "ui/widgets/tab_order.h"

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
      m_data(new DataPage(m_workspace, settings, this)),
      m_train(new TrainPage(m_workspace, settings, this)),
      m_influence(new InfluencePage(m_workspace, settings, this)),
      m_audit(new AuditPage(m_workspace, this)),
      m_compare(new ComparePage(m_workspace, settings, this)),
      m_sessions(new SessionsPanel(m_workspace, m_actions, this)),
      m_inspector(new InspectorPanel(m_workspace, this)),
      m_jobBar(new JobBar(m_workspace, this)),
      m_sessionsDock(new QDockWidget(tr("Sessions"), this)),
      m_inspectorDock(new QDockWidget(tr("Inspector"), this)),
      m_reports(new ReportWriting(m_workspace, settings, *m_message, this)),
      m_views(new SessionViews(*this, settings))
{
    setWindowTitle(tr("Proponent"));
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    setMinimumSize(openingSize(*this, {1000, 600}));
    m_actions.load(settings);
    m_actions.follow(m_workspace.undo);
    m_audit->useActions(m_actions);
    m_inspector->useActions(m_actions);
    m_sessions->setOrder(settings.sessionOrder());
    makeCentral();
    makeDocks();
    fillMenuBar(menuBar(), m_actions,
                {m_sessionsDock->toggleViewAction(), m_inspectorDock->toggleViewAction()});
    addActions(m_actions.all()); // shortcuts work while the menu bar is hidden
    connectActions();
    connectPages();
    connectSessions();
    connectWorkspace();
    restoreLayout();
    tabInReadingOrder({m_sessions, centralWidget(), m_inspector, m_jobBar});
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
    delete m_views;
    delete m_reports;
    delete takeCentralWidget();
    delete m_sessionsDock;
    delete m_inspectorDock;
    delete m_jobBar;
}

void MainWindow::showTitle()
{
    const OpenSession &open = m_workspace.open;
    setWindowTitle(open.isOpen() ? tr("%1 – Proponent").arg(open.details().summary.name) : tr("Proponent"));
}

void MainWindow::showPage(Page page)
{
    m_pages->setCurrentIndex(int(page));
    m_actions[pageActions[std::size_t(page)]]->setChecked(true);
    if (isWorking())
        m_pages->currentWidget()->setFocus();
    updateActions();
}

MainWindow::Page MainWindow::page() const
{
    return Page(m_pages->currentIndex());
}

bool MainWindow::isWorking() const
{
    return m_central->currentWidget() == m_pages->parentWidget();
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
        m_views->open(last);
}

void MainWindow::startAfresh()
{
    m_views->save();
    m_welcomeDismissed = true;
    showCentral();
    showPage(Page::Train);
    m_train->startAfresh();
}

void MainWindow::retrain(const TrainingConfig &config)
{
    m_showMistakesWhenDone = false;
    m_views->save();
    showPage(Page::Train);
    m_train->form()->setConfig(config); // says what is wrong with it on this machine, and lets correct it
    if (m_train->form()->isAcceptable())
        m_train->start(config);
}

/// Sets up a training with the settings of a session.
void MainWindow::duplicate(SessionId session)
{
    const JobId job = m_workspace.engine.openSession(session);
    m_workspace.replies.await(job, this, [this](const Outcome &outcome) {
        if (const auto *opened = std::get_if<SessionOpened>(&outcome)) {
            startAfresh();
            m_train->setUp(opened->details.config);
        } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
            m_message->say(InlineMessage::Kind::Error, failure->message);
        }
    });
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
    m_data->browse(folder);
    m_train->chooseData(folder);
    // Somebody who sets up a training goes on with that; anybody else wants to see what is in it.
    if (page() != Page::Train)
        showPage(Page::Data);
}

void MainWindow::showCentral()
{
    enum { Welcome, Work, Unknown }; // as they were added
    const SessionLibrary &library = m_workspace.library;
    const bool working = m_welcomeDismissed || m_workspace.run.isActive() || m_workspace.open.isOpen();
    const bool known = library.isListed() || m_listingFailed;
    const bool empty = library.isListed() && library.sessions().isEmpty();
    const bool worked = isWorking();
    m_central->setCurrentIndex(working ? Work : !known ? Unknown : empty ? Welcome : Work);
    if (!worked && isWorking())
        m_pages->currentWidget()->setFocus();
    updateActions();
}

bool MainWindow::isAskable(const std::optional<ExampleFacts> &example) const
{
    return example && example->ofSession && example->split == Split::Train && m_influence->hasExamples() &&
           !m_workspace.open.details().checkpoints.isEmpty() &&
           example->index < m_workspace.open.details().trainCount;
}

void MainWindow::updateActions()
{
    const bool working = !isWelcoming();
    const bool influence = working && page() == Page::Influence;
    const bool audit = working && page() == Page::Audit;
    const bool compare = working && page() == Page::Compare;
    m_actions[Id::StartTraining]->setEnabled(m_train->canStart());
    m_actions[Id::StopTraining]->setEnabled(m_workspace.run.isActive() && !m_workspace.run.isStopping());
    m_actions[Id::Trace]->setEnabled(influence && m_influence->canTrace());
    m_actions[Id::TraceAsOne]->setEnabled(influence && m_influence->canTraceAsOne());
    m_actions[Id::JudgeMethods]->setEnabled(working && m_workspace.open.isOpen());
    m_actions[Id::BuildIndex]->setEnabled(working && m_workspace.indexing.canRun());
    m_actions[Id::TraceMistakes]->setEnabled(influence && m_influence->canTraceMistakes());
    m_actions[Id::AskAboutTraining]->setEnabled(working && isAskable(m_workspace.selected.facts()));
    m_actions[Id::VerifyScores]->setEnabled(influence && m_influence->showsAnswer());
    for (const Id id : {Id::NextExample, Id::PreviousExample})
        m_actions[id]->setEnabled((influence && m_influence->hasExamples()) ||
                                  (compare && m_compare->hasExamples()));
    m_actions[Id::FindWrongLabels]->setEnabled(audit && m_audit->canFind());
    for (const Id id : {Id::KeepLabel, Id::Relabel, Id::ExcludeExample})
        m_actions[id]->setEnabled(audit && m_audit->canJudge());
    m_actions[Id::Retrain]->setEnabled(m_audit->canRetrain());
}

void MainWindow::showSettings()
{
    auto *dialog = new SettingsDialog(m_settings, m_workspace.engine.libraryFolder(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::themeChosen, this, [this](ThemeChoice theme) {
        applyTheme(theme);
        m_actions[Id::ThemeSystem]->setChecked(theme == ThemeChoice::System);
        m_actions[Id::ThemeLight]->setChecked(theme == ThemeChoice::Light);
        m_actions[Id::ThemeDark]->setChecked(theme == ThemeChoice::Dark);
    });
    connect(dialog, &SettingsDialog::thumbnailSizeChosen, m_data, &DataPage::setThumbnailSize);
    connect(dialog, &SettingsDialog::shortcutsRequested, m_actions[Id::EditShortcuts], &QAction::trigger);
    dialog->open();
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
           "With libtorch %1 and Qt %2.\n\n"
           "Free software under the GNU General Public License, version 3 or later.")
            .arg(Engine::libtorchVersion(), QString::fromLatin1(qVersion())));
    about->setTextInteractionFlags(Qt::TextBrowserInteraction); // for reports of what goes wrong
    about->open();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_views->save();
    m_settings.setWindowGeometry(saveGeometry());
    m_settings.setWindowState(saveState());
    m_settings.setLastSession(m_workspace.engine.libraryFolder(), m_workspace.open.id());
    if (m_workspace.library.hasUnsaved()) {
        // What was deleted can be brought back until now.
        event->ignore();
        m_workspace.library.commitRemovals([this] { close(); });
        return;
    }
    if (m_workspace.judging.hasUnsaved() && !m_mayLoseJudgements) {
        event->ignore();
        m_workspace.judging.finish([this] {
            m_mayLoseJudgements = m_workspace.judging.hasUnsaved();
            if (m_mayLoseJudgements)
                showPage(Page::Audit); // says why they can't be saved; who closes again wants to lose them
            else
                close();
        });
        return;
    }
    // A training goes on until the engine is destroyed; it leaves a session that can be resumed.
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_workspace.lookAround();
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
