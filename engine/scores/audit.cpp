// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/audit.h"

#include "engine/scores/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace proponent {

std::vector<double> meanOf(const std::vector<std::vector<float>> &rows)
{
    std::vector<double> mean(rows.empty() ? 0 : rows.front().size(), 0.0);
    for (const std::vector<float> &row : rows) {
        for (std::size_t i = 0; i < mean.size(); ++i)
            mean[i] += double(row[i]) / double(rows.size());
    }
    return mean;
}

int neighbourCount(std::size_t examples)
{
    if (examples < 2)
        return 0;
    return std::min(int(examples) - 1, int(std::lround(std::sqrt(double(examples)))));
}

double neighbourSuspicion(double same, double voices, int classes)
{
    return -std::log((same + 0.5) / (voices + 0.5 * classes));
}

ClassShortage classShortage(std::span<const std::int64_t> labels, int classes, int neighbours)
{
    std::vector<double> counts(std::size_t(classes), 0.0);
    for (const std::int64_t label : labels)
        ++counts[std::size_t(label)];
    const auto occurring = double(classes - std::ranges::count(counts, 0.0));
    const auto examples = double(labels.size());
    const double even = examples / std::max(1.0, occurring);
    const auto expected = [&](double count) {
        return neighbours * (count - 1) / std::max(1.0, examples - 1);
    };
    const auto excess = [](double ratio) { return std::max(0.0, std::log(ratio / 1.5)); };
    ClassShortage shortage;
    for (const double count : counts) {
        const double own = std::max(1.0, count); // nobody asks of labels that don't occur
        shortage.loss.push_back(excess(even / own));
        shortage.neighbours.push_back(excess((expected(even) + 0.5) / (expected(own) + 0.5)));
    }
    return shortage;
}

Suspicions suspicionsOf(const TrainingAnswers &answers, const NeighbourVotes &votes,
                        std::span<const std::int64_t> labels, int classes,
                        std::span<const float> selfInfluence)
{
    std::vector<double> loss = meanOf(answers.losses);
    std::vector<double> margin = meanOf(answers.margins);
    std::ranges::transform(margin, margin.begin(), std::negate());
    std::vector<double> disagreement;
    std::vector<double> combined;
    const ClassShortage shortage = classShortage(labels, classes, votes.asked);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        // Nothing is known of an example whose logits aren't numbers, by any method.
        if (!std::isfinite(loss[i])) {
            margin[i] = std::numeric_limits<double>::quiet_NaN();
            disagreement.push_back(margin[i]);
            combined.push_back(margin[i]);
            continue;
        }
        const auto label = std::size_t(labels[i]);
        disagreement.push_back(neighbourSuspicion(votes.same[i], votes.voices[i], classes) -
                               shortage.neighbours[label]);
        combined.push_back(loss[i] + disagreement[i] - shortage.loss[label]);
    }
    return {std::move(combined), std::move(loss), std::move(margin), std::move(disagreement),
            std::vector<double>(selfInfluence.begin(), selfInfluence.end())};
}

ModelStrength strengthOf(std::span<const int> said, std::span<const std::int64_t> labels,
                         ModelStrength::Source source)
{
    std::map<std::int64_t, double> sizes;
    double known = 0;
    double right = 0;
    for (std::size_t i = 0; i < said.size(); ++i) {
        if (said[i] < 0)
            continue;
        ++known;
        ++sizes[labels[i]];
        right += said[i] == labels[i] ? 1 : 0;
    }
    ModelStrength strength;
    strength.source = source;
    if (known > 0) {
        double largest = 0;
        for (const auto &[label, size] : sizes)
            largest = std::max(largest, size);
        strength.accuracy = right / known;
        strength.chance = largest / known;
    }
    return strength;
}

ModelStrength weaker(const ModelStrength &first, const ModelStrength &second)
{
    return std::isnan(first.accuracy) || second.skill() < first.skill() ? second : first;
}

std::vector<qint64> bySuspicion(std::span<const double> suspicion)
{
    std::vector<qint64> order(suspicion.size());
    std::iota(order.begin(), order.end(), 0);
    const auto key = [&](qint64 index) {
        const double value = suspicion[std::size_t(index)];
        return std::isfinite(value) ? value : -std::numeric_limits<double>::infinity();
    };
    std::ranges::stable_sort(order, std::greater(), key);
    return order;
}

QList<double> recoveryOf(std::span<const qint64> order, const QList<qint64> &flipped)
{
    if (flipped.isEmpty())
        return {};
    QList<double> found;
    found.reserve(100);
    std::size_t seen = 0;
    qint64 hits = 0;
    for (std::size_t percent = 1; percent <= 100; ++percent) {
        for (const std::size_t end = order.size() * percent / 100; seen < end; ++seen)
            hits += std::ranges::binary_search(flipped, order[seen]) ? 1 : 0;
        found += double(hits) / double(flipped.size());
    }
    return found;
}

double recoveryArea(std::span<const double> suspicion, const QList<qint64> &flipped,
                    const QList<qint64> &leftOut)
{
    std::vector<double> values;
    std::vector<bool> isFlipped;
    for (qint64 index = 0; index < qint64(suspicion.size()); ++index) {
        if (std::ranges::binary_search(leftOut, index))
            continue;
        const double value = suspicion[std::size_t(index)];
        values.push_back(std::isfinite(value) ? value : std::numeric_limits<double>::lowest());
        isFlipped.push_back(std::ranges::binary_search(flipped, index));
    }
    const std::vector<double> order = ranks(values);
    double sum = 0;
    double count = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        sum += isFlipped[i] ? order[i] : 0;
        count += isFlipped[i] ? 1 : 0;
    }
    // Mann and Whitney's U: the flipped ones' ranks beyond those that they have among themselves.
    const double pairs = count * (double(order.size()) - count);
    return pairs > 0 ? (sum - count * (count - 1) / 2) / pairs : std::numeric_limits<double>::quiet_NaN();
}

} // namespace proponent
