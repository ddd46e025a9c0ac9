// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/side_heading.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace proponent::ui {

SideHeading::SideHeading(const QString &title, bool positive, QWidget *parent)
    : QWidget(parent), m_title(title), m_positive(positive)
{
    setAccessibleName(title);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize SideHeading::sizeHint() const
{
    const QFontMetrics metrics(sized(font(), TextSize::Heading));
    return {metrics.height() + space::one + metrics.horizontalAdvance(m_title) + 2, metrics.height() + 2};
}

void SideHeading::paintEvent(QPaintEvent *)
{
    const Colours colours = coloursOf(palette());
    const QColor side = m_positive ? colours.proponent : colours.opponent;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal diameter = height() - 4;
    const QRectF disc(1, 2, diameter, diameter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(side);
    painter.drawEllipse(disc);
    painter.setPen(QPen(palette().color(QPalette::Base), 2, Qt::SolidLine, Qt::RoundCap));
    const qreal arm = diameter * 0.26;
    painter.drawLine(disc.center() - QPointF(arm, 0), disc.center() + QPointF(arm, 0));
    if (m_positive)
        painter.drawLine(disc.center() - QPointF(0, arm), disc.center() + QPointF(0, arm));
    painter.setFont(sized(font(), TextSize::Heading));
    painter.setPen(side);
    painter.drawText(rect().adjusted(int(diameter) + space::one, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     m_title);
}

} // namespace proponent::ui
