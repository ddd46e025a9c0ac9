// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/analysis_setup.h"
#include "engine/scores/confident_learning.h"
#include "engine/training/subset_training.h"

namespace proponent {

/// Trains a model for each part, all by the task's settings and seed and many at a time where they can be
/// (trainOnSubsets), and asks each, in fp32, about the part's own examples. `labels`: of the task's training examples,
/// have to outlive the answers; its test examples aren't used. Nothing when stopped; throws EngineError when a model
/// can't be trained. Engine thread only.
[[nodiscard]] std::optional<OutOfSample> askFolds(const SubsetTraining &task,
                                                  std::span<const std::int64_t> labels,
                                                  std::span<const FoldPart> parts,
                                                  const std::stop_token &stop);

/// The same for `folds` folds of a session's training examples, on the analysis' device in its precision.
[[nodiscard]] std::optional<OutOfSample> trainFolds(const AnalysisSetup &setup, const ImageTensors &train,
                                                    int folds, const AnalysisJobEvents &events,
                                                    const std::stop_token &stop);

} // namespace proponent
