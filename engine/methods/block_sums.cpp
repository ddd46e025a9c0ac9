// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/block_sums.h"

#include <algorithm>
#include <limits>

namespace proponent {

BlockOnItsWay::BlockOnItsWay(qint64 firstRow, qint64 firstColumn, const torch::Tensor &scores,
                             const torch::Tensor &columns, const torch::Tensor &parts)
    : m_firstRow(firstRow), m_firstColumn(firstColumn), m_scores(scores)
{
    if (columns.defined()) {
        m_columns.emplace(columns);
        m_parts.emplace(parts);
    }
}

ScoreBlock BlockOnItsWay::wait() const
{
    const torch::Tensor &scores = m_scores.wait();
    ScoreBlock block;
    block.firstRow = m_firstRow;
    block.rows = scores.size(0);
    block.firstColumn = m_firstColumn;
    block.columns = scores.size(1);
    block.scores = scores.data_ptr<float>();
    if (m_columns) {
        const torch::Tensor &parts = m_parts->wait();
        block.parted = parts.size(1);
        block.parts = int(parts.size(2));
        block.partedColumns = reinterpret_cast<const qint64 *>(m_columns->wait().data_ptr<int64_t>());
        block.partValues = parts.data_ptr<float>();
    }
    return block;
}

BlockSums::BlockSums(qint64 firstRow, qint64 questions, qint64 firstColumn, qint64 endColumn,
                     qsizetype checkpoints, int groups, const torch::TensorOptions &options,
                     RankedParts ranked)
    : m_firstRow(firstRow), m_firstColumn(firstColumn), m_ranked(std::move(ranked))
{
    const qint64 columns = endColumn - firstColumn;
    m_byLayer = torch::zeros({groups, questions, columns}, options);
    if (m_ranked.count > 0)
        m_byCheckpoint = torch::zeros({checkpoints, questions, columns}, options);
}

void BlockSums::add(qsizetype checkpoint, qint64 column, const CheckpointScorer::Block &block)
{
    const torch::NoGradGuard noGrad;
    const int64_t begin = column - m_firstColumn;
    const int64_t end = begin + block.scores.size(2);
    m_byLayer.slice(2, begin, end).add_(block.scores);
    if (m_byCheckpoint.defined())
        m_byCheckpoint.select(0, checkpoint).slice(1, begin, end).copy_(block.scores.sum(0));
    if (block.squares.defined()) {
        if (!m_squares.defined())
            m_squares = torch::zeros({m_byLayer.size(2)}, m_byLayer.options());
        m_squares.slice(0, begin, end).add_(block.squares);
    }
}

torch::Tensor BlockSums::divided(const torch::Tensor &scores) const
{
    if (!m_squares.defined())
        return scores;
    // An example that does nothing to itself does nothing to any; one without a finite length has no score.
    const torch::Tensor root =
        m_squares.masked_fill(m_squares.isinf(), std::numeric_limits<double>::quiet_NaN()).sqrt();
    return torch::where(root == 0, torch::zeros_like(scores), scores / root);
}

torch::Tensor highestColumns(const torch::Tensor &values, int64_t count, const torch::Tensor &leftOut)
{
    // The bits of positive numbers are in the order of their values. A float leaves the lower 29 of a double free, for
    // the column: which is what topk() doesn't decide by.
    TORCH_CHECK(values.size(1) < int64_t(1) << 29, "a block of ", values.size(1), " columns is too large");
    torch::Tensor keys = values.to(torch::kDouble).view(torch::kLong) -
                         torch::arange(values.size(1), values.options().dtype(torch::kLong));
    keys.masked_fill_((values > 0).logical_and_(values.isfinite()).logical_not_(), -1);
    keys.index_fill_(1, leftOut, -1);
    const auto [best, columns] = keys.topk(std::min(count, values.size(1)), 1, /*largest=*/true,
                                           /*sorted=*/true);
    return columns.masked_fill(best < 0, -1);
}

torch::Tensor BlockSums::rankedColumns(const torch::Tensor &scores) const
{
    std::vector<int64_t> leftOut;
    for (const qint64 column : m_ranked.leftOut) {
        if (column >= m_firstColumn && column < m_firstColumn + scores.size(1))
            leftOut.push_back(column - m_firstColumn);
    }
    const torch::Tensor out = torch::tensor(leftOut, torch::kLong).to(scores.device());
    return torch::cat(
        {highestColumns(scores, m_ranked.count, out), highestColumns(scores.neg(), m_ranked.count, out)}, 1);
}

BlockOnItsWay BlockSums::finish() const
{
    const torch::NoGradGuard noGrad;
    const torch::Tensor scores = divided(m_byLayer.sum(0)); // [questions, columns]
    if (!m_byCheckpoint.defined())
        return {m_firstRow, m_firstColumn, scores, {}, {}};
    const torch::Tensor columns = rankedColumns(scores);
    const torch::Tensor places = columns.clamp_min(0).unsqueeze(0); // [1, questions, ranked]
    const auto chosen = [&places](const torch::Tensor &parts) {
        return parts.gather(2, places.expand({parts.size(0), -1, -1}));
    };
    torch::Tensor parts =
        torch::cat({chosen(m_byCheckpoint), chosen(m_byLayer)}); // [parts, questions, ranked]
    if (m_squares.defined()) {
        const torch::Tensor squares = m_squares.index_select(0, places.flatten()).view(places.sizes());
        const torch::Tensor root = squares.sqrt();
        parts = torch::where(root == 0, torch::zeros_like(parts), parts / root);
    }
    return {m_firstRow, m_firstColumn, scores, columns, parts.permute({1, 2, 0}).contiguous()};
}

} // namespace proponent
