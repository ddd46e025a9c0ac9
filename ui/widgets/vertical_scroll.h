// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace proponent::ui {

/// Scrolls up and down only: at least as wide as what is in it, so that nothing of that is cut off at the side.
class VerticalScroll : public QScrollArea
{
    Q_OBJECT

public:
    explicit VerticalScroll(QWidget *parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace proponent::ui
