// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/flat_painting.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace proponent::ui::flat {

namespace {
constexpr qreal cornerRadius = 5;
} // namespace

bool isPrimary(const QWidget *widget)
{
    return widget && widget->property(primaryProperty).toBool();
}

void fillRounded(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line,
                 qreal lineWidth)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : Qt::NoBrush);
    painter->setPen(line.isValid() ? QPen(line, lineWidth) : Qt::NoPen);
    const qreal inset = line.isValid() ? lineWidth / 2 : 0;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), cornerRadius, cornerRadius);
    painter->restore();
}

void drawChevron(QPainter *painter, const QRect &rect, bool up, const QColor &colour)
{
    const QPointF centre = QRectF(rect).center();
    const qreal rise = up ? -2 : 2;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->drawPolyline(
        QPolygonF{centre + QPointF(-4, -rise), centre + QPointF(0, rise), centre + QPointF(4, -rise)});
    painter->restore();
}

void drawButtonPanel(const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    const Colours colours = coloursOf(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool pressed = option->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = enabled && (option->state & QStyle::State_MouseOver);
    QColor fill = option->palette.color(QPalette::Button);
    QColor line = colours.border;
    if (isPrimary(widget) && enabled) {
        fill = colours.accent;
        line = QColor();
    }
    if (pressed)
        fill = blended(fill, option->palette.color(QPalette::ButtonText), 0.14);
    else if (hover)
        fill = blended(fill, option->palette.color(QPalette::ButtonText), 0.06);
    fillRounded(painter, option->rect, fill, line);
    if (option->state & QStyle::State_HasFocus && option->state & QStyle::State_KeyboardFocusChange)
        fillRounded(painter, option->rect, QColor(), isPrimary(widget) ? colours.onAccent : colours.accent,
                    2);
}

void drawField(const QStyleOption *option, const QRect &rect, QPainter *painter)
{
    const Colours colours = coloursOf(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool focus = enabled && (option->state & QStyle::State_HasFocus);
    const QColor line = blended(colours.border, option->palette.color(QPalette::Text), 0.12);
    fillRounded(painter, rect, option->palette.color(QPalette::Base), focus ? colours.accent : line,
                focus ? 2 : 1);
}

/// A hairline between a dock and the page.
void drawDivider(const QStyleOption *option, QPainter *painter)
{
    const QRect rect = option->rect;
    const bool upright = rect.height() > rect.width();
    const QRect line = upright ? QRect(rect.center().x(), rect.top(), 1, rect.height())
                               : QRect(rect.left(), rect.center().y(), rect.width(), 1);
    painter->fillRect(line, coloursOf(option->palette).border);
}

QRect spinBoxRect(const QStyleOptionSpinBox &spin, QStyle::SubControl part)
{
    const QRect &rect = spin.rect;
    const int buttons = spin.buttonSymbols == QAbstractSpinBox::NoButtons ? 0 : 22;
    const int half = rect.height() / 2;
    QRect result;
    switch (part) {
    case QStyle::SC_SpinBoxUp:
        result = QRect(rect.right() - buttons, rect.top() + 3, buttons, half - 3);
        break;
    case QStyle::SC_SpinBoxDown:
        result = QRect(rect.right() - buttons, rect.top() + half, buttons, half - 3);
        break;
    case QStyle::SC_SpinBoxEditField:
        result = rect.adjusted(textInset + 2, 2, -buttons - 2, -2);
        break;
    case QStyle::SC_SpinBoxFrame:
        result = rect;
        break;
    default:
        return {};
    }
    return QStyle::visualRect(spin.direction, rect, result);
}

void drawCheckBox(const QStyleOption *option, QPainter *painter)
{
    const Colours colours = coloursOf(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool on = option->state & QStyle::State_On;
    const QColor line = blended(colours.border, option->palette.color(QPalette::Text), 0.3);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(on && enabled ? QPen(Qt::NoPen) : QPen(line, 1));
    painter->setBrush(on && enabled ? colours.accent : option->palette.color(QPalette::Base));
    const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter->drawRoundedRect(box, 3, 3);
    if (on)
        drawIcon(painter, box.adjusted(1.5, 1.5, -1.5, -1.5), QStringLiteral("right"),
                 enabled ? colours.onAccent : colours.muted);
    painter->restore();
}

void drawScrollBar(const QStyleOptionSlider *option, const QRect &handle, QPainter *painter)
{
    const Colours colours = coloursOf(option->palette);
    if (option->maximum <= option->minimum)
        return;
    const bool horizontal = option->orientation == Qt::Horizontal;
    const bool active = option->state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const QRectF bar =
        horizontal ? QRectF(handle).adjusted(2, 3, -2, -3) : QRectF(handle).adjusted(3, 2, -3, -2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(blended(colours.border, option->palette.color(QPalette::Text), active ? 0.4 : 0.15));
    painter->drawRoundedRect(bar, 3, 3);
    painter->restore();
}

} // namespace proponent::ui::flat
