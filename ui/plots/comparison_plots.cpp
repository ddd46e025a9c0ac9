// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/comparison_plots.h"

#include "ui/plots/class_groups.h"
#include "ui/plots/plot_widget.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text_label.h"

#include <QVBoxLayout>

#include <algorithm>

namespace proponent::ui {

namespace {

/// The series of every plot here, and their colours.
enum Series { A, B };

void addLines(PlotWidget *plot)
{
    plot->addLine(ComparisonCurves::tr("A"),
                  {.colour = A, .pen = Qt::SolidLine, .marker = PlotWidget::Marker::Circle});
    plot->addLine(ComparisonCurves::tr("B"),
                  {.colour = B, .pen = Qt::DashLine, .marker = PlotWidget::Marker::Diamond});
}

void addTitled(QVBoxLayout *layout, PlotWidget *plot, const QString &title)
{
    plot->setTitle(title);
    plot->setMinimumHeight(170);
    layout->addWidget(new TextLabel(title, TextSize::Caption, TextLabel::Tone::Plain, plot->parentWidget()));
    layout->addWidget(plot, 1);
}

int lastEpoch(const QList<EpochMetrics> &epochs)
{
    return epochs.isEmpty() ? 0 : epochs.constLast().epoch;
}

} // namespace

ComparisonCurves::ComparisonCurves(QWidget *parent)
    : QWidget(parent), m_accuracy(new PlotWidget(this)), m_loss(new PlotWidget(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::half);
    addTitled(layout, m_accuracy, tr("Test accuracy"));
    addTitled(layout, m_loss, tr("Test loss"));
    m_accuracy->setAxes(tr("Epoch"), tr("Accuracy"));
    m_accuracy->setNumbers(PlotWidget::Numbers::Whole, PlotWidget::Numbers::Percent);
    m_loss->setAxes(tr("Epoch"), tr("Loss (nats)"));
    m_loss->setNumbers(PlotWidget::Numbers::Whole, PlotWidget::Numbers::Plain);
    for (PlotWidget *plot : {m_accuracy, m_loss}) {
        plot->setEmptyText(tr("The curves begin with the first epoch."));
        addLines(plot);
    }
    PlotWidget::shareX(*m_accuracy, *m_loss);
}

void ComparisonCurves::setEpochs(const QList<EpochMetrics> &a, const QList<EpochMetrics> &b)
{
    const double last = std::max({1, lastEpoch(a), lastEpoch(b)});
    for (PlotWidget *plot : {m_accuracy, m_loss})
        plot->setXRange(0, last * 1.02);
    const auto show = [this](Series series, const QList<EpochMetrics> &epochs) {
        QList<QPointF> accuracy, loss;
        for (const EpochMetrics &metrics : epochs) {
            accuracy += QPointF(metrics.epoch, metrics.testAccuracy);
            loss += QPointF(metrics.epoch, metrics.testLoss);
        }
        m_accuracy->setLine(series, accuracy);
        m_loss->setLine(series, loss);
    };
    show(A, a);
    show(B, b);
}

void ComparisonCurves::clear()
{
    m_accuracy->clear();
    m_loss->clear();
}

ClassAccuracyPlot::ClassAccuracyPlot(QWidget *parent) : QWidget(parent), m_plot(new PlotWidget(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::half);
    addTitled(layout, m_plot, tr("Test accuracy by class"));
    m_plot->setMinimumHeight(210); // the names of the classes stand at an angle
    m_plot->setAxes(tr("Class"), tr("Accuracy"));
    m_plot->setNumbers(PlotWidget::Numbers::Whole, PlotWidget::Numbers::Percent);
    m_plot->setYAtLeast(0, 1);
    m_plot->addBars(tr("A"), A);
    m_plot->addBars(tr("B"), B);
}

void ClassAccuracyPlot::setClasses(const QList<ClassAccuracy> &classes, const DatasetInfo &dataset)
{
    constexpr double offset = 0.2; // from the middle of the class to the middle of either bar
    const ClassGroups groups(dataset);
    QList<ClassAccuracy> sums(groups.count());
    for (const ClassAccuracy &one : classes) {
        ClassAccuracy &sum = sums[groups.groupOf(one.label)];
        sum.count += one.count;
        sum.rightByA += one.rightByA;
        sum.rightByB += one.rightByB;
    }
    QList<PlotWidget::Bar> a, b;
    for (int group = 0; group < groups.count(); ++group) {
        const ClassAccuracy &sum = sums.at(group);
        if (sum.count == 0)
            continue;
        a.append({double(group) - offset, double(sum.rightByA) / double(sum.count)});
        b.append({double(group) + offset, double(sum.rightByB) / double(sum.count)});
    }
    m_plot->setXLabels(groups.names());
    m_plot->setBars(A, a, 2 * offset * 0.9);
    m_plot->setBars(B, b, 2 * offset * 0.9);
}

void ClassAccuracyPlot::clear()
{
    m_plot->clear();
}

} // namespace proponent::ui
