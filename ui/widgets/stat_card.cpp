// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stat_card.h"

#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QPainter>
#include <QVBoxLayout>

namespace proponent::ui {

StatCard::StatCard(const QString &name, QWidget *parent)
    : QWidget(parent),
      m_name(name),
      m_value(new ElidedLabel(QString(), TextSize::Heading, TextLabel::Tone::Plain, this))
{
    auto *caption = new ElidedLabel(name, TextSize::Caption, TextLabel::Tone::Muted, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::two - 4, space::one, space::two - 4, space::one);
    layout->setSpacing(2);
    layout->addWidget(caption);
    layout->addWidget(m_value);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setValue(QString());
}

void StatCard::setValue(const QString &value)
{
    m_value->setText(value.isEmpty() ? QStringLiteral("–") : value);
    setAccessibleName(tr("%1: %2").arg(m_name, m_value->text()));
}

QString StatCard::value() const
{
    return m_value->text();
}

void StatCard::paintEvent(QPaintEvent *)
{
    const Colours colours = coloursOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.border, 1));
    painter.setBrush(colours.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace proponent::ui
