// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace proponent {

/// The rank of each value, from 0; equal values share the mean of their ranks. Values are finite.
[[nodiscard]] std::vector<double> ranks(std::span<const double> values);

/// Pearson's correlation; nothing varies together where either is constant: 0, but 1 where both are.
[[nodiscard]] double correlation(std::span<const double> left, std::span<const double> right);

/// Spearman's: Pearson's of the ranks.
[[nodiscard]] double rankCorrelation(std::span<const double> left, std::span<const double> right);

} // namespace proponent
