// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"

#include <QWidget>

namespace proponent::ui {

class PlotWidget;

/// How the scores of all training examples are spread, with the selected one marked.
class ScoreDistribution : public QWidget
{
    Q_OBJECT

public:
    explicit ScoreDistribution(QWidget *parent = nullptr);

    void setHistogram(const ScoreHistogram &histogram);
    void markScore(double score, const QString &word);
    void clear();
    [[nodiscard]] PlotWidget *plot() const { return m_plot; }

private:
    PlotWidget *m_plot;
};

/// What each checkpoint added to one example's score.
class CheckpointContributions : public QWidget
{
    Q_OBJECT

public:
    explicit CheckpointContributions(QWidget *parent = nullptr);

    /// `checkpoints` are epochs; both lists have the same length.
    void setContributions(const QList<int> &checkpoints, const QList<float> &scores);
    void clear();
    [[nodiscard]] PlotWidget *plot() const { return m_plot; }

private:
    PlotWidget *m_plot;
};

} // namespace proponent::ui
