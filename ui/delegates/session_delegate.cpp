// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/session_delegate.h"

#include "ui/models/session_list_model.h"
#include "ui/text/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QPainter>

namespace proponent::ui {

namespace {

constexpr int lineGap = 2;
constexpr int chipPad = 6;
constexpr int chipGap = 4;

struct Lines
{
    QFont name;
    QFont small;
    int nameHeight;
    int smallHeight;

    explicit Lines(const QFont &body)
        : name(body), small(sized(body, TextSize::Caption)), nameHeight(0), smallHeight(0)
    {
        name.setWeight(QFont::DemiBold);
        nameHeight = QFontMetrics(name).height();
        smallHeight = QFontMetrics(small).height();
    }
    [[nodiscard]] int chipHeight() const { return smallHeight + 2; }
    [[nodiscard]] int height(bool tags) const
    {
        return nameHeight + 2 * smallHeight + 2 * lineGap + (tags ? chipHeight() + 2 * lineGap : 0);
    }
};

QColor stateColour(SessionState state, const Colours &colours)
{
    switch (state) {
    case SessionState::Running:
        return colours.accent;
    case SessionState::Interrupted:
        return colours.warning;
    case SessionState::Completed:
        return colours.good;
    case SessionState::Failed:
        return colours.error;
    }
    return colours.muted;
}

QRect contentOf(const QStyleOptionViewItem &option)
{
    return option.rect.adjusted(space::two, space::one + 2, -space::two, -space::one - 2);
}

/// Text at the right end first, then as much of the left text as there is room for.
void drawPair(QPainter *painter, const QRect &line, const QString &left, const QString &right,
              const QColor &leftColour, const QColor &rightColour)
{
    const QFontMetrics metrics = painter->fontMetrics();
    const int rightWidth = right.isEmpty() ? 0 : metrics.horizontalAdvance(right) + space::one;
    painter->setPen(rightColour);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, right);
    painter->setPen(leftColour);
    const int room = line.width() - rightWidth;
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(left, Qt::ElideRight, room));
}

void drawChip(QPainter *painter, const QRect &chip, const QString &text, const Colours &colours)
{
    painter->setPen(QPen(colours.border, 1));
    painter->setBrush(colours.faint);
    painter->drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter->setPen(colours.muted);
    painter->drawText(chip, Qt::AlignCenter, text);
}

/// As many as there is room for, then how many more there are.
void drawTags(QPainter *painter, const QRect &line, const QStringList &tags, const Colours &colours)
{
    const QFontMetrics metrics = painter->fontMetrics();
    int left = line.left();
    for (int i = 0; i < int(tags.size()); ++i) {
        const int others = int(tags.size()) - i - 1;
        const int reserve =
            others > 0 ? metrics.horizontalAdvance(QStringLiteral("+%1").arg(others)) + chipGap : 0;
        const int room = line.right() + 1 - left - reserve - 2 * chipPad;
        const bool fits = metrics.horizontalAdvance(tags.at(i)) <= room;
        if (!fits && i > 0) {
            painter->setPen(colours.muted);
            painter->drawText(line.adjusted(left - line.left(), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                              QStringLiteral("+%1").arg(others + 1));
            return;
        }
        const QString text = metrics.elidedText(tags.at(i), Qt::ElideRight, room);
        const QRect chip(left, line.top(), metrics.horizontalAdvance(text) + 2 * chipPad, line.height());
        drawChip(painter, chip, text, colours);
        left = chip.right() + 1 + chipGap;
    }
}

void drawBackground(QPainter *painter, const QStyleOptionViewItem &option, bool open, const Colours &colours)
{
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || open)
        painter->fillRect(option.rect, blended(colours.surface, colours.accent, selected ? 0.16 : 0.08));
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, colours.faint);
    if (open)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                          colours.accent);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      blended(colours.surface, colours.border, 0.6));
    if (selected && (option.state & QStyle::State_HasFocus)) {
        painter->setPen(QPen(colours.accent, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

} // namespace

void SessionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const Colours colours = coloursOf(option.palette);
    const QColor text = option.palette.color(QPalette::Text);
    const Lines lines(option.font);
    const auto state = SessionState(index.data(SessionListModel::StateRole).toInt());
    const QVariant accuracy = index.data(SessionListModel::AccuracyRole);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawBackground(painter, option, index.data(SessionListModel::OpenRole).toBool(), colours);

    const QRect content = contentOf(option);
    QRect line(content.left(), content.top(), content.width(), lines.nameHeight);
    painter->setFont(lines.name);
    drawPair(painter, line, index.data(Qt::DisplayRole).toString(),
             accuracy.isValid() ? text::percent(accuracy.toDouble()) : QString(), text, text);

    line = QRect(content.left(), line.bottom() + 1 + lineGap, content.width(), lines.smallHeight);
    painter->setFont(lines.small);
    const int iconSide = lines.smallHeight - 1;
    drawIcon(painter, QRectF(line.left(), line.top() + 0.5, iconSide, iconSide), text::stateIcon(state),
             stateColour(state, colours));
    drawPair(painter, line.adjusted(iconSide + space::half, 0, 0, 0),
             index.data(SessionListModel::StateTextRole).toString(),
             text::when(index.data(SessionListModel::CreatedRole).toDateTime()), stateColour(state, colours),
             colours.muted);

    line = QRect(content.left(), line.bottom() + 1 + lineGap, content.width(), lines.smallHeight);
    const bool hasNote = !index.data(SessionListModel::NoteRole).toString().isEmpty();
    drawPair(painter, line.adjusted(0, 0, hasNote ? -iconSide - space::half : 0, 0),
             index.data(SessionListModel::DetailRole).toString(), QString(), colours.muted, colours.muted);
    if (hasNote)
        drawIcon(painter, QRectF(line.right() - iconSide, line.top(), iconSide, iconSide),
                 QStringLiteral("note"), colours.muted);

    line = QRect(content.left(), line.bottom() + 1 + 2 * lineGap, content.width(), lines.chipHeight());
    drawTags(painter, line, index.data(SessionListModel::TagsRole).toStringList(), colours);
    painter->restore();
}

QSize SessionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool tags = !index.data(SessionListModel::TagsRole).toStringList().isEmpty();
    return {160, Lines(option.font).height(tags) + 2 * (space::one + 2)};
}

void SessionDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const auto *line = qobject_cast<const QLineEdit *>(editor);
    if (!line || !line->isModified())
        QStyledItemDelegate::setEditorData(editor, index);
}

void SessionDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                           const QModelIndex &) const
{
    const QRect content = contentOf(option);
    editor->setGeometry(content.left() - space::half, content.top() - space::half,
                        content.width() + space::one, QFontMetrics(option.font).height() + 2 * space::half);
}

} // namespace proponent::ui
