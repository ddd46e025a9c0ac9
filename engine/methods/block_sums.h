// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/device/host_copy.h"
#include "engine/methods/checkpoint_scorer.h"
#include "engine/scores/score_sink.h"

#include <QList>

namespace proponent {

/// Scores whose parts are wanted: those that can be among the `count` highest above 0, or lowest below 0, of all. None
/// for those of training examples that are left out.
struct RankedParts
{
    int count = 0;
    QList<qint64> leftOut; ///< ascending
};

/// A block on its way to the host.
class BlockOnItsWay
{
public:
    /// The sums, and parts [questions, columns.size(1), parts] of those in `columns`; the latter two may be undefined.
    BlockOnItsWay(qint64 firstRow, qint64 firstColumn, const torch::Tensor &scores,
                  const torch::Tensor &columns, const torch::Tensor &parts);

    /// Once it has arrived; it refers to this object.
    [[nodiscard]] ScoreBlock wait() const;

private:
    qint64 m_firstRow;
    qint64 m_firstColumn;
    HostCopy m_scores;
    std::optional<HostCopy> m_columns;
    std::optional<HostCopy> m_parts;
};

/// Adds up what the checkpoints say about a block of training examples, on their device. What is left of the parts
/// when the sums are known are those that a ranking may show: of each row as many as it shows, at either end.
class BlockSums
{
public:
    /// Training examples from `firstColumn` to before `endColumn`, compared with `questions` in rows from `firstRow` on.
    /// `groups`: that the scores of each checkpoint come in.
    BlockSums(qint64 firstRow, qint64 questions, qint64 firstColumn, qint64 endColumn, qsizetype checkpoints,
              int groups, const torch::TensorOptions &options, RankedParts ranked);

    /// What that checkpoint says about the training examples from `column` on. On several batches in turn.
    void add(qsizetype checkpoint, qint64 column, const CheckpointScorer::Block &block);
    [[nodiscard]] BlockOnItsWay finish() const;

private:
    [[nodiscard]] torch::Tensor divided(const torch::Tensor &scores) const;
    /// Of those that a ranking may show: int64 [questions, twice the count], -1 for none.
    [[nodiscard]] torch::Tensor rankedColumns(const torch::Tensor &scores) const;

    qint64 m_firstRow;
    qint64 m_firstColumn;
    RankedParts m_ranked;
    torch::Tensor m_byLayer; ///< float [groups, questions, columns]
    torch::Tensor
        m_byCheckpoint; ///< float [checkpoints, questions, columns]; undefined where no parts are wanted
    torch::Tensor m_squares; ///< float [columns]; undefined where nothing is divided
};

/// The columns of each row's `count` highest values above 0, equal ones by column: int64 [rows, count], highest first,
/// -1 where there aren't as many. `leftOut`: int64, columns that don't count.
[[nodiscard]] torch::Tensor highestColumns(const torch::Tensor &values, int64_t count,
                                           const torch::Tensor &leftOut);

} // namespace proponent
