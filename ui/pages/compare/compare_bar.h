// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/comparison.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace proponent::ui {

/// Which two sessions are compared: A is the open one, B is chosen here; Swap exchanges them.
class CompareBar : public QWidget
{
    Q_OBJECT

public:
    CompareBar(OpenSession &open, Comparison &comparison, QWidget *parent = nullptr);

    [[nodiscard]] QComboBox *otherChoice() const { return m_other; }
    [[nodiscard]] QPushButton *swapButton() const { return m_swap; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// Once somebody sees them: a line for each session of the library takes long enough to be felt at every session
    /// that is opened.
    void showSessions();

    OpenSession &m_open;
    Comparison &m_comparison;
    QLabel *m_first;
    QComboBox *m_other;
    QPushButton *m_swap;
};

} // namespace proponent::ui
