// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/progress.h"
#include "engine/session.h"

#include <QWidget>

class QGridLayout;

namespace proponent::ui {

class LearningCurves;
class StatCard;

/// How a training goes, or how it went: its figures as cards and its learning curves.
class RunPanel : public QWidget
{
    Q_OBJECT

public:
    explicit RunPanel(QWidget *parent = nullptr);

    void showSession(const SessionDetails &details, const QList<TrainingSample> &samples, bool training);
    void showNothing();
    void addSample(const TrainingSample &sample);
    void addEpoch(const EpochMetrics &metrics);
    void setProgress(const Progress &progress);
    [[nodiscard]] LearningCurves *curves() const { return m_curves; }

    /// Narrow enough for two cards side by side.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QList<StatCard *> cards() const;
    /// As many side by side as can be read.
    void arrangeCards();
    void showNoFigures();
    void showLast(const EpochMetrics &metrics);
    void showLossScale(double lossScale, qint64 skipped);

    LearningCurves *m_curves;
    StatCard *m_accuracy;
    StatCard *m_rate;
    StatCard *m_time;
    StatCard *m_learningRate;
    StatCard *m_lossScale;
    QGridLayout *m_cards;
    int m_columns = 0;
    bool m_training = false;
};

} // namespace proponent::ui
