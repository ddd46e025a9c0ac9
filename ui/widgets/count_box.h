// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSpinBox>

namespace proponent::ui {

/// A whole number. QSpinBox drops the keys that it can't use, and "1.5" becomes 15; or it goes back to an earlier
/// number when the focus leaves. Here everything can be typed and stays, and what is wrong with it is said.
class CountBox : public QSpinBox
{
    Q_OBJECT

public:
    explicit CountBox(QWidget *parent = nullptr);

    /// Why value() isn't what stands there; empty when it is.
    [[nodiscard]] QString problem() const;
    void stepBy(int steps) override;

Q_SIGNALS:
    /// Other text stands there; problem() may be another, too.
    void typed();

protected:
    QValidator::State validate(QString &text, int &position) const override;
    [[nodiscard]] int valueFromText(const QString &text) const override;
    void fixup(QString &text) const override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] bool isAcceptable(const QString &text) const;
    void keepText(const QString &text);
};

} // namespace proponent::ui
