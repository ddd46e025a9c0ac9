// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace proponent::ui {

/// A message on the page that it is about: icon, words, at most one button, and a cross.
class InlineMessage : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Info, Success, Warning, Error };

    explicit InlineMessage(QWidget *parent = nullptr);

    void say(Kind kind, const QString &text);
    /// Like say(), with a button that emits actionTriggered() and hides the message.
    void offer(Kind kind, const QString &text, const QString &action);
    void clear();
    /// Room around it, which is gone with it when it is hidden.
    void setOuterMargin(int margin);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor kindColour() const;

    Kind m_kind = Kind::Info;
    int m_outer = 0;
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
};

} // namespace proponent::ui
