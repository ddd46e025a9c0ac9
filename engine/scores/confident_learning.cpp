// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/confident_learning.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>

namespace proponent {

namespace {

constexpr qsizetype mostConfusions = 100;
constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

/// Mean probability of each class over the examples with that label; above every probability without any.
std::vector<double> thresholdsOf(const OutOfSample &answers)
{
    std::vector<double> sums(std::size_t(answers.classes()), 0);
    std::vector<double> counts(sums.size(), 0);
    for (std::size_t example = 0; example < answers.examples(); ++example) {
        if (answers.isKnown(example)) {
            sums[answers.label(example)] += answers.given(example);
            ++counts[answers.label(example)];
        }
    }
    for (std::size_t label = 0; label < sums.size(); ++label)
        sums[label] = counts[label] > 0 ? sums[label] / counts[label] : 2;
    return sums;
}

/// The confident joint, sparse: examples by given label and what they count as.
using Joint = std::map<std::pair<int, int>, double>;

FoldEstimates estimatesOf(const Joint &joint, const std::vector<double> &sizes)
{
    std::vector<double> confident(sizes.size(), 0);
    for (const auto &[labels, count] : joint)
        confident[std::size_t(labels.first)] += count;
    FoldEstimates estimates;
    for (const auto &[labels, count] : joint) {
        const auto given = std::size_t(labels.first);
        if (labels.first != labels.second)
            estimates.confusions.append(
                {labels.first, labels.second, count / confident[given] * sizes[given]});
    }
    for (const LabelConfusion &confusion : std::as_const(estimates.confusions))
        estimates.expectedErrors += confusion.expected;
    std::ranges::stable_sort(estimates.confusions, std::greater(), &LabelConfusion::expected);
    estimates.confusions.resize(std::min(estimates.confusions.size(), mostConfusions));
    return estimates;
}

} // namespace

std::vector<int> foldsOf(std::span<const std::int64_t> labels, std::span<const qint64> copyOf,
                         const QList<qint64> &excluded, int folds, std::uint64_t seed)
{
    std::vector<std::size_t> order(labels.size());
    std::iota(order.begin(), order.end(), 0);
    std::mt19937_64 random{seed};
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[random() % i]); // the standard fixes no distribution
    std::ranges::stable_sort(order, {}, [&](std::size_t example) { return labels[example]; });
    std::vector<int> fold(labels.size(), -1);
    std::vector<int> ofCopies(labels.size(), -1);
    int next = 0;
    for (const std::size_t example : order) {
        if (std::ranges::binary_search(excluded, qint64(example)))
            continue;
        int &shared = ofCopies[std::size_t(copyOf[example])];
        if (shared < 0) {
            shared = next;
            next = (next + 1) % folds;
        }
        fold[example] = shared;
    }
    return fold;
}

std::vector<FoldPart> foldParts(std::span<const int> fold, int folds, std::uint64_t seed)
{
    std::vector<FoldPart> parts(static_cast<std::size_t>(folds));
    for (std::size_t example = 0; example < fold.size(); ++example) {
        for (std::size_t i = 0; fold[example] >= 0 && i < parts.size(); ++i)
            (int(i) == fold[example] ? parts[i].asked : parts[i].trained).push_back(std::int64_t(example));
    }
    std::erase_if(parts, [](const FoldPart &part) { return part.asked.empty(); });
    std::size_t smallest = fold.size();
    std::size_t largest = 0;
    for (const FoldPart &part : parts) {
        smallest = std::min(smallest, part.trained.size());
        largest = std::max(largest, part.trained.size());
    }
    if ((largest - std::min(smallest, largest)) * 100 > largest)
        return parts;
    std::mt19937_64 random{seed};
    for (FoldPart &part : parts) {
        if (part.trained.size() == smallest)
            continue;
        while (part.trained.size() > smallest) {
            std::swap(part.trained[random() % part.trained.size()], part.trained.back());
            part.trained.pop_back();
        }
        std::ranges::sort(part.trained);
    }
    return parts;
}

OutOfSample::OutOfSample(std::span<const std::int64_t> labels, int classes)
    : m_labels(labels),
      m_classes(classes),
      m_kept(std::min(classes, mostKept)),
      m_counts(labels.size(), 0),
      m_given(labels.size(), 0),
      m_likely(labels.size() * std::size_t(m_kept)),
      m_order(std::size_t(classes))
{
}

void OutOfSample::take(std::size_t example, std::span<const float> probabilities)
{
    if (!std::ranges::all_of(probabilities, [](float value) { return std::isfinite(value); }))
        return;
    std::iota(m_order.begin(), m_order.end(), 0);
    std::ranges::partial_sort(m_order, m_order.begin() + m_kept, [&](int a, int b) {
        const float first = probabilities[std::size_t(a)];
        const float second = probabilities[std::size_t(b)];
        return first > second || (first == second && a < b);
    });
    m_given[example] = probabilities[label(example)];
    m_counts[example] = m_kept;
    for (int i = 0; i < m_kept; ++i) {
        const int likely = m_order[std::size_t(i)];
        m_likely[example * std::size_t(m_kept) + std::size_t(i)] = {likely,
                                                                    probabilities[std::size_t(likely)]};
    }
}

ConfidentLearning confidentLearning(const OutOfSample &answers)
{
    const std::vector<double> thresholds = thresholdsOf(answers);
    ConfidentLearning learning;
    learning.selfConfidence.assign(answers.examples(), notKnown);
    learning.normalisedMargin.assign(answers.examples(), notKnown);
    learning.likelyLabels.assign(answers.examples(), -1);
    Joint joint;
    std::vector<double> sizes(std::size_t(answers.classes()), 0);
    double right = 0;
    for (std::size_t example = 0; example < answers.examples(); ++example) {
        if (!answers.isKnown(example))
            continue;
        const auto given = int(answers.label(example));
        const auto likely = answers.likely(example);
        const auto other = std::ranges::find_if(likely, [&](const auto &one) { return one.label != given; });
        const double best = other == likely.end() ? 0 : double(other->probability);
        learning.selfConfidence[example] = 1 - answers.given(example);
        learning.normalisedMargin[example] = best - answers.given(example);
        const auto confident = std::ranges::find_if(likely, [&](const auto &one) {
            return double(one.probability) >= thresholds[std::size_t(one.label)];
        });
        if (confident != likely.end()) {
            learning.likelyLabels[example] = confident->label;
            ++joint[{given, confident->label}];
        }
        ++sizes[std::size_t(given)];
        right += likely.front().label == given ? 1 : 0;
    }
    learning.estimates = estimatesOf(joint, sizes);
    const double known = std::accumulate(sizes.begin(), sizes.end(), 0.0);
    learning.estimates.accuracy = known > 0 ? right / known : 0;
    return learning;
}

} // namespace proponent
