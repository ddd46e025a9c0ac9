// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/comparison.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace proponent::ui {

/// Which two sessions are compared: the open one, and one that is chosen here. A stands on the left, whichever of
/// them it is; Swap exchanges them.
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
    void arrange();

    OpenSession &m_open;
    Comparison &m_comparison;
    QHBoxLayout *m_row;
    QLabel *m_name; ///< of the open session
    QComboBox *m_other;
    QPushButton *m_swap;
};

} // namespace proponent::ui
