// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/step_curve.h"

namespace proponent {

namespace {

/// Where the last one stands.
TrainingSample meanOf(const QList<TrainingSample> &samples)
{
    TrainingSample mean = samples.constLast();
    mean.loss = mean.accuracy = 0;
    for (const TrainingSample &sample : samples) {
        mean.loss += sample.loss / double(samples.size());
        mean.accuracy += sample.accuracy / double(samples.size());
    }
    return mean;
}

} // namespace

void StepCurve::add(const TrainingSample &sample)
{
    m_pending += sample;
    if (m_pending.size() < m_each)
        return;
    m_points += meanOf(m_pending);
    m_pending.clear();
    if (m_points.size() < most)
        return;
    QList<TrainingSample> halved;
    for (qsizetype i = 0; i + 1 < m_points.size(); i += 2)
        halved += meanOf({m_points[i], m_points[i + 1]});
    m_points = halved;
    m_each *= 2;
}

QList<TrainingSample> StepCurve::points() const
{
    QList<TrainingSample> points = m_points;
    if (!m_pending.isEmpty())
        points += meanOf(m_pending);
    return points;
}

} // namespace proponent
