// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace proponent::ui {

/// Light and dark as the system has it, or as the user wants it.
enum class ThemeChoice { System, Light, Dark };

/// Sets the application's style and palette. Every open window follows.
void applyTheme(ThemeChoice choice);

[[nodiscard]] bool isDark(const QPalette &palette);

/// Distances: one grid of 8 pixels, with one half step.
namespace space {
inline constexpr int half = 4;
inline constexpr int one = 8;
inline constexpr int two = 16;
inline constexpr int three = 24;
inline constexpr int four = 32;
} // namespace space

/// The type scale. Body is the system's font.
enum class TextSize { Caption, Body, Heading, Title };
[[nodiscard]] QFont sized(const QFont &body, TextSize size);

/// Colours that QPalette has no role for, mixed from the palette so that they fit any system theme.
/// Proponent and opponent come from Okabe and Ito's set, which colour-blind eyes can tell apart.
struct Colours
{
    QColor accent;
    QColor onAccent;
    QColor muted; ///< secondary text
    QColor border; ///< lines and frames
    QColor faint; ///< hover and placeholder surfaces
    QColor surface; ///< cards
    QColor proponent;
    QColor opponent;
    QColor good;
    QColor warning;
    QColor error;
};
[[nodiscard]] Colours coloursOf(const QPalette &palette);

/// Colours of plotted series, in order; they wrap around.
[[nodiscard]] QColor seriesColour(int series, const QPalette &palette);

/// `amount` of `over`, the rest `under`.
[[nodiscard]] QColor blended(const QColor &under, const QColor &over, qreal amount);

} // namespace proponent::ui
