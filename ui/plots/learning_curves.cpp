// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/learning_curves.h"

#include "ui/plots/plot_widget.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace proponent::ui {

namespace {

void addSeries(PlotWidget *plot)
{
    plot->addLine(
        LearningCurves::tr("Train, while learning"),
        {.colour = 0, .pen = Qt::SolidLine, .marker = PlotWidget::Marker::None, .width = 1, .opacity = 0.55});
    plot->addLine(LearningCurves::tr("Train, mean of epoch"),
                  {.colour = 0, .pen = Qt::SolidLine, .marker = PlotWidget::Marker::Circle});
    plot->addLine(LearningCurves::tr("Test"),
                  {.colour = 1, .pen = Qt::DashLine, .marker = PlotWidget::Marker::Diamond});
}

} // namespace

LearningCurves::LearningCurves(QWidget *parent)
    : QWidget(parent),
      m_loss(new PlotWidget(this)),
      m_accuracy(new PlotWidget(this)),
      m_lossScale(new PlotWidget(this))
{
    m_loss->setTitle(tr("Loss"));
    m_loss->setAxes(tr("Epoch"), tr("Loss (cross-entropy, nats)"));
    m_accuracy->setTitle(tr("Accuracy"));
    m_accuracy->setAxes(tr("Epoch"), tr("Accuracy"));
    m_accuracy->setNumbers(PlotWidget::Numbers::Whole, PlotWidget::Numbers::Percent);
    m_loss->setNumbers(PlotWidget::Numbers::Whole, PlotWidget::Numbers::Plain);
    m_loss->setEmptyText(tr("The loss curve appears here while a model trains."));
    m_accuracy->setEmptyText(tr("The accuracy curve appears here."));
    m_accuracy->setLegendVisible(false);
    m_lossScale->setTitle(tr("Loss scale"));
    m_lossScale->setAxes(tr("Epoch"), tr("Loss scale"));
    m_lossScale->setNumbers(PlotWidget::Numbers::Whole, PlotWidget::Numbers::Plain);
    m_lossScale->setLegendVisible(false);
    m_lossScale->addLine(tr("Loss scale"), {.colour = 0, .marker = PlotWidget::Marker::None});
    m_lossScale->hide();
    addSeries(m_loss);
    addSeries(m_accuracy);
    PlotWidget::shareX(*m_loss, *m_accuracy);
    PlotWidget::shareX(*m_loss, *m_lossScale);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::one);
    layout->addWidget(m_loss, 11);
    layout->addWidget(m_accuracy, 10);
    layout->addWidget(m_lossScale, 8);
}

void LearningCurves::setEpochs(const QList<EpochMetrics> &epochs, int planned)
{
    QList<QPointF> trainLoss, testLoss, trainAccuracy, testAccuracy, lossScale;
    for (const EpochMetrics &metrics : epochs) {
        trainLoss += QPointF(metrics.epoch, metrics.trainLoss);
        testLoss += QPointF(metrics.epoch, metrics.testLoss);
        trainAccuracy += QPointF(metrics.epoch, metrics.trainAccuracy);
        testAccuracy += QPointF(metrics.epoch, metrics.testAccuracy);
        if (metrics.lossScale > 0)
            lossScale += QPointF(metrics.epoch, metrics.lossScale);
    }
    m_lossScale->setVisible(!lossScale.isEmpty());
    m_lossScale->setLine(0, lossScale);
    for (PlotWidget *plot : {m_loss, m_accuracy, m_lossScale})
        plot->setXRange(0, qMax(1, planned) * 1.02);
    m_loss->setLine(Train, trainLoss);
    m_loss->setLine(Test, testLoss);
    m_accuracy->setLine(Train, trainAccuracy);
    m_accuracy->setLine(Test, testAccuracy);
}

void LearningCurves::setSamples(const QList<TrainingSample> &samples)
{
    QList<QPointF> loss, accuracy, lossScale;
    loss.reserve(samples.size());
    accuracy.reserve(samples.size());
    for (const TrainingSample &sample : samples) {
        loss += QPointF(sample.epoch, sample.loss);
        accuracy += QPointF(sample.epoch, sample.accuracy);
        if (sample.lossScale > 0)
            lossScale += QPointF(sample.epoch, sample.lossScale);
    }
    if (!lossScale.isEmpty()) {
        m_lossScale->show();
        m_lossScale->setLine(0, lossScale);
    }
    m_loss->setLine(Running, loss);
    m_accuracy->setLine(Running, accuracy);
}

void LearningCurves::appendEpoch(const EpochMetrics &metrics)
{
    m_loss->appendToLine(Train, QPointF(metrics.epoch, metrics.trainLoss));
    m_loss->appendToLine(Test, QPointF(metrics.epoch, metrics.testLoss));
    m_accuracy->appendToLine(Train, QPointF(metrics.epoch, metrics.trainAccuracy));
    m_accuracy->appendToLine(Test, QPointF(metrics.epoch, metrics.testAccuracy));
}

void LearningCurves::appendSample(const TrainingSample &sample)
{
    m_loss->appendToLine(Running, QPointF(sample.epoch, sample.loss));
    m_accuracy->appendToLine(Running, QPointF(sample.epoch, sample.accuracy));
    if (sample.lossScale > 0) {
        m_lossScale->show();
        m_lossScale->appendToLine(0, QPointF(sample.epoch, sample.lossScale));
    }
}

void LearningCurves::clear()
{
    m_loss->clear();
    m_accuracy->clear();
    m_lossScale->clear();
    m_lossScale->hide();
}

} // namespace proponent::ui
