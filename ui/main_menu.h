// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QMenuBar;

namespace proponent::ui {

class ActionCollection;

/// Puts every action into the menu that a person looks for it in. `docks` show and hide docks.
void fillMenuBar(QMenuBar *bar, const ActionCollection &actions, const QList<QAction *> &docks);

} // namespace proponent::ui
