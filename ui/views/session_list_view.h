// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/session_list_model.h"

#include <QListView>

namespace proponent::ui {

/// The saved sessions as a list: sorted, searched, one of them current, several selected.
class SessionListView : public QListView
{
    Q_OBJECT

public:
    explicit SessionListView(QWidget *parent = nullptr);

    [[nodiscard]] SessionListModel &sessions() { return m_model; }
    [[nodiscard]] SessionFilter &filter() { return m_filter; }

    void select(SessionId session);
    /// Not valid while a search hides it.
    [[nodiscard]] QModelIndex rowOf(SessionId session) const;
    /// The one that looks selected: the only one, or of several the one with the focus. Without an id when there is
    /// none. What has the focus and isn't selected is nobody's choice: the view goes there by itself when a search
    /// hides what was selected.
    [[nodiscard]] SessionSummary current() const;
    /// In the order of the list.
    [[nodiscard]] QList<SessionId> selected() const;
    /// A line about each of them.
    void copySelected() const;

Q_SIGNALS:
    /// Clicked, or chosen by key.
    void opened(proponent::SessionId session);
    /// current() or selected() has changed.
    void moved();

private:
    [[nodiscard]] QModelIndexList selectedRows() const;

    SessionListModel m_model;
    SessionFilter m_filter;
};

} // namespace proponent::ui
