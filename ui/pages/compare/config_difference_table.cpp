// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/config_difference_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

namespace proponent::ui {

namespace {
constexpr int mostRowsShown = 6;
} // namespace

ConfigDifferenceTable::ConfigDifferenceTable(QWidget *parent) : QTableView(parent)
{
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_sorted.setSortLocaleAware(true);
    setModel(&m_sorted);
    setAccessibleName(tr("Differences between the configurations"));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setTabKeyNavigation(false); // Tab goes on to the next control
    setWordWrap(false);
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(ConfigDifferenceModel::Setting, QHeaderView::ResizeToContents);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // in the order of the training form
    setSortingEnabled(true);
    fitHeight();
}

void ConfigDifferenceTable::showDifferences(const SessionDetails &a, const SessionDetails &b)
{
    m_model.setSessionNames(a.summary.name, b.summary.name);
    m_model.setDifferences(configDifferences(a, b));
    fitHeight();
}

void ConfigDifferenceTable::copy() const
{
    QString copied;
    const auto add = [&](int row) {
        QStringList cells;
        for (int column = 0; column < m_sorted.columnCount(); ++column)
            cells += m_sorted.index(row, column).data().toString();
        copied += cells.join(u'\t') + u'\n';
    };
    for (int row = 0; row < m_sorted.rowCount(); ++row) {
        if (!selectionModel()->hasSelection() || selectionModel()->isRowSelected(row))
            add(row);
    }
    QGuiApplication::clipboard()->setText(copied);
}

void ConfigDifferenceTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void ConfigDifferenceTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
}

void ConfigDifferenceTable::fitHeight()
{
    const int rowHeight = fontMetrics().height() + 8;
    verticalHeader()->setDefaultSectionSize(rowHeight);
    const int rows = qBound(1, m_model.rowCount(), mostRowsShown);
    setFixedHeight(horizontalHeader()->sizeHint().height() + rows * rowHeight + 2 * frameWidth());
}

} // namespace proponent::ui
