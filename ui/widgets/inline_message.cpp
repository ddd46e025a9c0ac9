// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/inline_message.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace proponent::ui {

InlineMessage::InlineMessage(QWidget *parent)
    : QFrame(parent),
      m_text(new QLabel(this)),
      m_action(new QPushButton(this)),
      m_close(new QToolButton(this))
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_action->setFocusPolicy(
        Qt::TabFocus); // it goes when it is pressed: a click leaves the focus where it is
    m_action->hide();
    m_close->setIcon(themedIcon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close message"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::two + space::three, space::one, space::one, space::one);
    layout->setSpacing(space::one);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close, 0, Qt::AlignTop);

    connect(m_close, &QToolButton::clicked, this, &InlineMessage::clear);
    connect(m_action, &QPushButton::clicked, this, [this] {
        clear();
        Q_EMIT actionTriggered();
    });
    hide();
}

void InlineMessage::say(Kind kind, const QString &text)
{
    m_kind = kind;
    m_text->setText(text);
    m_text->setAccessibleName(text);
    m_action->hide();
    show();
    update();
}

void InlineMessage::offer(Kind kind, const QString &text, const QString &action)
{
    say(kind, text);
    m_action->setText(action);
    m_action->show();
}

void InlineMessage::clear()
{
    m_text->clear();
    hide();
}

void InlineMessage::setOuterMargin(int margin)
{
    m_outer = margin;
    setContentsMargins(margin, margin, margin, 0);
}

QString InlineMessage::text() const
{
    return m_text->text();
}

QColor InlineMessage::kindColour() const
{
    const Colours colours = coloursOf(palette());
    switch (m_kind) {
    case Kind::Info:
        return colours.accent;
    case Kind::Success:
        return colours.good;
    case Kind::Warning:
        return colours.warning;
    case Kind::Error:
        return colours.error;
    }
    return colours.accent;
}

void InlineMessage::paintEvent(QPaintEvent *)
{
    const QColor colour = kindColour();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(blended(palette().color(QPalette::Window), colour, 0.45), 1));
    painter.setBrush(blended(palette().color(QPalette::Window), colour, 0.10));
    const QRectF box = QRectF(contentsRect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(box, 5, 5);

    static constexpr const char *icons[] = {"info", "done", "warning", "failed"};
    drawIcon(&painter, QRectF(box.left() + space::two - 2, box.center().y() - 9, 18, 18),
             QString::fromLatin1(icons[int(m_kind)]), colour);
}

} // namespace proponent::ui
