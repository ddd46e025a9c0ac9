// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/opening_size.h"

#include <QScreen>
#include <QWidget>

namespace proponent::ui {

QSize openingSize(const QWidget &window, const QSize &wanted)
{
    constexpr QSize frame{8, 40}; // what the window manager adds isn't known before the window is there
    return wanted.boundedTo(window.screen()->availableSize() - frame);
}

} // namespace proponent::ui
