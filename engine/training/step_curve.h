// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/progress.h"

#include <QList>

namespace proponent {

/// The live points of a training, so few that they can be kept with its session: at most `most`, each the mean of as
/// many as it takes.
class StepCurve
{
public:
    static constexpr qsizetype most = 2000;

    /// Goes on from `points`.
    explicit StepCurve(QList<TrainingSample> points = {}) : m_points(std::move(points)) {}

    void add(const TrainingSample &sample);
    /// With what the last, unfinished one is made of.
    [[nodiscard]] QList<TrainingSample> points() const;

private:
    QList<TrainingSample> m_points;
    QList<TrainingSample> m_pending; ///< of the next point
    qsizetype m_each = 1; ///< samples that make a point
};

} // namespace proponent
