// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_state.h"

#include "ui/theme/flat_style.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text_label.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace proponent::ui {

EmptyState::EmptyState(const QString &icon, QWidget *parent)
    : QWidget(parent),
      m_icon(icon),
      m_sign(new QWidget(this)),
      m_heading(new TextLabel(QString(), TextSize::Heading, TextLabel::Tone::Plain, this)),
      m_sentence(new TextLabel(QString(), TextSize::Body, TextLabel::Tone::Muted, this)),
      m_button(new QPushButton(this))
{
    m_sign->setFixedSize(40, 40);
    m_heading->setAlignment(Qt::AlignCenter);
    m_heading->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_sentence->setWordWrap(true);
    m_sentence->setMaximumWidth(420);
    makePrimary(m_button);
    m_button->setFocusPolicy(
        Qt::TabFocus); // it goes when it is pressed: a click leaves the focus where it is
    m_button->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::two, space::two, space::two, space::two);
    layout->setSpacing(space::one);
    layout->addStretch(2);
    layout->addWidget(m_sign, 0, Qt::AlignHCenter);
    layout->addWidget(m_heading);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_sentence, 8);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addSpacing(space::one);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::triggered);
}

void EmptyState::setWords(const QString &heading, const QString &sentence)
{
    m_heading->setText(heading);
    m_heading->setVisible(!heading.isEmpty());
    m_sentence->setText(sentence);
    setAccessibleName(heading);
    setAccessibleDescription(sentence);
}

void EmptyState::setAction(const QString &text, const QString &toolTip)
{
    m_button->setText(text);
    m_button->setToolTip(toolTip);
    m_button->setVisible(!text.isEmpty());
}

void EmptyState::setActionEnabled(bool enabled)
{
    m_button->setEnabled(enabled);
}

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawIcon(&painter, m_sign->geometry(), m_icon, coloursOf(palette()).muted);
}

} // namespace proponent::ui
