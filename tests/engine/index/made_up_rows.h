// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/index/index_writer.h"

#include <random>
#include <vector>

namespace proponent {

/// Rows [count, width] of noise whose sizes differ as gradients' do: from one to another by some 10^6, and all far
/// below what float16 holds.
inline std::vector<float> madeUpRows(qint64 count, qint64 width, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<float> values;
    std::uniform_real_distribution<float> exponents(-12, -6);
    std::vector<float> rows(std::size_t(count * width));
    for (std::size_t row = 0; row < std::size_t(count); ++row) {
        const float size = std::pow(10.0F, exponents(generator));
        for (std::size_t i = 0; i < std::size_t(width); ++i)
            rows[row * std::size_t(width) + i] = size * values(generator);
    }
    return rows;
}

inline std::span<const float> rowsOf(const IndexWriter &writer, qint64 block, const std::vector<float> &rows,
                                     qint64 width)
{
    return std::span(rows).subspan(std::size_t(writer.firstRow(block) * width),
                                   std::size_t(writer.rows(block) * width));
}

inline void putMissing(IndexWriter &writer, const std::vector<float> &rows, qint64 width)
{
    for (qint64 block = 0; block < writer.blocks(); ++block) {
        if (!writer.isWhole(block))
            writer.put(block, rowsOf(writer, block, rows, width));
    }
}

inline void writeIndex(const QString &path, const std::vector<float> &rows, qint64 width)
{
    IndexWriter writer(path, {qint64(rows.size()) / width, width},
                       {{QStringLiteral("method"), QStringLiteral("made-up")}});
    putMissing(writer, rows, width);
    writer.finish({{QStringLiteral("recall"), 0.5}});
}

} // namespace proponent
