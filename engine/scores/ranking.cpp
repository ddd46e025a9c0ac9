// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace proponent {

namespace {

/// The `count` best entries of a stream, in a heap of that size.
template <class Better>
class BestOf
{
public:
    BestOf(std::span<const float> scores, std::size_t count, Better better)
        : m_scores(scores), m_count(count), m_better(better)
    {
    }
    void offer(qint64 index)
    {
        const auto before = [this](qint64 a, qint64 b) { return isBefore(a, b); };
        if (m_heap.size() < m_count) {
            m_heap.push_back(index);
            std::push_heap(m_heap.begin(), m_heap.end(), before);
        } else if (m_count > 0 && isBefore(index, m_heap.front())) {
            std::pop_heap(m_heap.begin(), m_heap.end(), before);
            m_heap.back() = index;
            std::push_heap(m_heap.begin(), m_heap.end(), before);
        }
    }
    [[nodiscard]] std::vector<qint64> take()
    {
        std::sort(m_heap.begin(), m_heap.end(), [this](qint64 a, qint64 b) { return isBefore(a, b); });
        return std::move(m_heap);
    }

private:
    [[nodiscard]] bool isBefore(qint64 a, qint64 b) const
    {
        const float left = m_scores[std::size_t(a)];
        const float right = m_scores[std::size_t(b)];
        return left == right ? a < b : m_better(left, right);
    }

    std::span<const float> m_scores;
    std::size_t m_count;
    Better m_better;
    std::vector<qint64> m_heap; ///< the worst of the best in front
};

} // namespace

Ranking rank(std::span<const float> scores, int topK, const QList<qint64> &leftOut)
{
    if (!leftOut.isEmpty()) {
        std::vector<float> others(scores.begin(), scores.end());
        for (const qint64 index : leftOut)
            others[std::size_t(index)] = std::numeric_limits<float>::quiet_NaN();
        Ranking ranking = rank(others, topK);
        ranking.nonFinite -= leftOut.size();
        return ranking;
    }
    BestOf highest(scores, std::size_t(topK), std::greater<float>());
    BestOf lowest(scores, std::size_t(topK), std::less<float>());
    Ranking ranking;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (!std::isfinite(scores[i])) {
            ++ranking.nonFinite;
            continue;
        }
        if (scores[i] > 0)
            highest.offer(qint64(i));
        else if (scores[i] < 0)
            lowest.offer(qint64(i));
    }
    ranking.highest = highest.take();
    ranking.lowest = lowest.take();
    ranking.histogram = histogramOf(scores, shownBins);
    return ranking;
}

} // namespace proponent
