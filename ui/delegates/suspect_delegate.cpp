// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/suspect_delegate.h"

#include "engine/label_decision.h"
#include "ui/delegates/cell_painting.h"
#include "ui/models/suspect_model.h"
#include "ui/text/audit_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pixel_view.h"

#include <QListView>
#include <QPainter>

namespace proponent::ui {

namespace {

constexpr int margin = 2; ///< around the card

using Verdict = LabelDecision::Verdict;

QColor colourOf(Verdict verdict, const Colours &colours)
{
    switch (verdict) {
    case Verdict::Keep:
        return colours.good;
    case Verdict::Relabel:
        return colours.accent;
    case Verdict::Exclude:
        return colours.error;
    }
    return colours.muted;
}

/// A band along the foot of the image.
void drawVerdict(QPainter *painter, const QRect &image, const QModelIndex &index, const Colours &colours)
{
    const QVariant stored = index.data(SuspectModel::VerdictRole);
    if (!stored.isValid())
        return;
    const auto verdict = Verdict(stored.toInt());
    const int height = painter->fontMetrics().height() + 6;
    const QRect band(image.left(), image.bottom() + 1 - height, image.width(), height);
    painter->fillRect(band, colourOf(verdict, colours));
    drawIconLine(painter, band.adjusted(4, 3, -4, -3), text::verdictIcon(verdict),
                 index.data(SuspectModel::VerdictTextRole).toString(), colours.onAccent);
}

void drawBar(QPainter *painter, const QRectF &groove, double share, const Colours &colours)
{
    painter->setPen(Qt::NoPen);
    painter->setBrush(colours.faint);
    painter->drawRoundedRect(groove, 3, 3);
    painter->setBrush(colours.opponent);
    painter->drawRoundedRect(
        QRectF(groove.topLeft(), QSizeF(qMax(4.0, groove.width() * share), shareBarHeight)), 3, 3);
}

} // namespace

void SuspectDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const Colours colours = coloursOf(option.palette);
    const QFont small = sized(option.font, TextSize::Caption);
    const int lineHeight = QFontMetrics(small).height();
    const QRect card = cardOf(option);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(small);
    drawCard(painter, option, card, colours);
    const int side = card.width() - 2 * cardPad;
    const QRect image(card.left() + cardPad, card.top() + cardPad, side, side);
    drawPixels(painter, image, index.data(SuspectModel::ImageRole).value<QImage>(), option.palette);
    drawVerdict(painter, image, index, colours);
    if (index.data(SuspectModel::PlantedRole).toBool())
        drawBadge(painter, image.topRight(), QStringLiteral("flag"), colours.warning, colours.surface);

    const QColor plain = option.palette.color(QPalette::Text);
    QRect line(image.left(), image.bottom() + 4, side, lineHeight);
    const QString label = index.data(SuspectModel::LabelNameRole).toString();
    painter->setPen(plain);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(label, Qt::ElideRight, side));
    line.translate(0, lineHeight);
    const bool agrees = index.data(SuspectModel::AgreesRole).toBool();
    drawIconLine(painter, line, agrees ? QStringLiteral("right") : QStringLiteral("next"),
                 index.data(SuspectModel::SuggestedNameRole).toString(), agrees ? colours.muted : plain);
    drawBar(painter, QRectF(image.left(), line.bottom() + 4, side, shareBarHeight),
            index.data(SuspectModel::ShareRole).toDouble(), colours);
    painter->restore();
}

QSize SuspectDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const auto *grid = qobject_cast<const QListView *>(option.widget);
    return grid && grid->gridSize().isValid() ? grid->gridSize() : QSize(108, heightFor(108, option.font));
}

int SuspectDelegate::heightFor(int width, const QFont &font)
{
    const int side = width - 2 * margin - 2 * cardPad;
    const int lines = 2 * QFontMetrics(sized(font, TextSize::Caption)).height();
    return side + lines + shareBarHeight + 2 * cardPad + 2 * margin + 8;
}

} // namespace proponent::ui
