// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;

namespace proponent::ui {

/// Asks before something that can't be undone, in the place where it was asked for.
class ConfirmBar : public QFrame
{
    Q_OBJECT

public:
    explicit ConfirmBar(QWidget *parent = nullptr);

    void ask(const QString &question, const QString &yes, std::function<void()> action);
    [[nodiscard]] QPushButton *yesButton() const { return m_yes; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLabel *m_question;
    QPushButton *m_yes;
    QPushButton *m_no;
    std::function<void()> m_action;
};

} // namespace proponent::ui
