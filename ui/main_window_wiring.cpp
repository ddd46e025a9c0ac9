// SPDX-License-Identifier: GPL-3.0-or-later
// What leads from where to where: actions, pages, the list of sessions.
#include "ui/main_window.h"

#include "ui/dialogs/manual_window.h"
#include "ui/dialogs/methods_dialog.h"
#include "ui/dialogs/shortcuts_dialog.h"
#include "ui/docks/sessions_panel.h"
#include "ui/pages/audit/audit_page.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/compare/moved_proponents.h"
#include "ui/pages/data/data_gallery.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/influence_result.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/welcome/welcome_page.h"
#include "ui/report/report_writing.h"
#include "ui/session_views.h"
#include "ui/text/influence_words.h"
#include "ui/typing_guard.h"
#include "ui/views/thumbnail_view.h"
#include "ui/widgets/action_menu.h"
#include "ui/widgets/inline_message.h"

#include <QAction>
#include <QDockWidget>
#include <QListView>

#include <utility>

namespace proponent::ui {

using Id = ActionCollection::Id;

void MainWindow::connectActions()
{
    const auto on = [this](Id id, auto slot) { connect(m_actions[id], &QAction::triggered, this, slot); };
    on(Id::NewSession, &MainWindow::startAfresh);
    on(Id::OpenData, &MainWindow::chooseDataFolder);
    on(Id::StartTraining, [this] {
        m_showMistakesWhenDone = false;
        m_train->start();
    });
    on(Id::StopTraining, [this] { m_workspace.run.stop(); });
    on(Id::Retrain, [this] { m_audit->retrain(); });
    on(Id::Trace, [this] { m_influence->trace(); });
    on(Id::TraceAsOne, [this] { m_influence->traceAsOne(); });
    on(Id::JudgeMethods, [this] {
        auto *dialog = new MethodsDialog(m_workspace, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    on(Id::BuildIndex, [this] { m_workspace.indexing.run(); });
    on(Id::TraceMistakes, [this] { m_influence->traceAllMistakes(); });
    on(Id::AskAboutTraining, &MainWindow::askAboutTraining);
    on(Id::VerifyScores, [this] { m_influence->verifyShown(); });
    const auto step = [this](int by) {
        page() == Page::Compare ? m_compare->step(by) : m_influence->step(by);
    };
    on(Id::NextExample, [step] { step(1); });
    on(Id::PreviousExample, [step] { step(-1); });
    on(Id::FindWrongLabels, [this] { m_audit->findWrongLabels(); });
    on(Id::KeepLabel, [this] { m_audit->keep(); });
    on(Id::Relabel, [this] { m_audit->relabel(); });
    on(Id::ExcludeExample, [this] { m_audit->exclude(); });
    for (std::size_t i = 0; i < pageActions.size(); ++i)
        on(pageActions[i], [this, i] { showPage(Page(int(i))); });
    on(Id::ResetLayout, &MainWindow::resetLayout);
    on(Id::OpenSettings, &MainWindow::showSettings);
    on(Id::EditShortcuts, [this] {
        auto *dialog = new ShortcutsDialog(m_actions, m_settings, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    on(Id::Manual, [this] { (new ManualWindow(this))->show(); });
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
    auto *guard = new TypingGuard(m_actions, this);
    for (QWidget *window : std::initializer_list<QWidget *>{this, m_sessionsDock, m_inspectorDock})
        window->installEventFilter(guard);
}

void MainWindow::askAboutTraining()
{
    const std::optional<ExampleFacts> example = m_workspace.selected.facts();
    if (!isAskable(example))
        return;
    showPage(Page::Influence);
    m_influence->askAboutTraining(example->index, example->label);
}

void MainWindow::connectPages()
{
    // The audit's list has it in its own menu, with all that can be said of a label.
    for (QWidget *list : std::initializer_list<QWidget *>{
             m_influence->result()->proponents(), m_influence->result()->opponents(), m_data->gallery(),
             m_compare->proponents()->rankingA(), m_compare->proponents()->rankingB()}) {
        list->addAction(m_actions[Id::AskAboutTraining]);
        offerActionsAsMenu(*list);
    }

    connect(m_welcome, &WelcomePage::tryRequested, this, &MainWindow::tryFashionMnist);
    connect(m_welcome, &WelcomePage::openDataRequested, this, &MainWindow::chooseDataFolder);
    connect(m_welcome, &WelcomePage::setUpRequested, m_actions[Id::NewSession], &QAction::trigger);
    const auto goToTraining = [this] { showPage(Page::Train); };
    connect(m_influence, &InfluencePage::trainRequested, this, goToTraining);
    connect(m_influence, &InfluencePage::judgingRequested, m_actions[Id::JudgeMethods], &QAction::trigger);
    connect(m_audit, &AuditPage::trainRequested, this, goToTraining);
    connect(m_compare, &ComparePage::trainRequested, this, goToTraining);
    connect(m_data, &DataPage::openDataRequested, this, &MainWindow::chooseDataFolder);
    connect(m_data, &DataPage::trainRequested, this, [this](const QString &spec) {
        showPage(Page::Train);
        m_train->startAfresh();
        m_train->chooseData(spec);
    });
    connect(m_data, &DataPage::testChosen, this, [this](qint64 test) {
        showPage(Page::Influence);
        m_influence->selectTest(test);
    });
    connect(m_train, &TrainPage::mistakesRequested, this, [this] {
        showPage(Page::Influence);
        m_influence->showMistakes();
    });
    connect(m_train, &TrainPage::comparisonRequested, this, [this](SessionId with) {
        showPage(Page::Compare);
        m_compare->compareWith(with);
    });
    connect(m_audit, &AuditPage::retrainRequested, this, &MainWindow::retrain);
    connect(m_train, &TrainPage::canStartChanged, this, &MainWindow::updateActions);
    connect(m_influence, &InfluencePage::actionsChanged, this, &MainWindow::updateActions);
    connect(m_audit, &AuditPage::actionsChanged, this, &MainWindow::updateActions);
    connect(m_compare, &ComparePage::actionsChanged, this, &MainWindow::updateActions);
}

void MainWindow::connectSessions()
{
    connect(m_sessions, &SessionsPanel::sessionActivated, this, [this](SessionId session) {
        m_showMistakesWhenDone = false; // they look at something else now
        m_views->open(session);
    });
    connect(m_sessions, &SessionsPanel::orderChanged, this,
            [this](SessionOrder order) { m_settings.setSessionOrder(order); });
    connect(m_sessions, &SessionsPanel::duplicateRequested, this, &MainWindow::duplicate);
    connect(m_sessions, &SessionsPanel::compareRequested, this, &MainWindow::compare);
    connect(m_sessions, &SessionsPanel::reportRequested, m_reports, &ReportWriting::askAndWrite);
    connect(&m_workspace.library, &SessionLibrary::changed, this, &MainWindow::showCentral);
    connect(&m_workspace.library, &SessionLibrary::failed, this, [this] {
        m_listingFailed = true;
        showCentral();
    });
    connect(&m_workspace.library, &SessionLibrary::removed, this, [this](SessionId session) {
        m_workspace.ahead.forget(session);
        if (m_workspace.open.id() == session)
            m_workspace.open.close();
    });
    connect(&m_workspace.library, &SessionLibrary::restored, this, [this](SessionId session) {
        if (!m_workspace.open.isOpen())
            m_views->open(session);
    });
}

void MainWindow::compare(SessionId first, SessionId second)
{
    if (m_workspace.open.id() == second)
        std::swap(first, second); // the one that is open stays open
    if (m_workspace.open.id() != first)
        m_views->open(first);
    showPage(Page::Compare);
    if (m_workspace.open.id() == first) {
        m_compare->compareWith(second);
        return;
    }
    connect(
        &m_workspace.open, &OpenSession::opened, this,
        [this, second] {
            showPage(Page::Compare);
            m_compare->compareWith(second);
        },
        Qt::SingleShotConnection);
}

void MainWindow::connectWorkspace()
{
    m_workspace.ahead.setRule([this](const SessionDetails &session) -> std::optional<TraceSettings> {
        const TraceSettings how = m_settings.traceSettings(m_workspace.engine.libraryFolder(), session);
        const TraceAhead when = m_settings.traceAhead();
        const bool isWanted =
            when == TraceAhead::Always || (when == TraceAhead::WhenQuick && tracesQuickly(session, how));
        return isWanted ? std::optional(how) : std::nullopt;
    });
    m_workspace.indexing.setRule([this] { return m_settings.indexesAfterTraining(); });
    connect(&m_workspace.indexing, &Indexing::changed, this, &MainWindow::updateActions);
    connect(&m_workspace.indexing, &Indexing::failed, this,
            [this](const QString &message) { m_message->say(InlineMessage::Kind::Error, message); });
    connect(&m_workspace.indexing, &Indexing::built, this, [this](const SessionIndex &index) {
        m_notice->clear(); // what it would take
        m_message->say(InlineMessage::Kind::Success, text::indexWords(index));
    });
    connect(&m_workspace.open, &OpenSession::failed, this,
            [this](const QString &message) { m_message->say(InlineMessage::Kind::Error, message); });
    connect(&m_workspace.open, &OpenSession::opened, this, [this] {
        showTitle();
        m_message->clear();
        showCentral();
    });
    connect(&m_workspace.open, &OpenSession::updated, this, [this] {
        showTitle();
        if (m_showMistakesWhenDone && !m_workspace.run.isActive() &&
            m_workspace.open.details().summary.state == SessionState::Completed) {
            m_showMistakesWhenDone = false;
            showPage(Page::Influence);
            m_influence->showMistakes();
        }
    });
    connect(&m_workspace.run, &TrainingRun::activeChanged, this, &MainWindow::showCentral);
    connect(&m_workspace.run, &TrainingRun::ended, this, [this](const Outcome &outcome) {
        m_workspace.library.refresh(); // on a full disk the engine couldn't write how it ended
        const auto *failure = std::get_if<Failed>(&outcome);
        if (failure && page() != Page::Train) // which says it itself
            m_message->say(InlineMessage::Kind::Error, failure->message);
    });
    connect(&m_workspace.selected, &SelectedExample::changed, this, &MainWindow::updateActions);
    connect(&m_workspace.judging, &LabelJudging::saved, this, [this] { m_mayLoseJudgements = false; });
    connect(&m_workspace.engine, &Engine::notice, this,
            [this](const QString &text) { m_notice->say(InlineMessage::Kind::Info, text); });
}

} // namespace proponent::ui
