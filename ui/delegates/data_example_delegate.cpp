// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/data_example_delegate.h"

#include "ui/delegates/cell_painting.h"
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
    drawIconLine(painter, line, sign.icon, note, sign.colour);
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
    if (marked || (mark == Mark::Wrong && !words)) {
        const Sign sign = signOf(mark, colours);
        drawBadge(painter, image.topRight(), sign.icon, sign.colour, colours.surface);
    }
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
