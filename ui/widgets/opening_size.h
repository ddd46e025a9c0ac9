// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

class QWidget;

namespace proponent::ui {

/// For a window that comes up: what it would like, or as much of it as the screen has beside its frame.
[[nodiscard]] QSize openingSize(const QWidget &window, const QSize &wanted);

} // namespace proponent::ui
