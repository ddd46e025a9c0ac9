// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/cell_painting.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace proponent::ui {

QRect cardOf(const QStyleOptionViewItem &option)
{
    return option.rect.adjusted(2, 2, -2, -2);
}

void drawCard(QPainter *painter, const QStyleOptionViewItem &option, const QRect &card,
              const Colours &colours)
{
    const bool selected = option.state & QStyle::State_Selected;
    const bool hover = option.state & QStyle::State_MouseOver;
    painter->setBrush(selected ? blended(colours.surface, colours.accent, 0.16)
                      : hover  ? colours.faint
                               : QBrush());
    painter->setPen(selected ? QPen(colours.accent, 1.5) : QPen(Qt::NoPen));
    painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

void drawLine(QPainter *painter, const QRect &line, const QString &text, const QColor &colour)
{
    painter->setPen(colour);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, line.width()));
}

void drawIconLine(QPainter *painter, const QRect &line, const QString &icon, const QString &text,
                  const QColor &colour)
{
    const int side = line.height() - 2;
    drawIcon(painter, QRectF(line.left(), line.top() + 1, side, side), icon, colour);
    drawLine(painter, line.adjusted(side + 3, 0, 0, 0), text, colour);
}

void drawBadge(QPainter *painter, const QPoint &corner, const QString &icon, const QColor &fill,
               const QColor &sign)
{
    const QRectF circle(corner.x() - 19, corner.y() + 1, 18, 18);
    painter->setPen(QPen(sign, 1));
    painter->setBrush(fill);
    painter->drawEllipse(circle);
    drawIcon(painter, circle.adjusted(3.5, 3.5, -3.5, -3.5), icon, sign);
}

} // namespace proponent::ui
