// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/confirm_bar.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace proponent::ui {

ConfirmBar::ConfirmBar(QWidget *parent)
    : QFrame(parent),
      m_question(new QLabel(this)),
      m_yes(new QPushButton(this)),
      m_no(new QPushButton(tr("Keep"), this))
{
    m_question->setWordWrap(true);
    m_question->setTextFormat(Qt::PlainText);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_no);
    buttons->addWidget(m_yes);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::two, space::one, space::one, space::one);
    layout->addWidget(m_question);
    layout->addLayout(buttons);

    connect(m_no, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_yes, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto action = std::exchange(m_action, nullptr))
            action();
    });
    hide();
}

void ConfirmBar::ask(const QString &question, const QString &yes, std::function<void()> action)
{
    m_question->setText(question);
    m_yes->setText(yes);
    m_action = std::move(action);
    setAccessibleName(question);
    show();
    m_no->setFocus();
}

void ConfirmBar::paintEvent(QPaintEvent *)
{
    const Colours colours = coloursOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), blended(palette().color(QPalette::Window), colours.error, 0.1));
    painter.fillRect(QRect(0, 0, 3, height()), colours.error);
}

void ConfirmBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace proponent::ui
