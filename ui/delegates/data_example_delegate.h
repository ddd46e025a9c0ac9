// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace proponent::ui {

/// An example of a data set in a grid: its image, label, and what there is to say about it. In small cells
/// the image alone, with a sign where something is wrong with it.
class DataExampleDelegate : public QStyledItemDelegate
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
