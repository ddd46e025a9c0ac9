// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/scores/score_sink.h"
#include "engine/scores/stream_values.h"

#include <algorithm>

namespace proponent {

/// All scores, in memory: for few rows.
class RowsSink final : public ScoreSink
{
public:
    RowsSink(qint64 rows, qint64 columns)
        : m_rows(std::size_t(rows), std::vector<float>(std::size_t(columns)))
    {
    }

    void take(const ScoreBlock &block, qint64 row) override
    {
        std::ranges::copy(block.scoresOf(row),
                          m_rows[std::size_t(block.firstRow + row)].begin() + block.firstColumn);
    }
    void write(QDataStream &stream) const override
    {
        for (const std::vector<float> &row : m_rows)
            writeValues(stream, std::span<const float>(row));
    }
    [[nodiscard]] bool read(QDataStream &stream) override
    {
        return std::ranges::all_of(m_rows, [&stream](std::vector<float> &row) {
            const std::size_t size = row.size();
            return readValues(stream, row, size) && row.size() == size;
        });
    }
    void clear() override {}

    [[nodiscard]] const std::vector<std::vector<float>> &rows() const { return m_rows; }

private:
    std::vector<std::vector<float>> m_rows;
};

} // namespace proponent
