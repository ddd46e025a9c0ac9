// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/influence_run.h"
#include "engine/methods/logit_digest.h"

namespace proponent {

/// Of the logits of every training example after each of the task's checkpoints, in evaluation mode: one forward pass
/// a checkpoint. `labels`: int64 [training examples] on the task's device. Nothing when stopped. Engine thread only.
[[nodiscard]] std::optional<LogitDigest> digestTraining(const ScoringTask &task, const torch::Tensor &labels,
                                                        int classes, const std::stop_token &stop);

} // namespace proponent
