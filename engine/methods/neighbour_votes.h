// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/point_cells.h"
#include "engine/scores/audit.h"

#include <optional>

namespace proponent {

/// Which share of the distance to the last of the nearest counts as the same picture.
constexpr double copyShare = 0.05;

/// What the labels of each example's `neighbours` nearest others say. Near is the Euclidean distance between rows of
/// `points` (LogitDigest); rows that aren't finite are nobody's neighbours.
///
/// Copies don't vouch for each other: examples nearer to each other than copyShare of the distance to the last of the
/// nearest aren't asked about each other, and m of them have a vote of 1/m each with all others. In the logits of
/// several checkpoints nothing else comes as near: of k neighbours spread evenly in d dimensions, k * copyShare^d.
///
/// Up to `effort.exactUpTo` examples the answer is exact; beyond, votes.recall says of a sample what share of the
/// truly nearest was there to be asked. `labels`: int64 [examples], from 0 to below `classes`, on the points' device.
/// Nothing when stopped. Engine thread only.
[[nodiscard]] std::optional<NeighbourVotes> neighbourVotes(const torch::Tensor &points,
                                                           const torch::Tensor &labels, int classes,
                                                           int neighbours, const SearchEffort &effort,
                                                           const std::stop_token &stop);

} // namespace proponent
