// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/thumbnail_view.h"

#include "ui/delegates/example_delegate.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

namespace proponent::ui {

namespace {

constexpr int smallestCell = 92;

// List mode with wrapping, not icon mode: positions are computed, not stored in a tree, and nothing can be
// dragged out of its place.
void setUp(QListView *view)
{
    view->setViewMode(QListView::ListMode);
    view->setFlow(QListView::LeftToRight);
    view->setMovement(QListView::Static);
    view->setUniformItemSizes(true);
    view->setMouseTracking(true);
    view->setFrameShape(QFrame::NoFrame);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
}

} // namespace

ThumbnailGrid::ThumbnailGrid(QWidget *parent) : QListView(parent)
{
    setUp(this);
    setWrapping(true);
    setResizeMode(QListView::Adjust);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // a bar that comes and goes would change the columns
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new TestExampleDelegate(this));
    connect(this, &QListView::doubleClicked, this, &ThumbnailGrid::chosen);
}

void ThumbnailGrid::resizeEvent(QResizeEvent *event)
{
    layCells();
    QListView::resizeEvent(event);
}

void ThumbnailGrid::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT chosen(currentIndex());
        return;
    }
    QListView::keyPressEvent(event);
}

void ThumbnailGrid::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layCells();
}

void ThumbnailGrid::layCells()
{
    const int room = viewport()->width() - 1;
    const int columns = qMax(1, room / smallestCell);
    const int width = qMax(smallestCell / 2, room / columns);
    const QSize cell(width, TestExampleDelegate::heightFor(width, font()));
    if (cell != gridSize())
        setGridSize(cell);
    verticalScrollBar()->setSingleStep(cell.height() / 3);
}

ThumbnailRow::ThumbnailRow(QWidget *parent) : QListView(parent)
{
    setUp(this);
    setWrapping(false);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new RankedExampleDelegate(this));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
}

void ThumbnailRow::setImageSide(int side)
{
    static_cast<RankedExampleDelegate *>(itemDelegate())->setImageSide(side);
    scheduleDelayedItemsLayout();
    updateGeometry();
}

QSize ThumbnailRow::sizeHint() const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QSize cell = itemDelegate()->sizeHint(option, QModelIndex());
    return {cell.width() * 4, cell.height() + style()->pixelMetric(QStyle::PM_ScrollBarExtent)};
}

QSize ThumbnailRow::minimumSizeHint() const
{
    return {sizeHint().width() / 3, sizeHint().height()};
}

void ThumbnailRow::wheelEvent(QWheelEvent *event)
{
    // A plain mouse wheel moves the row sideways: there is no other way to go.
    if (event->angleDelta().x() == 0 && horizontalScrollBar()->maximum() > 0) {
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - event->angleDelta().y());
        event->accept();
        return;
    }
    QListView::wheelEvent(event);
}

} // namespace proponent::ui
