// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRectF;

namespace proponent::ui {

/// An icon of resources/icons by its name without folder and suffix ("play"). Drawn in the palette's text
/// colour at the moment of painting, so that it follows a change of theme.
[[nodiscard]] QIcon themedIcon(const QString &name);

/// Draws the icon of this name in one colour, for delegates.
void drawIcon(QPainter *painter, const QRectF &rect, const QString &name, const QColor &colour);

/// The program's own icon, in its own colours.
[[nodiscard]] QIcon applicationIcon();

/// Makes the pictures that are linked into the static library known. Idempotent.
void initResources();

} // namespace proponent::ui
