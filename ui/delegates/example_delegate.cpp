// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/example_delegate.h"

#include "ui/delegates/cell_painting.h"
#include "ui/models/ranked_example_model.h"
#include "ui/models/test_example_model.h"
#include "ui/text/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pixel_view.h"

#include <QListView>
#include <QPainter>

#include <algorithm>

namespace proponent::ui {

namespace {

constexpr int rankedWidth = 108; // number and score stand side by side

} // namespace

void TestExampleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    const Colours colours = coloursOf(option.palette);
    const QFont small = sized(option.font, TextSize::Caption);
    const int lineHeight = QFontMetrics(small).height();
    const QRect card = cardOf(option);
    const bool wrong = index.data(TestExampleModel::WrongRole).toBool();

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawCard(painter, option, card, colours);
    const int side = card.width() - 2 * cardPad;
    const QRect image(card.left() + cardPad, card.top() + cardPad, side, side);
    drawPixels(painter, image, index.data(TestExampleModel::ImageRole).value<QImage>(), option.palette);
    if (index.data(TestExampleModel::TracedRole).toBool())
        drawBadge(painter, image.topRight(), QStringLiteral("trace"), colours.accent, colours.onAccent);

    painter->setFont(small);
    QRect line(image.left(), image.bottom() + 4, side, lineHeight);
    drawLine(painter, line, index.data(TestExampleModel::LabelNameRole).toString(),
             option.palette.color(QPalette::Text));
    line.translate(0, lineHeight);
    drawIconLine(painter, line, wrong ? QStringLiteral("wrong") : QStringLiteral("right"),
                 index.data(TestExampleModel::PredictedNameRole).toString(),
                 wrong ? colours.error : colours.good);
    painter->restore();
}

QSize TestExampleDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const auto *grid = qobject_cast<const QListView *>(option.widget);
    return grid && grid->gridSize().isValid() ? grid->gridSize() : QSize(96, heightFor(96, option.font));
}

int TestExampleDelegate::heightFor(int width, const QFont &font)
{
    const int side = width - 4 - 2 * cardPad;
    return side + 2 * QFontMetrics(sized(font, TextSize::Caption)).height() + 2 * cardPad + 7;
}

void RankedExampleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                  const QModelIndex &index) const
{
    const int width = std::max(rankedWidth, m_side);
    const Colours colours = coloursOf(option.palette);
    const QFont small = sized(option.font, TextSize::Caption);
    const int lineHeight = QFontMetrics(small).height();
    const QRect card = cardOf(option);
    const double share = index.data(RankedExampleModel::ShareRole).toDouble();
    const QColor side = share < 0 ? colours.opponent : colours.proponent;

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawCard(painter, option, card, colours);
    const int left = card.left() + cardPad;
    const QRect image(left + (width - m_side) / 2, card.top() + cardPad, m_side, m_side);
    drawPixels(painter, image, index.data(RankedExampleModel::ImageRole).value<QImage>(), option.palette);
    const bool flipped = index.data(RankedExampleModel::FlippedRole).toBool();
    if (flipped)
        drawBadge(painter, image.topRight(), QStringLiteral("flag"), colours.warning, colours.surface);

    QRect line(left, image.bottom() + 4, width, lineHeight);
    painter->setFont(small);
    const QString label = index.data(RankedExampleModel::LabelNameRole).toString();
    drawLine(painter, line, label, option.palette.color(QPalette::Text));
    line.translate(0, lineHeight);
    QFont bold = small;
    bold.setWeight(QFont::DemiBold);
    const QString score = index.data(RankedExampleModel::ScoreTextRole).toString();
    const int scoreWidth = QFontMetrics(bold).horizontalAdvance(score);
    drawLine(painter, line.adjusted(0, 0, -scoreWidth - 4, 0),
             text::example(index.data(RankedExampleModel::IndexRole).toLongLong()), colours.muted);
    painter->setFont(bold);
    painter->setPen(side);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, score);

    const QRectF groove(left, line.bottom() + 3, width, shareBarHeight);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colours.faint);
    painter->drawRoundedRect(groove, 3, 3);
    painter->setBrush(side);
    painter->drawRoundedRect(
        QRectF(groove.topLeft(), QSizeF(qMax(4.0, groove.width() * std::abs(share)), shareBarHeight)), 3, 3);
    painter->restore();
}

QSize RankedExampleDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int lineHeight = QFontMetrics(sized(option.font, TextSize::Caption)).height();
    return {std::max(rankedWidth, m_side) + 2 * cardPad + 4,
            m_side + 2 * lineHeight + shareBarHeight + 2 * cardPad + 12};
}

} // namespace proponent::ui
