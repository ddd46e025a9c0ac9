// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace proponent::ui {

struct Workspace;

/// The line at the bottom: what is being computed, how far, how fast, how long still, and Stop. When
/// nothing is: where the library is and what it holds.
class JobBar : public QWidget
{
    Q_OBJECT

public:
    explicit JobBar(Workspace &workspace, QWidget *parent = nullptr);

    [[nodiscard]] QString text() const;
    [[nodiscard]] QToolButton *stopButton() const { return m_stop; }

private:
    void showJobs();
    void showIdle();

    Workspace &m_workspace;
    QLabel *m_text;
    QLabel *m_waiting;
    QProgressBar *m_progress;
    QToolButton *m_stop;
};

} // namespace proponent::ui
