// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace proponent::ui {

struct Colours;

/// A suspect in a grid: its image with the verdict on it, the given label, what the model believes, and how
/// suspicious that is.
class SuspectDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// The height of a cell of this width.
    [[nodiscard]] static int heightFor(int width, const QFont &font);
};

} // namespace proponent::ui
