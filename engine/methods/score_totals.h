// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/methods/attribution_method.h"
#include "engine/methods/score_matrix.h"

#include <vector>

namespace proponent {

/// Scores by checkpoint, times the checkpoint's learning rate: each [questions, training examples].
using CheckpointScores = std::vector<ScoreMatrix>;

/// Scores summed over the checkpoints. RelatIF divides by the square root of the training example's
/// self-influence, which the last row of its scores holds; where that is 0, so is the score.
/// Refers to the scores. May be read by several threads at once.
class ScoreTotals
{
public:
    /// Self-influence is summed like TracIn.
    explicit ScoreTotals(const CheckpointScores &scores,
                         AttributionMethod::Rule rule = AttributionMethod::Rule::Product);

    /// Float32 [training examples].
    [[nodiscard]] std::vector<float> row(qint64 row) const;
    /// Likewise, in memory that is there already: on many threads fresh memory for every row takes longer than
    /// the sums.
    void row(qint64 row, std::vector<float> &into) const;
    /// What each checkpoint contributes to entry `train` of row(); adds up to it.
    [[nodiscard]] QList<float> byCheckpoint(qint64 row, qint64 train) const;
    /// What a training example's scores are divided by; 0 for one without self-influence.
    [[nodiscard]] double divisor(qint64 train) const
    {
        return m_divisors.empty() ? 1.0 : m_divisors[std::size_t(train)];
    }

private:
    /// The sums of the row's entries from `first` on.
    void sum(qint64 row, std::size_t first, std::span<double> sums) const;

    const CheckpointScores &m_scores;
    std::vector<double> m_divisors; ///< empty: nothing is divided
};

} // namespace proponent
