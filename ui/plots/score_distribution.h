// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"

#include <QStringList>
#include <QWidget>

#include <functional>

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

/// What each checkpoint, or each layer, added to one example's score.
class ScoreContributions : public QWidget
{
    Q_OBJECT

public:
    explicit ScoreContributions(QWidget *parent = nullptr);

    /// `checkpoints` are epochs; both lists have the same length.
    void setByCheckpoint(const QList<int> &checkpoints, const QList<float> &scores);
    /// Layers from the input on; both lists have the same length.
    void setByLayer(const QStringList &layers, const QList<float> &scores);
    void clear();
    [[nodiscard]] PlotWidget *plot() const { return m_plot; }

private:
    void setBars(const QList<float> &scores, const std::function<double(qsizetype)> &at);

    PlotWidget *m_plot;
};

} // namespace proponent::ui
