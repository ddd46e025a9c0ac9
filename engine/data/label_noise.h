// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/training_config.h"

#include <QList>

#include <cstdint>
#include <span>
#include <vector>

namespace proponent {

/// Labels with planted errors, and where they are.
struct PlantedNoise
{
    std::vector<std::int64_t> labels;
    QList<qint64> flipped; ///< indices whose label differs from the file's, ascending
};

/// Gives round(fraction * n) labels, chosen without replacement, another class: by NoiseKind::Uniform chosen uniformly
/// from the others, by NoiseKind::Pair the next, and after the last the first. Both of those that `labels` hold, so
/// that no class comes to be made of wrong examples alone, or by rules before 2 (DatasetInfo::rules) of all. The result
/// depends on the arguments alone, on every platform; which examples are changed isn't a matter of the kind.
[[nodiscard]] PlantedNoise plantLabelNoise(std::span<const std::int64_t> labels, int classes, double fraction,
                                           NoiseKind kind, qint64 seed, int rules);

} // namespace proponent
