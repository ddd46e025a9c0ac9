// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/top_k_sink.h"

#include "engine/scores/kept_columns.h"
#include "engine/scores/stream_values.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace proponent {

TopKSink::TopKSink(qint64 rows, int k, int parts, QList<qint64> leftOut)
    : m_k(std::size_t(k)), m_parts(parts), m_leftOut(std::move(leftOut)), m_rows(std::size_t(rows))
{
}

bool TopKSink::isBetter(const Entry &a, const Entry &b)
{
    return a.key == b.key ? a.column < b.column : a.key > b.key;
}

float TopKSink::threshold(const Best &best) const
{
    if (m_k == 0)
        return std::numeric_limits<float>::infinity();
    return best.heap.size() < m_k ? std::numeric_limits<float>::denorm_min() : best.heap.front().key;
}

void TopKSink::offer(Best &best, float key, qint64 column) const
{
    if (m_k == 0)
        return;
    Entry entry{key, qint32(best.heap.size()), column};
    if (best.heap.size() == m_k) {
        if (!isBetter(entry, best.heap.front()))
            return;
        std::pop_heap(best.heap.begin(), best.heap.end(), isBetter);
        entry.slot = best.heap.back().slot;
        best.heap.pop_back();
    }
    best.heap.push_back(entry);
    std::push_heap(best.heap.begin(), best.heap.end(), isBetter);
}

void TopKSink::takeStretch(Row &row, qint64 first, std::span<const float> scores) const
{
    // Nearly all scores are between the thresholds: those are passed over many at a time.
    constexpr std::size_t atATime = 32;
    for (std::size_t begin = 0; begin < scores.size(); begin += atATime) {
        const std::size_t end = std::min(scores.size(), begin + atATime);
        const float high = threshold(row.highest);
        const float low = -threshold(row.lowest);
        unsigned outside = 0;
        for (std::size_t i = begin; i < end; ++i)
            outside |= unsigned(!(scores[i] < high)) | unsigned(!(scores[i] > low));
        if (outside == 0)
            continue;
        for (std::size_t i = begin; i < end; ++i) {
            const float score = scores[i];
            if (!std::isfinite(score))
                ++row.nonFinite;
            else if (score > 0)
                offer(row.highest, score, first + qint64(i));
            else if (score < 0)
                offer(row.lowest, -score, first + qint64(i));
        }
    }
}

void TopKSink::takeParts(Best &best, const ScoreBlock &block, qint64 row) const
{
    best.parts.resize(best.heap.size() * std::size_t(m_parts));
    const std::span<const qint64> parted = block.partedOf(row);
    std::vector<std::pair<qint64, qint64>> places; // by column
    for (const Entry &entry : best.heap) {
        if (entry.column < block.firstColumn)
            continue; // from an earlier block
        if (places.empty()) {
            for (qint64 place = 0; place < qint64(parted.size()); ++place)
                places.emplace_back(parted[std::size_t(place)], place);
            std::sort(places.begin(), places.end());
        }
        const std::pair wanted(entry.column - block.firstColumn, qint64(0));
        const auto found = std::lower_bound(places.begin(), places.end(), wanted);
        float *const to = best.parts.data() + std::size_t(entry.slot) * std::size_t(m_parts);
        if (found != places.end() && found->first == wanted.first)
            std::ranges::copy(block.partsOf(row, found->second), to);
        else
            std::fill(to, to + m_parts, std::numeric_limits<float>::quiet_NaN());
    }
}

void TopKSink::take(const ScoreBlock &block, qint64 row)
{
    Row &kept = m_rows[std::size_t(block.firstRow + row)];
    forEachKept(m_leftOut, block.firstColumn, block.scoresOf(row),
                [&](qint64 first, std::span<const float> scores) { takeStretch(kept, first, scores); });
    if (m_parts > 0) {
        takeParts(kept.highest, block, row);
        takeParts(kept.lowest, block, row);
    }
}

std::vector<TopScore> TopKSink::sorted(const Best &best, float sign) const
{
    std::vector<Entry> entries = best.heap;
    std::sort(entries.begin(), entries.end(), isBetter);
    std::vector<TopScore> scores;
    scores.reserve(entries.size());
    for (const Entry &entry : entries) {
        const auto first = best.parts.begin() + std::ptrdiff_t(entry.slot) * m_parts;
        scores.push_back({entry.column, sign * entry.key, {first, first + m_parts}});
    }
    return scores;
}

std::vector<TopScore> TopKSink::highest(qint64 row) const
{
    return sorted(m_rows[std::size_t(row)].highest, 1);
}

std::vector<TopScore> TopKSink::lowest(qint64 row) const
{
    return sorted(m_rows[std::size_t(row)].lowest, -1);
}

void TopKSink::clear()
{
    m_rows.assign(m_rows.size(), {});
}

void TopKSink::write(QDataStream &stream, const Best &best) const
{
    writeValues(stream, std::span<const Entry>(best.heap));
    writeValues(stream, std::span<const float>(best.parts));
}

bool TopKSink::read(QDataStream &stream, Best &best) const
{
    if (!readValues(stream, best.heap, m_k) || !readValues(stream, best.parts, m_k * std::size_t(m_parts)) ||
        best.parts.size() != best.heap.size() * std::size_t(m_parts))
        return false;
    return std::ranges::all_of(best.heap, [&best](const Entry &entry) {
        return entry.slot >= 0 && std::size_t(entry.slot) < best.heap.size();
    });
}

void TopKSink::write(QDataStream &stream) const
{
    stream << quint64(m_k) << m_parts;
    for (const Row &row : m_rows) {
        stream << row.nonFinite;
        write(stream, row.highest);
        write(stream, row.lowest);
    }
}

bool TopKSink::read(QDataStream &stream)
{
    quint64 k = 0;
    int parts = 0;
    stream >> k >> parts;
    if (k != m_k || parts != m_parts)
        return false;
    for (Row &row : m_rows) {
        stream >> row.nonFinite;
        if (!read(stream, row.highest) || !read(stream, row.lowest))
            return false;
    }
    return stream.status() == QDataStream::Ok;
}

} // namespace proponent
