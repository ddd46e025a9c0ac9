// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/vertical_scroll.h"

#include <QEvent>
#include <QScrollBar>

namespace proponent::ui {

VerticalScroll::VerticalScroll(QWidget *parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
}

QSize VerticalScroll::minimumSizeHint() const
{
    const int height = QScrollArea::minimumSizeHint().height();
    const int content = widget() ? widget()->minimumSizeHint().width() : 0;
    return {content + verticalScrollBar()->sizeHint().width(), height};
}

bool VerticalScroll::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace proponent::ui
