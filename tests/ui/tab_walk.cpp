// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/tab_walk.h"

#include <QAbstractButton>
#include <QApplication>
#include <QTest>
#include <QWindow>

#include <algorithm>

namespace proponent::test {

namespace {

QString spokenName(const QWidget *widget)
{
    if (!widget)
        return QStringLiteral("nothing");
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    const QString name = !widget->accessibleName().isEmpty() ? widget->accessibleName()
                         : button                            ? button->text()
                                                             : widget->objectName();
    return QStringLiteral("%1 “%2”").arg(QLatin1String(widget->metaObject()->className()), name);
}

QString spokenNames(const QSet<QWidget *> &widgets)
{
    QStringList names;
    for (const QWidget *widget : widgets)
        names += spokenName(widget);
    names.sort();
    return names.join(QStringLiteral(", "));
}

QSet<QWidget *> tabStops(const QWidget &window)
{
    QSet<QWidget *> stops;
    const auto all = window.findChildren<QWidget *>();
    for (QWidget *widget : all) {
        const bool ours = widget->window() == &window && !widget->focusProxy();
        if (ours && widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus))
            stops.insert(widget);
    }
    return stops;
}

/// From the widget that has the focus until one comes a second time.
QList<QWidget *> walk(QWidget &window, Qt::KeyboardModifiers modifiers)
{
    QList<QWidget *> visited;
    while (!visited.contains(QApplication::focusWidget())) {
        visited += QApplication::focusWidget();
        QTest::keyClick(window.windowHandle(), modifiers ? Qt::Key_Backtab : Qt::Key_Tab, modifiers);
    }
    if (QApplication::focusWidget() != visited.constFirst())
        visited += QApplication::focusWidget(); // a loop without the beginning
    return visited;
}

} // namespace

QString problemOfTabs(QWidget &window)
{
    if (!tabStops(window).contains(QApplication::focusWidget()))
        return QStringLiteral("the focus is on %1").arg(spokenName(QApplication::focusWidget()));
    (void)walk(window, {}); // a list that gets the focus may have something to enable buttons for
    const QList<QWidget *> forth = walk(window, {});
    const QSet<QWidget *> stops = tabStops(window);
    const QSet<QWidget *> reached(forth.begin(), forth.end());
    if (reached != stops)
        return QStringLiteral("Tab doesn't reach %1; it stops at %2, too; it goes round from %3 to %4")
            .arg(spokenNames(stops - reached), spokenNames(reached - stops), spokenName(forth.constFirst()),
                 spokenName(forth.constLast()));
    if (forth.size() != stops.size())
        return QStringLiteral("Tab comes to %1 a second time").arg(spokenName(forth.constLast()));
    QList<QWidget *> back = walk(window, Qt::ShiftModifier);
    std::reverse(back.begin() + 1, back.end());
    for (qsizetype i = 0; i < forth.size(); ++i) {
        if (back.value(i) != forth.at(i))
            return QStringLiteral("Shift+Tab comes to %1, Tab to %2")
                .arg(spokenName(back.value(i)), spokenName(forth.at(i)));
    }
    return back.size() == forth.size() ? QString()
                                       : QStringLiteral("Shift+Tab comes to something a second time");
}

} // namespace proponent::test
