// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QEvent>

namespace proponent::ui {

TextLabel::TextLabel(const QString &text, TextSize size, Tone tone, QWidget *parent)
    : QLabel(text, parent), m_tone(tone)
{
    setFont(sized(font(), size));
    setTextFormat(Qt::PlainText);
    tint();
}

void TextLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        tint();
}

void TextLabel::tint()
{
    if (m_tone == Tone::Plain)
        return;
    // From the application's palette: in our own, the text is muted already.
    const QColor muted = coloursOf(QApplication::palette()).muted;
    if (palette().color(QPalette::Active, QPalette::WindowText) == muted)
        return;
    QPalette changed = palette();
    changed.setColor(QPalette::Active, QPalette::WindowText, muted);
    changed.setColor(QPalette::Inactive, QPalette::WindowText, muted);
    setPalette(changed);
}

} // namespace proponent::ui
