// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QListView;
class QMenu;
class QStackedWidget;

namespace proponent::ui {

class ActionCollection;
class EmptyState;
class InlineMessage;
class NoteEditor;
class SessionListView;
class TagEditor;
enum class SessionOrder;
struct Workspace;

/// Every saved session: search, sort, open, resume, rename, note, tag, copy, compare, export, delete.
class SessionsPanel : public QWidget
{
    Q_OBJECT

public:
    SessionsPanel(Workspace &workspace, ActionCollection &actions, QWidget *parent = nullptr);

    [[nodiscard]] QListView *list() const;
    [[nodiscard]] QLineEdit *search() const { return m_search; }
    [[nodiscard]] QComboBox *order() const { return m_order; }
    void setOrder(SessionOrder order);
    [[nodiscard]] TagEditor *tagEditor() const { return m_tags; }
    /// "Deleted “Baseline”." with a button that takes it back.
    [[nodiscard]] InlineMessage *removalMessage() const { return m_removal; }
    /// What couldn't be done, or where something was written.
    [[nodiscard]] InlineMessage *message() const { return m_message; }

Q_SIGNALS:
    /// The user opened a session by click or key.
    void sessionActivated(proponent::SessionId session);
    /// A new training with this session's settings is to be set up.
    void duplicateRequested(proponent::SessionId session);
    void compareRequested(proponent::SessionId first, proponent::SessionId second);
    void reportRequested(proponent::SessionId session);
    void orderChanged(proponent::ui::SessionOrder order);

private:
    void setUpSearch();
    void layOut();
    QWidget *makeTools();
    void fillMenu(QMenu *menu) const;
    void connectActions();
    void connectWorkspace();
    void selectOpen();
    void selectSomething();
    void updateActions();
    void offerUndo();
    void openMenu(const QPoint &position);
    void editNote();
    void editTags();
    void compare();
    void chooseExportFolder();
    /// What an action on one session is about: the selected one or, where none is, the one that the window shows.
    /// Without an id while several are selected.
    [[nodiscard]] SessionSummary target() const;
    /// Two ids when Compare has something to do.
    [[nodiscard]] QList<SessionId> comparable() const;

    Workspace &m_workspace;
    ActionCollection &m_actions;
    QLineEdit *m_search;
    QComboBox *m_order;
    SessionListView *m_list;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    InlineMessage *m_removal;
    InlineMessage *m_message;
    NoteEditor *m_note;
    TagEditor *m_tags;
};

} // namespace proponent::ui
