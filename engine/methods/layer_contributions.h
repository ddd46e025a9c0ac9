// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/influence_run.h"

namespace proponent {

/// A score whose parts are asked for.
struct ScoreCell
{
    qint64 test = 0; ///< position among the tests; 0 for self-influence
    qint64 train = 0;
    double divisor = 1; ///< of the summed score: RelatIf's root of the self-influence
};

struct LayerContributions
{
    QStringList layers; ///< modules with parameters of their own, in order of registration
    QList<QList<float>> parts; ///< by cell: what each layer contributes to the score, summed over checkpoints
};

/// What each layer contributes to some scores of traceScores(). Computed again, for the training examples of
/// the cells only: keeping it while all are scored would take a score matrix a layer. Nothing when stopped.
[[nodiscard]] std::optional<LayerContributions> layerContributions(const ScoringTask &task,
                                                                   const AskedExamples &asked,
                                                                   const std::vector<ScoreCell> &cells,
                                                                   const std::stop_token &stop);

/// Likewise for selfInfluenceScores().
[[nodiscard]] std::optional<LayerContributions> selfInfluenceContributions(
    const ScoringTask &task, const std::vector<ScoreCell> &cells, const std::stop_token &stop);

} // namespace proponent
