// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/influence_run.h"

namespace proponent {

/// The logits of every training example after each of the task's checkpoints: float32 [training examples,
/// classes] on the CPU, one forward pass a checkpoint in evaluation mode. Nothing when stopped. Engine
/// thread only.
[[nodiscard]] std::optional<std::vector<torch::Tensor>> trainingLogits(const ScoringTask &task,
                                                                       const std::stop_token &stop);

/// For each example, how many of its `neighbours` nearest others have its label: [examples]. Near is the
/// Euclidean distance between the examples' centred logits of all checkpoints in one vector. Time grows with
/// the square of the examples, memory with the examples. Nothing when stopped. `logits` as
/// trainingLogits() gives them, `labels` int64 [examples]; computed on the labels' device. Engine thread
/// only.
[[nodiscard]] std::optional<std::vector<int>> sameLabelNeighbours(const std::vector<torch::Tensor> &logits,
                                                                  const torch::Tensor &labels, int neighbours,
                                                                  const std::stop_token &stop);

} // namespace proponent
