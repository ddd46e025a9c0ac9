// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gradients/memory_plan.h"
#include "engine/influence_analysis.h"
#include "engine/methods/score_totals.h"
#include "engine/progress.h"
#include "engine/session.h"

#include <functional>
#include <stop_token>

namespace proponent {

/// Puts a checkpoint's values into the network. Throws EngineError when its file can't be read or doesn't fit.
void loadCheckpoint(Network &network, const CheckpointInfo &checkpoint);

/// The training side of an analysis.
struct ScoringTask
{
    Network &network; ///< on the device; its weights are replaced by those of the checkpoints
    std::vector<std::string> parameters; ///< names; empty: all trainable ones
    const ImageTensors &train;
    QList<CheckpointInfo> checkpoints;
    torch::ScalarType dtype = torch::kFloat;
    qint64 batchSize = 0; ///< 0: chosen by the device and its memory
    qint64 memory = 0; ///< bytes to plan with; 0: what is free
    /// Holds one file a finished checkpoint, so that a cancelled analysis isn't computed twice.
    QString partialFolder;
    std::function<void(const Progress &)> onProgress;
    std::function<void(const QString &)> onNotice; ///< a sentence for people
    std::function<void(const MemoryPlan &)> onPlan; ///< before the first checkpoint that is computed
};

/// TracIn of every training example on each of `tests`. For RelatIf a last row holds self-influence.
/// Nothing when stopped; finished checkpoints are kept then.
[[nodiscard]] std::optional<CheckpointScores> traceScores(const ScoringTask &task,
                                                          const ImageTensors::Batch &tests,
                                                          InfluenceMethod method,
                                                          const std::stop_token &stop);

/// Self-influence: lr_i |grad l(w_i, z)|^2, in one row.
[[nodiscard]] std::optional<CheckpointScores> selfInfluenceScores(const ScoringTask &task,
                                                                  const std::stop_token &stop);

} // namespace proponent
