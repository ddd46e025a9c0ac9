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
    /// Names at 0, 1, 2, … of the x axis in place of numbers.
    void setXNames(const QStringList &names);
    /// Draws when the loop is idle, or, while nobody sees the plot, when it is painted next: a training draws twenty
    /// times a second, and a session that is opened fills the plots of every page.
    void queueReplot();
    /// Colours and fonts. The palette is given: when a theme changes, the canvas has its own only later.
    void dress(const QPalette &palette);
    /// What stands at `key` of the x axis: a name where there are names, else the number.
    [[nodiscard]] QVariant xValue(double key) const;
    /// What the tooltip at a position says; empty away from all data.
    [[nodiscard]] QString valueAt(const QPointF &position) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// As many ticks as there is room for; turns the names where they would run into each other. Whether anything is
    /// different now.
    bool arrangeTicks();
    bool fitXTicks(const QFontMetrics &metrics);
    void layTicks();
    void dressAxis(QCPAxis *axis, const Colours &colours);
    [[nodiscard]] QString lineValueAt(const QPointF &position, double reach) const;
    [[nodiscard]] QString barValueAt(const QPointF &position) const;
    [[nodiscard]] QString numberOn(const QCPAxis *axis, double value) const;

    QStringList m_xNames;
    bool m_stale = false; ///< not drawn since something changed
};

} // namespace proponent::ui
