// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace proponent::ui {

/// "Proponents" or "Opponents" with their sign and colour.
class SideHeading : public QWidget
{
    Q_OBJECT

public:
    SideHeading(const QString &title, bool positive, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_title;
    bool m_positive;
};

} // namespace proponent::ui
