// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QPointer>
#include <QString>
#include <Qt>

#include <optional>

class QAbstractButton;
class QAction;
class QMenu;
class QModelIndex;
class QAbstractItemView;
class QWidget;

namespace proponent::test {

/// @name What the mouse does
/// Events go to the window, as the window system sends them, and Qt gives them to the widget under the pointer,
/// whichever that is: an event that a test gives to a widget of its choice arrives where a mouse never gets.
/// `on` is scrolled into sight, and the test program ends with a message where something else lies over the
/// place or `on` can't be seen: all that follows would be about something else. Without `at` it's the middle.
/// @{
using Place = std::optional<QPoint>; ///< in coordinates of the widget

/// The one in `parent` that shows this text, or null.
[[nodiscard]] QAbstractButton *buttonNamed(QWidget *parent, const QString &text);
/// The widget that gets what the mouse does there: `on`, or something in it.
[[nodiscard]] QWidget *widgetUnderPointer(QWidget &on, Place at = {});
void click(QWidget &on, Place at = {}, Qt::KeyboardModifiers keys = {});
void click(QAbstractItemView &view, const QModelIndex &item, Qt::KeyboardModifiers keys = {});
void doubleClick(QWidget &on, Place at = {});
void doubleClick(QAbstractItemView &view, const QModelIndex &item);
/// Gives the menu that opens, or null.
QPointer<QMenu> rightClick(QWidget &on, Place at = {});
QPointer<QMenu> rightClick(QAbstractItemView &view, const QModelIndex &item);
void moveTo(QWidget &on, Place at = {});
void drag(QWidget &on, const QPoint &from, const QPoint &to);
/// Above 0: away from the person.
void turnWheel(QWidget &on, int notches, Place at = {}, Qt::KeyboardModifiers keys = {});
/// In the menu that is open.
void chooseFrom(QMenu &menu, const QString &action);
/// @}

} // namespace proponent::test
