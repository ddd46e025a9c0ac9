// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/method_delegate.h"

#include "ui/models/method_model.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace proponent::ui {

namespace {

QString knownOf(const QModelIndex &index)
{
    return index.siblingAtColumn(MethodModel::Lds).data().toString();
}

} // namespace

void MethodDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setFont(sized(option.font, TextSize::Caption));
    painter->setPen(selected ? option.palette.color(QPalette::HighlightedText)
                             : coloursOf(option.palette).muted);
    const auto side = option.direction == Qt::RightToLeft ? Qt::AlignLeft : Qt::AlignRight;
    painter->drawText(option.rect.adjusted(space::one, 0, -space::one, 0), side | Qt::AlignVCenter,
                      knownOf(index));
    painter->restore();
}

QSize MethodDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    const QFontMetrics known(sized(option.font, TextSize::Caption));
    size.rwidth() += known.horizontalAdvance(knownOf(index)) + space::three;
    return size;
}

} // namespace proponent::ui
