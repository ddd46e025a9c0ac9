// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/run_panel.h"

#include "ui/plots/learning_curves.h"
#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/stat_card.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace proponent::ui {

namespace {
constexpr int narrowestCard = 100;
}

RunPanel::RunPanel(QWidget *parent)
    : QWidget(parent),
      m_curves(new LearningCurves(this)),
      m_accuracy(new StatCard(tr("Test accuracy"), this)),
      m_rate(new StatCard(tr("Examples/s"), this)),
      m_time(new StatCard(tr("Time"), this)),
      m_learningRate(new StatCard(tr("Learning rate"), this)),
      m_lossScale(new StatCard(tr("Loss scale"), this)),
      m_cards(new QGridLayout)
{
    m_rate->setToolTip(tr("Training examples a second"));
    m_time->setToolTip(tr("Time left while training; time spent training afterwards"));
    m_learningRate->setToolTip(tr("Of the last step"));
    m_lossScale->setToolTip(tr("Keeps small gradients in range when training in fp16"));
    m_cards->setSpacing(space::one);
    m_lossScale->hide();
    arrangeCards();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::one);
    layout->addLayout(m_cards);
    layout->addWidget(m_curves, 1);
}

QList<StatCard *> RunPanel::cards() const
{
    return {m_accuracy, m_rate, m_time, m_learningRate, m_lossScale};
}

QSize RunPanel::minimumSizeHint() const
{
    return {2 * narrowestCard + space::one, QWidget::minimumSizeHint().height()};
}

void RunPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeCards();
}

void RunPanel::arrangeCards()
{
    const int shown = m_lossScale->isHidden() ? 4 : 5;
    const int fitting = std::max(2, (width() + space::one) / (narrowestCard + space::one));
    const int columns = fitting >= shown ? shown : (shown + 1) / 2 <= fitting ? (shown + 1) / 2 : 2;
    if (std::exchange(m_columns, columns) == columns)
        return;
    const QList<StatCard *> all = cards();
    for (int i = 0; i < all.size(); ++i) {
        m_cards->addWidget(all.at(i), i / columns, i % columns); // moves what is there already
        m_cards->setColumnStretch(i, i < columns ? 1 : 0);
    }
}

void RunPanel::showSession(const SessionDetails &details, const QList<TrainingSample> &samples, bool training)
{
    m_training = training;
    m_curves->setEpochs(details.epochs, details.config.epochs);
    m_curves->setSamples(samples);
    if (details.epochs.isEmpty()) {
        showNoFigures();
    } else {
        showLast(details.epochs.constLast());
        if (!training) {
            const double seconds =
                std::accumulate(details.epochs.begin(), details.epochs.end(), 0.0,
                                [](double sum, const EpochMetrics &one) { return sum + one.seconds; });
            m_time->setValue(text::duration(seconds));
        }
    }
}

void RunPanel::showNothing()
{
    m_training = false;
    m_curves->clear();
    showNoFigures();
}

void RunPanel::showNoFigures()
{
    for (StatCard *card : {m_accuracy, m_rate, m_time, m_learningRate})
        card->setValue(QString());
    m_lossScale->hide();
    arrangeCards();
}

void RunPanel::addSample(const TrainingSample &sample)
{
    m_curves->appendSample(sample);
    m_rate->setValue(text::count(qint64(sample.samplesPerSecond)));
    m_learningRate->setValue(text::number(sample.learningRate));
    showLossScale(sample.lossScale, sample.skippedSteps);
}

void RunPanel::addEpoch(const EpochMetrics &metrics)
{
    m_curves->appendEpoch(metrics);
    showLast(metrics);
}

void RunPanel::setProgress(const Progress &progress)
{
    if (m_training && progress.secondsLeft >= 0)
        m_time->setValue(tr("%1 left").arg(text::duration(progress.secondsLeft)));
}

void RunPanel::showLast(const EpochMetrics &metrics)
{
    m_accuracy->setValue(text::percent(metrics.testAccuracy));
    m_rate->setValue(text::count(qint64(metrics.samplesPerSecond)));
    m_learningRate->setValue(text::number(metrics.learningRate));
    showLossScale(metrics.lossScale, metrics.skippedSteps);
}

void RunPanel::showLossScale(double lossScale, qint64 skipped)
{
    m_lossScale->setVisible(lossScale > 0);
    arrangeCards();
    QString words = text::number(lossScale);
    if (skipped > 0)
        words += tr(" (%Ln skipped)", nullptr, int(skipped));
    m_lossScale->setValue(words);
}

} // namespace proponent::ui
