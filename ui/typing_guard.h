// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace proponent::ui {

class ActionCollection;

/// Keeps the window's shortcuts from going off while somebody types, but for those that lose nothing. A filter for
/// the events of windows, where keys come by that the text field with the focus didn't take for itself, before they
/// become shortcuts. A dock that floats is a window of its own, in which the main window's shortcuts work.
class TypingGuard : public QObject
{
    Q_OBJECT

public:
    TypingGuard(const ActionCollection &actions, QObject *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const ActionCollection &m_actions;
};

} // namespace proponent::ui
