// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/class_counts_plot.h"

#include "ui/plots/plot_widget.h"
#include "ui/text/format.h"

#include <QVBoxLayout>

namespace proponent::ui {

namespace {

constexpr double barWidth = 0.38;

/// One bar a class, beside the class' position.
QList<PlotWidget::Bar> barsOf(const QList<qint64> &counts, double shift)
{
    QList<PlotWidget::Bar> bars;
    bars.reserve(counts.size());
    for (qsizetype label = 0; label < counts.size(); ++label)
        bars += PlotWidget::Bar{double(label) + shift, double(counts.at(label))};
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
    QStringList names;
    for (int label = 0; label < dataset.classCount(); ++label)
        names += text::className(dataset, label);
    m_plot->setXLabels(names);
    m_plot->setXRange(-0.6, dataset.classCount() - 0.4);
    m_plot->setBars(0, barsOf(dataset.trainClassCounts, -barWidth / 2), barWidth);
    m_plot->setBars(1, barsOf(dataset.testClassCounts, barWidth / 2), barWidth);
    m_plot->resetView();
}

} // namespace proponent::ui
