// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <functional>

class QWidget;

namespace proponent::ui {

/// Tab goes through these as one reads, in the order of layouts, splitters and stacks. Qt's own order is that in
/// which widgets came into being.
void tabInReadingOrder(const QList<QWidget *> &parts);

/// Who gives the focus to `whole` gives it to `inside`, or, while that can't have it, to the first in `whole` that
/// can. Not a focus proxy: Tab goes from one straight to what it stands for, past all that lies between, and
/// from an editor back to its own field for ever.
void leadFocus(QWidget &whole, std::function<QWidget *()> inside);

} // namespace proponent::ui
