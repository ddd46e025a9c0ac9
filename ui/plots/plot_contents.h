// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to ui/plots, like plot_canvas.h.
#include "ui/plots/plot_canvas.h"

#include <QLabel>

namespace proponent::ui {

/// A line or a set of bars, and how it is drawn.
struct PlotSeries
{
    QString name;
    PlotWidget::LineStyle style;
    QCPGraph *line = nullptr; ///< owned by the canvas, like `bars`; exactly one of the two is set
    QCPBars *bars = nullptr;
};

/// What a PlotWidget shows: its series and marks, their colours, the axis ranges that fit them, the legend.
class PlotContents
{
public:
    explicit PlotContents(PlotWidget *theWidget)
        : widget(theWidget), canvas(new PlotCanvas(theWidget)), emptyLabel(new QLabel(canvas))
    {
    }

    void dress();
    void dressLine(const PlotSeries &one);
    void dressBars(const PlotSeries &one);
    void fit();
    void queueReplot() { canvas->queueReplot(); }
    void dataChanged();
    void showLegend();
    [[nodiscard]] int legendColumns(const QList<QCPAbstractPlottable *> &named) const;
    void showEmptyRange();
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] bool fitX(QCPRange &x) const;
    [[nodiscard]] bool fitY(QCPRange &y) const;

    PlotWidget *widget;
    PlotCanvas *canvas;
    QLabel *emptyLabel;
    QList<PlotSeries> series;
    QList<PlotWidget::Mark> marks;
    QString title;
    double yLower = 0;
    double yUpper = 0;
    double xLower = 0;
    double xUpper = 0;
    bool yIsShare = false; ///< from 0 to 1
    bool zoomed = false; ///< by the user: new data doesn't move what they look at
    bool legend = true;
    bool legendShown = false;
    QList<QCPAbstractPlottable *> legendEntries;
};

} // namespace proponent::ui
