// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyleOptionViewItem>

class QPainter;

namespace proponent::ui {

struct Colours;

/// @file
/// What the cells of every list of examples have in common. Painters are antialiased and have the cell's font.

inline constexpr int cardPad = 6; ///< between a card's edge and what stands in it
inline constexpr int shareBarHeight = 6;

/// The card within a cell.
[[nodiscard]] QRect cardOf(const QStyleOptionViewItem &option);

/// Its background: plain, hovered or selected.
void drawCard(QPainter *painter, const QStyleOptionViewItem &option, const QRect &card,
              const Colours &colours);

/// One line of words, elided.
void drawLine(QPainter *painter, const QRect &line, const QString &text, const QColor &colour);

/// With an icon before them.
void drawIconLine(QPainter *painter, const QRect &line, const QString &icon, const QString &text,
                  const QColor &colour);

/// A round sign in the upper right corner of an image, with a rim so that it shows on any picture.
void drawBadge(QPainter *painter, const QPoint &corner, const QString &icon, const QColor &fill,
               const QColor &sign);

} // namespace proponent::ui
