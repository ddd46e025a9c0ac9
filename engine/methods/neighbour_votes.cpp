// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/neighbour_votes.h"

#include "engine/methods/nearest_columns.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <limits>

namespace proponent {

namespace {

constexpr float never = -std::numeric_limits<float>::infinity();
constexpr int64_t recallSample = 64;
constexpr double roundingShare =
    1e-3; ///< of the distance from the middle: what is nearer differs by rounding
/// Copies are looked for in a part of the cells, as they lie in one, or in two next to each other.
constexpr int shareForCopies = 4;

/// The votes on finite points, in the order of the cells.
class VoteCount
{
public:
    VoteCount(const PointCells &cells, const torch::Tensor &labels, int classes, int neighbours)
        : m_cells(cells), m_labels(labels.index_select(0, cells.order())), m_classes(classes)
    {
        const auto floats = torch::TensorOptions(labels.device()).dtype(torch::kFloat);
        m_neighbours = std::min<int64_t>(neighbours, m_labels.size(0) - 1);
        m_weights = torch::ones({m_labels.size(0)}, floats);
        m_copyDistances = torch::zeros({m_labels.size(0)}, floats);
        same = torch::zeros({m_labels.size(0)}, floats);
        voices = torch::zeros_like(same);
        label = torch::full({m_labels.size(0)}, -1, m_labels.options());
    }

    bool findCopies(int cells, const std::stop_token &stop)
    {
        return m_cells.forEachPiece(
            cells, [this](const PointCells::Piece &piece) { findCopies(piece); }, stop);
    }
    bool count(int cells, const std::stop_token &stop)
    {
        return m_cells.forEachPiece(
            cells, [this](const PointCells::Piece &piece) { count(piece); }, stop);
    }

    torch::Tensor same; ///< [points]
    torch::Tensor voices; ///< [points]
    torch::Tensor label; ///< [points]

private:
    [[nodiscard]] int64_t asked(const PointCells::Piece &piece) const
    {
        return std::min(m_neighbours, piece.candidates.size(0) - 1);
    }
    void findCopies(const PointCells::Piece &piece);
    void count(const PointCells::Piece &piece);

    const PointCells &m_cells;
    torch::Tensor m_labels; ///< int64 [points]
    int64_t m_classes;
    int64_t m_neighbours = 0;
    torch::Tensor m_weights; ///< [points]: of a vote
    torch::Tensor m_copyDistances; ///< [points], squared: what is nearer is a copy
};

void VoteCount::findCopies(const PointCells::Piece &piece)
{
    const torch::Tensor unlimited = torch::full_like(piece.squares, -never);
    const torch::Tensor nearest = nearestColumns(piece.nearness, unlimited, asked(piece)).values;
    const torch::Tensor distances = (piece.squares.unsqueeze(1) - 2 * nearest).clamp_min_(0); // squared
    // Where even the last of the nearest is a copy, what tells is how far points lie from each other at all.
    const torch::Tensor least = piece.squares.mean().mul_(roundingShare * roundingShare);
    const torch::Tensor limits = torch::maximum(distances.amax(1).mul_(copyShare * copyShare), least);
    m_copyDistances.slice(0, piece.begin, piece.end).copy_(limits);
    m_weights.slice(0, piece.begin, piece.end)
        .copy_((distances.le(limits.unsqueeze(1)).sum(1) + 1).reciprocal());
}

void VoteCount::count(const PointCells::Piece &piece)
{
    const torch::Tensor copies = (piece.squares - m_copyDistances.slice(0, piece.begin, piece.end))
                                     .mul_(0.5); // nearness of the farthest
    const auto [values, columns] = nearestColumns(piece.nearness, copies, asked(piece));
    const torch::Tensor nearest = piece.candidates.index_select(0, columns.flatten());
    const torch::Tensor labels = m_labels.index_select(0, nearest).view_as(columns);
    const torch::Tensor weights =
        m_weights.index_select(0, nearest).view_as(columns).masked_fill_(values.eq(never), 0);
    const torch::Tensor votes =
        torch::zeros({columns.size(0), m_classes}, weights.options()).scatter_add_(1, labels, weights);
    const torch::Tensor own = m_labels.slice(0, piece.begin, piece.end).unsqueeze(1);
    same.slice(0, piece.begin, piece.end).copy_(votes.gather(1, own).squeeze(1));
    voices.slice(0, piece.begin, piece.end).copy_(weights.sum(1));
    const auto [most, winner] = votes.max(1);
    label.slice(0, piece.begin, piece.end).copy_(winner.masked_fill(most.le(0), -1));
}

/// To a row an example, in the examples' own order; what has no points gets `otherwise`.
template <class Value>
std::vector<Value> scattered(const torch::Tensor &values, const torch::Tensor &places, int64_t examples,
                             Value otherwise)
{
    const torch::ScalarType type = c10::CppTypeToScalarType<Value>::value;
    const torch::Tensor all = torch::full({examples}, otherwise, torch::TensorOptions().dtype(type));
    all.index_copy_(0, places.cpu(), values.to(torch::kCPU, type));
    return {all.template data_ptr<Value>(), all.template data_ptr<Value>() + examples};
}

} // namespace

std::optional<NeighbourVotes> neighbourVotes(const torch::Tensor &points, const torch::Tensor &labels,
                                             int classes, int neighbours, const SearchEffort &effort,
                                             const std::stop_token &stop)
{
    const torch::NoGradGuard noGrad;
    const int64_t examples = points.size(0);
    NeighbourVotes votes;
    votes.asked = neighbours;
    votes.same.resize(std::size_t(examples));
    votes.voices.resize(std::size_t(examples));
    votes.label.resize(std::size_t(examples), -1);
    const torch::Tensor sound = points.isfinite().all(1).nonzero().squeeze(1); // int64 [sound examples]
    if (neighbours < 1 || sound.size(0) < 2)
        return votes;
    const bool all = sound.size(0) == examples;
    const PointCells cells(all ? points : points.index_select(0, sound), effort);
    VoteCount count(cells, labels.index_select(0, sound), classes, neighbours);
    if (!count.findCopies(std::max(1, effort.cells / shareForCopies), stop) ||
        !count.count(effort.cells, stop))
        return {};
    const torch::Tensor places = sound.index_select(0, cells.order());
    votes.same = scattered<float>(count.same, places, examples, 0);
    votes.voices = scattered<float>(count.voices, places, examples, 0);
    votes.label = scattered<int>(count.label, places, examples, -1);
    votes.recall = cells.recall(effort.cells, std::min<int64_t>(neighbours, sound.size(0) - 1), recallSample);
    return votes;
}

} // namespace proponent
