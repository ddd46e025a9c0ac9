// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace proponent {

std::vector<double> ranks(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::sort(order, {}, [&values](std::size_t i) { return values[i]; });
    std::vector<double> result(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        for (std::size_t i = begin; i < end; ++i)
            result[order[i]] = double(begin + end - 1) / 2;
        begin = end;
    }
    return result;
}

double correlation(std::span<const double> left, std::span<const double> right)
{
    const auto mean = [](std::span<const double> values) {
        return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
    };
    const double leftMean = mean(left);
    const double rightMean = mean(right);
    double both = 0;
    double leftSquares = 0;
    double rightSquares = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        both += (left[i] - leftMean) * (right[i] - rightMean);
        leftSquares += (left[i] - leftMean) * (left[i] - leftMean);
        rightSquares += (right[i] - rightMean) * (right[i] - rightMean);
    }
    if (leftSquares == 0 || rightSquares == 0)
        return leftSquares == rightSquares ? 1 : 0;
    return both / std::sqrt(leftSquares * rightSquares);
}

double rankCorrelation(std::span<const double> left, std::span<const double> right)
{
    return correlation(ranks(left), ranks(right));
}

} // namespace proponent
