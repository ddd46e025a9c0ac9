// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/shortcut_delegate.h"

#include <QKeySequenceEdit>

namespace proponent::ui {

QWidget *ShortcutDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                        const QModelIndex &) const
{
    auto *editor = new QKeySequenceEdit(parent);
    editor->setAccessibleName(tr("New shortcut"));
    editor->setToolTip(tr("Press the keys"));
    connect(editor, &QKeySequenceEdit::editingFinished, this, &ShortcutDelegate::finish);
    return editor;
}

void ShortcutDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *keys = qobject_cast<QKeySequenceEdit *>(editor);
    if (keys->keySequence().isEmpty()) // else somebody is pressing some
        keys->setKeySequence(index.data(Qt::EditRole).value<QKeySequence>());
}

void ShortcutDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                    const QModelIndex &index) const
{
    const auto *keys = qobject_cast<const QKeySequenceEdit *>(editor);
    model->setData(index, QVariant::fromValue(keys->keySequence()), Qt::EditRole);
}

void ShortcutDelegate::finish()
{
    auto *editor = qobject_cast<QKeySequenceEdit *>(sender());
    // It says so again when it is closed.
    disconnect(editor, &QKeySequenceEdit::editingFinished, this, nullptr);
    Q_EMIT commitData(editor);
    Q_EMIT closeEditor(editor);
}

} // namespace proponent::ui
