// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace proponent::test {

/// Presses Tab in the window that is active until it comes round, and then Shift+Tab: both visit each visible
/// widget that takes the focus by Tab just once, and one goes the way of the other. Empty when that is so.
[[nodiscard]] QString problemOfTabs(QWidget &window);

} // namespace proponent::test
