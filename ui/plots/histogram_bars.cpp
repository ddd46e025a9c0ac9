// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/histogram_bars.h"

#include <cmath>
#include <numeric>

namespace proponent::ui {

namespace {

constexpr double filled = 0.96; // of a bin's width

/// Every value is the same: one bar, around which there is something to see it by.
HistogramBars singleBar(const ScoreHistogram &histogram)
{
    const qint64 count = std::accumulate(histogram.counts.begin(), histogram.counts.end(), qint64(0));
    if (count == 0)
        return {};
    const double value = histogram.minimum;
    const double reach = value == 0 ? 1 : std::abs(value); // of the axis, to either side
    return {{{value, double(count)}}, reach / 20, value - reach, value + reach};
}

} // namespace

HistogramBars barsOf(const ScoreHistogram &histogram)
{
    const qsizetype bins = histogram.counts.size();
    const double width = bins > 0 ? (histogram.maximum - histogram.minimum) / double(bins) : 0;
    if (!(width > 0))
        return singleBar(histogram);
    HistogramBars drawn{{}, width * filled, 0, 0};
    for (qsizetype i = 0; i < bins; ++i) {
        if (histogram.counts.at(i) > 0)
            drawn.bars += PlotWidget::Bar{histogram.minimum + (double(i) + 0.5) * width,
                                          double(histogram.counts.at(i))};
    }
    return drawn;
}

} // namespace proponent::ui
