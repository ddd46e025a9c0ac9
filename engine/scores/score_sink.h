// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <span>

class QDataStream;

namespace proponent {

/// Scores of a block of training examples by some tests, on the host. A row is a test, a column a training example.
struct ScoreBlock
{
    qint64 firstRow = 0;
    qint64 rows = 0;
    qint64 firstColumn = 0;
    qint64 columns = 0;
    const float *scores = nullptr; ///< [rows, columns]

    /// What those scores are sums of that can be among a row's highest or lowest: its `parted` columns.
    qint64 parted = 0;
    int parts = 0;
    const qint64 *partedColumns = nullptr; ///< [rows, parted]: counted from the block's first; below 0: none
    const float *partValues = nullptr; ///< [rows, parted, parts]

    /// `row` counts from the block's first, here and below.
    [[nodiscard]] std::span<const float> scoresOf(qint64 row) const
    {
        return {scores + row * columns, std::size_t(columns)};
    }
    [[nodiscard]] std::span<const qint64> partedOf(qint64 row) const
    {
        return {partedColumns + row * parted, std::size_t(parted)};
    }
    [[nodiscard]] std::span<const float> partsOf(qint64 row, qint64 place) const
    {
        return {partValues + (row * parted + place) * parts, std::size_t(parts)};
    }
};

/// Takes scores as they are computed and keeps what it is for. What it has taken can be written down, so that a run
/// that was interrupted goes on. ScoreStream feeds it.
class ScoreSink
{
public:
    virtual ~ScoreSink() = default;

    /// A row of the block. Called from several threads at once, never for the same row; a row's columns come in
    /// ascending order, each once.
    virtual void take(const ScoreBlock &block, qint64 row) = 0;

    /// What write() relies on is on the disk on return. Throws EngineError.
    virtual void sync() {}
    virtual void write(QDataStream &stream) const = 0;
    /// In place of all that was taken so far. False when it isn't of such a sink, or damaged; what the sink holds
    /// then is nothing to rely on.
    [[nodiscard]] virtual bool read(QDataStream &stream) = 0;
    /// As if nothing was taken.
    virtual void clear() = 0;
};

} // namespace proponent
