// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// Gives round(fraction * n) labels, chosen without replacement, another class chosen uniformly from the
/// others: from those that `labels` hold, so that no class comes to be made of wrong examples alone, or by rules
/// before 2 (DatasetInfo::rules) from all. The result depends on the arguments alone, on every platform.
[[nodiscard]] PlantedNoise plantLabelNoise(std::span<const std::int64_t> labels, int classes, double fraction,
                                           qint64 seed, int rules);

} // namespace proponent
