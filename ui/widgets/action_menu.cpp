// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/action_menu.h"

#include <QAbstractScrollArea>
#include <QMenu>

namespace proponent::ui {

void offerActionsAsMenu(QWidget &widget)
{
    widget.setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(&widget, &QWidget::customContextMenuRequested, &widget, [&widget](const QPoint &at) {
        const auto *scrolled = qobject_cast<const QAbstractScrollArea *>(&widget);
        auto *menu = new QMenu(&widget);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(widget.actions());
        menu->popup(scrolled ? scrolled->viewport()->mapToGlobal(at) : widget.mapToGlobal(at));
    });
}

} // namespace proponent::ui
