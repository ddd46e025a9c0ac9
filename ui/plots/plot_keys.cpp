// SPDX-License-Identifier: GPL-3.0-or-later
// What PlotWidget does with the keyboard, and the table that it opens.
#include "ui/plots/plot_contents.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/table_twin.h"

#include <QKeyEvent>

namespace proponent::ui {

void PlotWidget::showTable()
{
    auto *twin = findChild<TableTwin *>(QString(), Qt::FindDirectChildrenOnly);
    if (!twin)
        twin = new TableTwin(*this); // ours, gone when it is closed
    twin->refresh();
    twin->show();
    twin->raise();
    twin->activateWindow();
}

bool PlotWidget::event(QEvent *event)
{
    // Before the window's shortcuts, which would take the same keys.
    if (event->type() == QEvent::ShortcutOverride && actionFor(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void PlotWidget::keyPressEvent(QKeyEvent *event)
{
    if (const auto action = actionFor(*event))
        action();
    else
        QWidget::keyPressEvent(event);
}

std::function<void()> PlotWidget::actionFor(const QKeyEvent &key)
{
    constexpr double closer = 0.8;
    if (key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        if (key.matches(QKeySequence::Copy))
            return [this] { copyCsv(); };
        return {};
    }
    switch (key.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: // the same key without Shift
        return [this] { zoom(closer); };
    case Qt::Key_Minus:
        return [this] { zoom(1 / closer); };
    case Qt::Key_0:
        return [this] { resetView(); };
    case Qt::Key_T:
        return [this] { showTable(); };
    default:
        return {};
    }
}

void PlotWidget::zoom(double factor)
{
    m_impl->zoomed = true;
    for (QCPAxis *axis : {m_impl->canvas->xAxis, m_impl->canvas->yAxis})
        axis->scaleRange(factor);
    m_impl->queueReplot();
}

} // namespace proponent::ui
