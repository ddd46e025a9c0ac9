// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/audit/suspect_grid.h"

#include "ui/delegates/suspect_delegate.h"

#include <QEvent>
#include <QScrollBar>

namespace proponent::ui {

namespace {
constexpr int smallestCell = 108;
}

SuspectGrid::SuspectGrid(QWidget *parent) : ThumbnailGrid(parent)
{
    setItemDelegate(new SuspectDelegate(this));
    setAccessibleName(tr("Suspicious training examples"));
}

void SuspectGrid::keyboardSearch(const QString &)
{
}

void SuspectGrid::resizeEvent(QResizeEvent *event)
{
    layCells();
    QListView::resizeEvent(event); // not ThumbnailGrid's, which lays smaller cells
}

void SuspectGrid::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layCells();
}

void SuspectGrid::layCells()
{
    const int room = viewport()->width() - 1;
    const int width = room / qMax(1, room / smallestCell);
    const QSize cell(width, SuspectDelegate::heightFor(width, font()));
    if (cell != gridSize())
        setGridSize(cell);
    verticalScrollBar()->setSingleStep(cell.height() / 3);
}

} // namespace proponent::ui
