// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/text_label.h"

namespace proponent::ui {

/// One line that takes the width it gets: what doesn't fit ends in an ellipsis, and is in the tooltip.
class ElidedLabel : public TextLabel
{
    Q_OBJECT

public:
    ElidedLabel(const QString &text, TextSize size, Tone tone, QWidget *parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString fitting() const;
};

} // namespace proponent::ui
