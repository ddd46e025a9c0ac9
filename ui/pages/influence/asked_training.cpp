// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/influence/asked_training.h"

#include "ui/text/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/pixel_view.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace proponent::ui {

namespace {
constexpr int imageSide = 44;
}

AskedTraining::AskedTraining(QWidget *parent)
    : QFrame(parent),
      m_image(new PixelView(this)),
      m_heading(new TextLabel(QString(), TextSize::Heading, TextLabel::Tone::Plain, this)),
      m_back(new QPushButton(themedIcon(QStringLiteral("previous")), tr("Back"), this))
{
    m_heading->setWordWrap(true);
    m_heading->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_image->setFixedSize(imageSide, imageSide);
    m_back->setToolTip(tr("Go back to the test example that was shown before"));

    auto *note = new ElidedLabel(tr("asked about as if it were a test example"), TextSize::Caption,
                                 TextLabel::Tone::Muted, this);
    note->setToolTip(tr("Its influence on itself takes part, and often comes first."));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_heading);
    words->addWidget(note);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::one);
    layout->addWidget(m_image);
    layout->addLayout(words, 1);
    layout->addWidget(m_back);
    connect(m_back, &QPushButton::clicked, this, &AskedTraining::backRequested);
}

void AskedTraining::showExample(qint64 index, const QString &label)
{
    const QString which = text::example(index);
    m_heading->setText(label.isEmpty() ? tr("Training example %1").arg(which)
                                       : tr("Training example %1: %2").arg(which, text::unbroken(label)));
    m_image->setAccessibleName(m_heading->text());
}

void AskedTraining::setImage(const QImage &image)
{
    m_image->setImage(image);
}

QString AskedTraining::heading() const
{
    return m_heading->text();
}

} // namespace proponent::ui
