// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/sessions_panel.h"

#include "ui/action_collection.h"
#include "ui/delegates/session_delegate.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/confirm_bar.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/note_editor.h"
#include "ui/work/workspace.h"

#include <QAction>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace proponent::ui {

using Id = ActionCollection::Id;

SessionsPanel::SessionsPanel(Workspace &workspace, ActionCollection &actions, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_actions(actions),
      m_search(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_empty(new EmptyState(QStringLiteral("sessions"), this)),
      m_stack(new QStackedWidget(this)),
      m_message(new InlineMessage(this)),
      m_confirm(new ConfirmBar(this)),
      m_note(new NoteEditor(this))
{
    m_search->setPlaceholderText(tr("Search sessions"));
    m_search->setAccessibleName(tr("Search sessions"));
    m_search->setToolTip(tr("Name, model, data, device, accuracy, state or note"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);

    setUpList();
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::half, 0, 0);
    layout->setSpacing(space::one);
    auto *searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(space::one, 0, space::one, 0);
    searchRow->addWidget(m_search);
    layout->addLayout(searchRow);
    layout->addWidget(m_message);
    layout->addWidget(m_stack, 1);
    layout->addWidget(makeTools());
    layout->addWidget(m_confirm);
    layout->addWidget(m_note);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.setSearch(text);
        updateActions();
    });
    connect(m_list, &QListView::clicked, this, [this] { Q_EMIT sessionActivated(current().id); });
    connect(m_list, &QListView::activated, this, [this] { Q_EMIT sessionActivated(current().id); });
    connect(m_list, &QListView::customContextMenuRequested, this, &SessionsPanel::openMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SessionsPanel::updateActions);
    connectActions();
    connectWorkspace();
    updateActions();
}

void SessionsPanel::setUpList()
{
    m_filter.setSourceModel(&m_model);
    m_list->setModel(&m_filter);
    m_list->setItemDelegate(new SessionDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setAccessibleName(tr("Sessions"));
    m_empty->setWords(tr("No sessions yet"),
                      tr("Every training is kept here with its curves, checkpoints and analyses."));
}

QWidget *SessionsPanel::makeTools()
{
    auto *tools = new QWidget(this);
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(space::one, 0, space::one, space::half);
    row->setSpacing(space::half);
    for (const Id id : {Id::NewSession, Id::ResumeSession, Id::RenameSession, Id::EditNote, Id::ExportSession,
                        Id::DeleteSession}) {
        auto *button = new QToolButton(tools);
        button->setDefaultAction(m_actions[id]);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setFixedSize(30, 30);
        button->setAccessibleName(m_actions[id]->iconText());
        row->addWidget(button);
    }
    row->addStretch(1);
    return tools;
}

void SessionsPanel::connectActions()
{
    connect(m_actions[Id::FindSession], &QAction::triggered, m_search, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
    connect(m_actions[Id::RenameSession], &QAction::triggered, this,
            [this] { m_list->edit(m_list->currentIndex()); });
    connect(m_actions[Id::ResumeSession], &QAction::triggered, this, [this] {
        const SessionSummary session = current();
        Q_EMIT sessionActivated(session.id);
        m_workspace.run.resume(session);
    });
    connect(m_actions[Id::EditNote], &QAction::triggered, this, [this] {
        const SessionSummary session = current();
        m_confirm->hide();
        m_note->edit(tr("Note on %1").arg(session.name), session.note,
                     [this, id = session.id](const QString &note) { m_workspace.library.setNote(id, note); });
    });
    connect(m_actions[Id::ExportSession], &QAction::triggered, this, &SessionsPanel::chooseExportFolder);
    connect(m_actions[Id::DeleteSession], &QAction::triggered, this, [this] {
        const SessionSummary session = current();
        m_note->hide();
        m_confirm->ask(
            tr("Delete “%1” with its checkpoints and analyses? This can't be undone.").arg(session.name),
            tr("Delete"), [this, id = session.id] { m_workspace.library.remove(id); });
    });
}

void SessionsPanel::connectWorkspace()
{
    SessionLibrary &library = m_workspace.library;
    connect(&library, &SessionLibrary::changed, this, [this] {
        m_model.setSessions(m_workspace.library.sessions());
        if (!m_list->currentIndex().isValid())
            selectOpen(); // a session that has just begun was not in the list when it was opened
        updateActions();
    });
    connect(&library, &SessionLibrary::failed, this,
            [this](const QString &message) { m_message->say(InlineMessage::Kind::Error, message); });
    connect(&library, &SessionLibrary::exported, this, [this](const QString &folder) {
        m_message->say(InlineMessage::Kind::Success,
                       tr("Exported to %1.").arg(QDir::toNativeSeparators(folder)));
    });
    connect(&m_model, &SessionListModel::renameRequested, &library, &SessionLibrary::rename);
    connect(&m_workspace.open, &OpenSession::opened, this, &SessionsPanel::selectOpen);
    connect(&m_workspace.run, &TrainingRun::activeChanged, this, &SessionsPanel::updateActions);
}

void SessionsPanel::selectOpen()
{
    const SessionId id = m_workspace.open.id();
    m_model.setOpen(id);
    m_list->setCurrentIndex(m_filter.mapFromSource(m_model.indexOf(id)));
}

void SessionsPanel::updateActions()
{
    const SessionSummary session = current();
    const bool any = session.id.isValid();
    const bool training = m_workspace.run.session() == session.id && m_workspace.run.isActive();
    const bool resumable = session.state == SessionState::Interrupted && !m_workspace.run.isActive();
    m_actions[Id::RenameSession]->setEnabled(any);
    m_actions[Id::EditNote]->setEnabled(any);
    m_actions[Id::ExportSession]->setEnabled(any && session.epochsDone > 0);
    m_actions[Id::DeleteSession]->setEnabled(any && !training && session.state != SessionState::Running);
    m_actions[Id::ResumeSession]->setEnabled(any && resumable);

    const bool searching = !m_search->text().isEmpty() && m_model.rowCount() > 0;
    m_empty->setWords(searching ? tr("Nothing found") : tr("No sessions yet"),
                      searching
                          ? tr("No session holds all of these words.")
                          : tr("Every training is kept here with its curves, checkpoints and analyses."));
    m_stack->setCurrentIndex(m_filter.rowCount() > 0 ? 0 : 1);
    m_search->setEnabled(m_model.rowCount() > 0);
}

SessionSummary SessionsPanel::current() const
{
    const QModelIndex index = m_filter.mapToSource(m_list->currentIndex());
    return index.isValid() ? m_model.sessionAt(index) : SessionSummary{};
}

void SessionsPanel::openMenu(const QPoint &position)
{
    if (!m_list->indexAt(position).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_actions[Id::ResumeSession]);
    menu->addAction(m_actions[Id::RenameSession]);
    menu->addAction(m_actions[Id::EditNote]);
    menu->addAction(m_actions[Id::ExportSession]);
    menu->addSeparator();
    menu->addAction(m_actions[Id::DeleteSession]);
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

void SessionsPanel::chooseExportFolder()
{
    const SessionSummary session = current();
    auto *dialog = new QFileDialog(this, tr("Export “%1” to a folder").arg(session.name));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, id = session.id](const QString &folder) { m_workspace.library.exportTo(id, folder); });
    dialog->open();
}

} // namespace proponent::ui
