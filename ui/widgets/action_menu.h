// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace proponent::ui {

/// From now on the widget's own actions open as a menu, by the right mouse button and the menu key. Unlike
/// Qt::ActionsContextMenu without an event loop of its own.
void offerActionsAsMenu(QWidget &widget);

} // namespace proponent::ui
