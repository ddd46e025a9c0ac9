// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"
#include "ui/models/session_search.h"
#include "ui/settings/session_order.h"

#include <QAbstractListModel>
#include <QCollator>
#include <QHash>
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
        UpdatedRole,
        DetailRole, ///< model, data, device in one line
        SearchRole, ///< everything with words that a search looks at
        NoteRole,
        TagsRole, ///< QStringList
        CopyRole, ///< a line of text with tabs
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
    struct Row
    {
        SessionSummary session;
        QString search; ///< made once, as every key stroke looks at all of them
    };

    void removeAllBut(const QList<SessionSummary> &sessions);
    void append(const SessionSummary &session);

    QList<Row> m_rows;
    SessionId m_open;
};

/// The sessions that match a search, sorted.
class SessionFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit SessionFilter(QObject *parent = nullptr);

    void setSearch(const QString &text);
    void setOrder(SessionOrder order);

protected:
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    SessionSearch m_search;
    SessionOrder m_order = SessionOrder::Newest;
    QCollator m_collator;
};

} // namespace proponent::ui
