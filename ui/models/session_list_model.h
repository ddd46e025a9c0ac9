// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>

namespace proponent::ui {

/// The saved sessions, one a row. Keeps rows (and with them selection and editors) when the list is read
/// again.
class SessionListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        StateRole, ///< SessionState as int
        StateTextRole, ///< the state in words, with how far an interrupted one got
        AccuracyRole, ///< double, or invalid
        CreatedRole,
        DetailRole, ///< model, data, device in one line
        SearchRole, ///< everything that a search looks at
        NoteRole,
        OpenRole, ///< shown by the pages
    };

    using QAbstractListModel::QAbstractListModel;

    void setSessions(const QList<SessionSummary> &sessions);
    void setOpen(SessionId session);
    [[nodiscard]] SessionSummary sessionAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(SessionId session) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// Asks for a new name; the row changes when the library has it.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void renameRequested(proponent::SessionId session, const QString &name);

private:
    QList<SessionSummary> m_sessions;
    SessionId m_open;
};

/// Newest first; shows the sessions that hold every word that is searched for.
class SessionFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit SessionFilter(QObject *parent = nullptr);

    void setSearch(const QString &text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
};

} // namespace proponent::ui
