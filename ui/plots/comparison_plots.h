// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"
#include "ui/work/test_comparison.h"

#include <QWidget>

namespace proponent::ui {

class PlotWidget;

/// The test accuracy and the test loss of two sessions over the same epochs: A solid with circles, B dashed
/// with diamonds.
class ComparisonCurves : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonCurves(QWidget *parent = nullptr);

    void setEpochs(const QList<EpochMetrics> &a, const QList<EpochMetrics> &b);
    void clear();
    [[nodiscard]] PlotWidget *accuracyPlot() const { return m_accuracy; }
    [[nodiscard]] PlotWidget *lossPlot() const { return m_loss; }

private:
    PlotWidget *m_accuracy;
    PlotWidget *m_loss;
};

/// How much of each class two sessions get right: a pair of bars a class, A's on the left.
class ClassAccuracyPlot : public QWidget
{
    Q_OBJECT

public:
    explicit ClassAccuracyPlot(QWidget *parent = nullptr);

    void setClasses(const QList<ClassAccuracy> &classes, const DatasetInfo &dataset);
    void clear();
    [[nodiscard]] PlotWidget *plot() const { return m_plot; }

private:
    PlotWidget *m_plot;
};

} // namespace proponent::ui
