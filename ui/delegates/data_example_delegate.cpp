// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/data_example_delegate.h"

#include "ui/models/data_example_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pixel_view.h"

#include <QListView>
#include <QPainter>

namespace proponent::ui {

using Mark = DataExampleModel::Mark;

namespace {

constexpr int least = 76; // a narrower cell has no room for words
constexpr int badgeSide = 18;

int padOf(int width)
{
    return width < least ? 2 : 6;
}

struct Sign
{
    QString icon;
    QColor colour;
};

Sign signOf(Mark mark, const Colours &colours)
{
    switch (mark) {
    case Mark::Right:
        return {QStringLiteral("right"), colours.good};
    case Mark::Wrong:
        return {QStringLiteral("wrong"), colours.error};
    case Mark::Flipped:
        return {QStringLiteral("flag"), colours.warning};
    case Mark::Relabelled:
        return {QStringLiteral("rename"), colours.accent};
    case Mark::Excluded:
        return {QStringLiteral("exclude"), colours.muted};
    case Mark::None:
        break;
    }
    return {};
}

void drawCard(QPainter *painter, const QStyleOptionViewItem &option, const QRect &card,
              const Colours &colours)
{
    const bool selected = option.state & QStyle::State_Selected;
    const bool hover = option.state & QStyle::State_MouseOver;
    if (!selected && !hover)
        return;
    painter->setBrush(selected ? blended(colours.surface, colours.accent, 0.16) : colours.faint);
    painter->setPen(selected ? QPen(colours.accent, 1.5) : QPen(Qt::NoPen));
    painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

void drawImage(QPainter *painter, const QRect &area, const QImage &image, const QStyleOptionViewItem &option,
               const Colours &colours)
{
    if (!image.isNull()) {
        drawPixels(painter, area, image, option.palette);
        return;
    }
    painter->fillRect(area, colours.faint);
    const int side = qMin(24, area.width() / 3);
    QRect mark(0, 0, side, side);
    mark.moveCenter(area.center());
    drawIcon(painter, mark, QStringLiteral("image"), colours.border);
}

/// A round sign in the corner of an image, with a rim so that it shows on any picture.
void drawBadge(QPainter *painter, const QRect &image, const Sign &sign, const Colours &colours)
{
    const QRect circle(image.right() - badgeSide, image.top() + 1, badgeSide, badgeSide);
    painter->setPen(QPen(colours.surface, 1));
    painter->setBrush(sign.colour);
    painter->drawEllipse(QRectF(circle));
    drawIcon(painter, circle.adjusted(3, 3, -3, -3), sign.icon, colours.surface);
}

void drawLine(QPainter *painter, const QRect &line, const QString &text, const QColor &colour)
{
    painter->setPen(colour);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, line.width()));
}

void drawWords(QPainter *painter, QRect line, const QStyleOptionViewItem &option, const QModelIndex &index,
               const Colours &colours)
{
    drawLine(painter, line, index.data(DataExampleModel::LabelNameRole).toString(),
             option.palette.color(QPalette::Text));
    line.translate(0, line.height());
    const QString note = index.data(DataExampleModel::NoteRole).toString();
    const Sign sign = signOf(Mark(index.data(DataExampleModel::MarkRole).toInt()), colours);
    if (sign.icon.isEmpty()) {
        drawLine(painter, line, note, colours.muted);
        return;
    }
    const int side = line.height() - 2;
    drawIcon(painter, QRect(line.left(), line.top() + 1, side, side), sign.icon, sign.colour);
    drawLine(painter, line.adjusted(side + 3, 0, 0, 0), note, sign.colour);
}

} // namespace

void DataExampleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    const Colours colours = coloursOf(option.palette);
    const QRect card = option.rect.adjusted(1, 1, -1, -1);
    const int pad = padOf(option.rect.width());
    const bool words = option.rect.width() >= least;
    const auto mark = Mark(index.data(DataExampleModel::MarkRole).toInt());

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawCard(painter, option, card, colours);
    const int side = card.width() - 2 * pad;
    const QRect image(card.left() + pad, card.top() + pad, side, side);
    painter->setOpacity(mark == Mark::Excluded ? 0.4 : 1);
    drawImage(painter, image, index.data(DataExampleModel::ImageRole).value<QImage>(), option, colours);
    painter->setOpacity(1);
    const bool marked = mark == Mark::Flipped || mark == Mark::Relabelled || mark == Mark::Excluded;
    if (marked || (mark == Mark::Wrong && !words))
        drawBadge(painter, image, signOf(mark, colours), colours);
    if (words) {
        painter->setFont(sized(option.font, TextSize::Caption));
        const QRect line(image.left(), image.bottom() + 4, side, painter->fontMetrics().height());
        drawWords(painter, line, option, index, colours);
    }
    painter->restore();
}

QSize DataExampleDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const auto *grid = qobject_cast<const QListView *>(option.widget);
    return grid && grid->gridSize().isValid() ? grid->gridSize() : QSize(96, heightFor(96, option.font));
}

int DataExampleDelegate::heightFor(int width, const QFont &font)
{
    const int pad = padOf(width);
    const int side = width - 2 - 2 * pad;
    const int words = width < least ? 0 : 2 * QFontMetrics(sized(font, TextSize::Caption)).height() + 5;
    return side + 2 + 2 * pad + words;
}

} // namespace proponent::ui
