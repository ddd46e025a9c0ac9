// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace proponent::ui {

/// Text of a given rank in the type scale, plain or in the colour of secondary text.
class TextLabel : public QLabel
{
    Q_OBJECT

public:
    enum class Tone { Plain, Muted };

    TextLabel(const QString &text, TextSize size, Tone tone, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void tint();

    Tone m_tone;
};

} // namespace proponent::ui
