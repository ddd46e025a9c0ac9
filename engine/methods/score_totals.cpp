// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/score_totals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace proponent {

ScoreTotals::ScoreTotals(const CheckpointScores &scores, AttributionMethod::Rule rule) : m_scores(scores)
{
    if (rule != AttributionMethod::Rule::OverRootSelf)
        return;
    const qint64 self = scores.front().rows() - 1;
    m_divisors.resize(scores.front().row(self).size());
    sum(self, 0, m_divisors);
    for (double &divisor : m_divisors)
        divisor = std::isinf(divisor) ? std::numeric_limits<double>::quiet_NaN() : std::sqrt(divisor);
}

void ScoreTotals::sum(qint64 row, std::size_t first, std::span<double> sums) const
{
    std::ranges::fill(sums, 0.0);
    for (const ScoreMatrix &checkpoint : m_scores) {
        const std::span<const float> values = checkpoint.row(row).subspan(first);
        for (std::size_t i = 0; i < sums.size(); ++i)
            sums[i] += double(values[i]);
    }
}

std::vector<float> ScoreTotals::row(qint64 row) const
{
    std::vector<float> totals;
    this->row(row, totals);
    return totals;
}

void ScoreTotals::row(qint64 row, std::vector<float> &into) const
{
    std::array<double, 1024> block; // stays in the processor's cache
    into.resize(m_scores.front().row(row).size());
    for (std::size_t first = 0; first < into.size(); first += block.size()) {
        const std::size_t count = std::min(block.size(), into.size() - first);
        sum(row, first, std::span(block).first(count));
        for (std::size_t i = 0; i < count; ++i) {
            const double by = divisor(qint64(first + i));
            into[first + i] = by == 0 ? 0.0F : float(block[i] / by);
        }
    }
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
