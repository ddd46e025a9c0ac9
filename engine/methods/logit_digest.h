// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/scores/audit.h"

#include <torch/types.h>

#include <functional>
#include <optional>

namespace proponent {

/// What an audit keeps of a model's logits, whose number grows with examples x classes x checkpoints.
struct LogitDigest
{
    TrainingAnswers answers;
    /// float32 [examples, dimensions] on the labels' device: the centred logits of all checkpoints in one row an
    /// example. Exactly those where checkpoints x classes is at most pointDimensions; beyond that their projection
    /// on pointDimensions random sign vectors, which keeps distances to a few percent (Achlioptas, 2003, J. Comput.
    /// Syst. Sci. 66:671). The signs are the same on every machine.
    torch::Tensor points;
};

constexpr int64_t pointDimensions = 128;

/// Logits in pieces, as they are computed.
struct LogitSource
{
    int classes = 0;
    int checkpoints = 0;
    /// Calls `take(begin, logits)` for consecutive batches of the examples from `first` to below `last`, logits float32
    /// [batch, classes] on the labels' device, after checkpoint `position`. False when stopped.
    std::function<bool(int position, int64_t first, int64_t last,
                       const std::function<void(int64_t begin, const torch::Tensor &logits)> &take)>
        read;
};

/// Losses, margins, mean probabilities and points by the batch. Blocks of examples are outside and checkpoints inside:
/// in memory are `blockElements` mean probabilities, a batch of logits, and what is kept of each example.
/// `labels`: int64 [examples], from 0 to below the number of classes. Nothing when stopped.
[[nodiscard]] std::optional<LogitDigest> digestLogits(const LogitSource &source, const torch::Tensor &labels,
                                                      int64_t blockElements = int64_t(64) << 20);

} // namespace proponent
