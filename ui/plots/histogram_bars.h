// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "ui/plots/plot_widget.h"

namespace proponent::ui {

/// How a histogram is drawn: a bar for each bin that holds something, with a little air between neighbours.
struct HistogramBars
{
    QList<PlotWidget::Bar> bars;
    double width = 0; ///< above 0 wherever there is a bar, also where every value is the same
    /// What x has to show so that the bars look like bars; 0 and 0: what they take up themselves.
    double lower = 0;
    double upper = 0;
};

[[nodiscard]] HistogramBars barsOf(const ScoreHistogram &histogram);

} // namespace proponent::ui
