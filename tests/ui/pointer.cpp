// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pointer.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QMenu>
#include <QScrollArea>
#include <QTest>
#include <QWheelEvent>
#include <QWindow>

namespace proponent::test {

namespace {

QByteArray nameOf(const QWidget *widget)
{
    if (!widget)
        return "nothing";
    const QString name = widget->accessibleName().isEmpty() ? widget->objectName() : widget->accessibleName();
    return QByteArray(widget->metaObject()->className()) + " “" + name.toUtf8() + "”";
}

QPoint placeOn(const QWidget &on, const Place &at)
{
    return at.value_or(on.rect().center());
}

/// As a person scrolls until they see what they want to press.
void bringIntoSight(QWidget &on, const Place &at)
{
    for (QWidget *outer = on.parentWidget(); outer; outer = outer->parentWidget()) {
        auto *scroll = qobject_cast<QScrollArea *>(outer);
        if (!scroll || !scroll->widget() || !scroll->widget()->isAncestorOf(&on))
            continue;
        const QPoint place = on.mapTo(scroll->widget(), placeOn(on, at));
        scroll->ensureVisible(place.x(), place.y(), on.width() / 2, on.height() / 2);
    }
    QCoreApplication::processEvents();
}

/// The window that gets the events, and where in it.
struct Target
{
    QWindow *window = nullptr;
    QPoint at;
};

Target targetOn(QWidget &on, const Place &at)
{
    bringIntoSight(on, at);
    if (!on.isVisible())
        qFatal("%s can't be seen, and not be reached by mouse", nameOf(&on).constData());
    const QWidget *under = widgetUnderPointer(on, at);
    if (under != &on && !on.isAncestorOf(under))
        qFatal("the mouse doesn't reach %s: %s lies there", nameOf(&on).constData(),
               nameOf(under).constData());
    QWidget *top = on.window();
    return {top->windowHandle(), on.mapTo(top, placeOn(on, at))};
}

QPoint placeOf(QAbstractItemView &view, const QModelIndex &item)
{
    if (!item.isValid())
        qFatal("there is no such item in %s", nameOf(&view).constData());
    view.scrollTo(item);
    QCoreApplication::processEvents();
    return view.visualRect(item).center();
}

QPointer<QMenu> openMenu()
{
    return qobject_cast<QMenu *>(QApplication::activePopupWidget());
}

} // namespace

QAbstractButton *buttonNamed(QWidget *parent, const QString &text)
{
    const auto buttons = parent->findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        if (button->text() == text && button->isVisible())
            return button;
    }
    return nullptr;
}

QWidget *widgetUnderPointer(QWidget &on, Place at)
{
    QWidget *top = on.window();
    const QPoint place = on.mapTo(top, placeOn(on, at));
    if (!top->rect().contains(place))
        return nullptr;
    QWidget *child = top->childAt(place);
    return child ? child : top;
}

void click(QWidget &on, Place at, Qt::KeyboardModifiers keys)
{
    const Target target = targetOn(on, at);
    QTest::mouseClick(target.window, Qt::LeftButton, keys, target.at);
}

void click(QAbstractItemView &view, const QModelIndex &item, Qt::KeyboardModifiers keys)
{
    const QPoint place = placeOf(view, item);
    click(*view.viewport(), place, keys);
}

void doubleClick(QWidget &on, Place at)
{
    const Target target = targetOn(on, at);
    QTest::mouseDClick(target.window, Qt::LeftButton, {}, target.at);
}

void doubleClick(QAbstractItemView &view, const QModelIndex &item)
{
    const QPoint place = placeOf(view, item);
    doubleClick(*view.viewport(), place);
}

QPointer<QMenu> rightClick(QWidget &on, Place at)
{
    const Target target = targetOn(on, at);
    QTest::mouseClick(target.window, Qt::RightButton, {}, target.at);
    return openMenu();
}

QPointer<QMenu> rightClick(QAbstractItemView &view, const QModelIndex &item)
{
    const QPoint place = placeOf(view, item);
    return rightClick(*view.viewport(), place);
}

void moveTo(QWidget &on, Place at)
{
    const Target target = targetOn(on, at);
    QTest::mouseMove(target.window, target.at);
}

void drag(QWidget &on, const QPoint &from, const QPoint &to)
{
    const Target target = targetOn(on, from);
    const QPoint end = on.mapTo(on.window(), to);
    QTest::mousePress(target.window, Qt::LeftButton, {}, target.at);
    QTest::mouseMove(target.window, (target.at + end) / 2);
    QTest::mouseMove(target.window, end);
    QTest::mouseRelease(target.window, Qt::LeftButton, {}, end);
}

void turnWheel(QWidget &on, int notches, Place at, Qt::KeyboardModifiers keys)
{
    constexpr int notch = 120; // eighths of a degree
    const Target target = targetOn(on, at);
    QWheelEvent event(target.at, target.window->mapToGlobal(target.at), QPoint(), QPoint(0, notches * notch),
                      Qt::NoButton, keys, Qt::NoScrollPhase, false);
    // Qt Test 6.4 turns no wheel: the window gets the event, and looks for the widget as with any other.
    QCoreApplication::sendEvent(target.window, &event);
}

void chooseFrom(QMenu &menu, const QString &action)
{
    for (QAction *one : menu.actions()) {
        if (one->text().remove(u'&') == action) {
            click(menu, menu.actionGeometry(one).center());
            return;
        }
    }
    qFatal("the menu doesn't offer “%s”", qUtf8Printable(action));
}

} // namespace proponent::test
