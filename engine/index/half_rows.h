// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFloat16>

#include <span>

namespace proponent {

/// A row is kept as float16 values times one float32 scale, a power of two that brings the largest of them between 2^14
/// and 2^15: so float16's range (6e-8 to 65,504) bounds what is in a row beside its largest value, not the row, and
/// rows that float16 can hold come back as they were. Each value is off by at most 2^-11 of itself, or 2^-39 of
/// the largest. Rows with a value that isn't finite have the scale NaN, and come back as NaN.

/// The scale of a row of any length; 1 of zeros.
[[nodiscard]] float scaleOf(std::span<const float> row);

/// row / scale, or zeros where that isn't finite. `scaled` is as long and may be the row itself.
void scaleDown(std::span<const float> row, float scale, std::span<float> scaled);

/// Rows [scales.size(), width] to float16 and their scales.
void toHalf(std::span<const float> rows, std::span<qfloat16> halves, std::span<float> scales);

} // namespace proponent
