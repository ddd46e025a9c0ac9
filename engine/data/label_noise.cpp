// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/label_noise.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace proponent {

namespace {

/// Uniform in [0, bound). std::uniform_int_distribution may differ between standard libraries; the numbers
/// of std::mt19937_64 are fixed by the standard.
std::uint64_t uniformBelow(std::uint64_t bound, std::mt19937_64 &random)
{
    // Numbers at and above the last whole multiple of the bound would favour small results.
    const std::uint64_t limit = random.max() - random.max() % bound;
    std::uint64_t number = random();
    while (number >= limit)
        number = random();
    return number % bound;
}

} // namespace

PlantedNoise plantLabelNoise(std::span<const std::int64_t> labels, int classes, double fraction, qint64 seed)
{
    PlantedNoise noise{{labels.begin(), labels.end()}, {}};
    const auto count = qint64(labels.size());
    const qint64 flips = std::clamp<qint64>(std::llround(fraction * double(count)), 0, count);
    if (classes < 2 || flips == 0)
        return noise;

    std::mt19937_64 random{std::uint64_t(seed)};
    std::vector<qint64> order(labels.size());
    std::iota(order.begin(), order.end(), 0);
    noise.flipped.reserve(flips);
    for (qint64 i = 0; i < flips; ++i) { // the first steps of a Fisher-Yates shuffle
        std::swap(order[i], order[i + qint64(uniformBelow(std::uint64_t(count - i), random))]);
        const qint64 index = order[i];
        const auto step = 1 + std::int64_t(uniformBelow(std::uint64_t(classes - 1), random));
        noise.labels[index] = (labels[index] + step) % classes;
        noise.flipped.append(index);
    }
    std::ranges::sort(noise.flipped);
    return noise;
}

} // namespace proponent
