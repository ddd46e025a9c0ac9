// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/score_distribution.h"

#include "ui/plots/histogram_bars.h"
#include "ui/plots/plot_widget.h"

#include <QVBoxLayout>

#include <algorithm>

namespace proponent::ui {

namespace {

// Colours of seriesColour() that coloursOf() uses for the same two.
constexpr int proponentColour = 0;
constexpr int opponentColour = 1;

void fill(QWidget *widget, PlotWidget *plot)
{
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot);
}

} // namespace

ScoreDistribution::ScoreDistribution(QWidget *parent) : QWidget(parent), m_plot(new PlotWidget(this))
{
    fill(this, m_plot);
    m_plot->setTitle(tr("Scores of all training examples"));
    m_plot->setAxes(tr("Influence score"), tr("Examples"));
    m_plot->setLogarithmicCounts(true);
    m_plot->addBars(tr("Opponents (−)"), opponentColour);
    m_plot->addBars(tr("Proponents (+)"), proponentColour);
}

void ScoreDistribution::setHistogram(const ScoreHistogram &histogram)
{
    const HistogramBars drawn = barsOf(histogram);
    QList<PlotWidget::Bar> below, above;
    for (const PlotWidget::Bar &bar : drawn.bars)
        (bar.at < 0 ? below : above) += bar;
    m_plot->setMarks({});
    m_plot->setXRange(drawn.lower, drawn.upper);
    m_plot->setBars(0, below, drawn.width);
    m_plot->setBars(1, above, drawn.width);
    m_plot->resetView();
}

void ScoreDistribution::markScore(double score, const QString &word)
{
    m_plot->setMarks({{.at = score, .text = word, .colour = score < 0 ? opponentColour : proponentColour}});
}

void ScoreDistribution::clear()
{
    m_plot->clear();
}

ScoreContributions::ScoreContributions(QWidget *parent) : QWidget(parent), m_plot(new PlotWidget(this))
{
    fill(this, m_plot);
    m_plot->setTitle(tr("Contribution of each checkpoint"));
    m_plot->setLegendVisible(false);
    m_plot->addBars(tr("Against"), opponentColour);
    m_plot->addBars(tr("For"), proponentColour);
}

void ScoreContributions::setByCheckpoint(const QList<int> &checkpoints, const QList<float> &scores)
{
    m_plot->setTitle(tr("Contribution of each checkpoint"));
    m_plot->setAxes(tr("Checkpoint (epoch)"), tr("Score added"));
    m_plot->setXLabels({});
    m_plot->setNumbers(PlotWidget::Numbers::Whole, PlotWidget::Numbers::Plain);
    if (!checkpoints.isEmpty())
        m_plot->setXRange(checkpoints.constFirst() - 0.6, checkpoints.constLast() + 0.6);
    setBars(scores, [&checkpoints](qsizetype i) { return double(checkpoints.at(i)); });
}

void ScoreContributions::setByLayer(const QStringList &layers, const QList<float> &scores)
{
    m_plot->setTitle(tr("Contribution of each layer"));
    m_plot->setAxes(tr("Layer, from the input on"), tr("Score added"));
    m_plot->setXLabels(layers);
    setBars(scores, [](qsizetype i) { return double(i); });
}

void ScoreContributions::setBars(const QList<float> &scores, const std::function<double(qsizetype)> &at)
{
    QList<PlotWidget::Bar> below, above;
    for (qsizetype i = 0; i < scores.size(); ++i)
        (scores.at(i) < 0 ? below : above) += PlotWidget::Bar{at(i), double(scores.at(i))};
    const double width = 0.6 * std::min(1.0, double(scores.size() + 1) / 5); // a single bar isn't a wall
    m_plot->setBars(0, below, width);
    m_plot->setBars(1, above, width);
    m_plot->resetView();
}

void ScoreContributions::clear()
{
    m_plot->clear();
}

} // namespace proponent::ui
