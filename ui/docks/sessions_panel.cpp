// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/sessions_panel.h"

#include "ui/settings/action_collection.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/session_list_view.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/note_editor.h"
#include "ui/widgets/tag_editor.h"
#include "ui/work/session_edits.h"
#include "ui/work/workspace.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>

namespace proponent::ui {

using Id = ActionCollection::Id;

SessionsPanel::SessionsPanel(Workspace &workspace, ActionCollection &actions, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_actions(actions),
      m_search(new QLineEdit(this)),
      m_order(new QComboBox(this)),
      m_list(new SessionListView(this)),
      m_empty(new EmptyState(QStringLiteral("sessions"), this)),
      m_stack(new QStackedWidget(this)),
      m_removal(new InlineMessage(this)),
      m_message(new InlineMessage(this)),
      m_note(new NoteEditor(this)),
      m_tags(new TagEditor(this))
{
    setUpSearch();
    layOut();
    connectActions();
    connectWorkspace();
    updateActions();
}

void SessionsPanel::setUpSearch()
{
    m_search->setPlaceholderText(tr("Search, e.g. cnn >90"));
    m_search->setAccessibleName(tr("Search sessions"));
    m_search->setToolTip(
        tr("Words of the name, tags, note, model, data, device or state; or a test accuracy, "
           "as in “>90” or “acc<=0.85”"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_order->addItem(tr("Newest first"), int(SessionOrder::Newest));
    m_order->addItem(tr("By name"), int(SessionOrder::Name));
    m_order->addItem(tr("Most accurate first"), int(SessionOrder::Accuracy));
    m_order->addItem(tr("Last changed first"), int(SessionOrder::Updated));
    m_order->setAccessibleName(tr("Order of sessions"));
    m_order->setToolTip(tr("In what order sessions are listed"));

    connect(m_list, &SessionListView::opened, this, &SessionsPanel::sessionActivated);
    connect(m_list, &SessionListView::moved, this, &SessionsPanel::updateActions);
    connect(m_list, &QListView::customContextMenuRequested, this, &SessionsPanel::openMenu);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_list->filter().setSearch(text);
        selectSomething();
        updateActions();
    });
    connect(m_order, &QComboBox::currentIndexChanged, this, [this] {
        const auto order = SessionOrder(m_order->currentData().toInt());
        m_list->filter().setOrder(order);
        m_list->scrollTo(m_list->currentIndex());
        Q_EMIT orderChanged(order);
    });
}

void SessionsPanel::setOrder(SessionOrder order)
{
    m_order->setCurrentIndex(m_order->findData(int(order)));
}

void SessionsPanel::layOut()
{
    m_list->setAccessibleName(tr("Sessions"));
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::half, 0, 0);
    layout->setSpacing(space::one);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(space::one, 0, space::one, 0);
    top->setSpacing(space::half);
    top->addWidget(m_search);
    top->addWidget(m_order);
    layout->addLayout(top);
    layout->addWidget(m_message);
    layout->addWidget(m_removal);
    layout->addWidget(m_stack, 1);
    layout->addWidget(makeTools());
    layout->addWidget(m_note);
    layout->addWidget(m_tags);
}

QWidget *SessionsPanel::makeTools()
{
    auto *tools = new QWidget(this);
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(space::one, 0, space::one, space::half);
    row->setSpacing(space::half);
    const auto add = [this, tools, row](QAction *action) {
        auto *button = new QToolButton(tools);
        if (action)
            button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setFixedSize(30, 30);
        button->setAccessibleName(action ? action->iconText() : tr("More actions"));
        row->addWidget(button);
        return button;
    };
    for (const Id id :
         {Id::NewSession, Id::ResumeSession, Id::RenameSession, Id::EditTags, Id::DeleteSession})
        add(m_actions[id]);
    row->addStretch(1);
    QToolButton *more = add(nullptr);
    more->setIcon(themedIcon(QStringLiteral("more")));
    more->setToolTip(tr("Everything that can be done with the selected session"));
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    fillMenu(menu);
    more->setMenu(menu);
    return tools;
}

void SessionsPanel::fillMenu(QMenu *menu) const
{
    menu->addActions(
        {m_actions[Id::ResumeSession], m_actions[Id::DuplicateConfig], m_actions[Id::CompareSessions]});
    menu->addSeparator();
    menu->addActions({m_actions[Id::RenameSession], m_actions[Id::EditNote], m_actions[Id::EditTags]});
    menu->addSeparator();
    menu->addActions({m_actions[Id::CopySessions], m_actions[Id::ExportSession], m_actions[Id::WriteReport]});
    menu->addSeparator();
    menu->addAction(m_actions[Id::DeleteSession]);
}

void SessionsPanel::connectActions()
{
    // Their keys work while the list has the focus.
    m_list->addActions(
        {m_actions[Id::RenameSession], m_actions[Id::DeleteSession], m_actions[Id::CopySessions]});
    const auto on = [this](Id id, auto slot) { connect(m_actions[id], &QAction::triggered, this, slot); };
    on(Id::FindSession, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
    on(Id::RenameSession, [this] { m_list->edit(m_list->rowOf(target().id)); });
    on(Id::ResumeSession, [this] {
        const SessionSummary session = target();
        Q_EMIT sessionActivated(session.id);
        m_workspace.run.resume(session);
    });
    on(Id::EditNote, &SessionsPanel::editNote);
    on(Id::EditTags, &SessionsPanel::editTags);
    on(Id::CopySessions, [this] { m_list->copySelected(); });
    on(Id::DuplicateConfig, [this] { Q_EMIT duplicateRequested(target().id); });
    on(Id::CompareSessions, &SessionsPanel::compare);
    on(Id::ExportSession, &SessionsPanel::chooseExportFolder);
    on(Id::WriteReport, [this] { Q_EMIT reportRequested(target().id); });
    on(Id::DeleteSession, [this] { m_workspace.library.remove(m_list->selected()); });
}

void SessionsPanel::connectWorkspace()
{
    SessionLibrary &library = m_workspace.library;
    connect(&library, &SessionLibrary::changed, this, [this] {
        m_list->sessions().setSessions(m_workspace.library.sessions());
        selectSomething(); // a session that has just begun was not in the list when it was opened
        updateActions();
    });
    connect(&library, &SessionLibrary::restored, this,
            [this](SessionId session) { m_list->select(session); });
    connect(&library, &SessionLibrary::failed, this,
            [this](const QString &message) { m_message->say(InlineMessage::Kind::Error, message); });
    connect(&library, &SessionLibrary::exported, this, [this](const QString &folder) {
        m_message->say(InlineMessage::Kind::Success,
                       tr("Exported to %1.").arg(QDir::toNativeSeparators(folder)));
    });
    connect(&m_list->sessions(), &SessionListModel::renameRequested, &library, &SessionLibrary::rename);
    connect(&m_workspace.open, &OpenSession::opened, this, &SessionsPanel::selectOpen);
    connect(&m_workspace.run, &TrainingRun::activeChanged, this, &SessionsPanel::updateActions);
    connect(&m_workspace.undo, &QUndoStack::indexChanged, this, &SessionsPanel::offerUndo);
    connect(m_removal, &InlineMessage::actionTriggered, &m_workspace.undo, &QUndoStack::undo);
}

QListView *SessionsPanel::list() const
{
    return m_list;
}

/// Only while a removal is the last change, which is what the button takes back.
void SessionsPanel::offerUndo()
{
    const QUndoStack &undo = m_workspace.undo;
    if (const auto *removal = dynamic_cast<const RemoveSessions *>(undo.command(undo.index() - 1)))
        m_removal->offer(InlineMessage::Kind::Info, removal->sentence(), tr("Undo"));
    else
        m_removal->clear();
}

void SessionsPanel::selectOpen()
{
    const SessionId id = m_workspace.open.id();
    m_list->sessions().setOpen(id);
    m_list->select(id);
    updateActions();
}

/// Where nothing looks selected, what is open does: a search may have hidden the one, and shows the other again.
void SessionsPanel::selectSomething()
{
    if (m_list->selected().isEmpty())
        selectOpen();
}

SessionSummary SessionsPanel::target() const
{
    const qsizetype selected = m_list->selected().size();
    if (selected > 0)
        return selected == 1 ? m_list->current() : SessionSummary{};
    const QList<SessionSummary> &all = m_workspace.library.sessions();
    const auto open = std::find_if(all.begin(), all.end(), [this](const SessionSummary &one) {
        return one.id == m_workspace.open.id();
    });
    return open == all.end() ? SessionSummary{} : *open;
}

void SessionsPanel::updateActions()
{
    const SessionSummary session = target();
    const bool any = session.id.isValid();
    const bool training = any && m_workspace.run.session() == session.id && m_workspace.run.isActive();
    const bool resumable = isResumable(session) && !m_workspace.run.isActive();
    const bool running = training || session.state == SessionState::Running;
    const qsizetype selected = m_list->selected().size();
    for (const Id id : {Id::EditNote, Id::EditTags, Id::DuplicateConfig})
        m_actions[id]->setEnabled(any);
    m_actions[Id::RenameSession]->setEnabled(any && m_list->rowOf(session.id).isValid());
    m_actions[Id::CopySessions]->setEnabled(selected > 0);
    m_actions[Id::DeleteSession]->setEnabled(selected > 1 || (selected == 1 && !running));
    for (const Id id : {Id::ExportSession, Id::WriteReport})
        m_actions[id]->setEnabled(any && session.epochsDone > 0);
    m_actions[Id::ResumeSession]->setEnabled(any && resumable);
    m_actions[Id::CompareSessions]->setEnabled(comparable().size() == 2);

    const int all = m_list->sessions().rowCount();
    const bool searching = !m_search->text().isEmpty() && all > 0;
    m_empty->setWords(searching ? tr("Nothing found") : tr("No sessions yet"),
                      searching
                          ? tr("No session matches this search.")
                          : tr("Every training is kept here with its curves, checkpoints and analyses."));
    m_stack->setCurrentIndex(m_list->filter().rowCount() > 0 ? 0 : 1);
    m_search->setEnabled(all > 0);
    m_order->setEnabled(all > 1);
}

QList<SessionId> SessionsPanel::comparable() const
{
    QList<SessionId> ids = m_list->selected();
    if (const SessionId open = m_workspace.open.id(); ids.size() == 1 && open.isValid() && ids != QList{open})
        ids.prepend(open);
    return ids.size() == 2 ? ids : QList<SessionId>();
}

void SessionsPanel::compare()
{
    const QList<SessionId> ids = comparable();
    if (ids.size() == 2)
        Q_EMIT compareRequested(ids.first(), ids.last());
}

void SessionsPanel::editNote()
{
    const SessionSummary session = target();
    m_tags->hide();
    m_note->edit(tr("Note on %1").arg(session.name), session.note,
                 [this, id = session.id](const QString &note) { m_workspace.library.setNote(id, note); });
}

void SessionsPanel::editTags()
{
    const SessionSummary session = target();
    m_note->hide();
    m_tags->edit(tr("Tags of %1, with commas between them").arg(session.name), session.tags,
                 m_workspace.library.knownTags(),
                 [this, id = session.id](const QStringList &tags) { m_workspace.library.setTags(id, tags); });
}

void SessionsPanel::openMenu(const QPoint &position)
{
    if (!m_list->indexAt(position).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(menu);
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

void SessionsPanel::chooseExportFolder()
{
    const SessionSummary session = target();
    auto *dialog = new QFileDialog(this, tr("Export “%1” to a folder").arg(session.name));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, id = session.id](const QString &folder) { m_workspace.library.exportTo(id, folder); });
    dialog->open();
}

} // namespace proponent::ui
