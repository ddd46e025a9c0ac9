// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRect>
#include <QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionSlider;
class QStyleOptionSpinBox;

/// How FlatStyle draws its parts.
namespace proponent::ui::flat {

inline constexpr int controlHeight = 32;
inline constexpr int textInset = 5; ///< between a field's frame and its text
inline constexpr char primaryProperty[] = "proponentPrimary";

[[nodiscard]] bool isPrimary(const QWidget *widget);
void fillRounded(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line,
                 qreal lineWidth = 1);
void drawChevron(QPainter *painter, const QRect &rect, bool up, const QColor &colour);
void drawButtonPanel(const QStyleOption *option, QPainter *painter, const QWidget *widget);
void drawField(const QStyleOption *option, const QRect &rect, QPainter *painter);
void drawDivider(const QStyleOption *option, QPainter *painter);
[[nodiscard]] QRect spinBoxRect(const QStyleOptionSpinBox &spin, QStyle::SubControl part);
void drawCheckBox(const QStyleOption *option, QPainter *painter);
void drawScrollBar(const QStyleOptionSlider *option, const QRect &handle, QPainter *painter);

} // namespace proponent::ui::flat
