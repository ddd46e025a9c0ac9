// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_audit.h"

#include <QWidget>

namespace proponent::ui {

class PlotWidget;

/// How the suspicion of all training examples is spread, with the selected one marked.
class SuspicionHistogram : public QWidget
{
    Q_OBJECT

public:
    explicit SuspicionHistogram(QWidget *parent = nullptr);

    void setAudit(const LabelAudit &audit);
    void mark(double suspicion, const QString &word);
    void clearMark();
    [[nodiscard]] PlotWidget *plot() const { return m_plot; }

private:
    PlotWidget *m_plot;
};

} // namespace proponent::ui
