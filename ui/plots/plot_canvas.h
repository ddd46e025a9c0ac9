// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to ui/plots: qcustomplot.h doesn't compile under QT_NO_KEYWORDS.
#include "ui/plots/plot_widget.h"

#include <qcustomplot.h>

namespace proponent::ui {

struct Colours;

/// QCustomPlot in the program's look: what every plot shares, whatever it shows.
class PlotCanvas : public QCustomPlot
{
public:
    explicit PlotCanvas(QWidget *parent);

    void setNumbers(QCPAxis *axis, PlotWidget::Numbers numbers);
    void setLogarithmicCounts(bool on);
    /// Colours and fonts. The palette is given: when a theme changes, the canvas has its own only later.
    void dress(const QPalette &palette);
    /// What the tooltip at a position says; empty away from all data.
    [[nodiscard]] QString valueAt(const QPointF &position) const;

private:
    void dressAxis(QCPAxis *axis, const Colours &colours);
    [[nodiscard]] QString lineValueAt(const QPointF &position) const;
    [[nodiscard]] QString barValueAt(const QPointF &position) const;
    [[nodiscard]] QString numberOn(const QCPAxis *axis, double value) const;
};

} // namespace proponent::ui
