// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/sample_sink.h"

#include "engine/scores/stream_values.h"

#include <algorithm>
#include <random>
#include <set>

namespace proponent {

namespace {

constexpr quint64 sampleSeed = 20'200'219; // any

/// Ascending; numbers below `count`.
std::set<qint64> randomCells(qint64 count, qint64 size)
{
    std::set<qint64> cells;
    if (count <= size) {
        for (qint64 cell = 0; cell < count; ++cell)
            cells.insert(cells.end(), cell);
        return cells;
    }
    // The same everywhere: the standard lays down the engine's numbers, not those of its distributions.
    std::mt19937_64 random(sampleSeed);
    while (qint64(cells.size()) < size)
        cells.insert(qint64(random() % quint64(count)));
    return cells;
}

} // namespace

SampleSink::SampleSink(qint64 rows, qint64 columns, qint64 size)
{
    for (const qint64 cell : randomCells(rows * columns, size))
        m_sample.push_back({cell / columns, cell % columns, 0});
}

void SampleSink::take(const ScoreBlock &block, qint64 row)
{
    const std::pair begin(block.firstRow + row, block.firstColumn);
    auto cell = std::ranges::lower_bound(m_sample, begin, {}, [](const SampledScore &sampled) {
        return std::pair(sampled.position, sampled.train);
    });
    const std::span<const float> scores = block.scoresOf(row);
    for (; cell != m_sample.end() && cell->position == begin.first; ++cell) {
        if (cell->train >= block.firstColumn + block.columns)
            break;
        cell->score = double(scores[std::size_t(cell->train - block.firstColumn)]);
    }
}

void SampleSink::write(QDataStream &stream) const
{
    writeValues(stream, std::span<const SampledScore>(m_sample));
}

bool SampleSink::read(QDataStream &stream)
{
    const std::vector<SampledScore> wanted = m_sample;
    return readValues(stream, m_sample, wanted.size()) &&
           std::ranges::equal(m_sample, wanted, [](const SampledScore &a, const SampledScore &b) {
               return a.position == b.position && a.train == b.train;
           });
}

void SampleSink::clear()
{
    for (SampledScore &cell : m_sample)
        cell.score = 0;
}

} // namespace proponent
