// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/progress.h"
#include "engine/session.h"

#include <QWidget>

namespace proponent::ui {

class PlotWidget;

/// Loss above accuracy over the epochs: the running training figure as a thin line, training and test
/// after each epoch with markers. Below them the loss scale, where there is one.
class LearningCurves : public QWidget
{
    Q_OBJECT

public:
    explicit LearningCurves(QWidget *parent = nullptr);

    void setEpochs(const QList<EpochMetrics> &epochs, int planned);
    void setSamples(const QList<TrainingSample> &samples);
    void appendEpoch(const EpochMetrics &metrics);
    void appendSample(const TrainingSample &sample);
    void clear();

    [[nodiscard]] PlotWidget *lossPlot() const { return m_loss; }
    [[nodiscard]] PlotWidget *accuracyPlot() const { return m_accuracy; }
    [[nodiscard]] PlotWidget *lossScalePlot() const { return m_lossScale; }

private:
    /// The series of both plots, in the order in which they are drawn.
    enum Series { Running, Train, Test };

    PlotWidget *m_loss;
    PlotWidget *m_accuracy;
    PlotWidget *m_lossScale;
};

} // namespace proponent::ui
