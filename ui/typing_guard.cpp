// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/typing_guard.h"

#include "ui/settings/action_collection.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace proponent::ui {

namespace {

bool takesText(const QWidget *widget)
{
    if (const auto *line = qobject_cast<const QLineEdit *>(widget))
        return !line->isReadOnly();
    if (const auto *spin = qobject_cast<const QAbstractSpinBox *>(widget))
        return !spin->isReadOnly();
    if (const auto *combo = qobject_cast<const QComboBox *>(widget))
        return combo->isEditable();
    if (const auto *plain = qobject_cast<const QPlainTextEdit *>(widget))
        return !plain->isReadOnly();
    const auto *rich = qobject_cast<const QTextEdit *>(widget);
    return rich && !rich->isReadOnly();
}

} // namespace

TypingGuard::TypingGuard(const ActionCollection &actions, QObject *parent)
    : QObject(parent), m_actions(actions)
{
}

bool TypingGuard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && takesText(QApplication::focusWidget())) {
        const auto *key = static_cast<const QKeyEvent *>(event);
        Qt::KeyboardModifiers modifiers = key->modifiers();
        modifiers.setFlag(Qt::KeypadModifier, false);
        const QKeySequence keys(QKeyCombination(modifiers, static_cast<Qt::Key>(key->key())));
        if (m_actions.isKeptFromTyping(keys)) {
            event->accept(); // a key for the field, which may have no use for it
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace proponent::ui
