// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/analysis_setup.h"
#include "engine/scores/audit.h"
#include "engine/scores/confident_learning.h"

namespace proponent {

/// What is known of each training example.
struct AuditSignals
{
    TrainingAnswers answers;
    NeighbourVotes votes;
    Suspicions suspicions;
    ModelStrength strength;
    std::optional<ConfidentLearning> learning; ///< where folds were trained

    [[nodiscard]] const std::vector<double> &by(AuditMethod method) const
    {
        return suspicions[std::size_t(method)];
    }
};

/// What self-influence is found by; nothing when stopped.
using SelfInfluenceSource = std::function<std::optional<std::vector<float>>()>;

/// By every audit method but self-influence where it isn't wanted, and those that need folds where there are 0.
/// Examples that were not trained on are not suspected: NaN. Nothing when stopped.
[[nodiscard]] std::optional<AuditSignals> computeSignals(const AnalysisSetup &setup, const ScoringTask &task,
                                                         const SelfInfluenceSource &selfInfluence, int folds,
                                                         const AnalysisJobEvents &events,
                                                         const std::stop_token &stop);

} // namespace proponent
