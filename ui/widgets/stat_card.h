// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace proponent::ui {

/// One figure with its name: "Examples per second / 3,100".
class StatCard : public QWidget
{
    Q_OBJECT

public:
    explicit StatCard(const QString &name, QWidget *parent = nullptr);

    /// Empty: shows a dash.
    void setValue(const QString &value);
    [[nodiscard]] QString value() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QLabel *m_value;
};

} // namespace proponent::ui
