// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace proponent::ui {

/// What stands where there is nothing to show yet: a sign, a heading, a sentence, and perhaps what to do.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(const QString &icon, QWidget *parent = nullptr);

    void setWords(const QString &heading, const QString &sentence);
    /// Empty: no button.
    void setAction(const QString &text, const QString &toolTip = {});
    void setActionEnabled(bool enabled);
    [[nodiscard]] QPushButton *button() const { return m_button; }

Q_SIGNALS:
    void triggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    QWidget *m_sign;
    QLabel *m_heading;
    QLabel *m_sentence;
    QPushButton *m_button;
};

} // namespace proponent::ui
