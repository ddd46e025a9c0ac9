// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/lds.h"

#include "engine/scores/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

namespace proponent {

namespace {

/// From 0 to below `bound`. The standard's distributions differ from library to library.
quint64 below(std::mt19937_64 &generator, quint64 bound)
{
    const quint64 limit = std::mt19937_64::max() - std::mt19937_64::max() % bound;
    quint64 number = generator();
    while (number >= limit)
        number = generator();
    return number % bound;
}

bool isConstant(std::span<const double> values)
{
    return std::ranges::adjacent_find(values, std::not_equal_to()) == values.end();
}

} // namespace

std::vector<std::int64_t> randomSubset(std::span<const std::int64_t> candidates, double share, quint64 seed)
{
    const auto count = qint64(candidates.size());
    const qint64 size = std::clamp<qint64>(std::llround(share * double(count)), std::min<qint64>(1, count),
                                           std::max<qint64>(1, count - 1));
    std::vector<std::int64_t> drawn(candidates.begin(), candidates.end());
    std::mt19937_64 generator(seed);
    for (std::size_t i = 0; i < std::size_t(size) && i < drawn.size(); ++i)
        std::swap(drawn[i], drawn[i + below(generator, drawn.size() - i)]);
    drawn.resize(std::size_t(std::min(size, count)));
    std::ranges::sort(drawn);
    return drawn;
}

SubsetSums::SubsetSums(const std::vector<std::vector<std::int64_t>> &subsets, qint64 tests, qint64 trainCount)
    : m_subsets(qint64(subsets.size())),
      m_members(std::size_t(trainCount) * subsets.size(), 0.F),
      m_sums(std::size_t(tests) * subsets.size(), 0.0)
{
    for (std::size_t subset = 0; subset < subsets.size(); ++subset) {
        for (const std::int64_t train : subsets[subset])
            m_members[std::size_t(train) * subsets.size() + subset] = 1;
    }
}

void SubsetSums::add(qint64 test, qint64 firstTrain, std::span<const float> scores)
{
    const auto subsets = std::size_t(m_subsets);
    double *const sums = m_sums.data() + std::size_t(test) * subsets;
    const float *member = m_members.data() + std::size_t(firstTrain) * subsets;
    for (const float score : scores) {
        if (std::isfinite(score)) {
            for (std::size_t subset = 0; subset < subsets; ++subset)
                sums[subset] += double(member[subset] * score);
        } else {
            ++m_nonFinite;
        }
        member += subsets;
    }
}

std::span<const double> SubsetSums::of(qint64 test) const
{
    return {m_sums.data() + test * m_subsets, std::size_t(m_subsets)};
}

Lds linearDatamodelingScore(const SubsetSums &sums, std::span<const double> losses)
{
    Lds lds;
    const qint64 tests = sums.subsets() > 0 ? sums.tests() : 0;
    std::vector<double> gains(std::size_t(sums.subsets()));
    for (qint64 test = 0; test < tests; ++test) {
        for (std::size_t subset = 0; subset < gains.size(); ++subset)
            gains[subset] = -losses[subset * std::size_t(tests) + std::size_t(test)];
        const bool says = !isConstant(gains) && !isConstant(sums.of(test));
        lds.byTest.push_back(says ? rankCorrelation(sums.of(test), gains) : 0.0);
    }
    const MeanAndError over = meanAndError(lds.byTest);
    lds.mean = over.mean;
    lds.standardError = over.standardError;
    return lds;
}

MeanAndError meanAndError(std::span<const double> values)
{
    if (values.empty())
        return {};
    const auto count = double(values.size());
    MeanAndError result{std::accumulate(values.begin(), values.end(), 0.0) / count, 0};
    double squares = 0;
    for (const double value : values)
        squares += (value - result.mean) * (value - result.mean);
    if (values.size() > 1)
        result.standardError = std::sqrt(squares / (count - 1) / count);
    return result;
}

} // namespace proponent
