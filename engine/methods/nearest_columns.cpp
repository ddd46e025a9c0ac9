// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/nearest_columns.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace proponent {

namespace {

constexpr float smallest = -std::numeric_limits<float>::infinity();

/// Works through rows of one length; one a thread.
class RowSelection
{
public:
    RowSelection(int64_t columns, int64_t count) : m_count(count), m_passing(std::size_t(columns) + 1)
    {
        m_sample.reserve(sampled);
    }

    void select(std::span<const float> row, float ceiling, float *values, int64_t *columns)
    {
        int64_t passing = collect(row, likelyLimit(row, ceiling), ceiling);
        if (passing < m_count)
            passing = collect(row, smallest, ceiling);
        const auto begin = m_passing.begin();
        const int64_t found = std::min(passing, m_count);
        if (passing > m_count)
            std::nth_element(begin, begin + m_count, begin + passing, std::greater());
        for (int64_t i = 0; i < m_count; ++i) {
            values[i] = i < found ? m_passing[std::size_t(i)].first : smallest;
            columns[i] = i < found ? m_passing[std::size_t(i)].second : 0;
        }
    }

private:
    static constexpr int64_t sampled = 1024;

    /// What a few more than `count` of the row's values below the ceiling exceed, by a sample of it.
    float likelyLimit(std::span<const float> row, float ceiling)
    {
        const auto columns = int64_t(row.size());
        if (columns <= 2 * sampled)
            return smallest;
        m_sample.clear();
        for (int64_t i = 0; i < sampled; ++i) {
            const float value = row[std::size_t(i * columns / sampled)];
            m_sample.push_back(value < ceiling ? value : smallest);
        }
        const double expected = double(m_count) * double(sampled) / double(columns);
        const auto rank = int64_t(expected + 3 * std::sqrt(expected) + 3);
        if (rank >= sampled)
            return smallest;
        std::nth_element(m_sample.begin(), m_sample.begin() + rank, m_sample.end(), std::greater());
        return m_sample[std::size_t(rank)];
    }

    /// What is from `limit` on and below `ceiling`. Most groups hold nothing of that, and are told by whole vectors.
    int64_t collect(std::span<const float> row, float limit, float ceiling)
    {
        constexpr std::size_t group = 16;
        int64_t passing = 0;
        std::size_t column = 0;
        for (; column + group <= row.size(); column += group) {
            int any = 0;
            for (std::size_t i = column; i < column + group; ++i)
                any |= int(row[i] >= limit) & int(row[i] < ceiling);
            if (any != 0)
                passing = collectEach(row, column, column + group, limit, ceiling, passing);
        }
        return collectEach(row, column, row.size(), limit, ceiling, passing);
    }

    /// Without a branch, whose outcome nobody can guess.
    int64_t collectEach(std::span<const float> row, std::size_t begin, std::size_t end, float limit,
                        float ceiling, int64_t passing)
    {
        for (std::size_t column = begin; column < end; ++column) {
            m_passing[std::size_t(passing)] = {row[column], int(column)};
            passing += int64_t(row[column] >= limit) & int64_t(row[column] < ceiling);
        }
        return passing;
    }

    int64_t m_count;
    std::vector<std::pair<float, int>> m_passing; ///< one longer than a row, to be written ahead
    std::vector<float> m_sample;
};

} // namespace

NearestColumns nearestColumns(const torch::Tensor &nearness, const torch::Tensor &ceilings, int64_t count)
{
    if (!nearness.is_cpu()) {
        const torch::Tensor below = nearness.lt(ceilings.unsqueeze(1)); // not where either is NaN
        auto [values, columns] = torch::where(below, nearness, torch::full({}, smallest, nearness.options()))
                                     .topk(count, 1, /*largest=*/true, /*sorted=*/false);
        return {values, columns};
    }
    const torch::Tensor rows = nearness.contiguous();
    const int64_t width = rows.size(1);
    const NearestColumns nearest{torch::empty({rows.size(0), count}, torch::kFloat),
                                 torch::empty({rows.size(0), count}, torch::kLong)};
    const torch::Tensor limits = ceilings.contiguous();
    const float *const from = rows.data_ptr<float>();
    const float *const below = limits.data_ptr<float>();
    float *const values = nearest.values.data_ptr<float>();
    int64_t *const columns = nearest.columns.data_ptr<int64_t>();
    at::parallel_for(0, rows.size(0), 1, [&](int64_t begin, int64_t end) {
        RowSelection selection(width, count);
        for (int64_t row = begin; row < end; ++row) {
            selection.select({from + row * width, std::size_t(width)}, below[row], values + row * count,
                             columns + row * count);
        }
    });
    return nearest;
}

} // namespace proponent
