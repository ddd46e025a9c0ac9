// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/class_counts_plot.h"

#include "ui/plots/class_groups.h"
#include "ui/plots/plot_widget.h"

#include <QVBoxLayout>

namespace proponent::ui {

namespace {

constexpr double barWidth = 0.38;

/// One bar a class, or group of classes, beside its position.
QList<PlotWidget::Bar> barsAt(const QList<double> &counts, double shift)
{
    QList<PlotWidget::Bar> bars;
    bars.reserve(counts.size());
    for (qsizetype group = 0; group < counts.size(); ++group)
        bars += PlotWidget::Bar{double(group) + shift, counts.at(group)};
    return bars;
}

} // namespace

ClassCountsPlot::ClassCountsPlot(QWidget *parent) : QWidget(parent), m_plot(new PlotWidget(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->setTitle(tr("Examples of each class"));
    m_plot->setAxes(tr("Class"), tr("Examples"));
    m_plot->setNumbers(PlotWidget::Numbers::Whole, PlotWidget::Numbers::Whole);
    m_plot->setYAtLeast(0, 1);
    m_plot->setEmptyText(tr("How many examples each class has appears here."));
    m_plot->addBars(tr("Training"), 0);
    m_plot->addBars(tr("Test"), 1);
}

void ClassCountsPlot::setCounts(const DatasetInfo &dataset)
{
    const ClassGroups groups(dataset);
    m_plot->setAxes(tr("Class"), groups.perGroup() == 1
                                     ? tr("Examples")
                                     : tr("Examples (mean of %1 classes)").arg(groups.perGroup()));
    m_plot->setXLabels(groups.names());
    m_plot->setBars(0, barsAt(groups.means(dataset.trainClassCounts), -barWidth / 2), barWidth);
    m_plot->setBars(1, barsAt(groups.means(dataset.testClassCounts), barWidth / 2), barWidth);
    m_plot->resetView();
}

} // namespace proponent::ui
