// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/half_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace proponent {

namespace {

/// Binary exponents: of the largest value of a scaled row at most, and of a scale whose inverse is a float32, too.
constexpr int highestExponent = 15;
constexpr int lowestScale = -126;

} // namespace

float scaleOf(std::span<const float> row)
{
    float largest = 0;
    for (const float value : row) {
        if (!std::isfinite(value))
            return std::numeric_limits<float>::quiet_NaN();
        largest = std::max(largest, std::abs(value));
    }
    if (largest == 0)
        return 1;
    int exponent = 0;
    (void)std::frexp(largest, &exponent); // largest < 2^exponent
    return std::ldexp(1.0F, std::max(exponent - highestExponent, lowestScale));
}

void scaleDown(std::span<const float> row, float scale, std::span<float> scaled)
{
    if (std::isnan(scale)) {
        std::fill(scaled.begin(), scaled.end(), 0.0F);
        return;
    }
    const float factor = 1 / scale; // exact, as is the product but for what is below float32's range
    for (std::size_t i = 0; i < row.size(); ++i)
        scaled[i] = row[i] * factor;
}

void toHalf(std::span<const float> rows, std::span<qfloat16> halves, std::span<float> scales)
{
    const std::size_t width = scales.empty() ? 0 : rows.size() / scales.size();
    std::vector<float> scaled(width);
    for (std::size_t i = 0; i < scales.size(); ++i) {
        const std::span<const float> row = rows.subspan(i * width, width);
        scales[i] = scaleOf(row);
        scaleDown(row, scales[i], scaled);
        qFloatToFloat16(halves.subspan(i * width).data(), scaled.data(), qsizetype(width));
    }
}

} // namespace proponent
