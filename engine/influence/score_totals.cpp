// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/influence/score_totals.h"

#include <cmath>

namespace proponent {

ScoreTotals::ScoreTotals(const CheckpointScores &scores, InfluenceMethod method) : m_scores(scores)
{
    if (method != InfluenceMethod::RelatIf)
        return;
    m_divisors = sum(scores.front().rows() - 1);
    for (double &divisor : m_divisors)
        divisor = std::sqrt(divisor);
}

std::vector<double> ScoreTotals::sum(qint64 row) const
{
    std::vector<double> total(m_scores.front().row(row).size(), 0.0);
    for (const ScoreMatrix &checkpoint : m_scores) {
        const std::span<const float> values = checkpoint.row(row);
        for (std::size_t i = 0; i < total.size(); ++i)
            total[i] += double(values[i]);
    }
    return total;
}

std::vector<float> ScoreTotals::row(qint64 row) const
{
    std::vector<double> total = sum(row);
    for (std::size_t i = 0; i < m_divisors.size(); ++i)
        total[i] = m_divisors[i] == 0 ? 0 : total[i] / m_divisors[i];
    return std::vector<float>(total.begin(), total.end());
}

QList<float> ScoreTotals::byCheckpoint(qint64 row, qint64 train) const
{
    const double by = divisor(train);
    QList<float> parts;
    for (const ScoreMatrix &checkpoint : m_scores) {
        const auto value = double(checkpoint.row(row)[std::size_t(train)]);
        parts += by == 0 ? 0.0F : float(value / by);
    }
    return parts;
}

} // namespace proponent
