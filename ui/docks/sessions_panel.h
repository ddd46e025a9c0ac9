// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/session_list_model.h"

#include <QWidget>

class QLineEdit;
class QListView;
class QStackedWidget;

namespace proponent::ui {

class ActionCollection;
class ConfirmBar;
class EmptyState;
class InlineMessage;
class NoteEditor;
struct Workspace;

/// Every saved session, newest first: search, open, resume, rename, note, export, delete.
class SessionsPanel : public QWidget
{
    Q_OBJECT

public:
    SessionsPanel(Workspace &workspace, ActionCollection &actions, QWidget *parent = nullptr);

    [[nodiscard]] QListView *list() const { return m_list; }
    [[nodiscard]] QLineEdit *search() const { return m_search; }
    [[nodiscard]] ConfirmBar *confirmation() const { return m_confirm; }

Q_SIGNALS:
    /// The user opened a session by click or key.
    void sessionActivated(proponent::SessionId session);

private:
    void setUpList();
    QWidget *makeTools();
    void connectActions();
    void connectWorkspace();
    void selectOpen();
    void updateActions();
    void openMenu(const QPoint &position);
    void chooseExportFolder();
    [[nodiscard]] SessionSummary current() const;

    Workspace &m_workspace;
    ActionCollection &m_actions;
    SessionListModel m_model;
    SessionFilter m_filter;
    QLineEdit *m_search;
    QListView *m_list;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    InlineMessage *m_message;
    ConfirmBar *m_confirm;
    NoteEditor *m_note;
};

} // namespace proponent::ui
