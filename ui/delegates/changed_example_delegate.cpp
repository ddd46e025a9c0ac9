// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/changed_example_delegate.h"

#include "ui/delegates/cell_painting.h"
#include "ui/models/changed_example_model.h"
#include "ui/models/moved_proponent_model.h"
#include "ui/text/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pixel_view.h"

#include <QListView>
#include <QPainter>

namespace proponent::ui {

namespace {

constexpr int pad = 6;
constexpr int cellWidth = 96;
constexpr int leastForImage = 132; ///< a narrower line of a ranking keeps its words instead

int captionHeight(const QFont &font)
{
    return QFontMetrics(sized(font, TextSize::Caption)).height();
}

/// "A", the sign, the class that A predicts.
void drawAnswer(QPainter *painter, const QRect &line, const QString &session, bool right, const QString &name,
                const Colours &colours)
{
    const int side = line.height() - 2;
    const int letter = painter->fontMetrics().horizontalAdvance(u'B') + 4;
    const QColor colour = right ? colours.good : colours.error;
    drawLine(painter, line, session, colours.muted);
    drawIcon(painter, QRectF(line.left() + letter, line.top() + 1, side, side),
             right ? QStringLiteral("right") : QStringLiteral("wrong"), colour);
    drawLine(painter, line.adjusted(letter + side + 3, 0, 0, 0), name, colour);
}

QColor colourOf(Movement movement, const Colours &colours, const QPalette &palette)
{
    switch (movement) {
    case Movement::New:
        return colours.good;
    case Movement::Gone:
        return colours.error;
    case Movement::Up:
    case Movement::Down:
        return palette.color(QPalette::Text);
    case Movement::Same:
        break;
    }
    return colours.muted;
}

} // namespace

void ChangedExampleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const
{
    const Colours colours = coloursOf(option.palette);
    const int lineHeight = captionHeight(option.font);
    const QRect card = cardOf(option);
    const QRect inner = card.adjusted(pad, pad, -pad, -pad);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawCard(painter, option, card, colours);
    // The lines stand at the bottom; the image takes what is left above them.
    const int side = qMin(inner.width(), inner.height() - 3 * lineHeight - 3);
    const QRect image(inner.left() + (inner.width() - side) / 2, inner.top(), side, side);
    drawPixels(painter, image, index.data(ChangedExampleModel::ImageRole).value<QImage>(), option.palette);

    painter->setFont(sized(option.font, TextSize::Caption));
    QRect line(inner.left(), inner.bottom() + 1 - 3 * lineHeight, inner.width(), lineHeight);
    drawLine(painter, line, index.data(ChangedExampleModel::LabelNameRole).toString(),
             option.palette.color(QPalette::Text));
    line.translate(0, lineHeight);
    drawAnswer(painter, line, tr("A"), index.data(ChangedExampleModel::RightByARole).toBool(),
               index.data(ChangedExampleModel::NameByARole).toString(), colours);
    line.translate(0, lineHeight);
    drawAnswer(painter, line, tr("B"), index.data(ChangedExampleModel::RightByBRole).toBool(),
               index.data(ChangedExampleModel::NameByBRole).toString(), colours);
    painter->restore();
}

QSize ChangedExampleDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const auto *grid = qobject_cast<const QListView *>(option.widget);
    return grid && grid->gridSize().isValid() ? grid->gridSize()
                                              : QSize(cellWidth, cellWidth + 3 * captionHeight(option.font));
}

void MovedProponentDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const
{
    const Colours colours = coloursOf(option.palette);
    const int lineHeight = captionHeight(option.font);
    const QRect card = cardOf(option);
    const QRect inner = card.adjusted(pad, pad / 2, -pad, -pad / 2);
    QFont bold = sized(option.font, TextSize::Caption);
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics boldMetrics(bold);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawCard(painter, option, card, colours);
    const int rankWidth = boldMetrics.horizontalAdvance(QStringLiteral("00"));
    painter->setFont(bold);
    painter->setPen(colours.muted);
    painter->drawText(QRect(inner.left(), inner.top(), rankWidth, inner.height()),
                      Qt::AlignRight | Qt::AlignVCenter,
                      index.data(MovedProponentModel::RankRole).toString());
    int left = inner.left() + rankWidth + pad;
    if (inner.width() >= leastForImage) {
        const QRect image(left, inner.top(), inner.height(), inner.height());
        drawPixels(painter, image, index.data(MovedProponentModel::ImageRole).value<QImage>(),
                   option.palette);
        left = image.right() + 1 + pad;
    }

    QRect line(left, inner.top(), inner.right() + 1 - left, lineHeight);
    const QString score = index.data(MovedProponentModel::ScoreTextRole).toString();
    painter->setPen(colours.proponent);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, score);
    painter->setFont(sized(option.font, TextSize::Caption));
    drawLine(painter, line.adjusted(0, 0, -boldMetrics.horizontalAdvance(score) - 4, 0),
             index.data(MovedProponentModel::LabelNameRole).toString(), option.palette.color(QPalette::Text));
    line.translate(0, lineHeight);
    drawLine(painter, line, text::example(index.data(MovedProponentModel::IndexRole).toLongLong()),
             colours.muted);
    line.translate(0, lineHeight);
    const auto movement = Movement(index.data(MovedProponentModel::MovementRole).toInt());
    drawLine(painter, line, index.data(MovedProponentModel::MovementTextRole).toString(),
             colourOf(movement, colours, option.palette));
    painter->restore();
}

QSize MovedProponentDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {cellWidth, 3 * captionHeight(option.font) + pad + 4};
}

} // namespace proponent::ui
