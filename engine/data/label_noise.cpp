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

/// Classes that a flip may go to, ascending.
std::vector<std::int64_t> targetsOf(std::span<const std::int64_t> labels, int classes, int rules)
{
    std::vector<bool> held(std::size_t(classes), rules < 2);
    for (const std::int64_t label : labels)
        held[std::size_t(label)] = true;
    std::vector<std::int64_t> targets;
    for (int label = 0; label < classes; ++label) {
        if (held[std::size_t(label)])
            targets.push_back(label);
    }
    return targets;
}

} // namespace

PlantedNoise plantLabelNoise(std::span<const std::int64_t> labels, int classes, double fraction,
                             NoiseKind kind, qint64 seed, int rules)
{
    PlantedNoise noise{{labels.begin(), labels.end()}, {}};
    const auto count = qint64(labels.size());
    const qint64 flips = std::clamp<qint64>(std::llround(fraction * double(count)), 0, count);
    const std::vector<std::int64_t> targets = targetsOf(labels, classes, rules);
    if (targets.size() < 2 || flips == 0)
        return noise;

    std::mt19937_64 random{std::uint64_t(seed)};
    std::vector<qint64> order(labels.size());
    std::iota(order.begin(), order.end(), 0);
    noise.flipped.reserve(flips);
    for (qint64 i = 0; i < flips; ++i) { // the first steps of a Fisher-Yates shuffle
        std::swap(order[i], order[i + qint64(uniformBelow(std::uint64_t(count - i), random))]);
        const qint64 index = order[i];
        const std::size_t drawn = 1 + uniformBelow(targets.size() - 1, random);
        const std::size_t step = kind == NoiseKind::Uniform ? drawn : 1;
        const auto own = std::size_t(std::ranges::lower_bound(targets, labels[index]) - targets.begin());
        noise.labels[index] = targets[(own + step) % targets.size()];
        noise.flipped.append(index);
    }
    std::ranges::sort(noise.flipped);
    return noise;
}

} // namespace proponent
