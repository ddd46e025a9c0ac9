// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_decision.h"

#include <torch/types.h>

#include <QList>

#include <span>

namespace proponent {

/// Which of `count` training examples are trained on: bool [count] on the CPU.
/// @{
[[nodiscard]] torch::Tensor trainedOn(qint64 count, std::span<const std::int64_t> indices);
[[nodiscard]] torch::Tensor trainedWithout(qint64 count,
                                           const QList<LabelDecision> &changes); ///< the excluded
/// @}

/// The order of the training examples in an epoch: int64 [examples trained on] on the CPU. Without some examples the
/// rest come in the same order as with them.
[[nodiscard]] torch::Tensor epochOrder(const torch::Tensor &trained, qint64 seed, int epoch);

/// Where the piece of `size` of `count` examples ends that begins at `begin`. What would be too few for the network after
/// it, fewer than `smallest`, is taken along.
[[nodiscard]] qint64 pieceEnd(qint64 begin, qint64 size, qint64 count, qint64 smallest);

} // namespace proponent
