// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/audit/suspect_list.h"

#include "ui/pages/audit/suspect_filter_bar.h"
#include "ui/pages/audit/suspect_grid.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/tab_order.h"
#include "ui/work/workspace.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace proponent::ui {

SuspectList::SuspectList(Workspace &workspace, QWidget *parent)
    : QWidget(parent),
      m_model(workspace.images, workspace.judging),
      m_bar(new SuspectFilterBar(m_model, m_filter, this)),
      m_grid(new SuspectGrid(this)),
      m_empty(new EmptyState(QStringLiteral("done"), this)),
      m_stack(new QStackedWidget(this))
{
    m_filter.setSourceModel(&m_model);
    m_grid->setModel(&m_filter);
    m_stack->addWidget(m_grid);
    m_stack->addWidget(m_empty);
    leadFocus(*this, [this] { return m_grid; });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::one);
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);

    // Not currentChanged: it comes with each change of the selection, and everything would be done twice.
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &SuspectList::selectionChanged);
    connect(m_bar, &SuspectFilterBar::changed, this, &SuspectList::showFiltered);
    connect(m_bar, &SuspectFilterBar::plantedShownChanged, this, &SuspectList::plantedShownChanged);
    connect(m_empty, &EmptyState::triggered, m_bar, &SuspectFilterBar::reset);
}

void SuspectList::showAudit(const LabelAudit &audit, const SessionDetails &session)
{
    const bool another = std::exchange(m_session, session.summary.id) != session.summary.id;
    m_model.setAudit(audit, session);
    m_bar->setAudit(audit, session.dataset, another);
    m_grid->scrollToTop();
    selectRow(std::max(0, openRow(0)));
    showFiltered();
}

void SuspectList::clear()
{
    m_session = {};
    m_model.clear();
}

QList<SuspectExample> SuspectList::selected() const
{
    QModelIndexList indexes = m_grid->selectionModel()->selectedIndexes();
    std::sort(indexes.begin(), indexes.end());
    QList<SuspectExample> suspects;
    for (const QModelIndex &index : std::as_const(indexes))
        suspects += m_model.suspects().at(m_filter.mapToSource(index).row());
    return suspects;
}

void SuspectList::select(const QList<qint64> &trainIndices)
{
    QItemSelection selection;
    for (const qint64 trainIndex : trainIndices) {
        const QModelIndex index = m_filter.mapFromSource(m_model.indexOf(trainIndex));
        if (index.isValid())
            selection.select(index, index);
    }
    if (selection.isEmpty())
        return;
    const QModelIndex first = selection.constFirst().topLeft();
    m_grid->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    m_grid->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    m_grid->scrollTo(first);
}

void SuspectList::selectNext()
{
    const QModelIndexList indexes = m_grid->selectionModel()->selectedIndexes();
    int last = -1;
    for (const QModelIndex &index : indexes)
        last = std::max(last, index.row());
    int row = openRow(last + 1);
    if (row < 0)
        row = openRow(0);
    selectRow(row < 0 ? std::min(last + 1, m_filter.rowCount() - 1) : row);
}

int SuspectList::openRow(int from) const
{
    for (int row = from; row < m_filter.rowCount(); ++row) {
        if (!m_filter.index(row, 0).data(SuspectModel::JudgedRole).toBool())
            return row;
    }
    return -1;
}

void SuspectList::selectRow(int row)
{
    const QModelIndex index = m_filter.index(row, 0);
    if (!index.isValid())
        return;
    m_grid->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_grid->scrollTo(index);
}

void SuspectList::showFiltered()
{
    const bool ranked = m_model.rowCount() > 0;
    m_empty->setWords(ranked ? tr("None") : tr("No suspects"),
                      ranked ? tr("No suspect is like that.")
                             : tr("The model's answers are not finite, so that nothing can be ranked. Train "
                                  "again with a lower learning rate."));
    m_empty->setAction(ranked ? tr("Show all suspects") : QString());
    m_stack->setCurrentWidget(m_filter.rowCount() > 0 ? static_cast<QWidget *>(m_grid) : m_empty);
    const QModelIndexList selected = m_grid->selectionModel()->selectedIndexes();
    if (selected.isEmpty())
        selectRow(0);
    else
        m_grid->scrollTo(selected.constFirst());
    // A layout change drops what is filtered out without a word.
    Q_EMIT selectionChanged();
}

} // namespace proponent::ui
