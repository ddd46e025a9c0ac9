// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/session_list_view.h"

#include "ui/delegates/session_delegate.h"

#include <QApplication>
#include <QClipboard>

#include <algorithm>

namespace proponent::ui {

SessionListView::SessionListView(QWidget *parent) : QListView(parent)
{
    m_filter.setSourceModel(&m_model);
    setModel(&m_filter);
    setItemDelegate(new SessionDelegate(this));
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers); // by its action, whose key can be changed
    setContextMenuPolicy(Qt::CustomContextMenu);

    connect(this, &QListView::clicked, this, [this](const QModelIndex &row) {
        const auto clicked = row.data(SessionListModel::IdRole).value<SessionId>();
        if (selected() == QList{clicked}) // else it was a click that selects more or fewer
            Q_EMIT opened(clicked);
    });
    connect(this, &QListView::activated, this, [this](const QModelIndex &row) {
        Q_EMIT opened(row.data(SessionListModel::IdRole).value<SessionId>());
    });
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &SessionListView::moved);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &SessionListView::moved);
}

QModelIndex SessionListView::rowOf(SessionId session) const
{
    return m_filter.mapFromSource(m_model.indexOf(session));
}

void SessionListView::select(SessionId session)
{
    // Not setCurrentIndex(): it would add to the selection while somebody holds Ctrl, as after Ctrl+N.
    const QModelIndex index = rowOf(session);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    selectionModel()->select(index, QItemSelectionModel::ClearAndSelect);
    scrollTo(index);
}

SessionSummary SessionListView::current() const
{
    const QModelIndexList rows = selectedRows();
    const QModelIndex row = rows.contains(currentIndex()) ? currentIndex() : rows.value(0);
    return row.isValid() ? m_model.sessionAt(m_filter.mapToSource(row)) : SessionSummary{};
}

QModelIndexList SessionListView::selectedRows() const
{
    QModelIndexList rows = selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    return rows;
}

QList<SessionId> SessionListView::selected() const
{
    QList<SessionId> ids;
    const QModelIndexList rows = selectedRows();
    for (const QModelIndex &row : rows)
        ids.append(row.data(SessionListModel::IdRole).value<SessionId>());
    return ids;
}

void SessionListView::copySelected() const
{
    QStringList lines;
    const QModelIndexList rows = selectedRows();
    for (const QModelIndex &row : rows)
        lines += row.data(SessionListModel::CopyRole).toString();
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace proponent::ui
