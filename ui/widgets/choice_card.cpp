// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/choice_card.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace proponent::ui {

namespace {
constexpr int iconSide = 32;
constexpr int cardWidth = 232;
constexpr int narrowestCard = 152; // a long word of a heading
} // namespace

ChoiceCard::ChoiceCard(const QString &icon, const QString &title, const QString &sentence, QWidget *parent)
    : QAbstractButton(parent), m_icon(icon)
{
    setText(title);
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setSentence(sentence);
}

void ChoiceCard::setSentence(const QString &sentence)
{
    m_sentence = sentence;
    setAccessibleDescription(sentence);
    setToolTip(sentence);
    updateGeometry();
    update();
}

QSize ChoiceCard::sizeHint() const
{
    return {cardWidth, heightForWidth(cardWidth)};
}

QSize ChoiceCard::minimumSizeHint() const
{
    return {narrowestCard, heightForWidth(cardWidth)};
}

int ChoiceCard::heightForWidth(int width) const
{
    const int inner = width - 2 * space::three;
    const QRect words = fontMetrics().boundingRect(QRect(0, 0, inner, 1000), Qt::TextWordWrap, m_sentence);
    const int content = iconSide + space::two + headingHeight(inner) + space::one + words.height();
    return qMax(176, 2 * space::three + content);
}

int ChoiceCard::headingHeight(int width) const
{
    const QFontMetrics metrics(sized(font(), TextSize::Heading));
    return metrics.boundingRect(QRect(0, 0, width, 1000), Qt::TextWordWrap, text()).height();
}

void ChoiceCard::paintEvent(QPaintEvent *)
{
    const Colours colours = coloursOf(palette());
    const bool hover = isEnabled() && underMouse();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // The pointer tints the card, the key focus frames it: one may be here and the other there.
    painter.setPen(QPen(hasFocus() ? colours.accent : colours.border, hasFocus() ? 2 : 1));
    painter.setBrush(!isEnabled() ? palette().color(QPalette::Window)
                     : isDown()   ? blended(colours.surface, colours.accent, 0.16)
                     : hover      ? blended(colours.surface, colours.accent, 0.08)
                                  : colours.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 10, 10);

    const QRect content = rect().adjusted(space::three, space::three, -space::three, -space::three);
    drawIcon(&painter, QRectF(content.left(), content.top(), iconSide, iconSide), m_icon,
             isEnabled() ? colours.accent : colours.muted);
    const QFont heading = sized(font(), TextSize::Heading);
    const QRect line(content.left(), content.top() + iconSide + space::two, content.width(),
                     headingHeight(content.width()));
    painter.setFont(heading);
    painter.setPen(
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    painter.drawText(line, Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, text());
    painter.setFont(font());
    painter.setPen(colours.muted);
    painter.drawText(QRect(content.left(), line.bottom() + space::one, content.width(),
                           content.bottom() - line.bottom() - space::one),
                     Qt::TextWordWrap | Qt::AlignTop, m_sentence);
}

} // namespace proponent::ui
