// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/audit.h"

#include "engine/scores/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace proponent {

namespace {

double median(std::vector<double> &values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::ranges::nth_element(values, middle);
    const double upper = *middle;
    return values.size() % 2 == 1 ? upper : (upper + *std::max_element(values.begin(), middle)) / 2;
}

/// What isn't more is usual among `values`: Hampel's rule, as the median and the median deviation from it stay the same
/// where fewer than half are outliers.
double usualUpTo(std::vector<double> values)
{
    constexpr double deviations = 3;
    constexpr double standard = 1.4826; // of a normal distribution, in median deviations
    const double middle = median(values);
    for (double &value : values)
        value = std::abs(value - middle);
    return middle + deviations * standard * median(values);
}

/// Suspicions before and after labels are excused for being rare.
class Excuses
{
public:
    /// `shortage`: by label, of suspicions of this kind.
    Excuses(std::span<const std::int64_t> labels, std::vector<double> shortage,
            const std::vector<double> &tiny)
        : m_labels(labels), m_shortage(std::move(shortage)), m_tiny(tiny)
    {
    }

    /// What isn't finite stays so.
    void apply(std::vector<double> &suspicion) const
    {
        std::vector<std::vector<double>> ofTiny(m_shortage.size());
        std::vector<double> others;
        for (std::size_t i = 0; i < suspicion.size(); ++i) {
            const std::size_t label = labelOf(i);
            if (std::isfinite(suspicion[i]) && m_tiny[label] > 0)
                ofTiny[label].push_back(suspicion[i]);
            else if (std::isfinite(suspicion[i]))
                others.push_back(suspicion[i] - m_shortage[label]);
        }
        std::vector<double> usual = m_shortage;
        for (std::size_t label = 0; label < usual.size(); ++label) {
            if (!ofTiny[label].empty())
                usual[label] = std::max(usual[label], usualUpTo(std::move(ofTiny[label])));
        }
        const double few = exceededByFew(others);
        for (std::size_t i = 0; i < suspicion.size(); ++i) {
            const std::size_t label = labelOf(i);
            const double asTiny = std::max(suspicion[i] - usual[label], std::min(suspicion[i], few));
            const double asOthers = suspicion[i] - m_shortage[label];
            suspicion[i] = m_tiny[label] > 0 ? std::lerp(asOthers, asTiny, m_tiny[label]) : asOthers;
        }
    }

private:
    [[nodiscard]] std::size_t labelOf(std::size_t example) const { return std::size_t(m_labels[example]); }

    /// By a twentieth of them.
    static double exceededByFew(std::vector<double> &values)
    {
        if (values.empty())
            return 0;
        const auto place = values.begin() + std::ptrdiff_t((values.size() - 1) * 19 / 20);
        std::ranges::nth_element(values, place);
        return *place;
    }

    std::span<const std::int64_t> m_labels;
    std::vector<double> m_shortage;
    const std::vector<double> &m_tiny;
};

} // namespace

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
    constexpr double rare = 16; // times fewer than an even share, where a class begins to be tiny
    ClassShortage shortage;
    for (const double count : counts) {
        const double own = std::max(1.0, count); // nobody asks of labels that don't occur
        shortage.loss.push_back(excess(even / own));
        shortage.neighbours.push_back(excess((expected(even) + 0.5) / (expected(own) + 0.5)));
        const double fewOfAll = std::clamp(std::log2(even / own / rare), 0.0, 1.0);
        const double fewOfAsked = std::clamp(2 - 2 * own / std::max(1, neighbours), 0.0, 1.0);
        shortage.tiny.push_back(fewOfAll * fewOfAsked);
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
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const bool known = std::isfinite(loss[i]);
        if (!known) // nothing, by any method, of an example whose logits aren't numbers
            margin[i] = std::numeric_limits<double>::quiet_NaN();
        disagreement.push_back(known ? neighbourSuspicion(votes.same[i], votes.voices[i], classes)
                                     : margin[i]);
        combined.push_back(loss[i] + disagreement[i]);
    }
    const ClassShortage shortage = classShortage(labels, classes, votes.asked);
    std::vector<double> ofBoth = shortage.loss;
    std::ranges::transform(ofBoth, shortage.neighbours, ofBoth.begin(), std::plus());
    Excuses(labels, shortage.neighbours, shortage.tiny).apply(disagreement);
    Excuses(labels, std::move(ofBoth), shortage.tiny).apply(combined);
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
