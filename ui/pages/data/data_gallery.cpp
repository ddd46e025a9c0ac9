// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_gallery.h"

#include "ui/delegates/data_example_delegate.h"
#include "ui/models/data_example_model.h"

#include <QEvent>
#include <QScrollBar>

namespace proponent::ui {

DataGallery::DataGallery(QWidget *parent) : ThumbnailGrid(parent)
{
    setItemDelegate(new DataExampleDelegate(this));
    setSelectionMode(QAbstractItemView::SingleSelection);
}

void DataGallery::setThumbnailSize(ThumbnailSize size)
{
    if (std::exchange(m_size, size) == size)
        return;
    // What was in the middle of the view stays in sight.
    const QModelIndex middle =
        currentIndex().isValid() ? currentIndex() : indexAt(viewport()->rect().center());
    layCells();
    if (middle.isValid())
        scrollTo(middle, QAbstractItemView::PositionAtCenter);
}

// Both go past ThumbnailGrid, which would lay the cells out for its own delegate.
void DataGallery::resizeEvent(QResizeEvent *event)
{
    layCells();
    QListView::resizeEvent(event);
}

void DataGallery::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layCells();
}

/// QListView lays all rows out again whenever anything about one of them changes.
void DataGallery::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                              const QList<int> &roles)
{
    if (roles == QList<int>{DataExampleModel::ImageRole} && topLeft == bottomRight)
        update(topLeft);
    else
        QListView::dataChanged(topLeft, bottomRight, roles);
}

void DataGallery::layCells()
{
    const int least = pixelsOf(m_size);
    const int room = viewport()->width() - 1;
    const int columns = qMax(1, room / least);
    const int width = qMax(least / 2, room / columns);
    const QSize cell(width, DataExampleDelegate::heightFor(width, font()));
    if (cell != gridSize())
        setGridSize(cell);
    verticalScrollBar()->setSingleStep(qMax(24, cell.height() / 3));
}

} // namespace proponent::ui
