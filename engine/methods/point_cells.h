// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace proponent {

/// How far nearest neighbours are looked for.
struct SearchEffort
{
    /// Up to so many points all are compared with all; beyond, those in cells around a point's own.
    int64_t exactUpTo = 30'000;
    /// Cells' worth of points that a point is compared with. There are as many cells as the square root of the points,
    /// so the work grows with the points to the power of 1.5.
    int cells = 32;
};

/// Points in cells of near ones, as an inverted file has them (Jégou et al., 2011, IEEE TPAMI 33:117): k-means on a
/// sample, then every point to the nearest centre, then what is larger than twice the average is halved, so that points
/// that are all alike cost no more than others. Reproducible on one machine. Engine thread only.
class PointCells
{
public:
    /// `points`: float32 [points, dimensions], all finite.
    PointCells(const torch::Tensor &points, const SearchEffort &effort);

    /// int64 [points], on the points' device: the points by cell. What follows numbers them in this order.
    [[nodiscard]] const torch::Tensor &order() const { return m_order; }
    [[nodiscard]] int64_t cells() const { return int64_t(m_begins.size()) - 1; }

    /// Some points of a cell, and those that they are compared with.
    struct Piece
    {
        int64_t begin = 0; ///< of the queries, in order()
        int64_t end = 0;
        torch::Tensor candidates; ///< int64 [candidates], in order()
        /// float32 [queries, candidates]: a.b - |b|^2 / 2, the highest for the nearest b; minus infinity for itself.
        torch::Tensor nearness;
        torch::Tensor squares; ///< float32 [queries]: |a|^2, so that |a - b|^2 = |a|^2 - 2 nearness
    };

    /// Calls `work` for all points in pieces, each compared with `cells` cells' worth of points or all. False when
    /// stopped.
    bool forEachPiece(int cells, const std::function<void(const Piece &)> &work,
                      const std::stop_token &stop) const;

    /// How many of the `count` truly nearest of a sample of `sample` points are among the candidates that
    /// forEachPiece() compares each with: 0 to 1.
    [[nodiscard]] double recall(int cells, int64_t count, int64_t sample) const;

private:
    struct Range
    {
        int64_t begin = 0;
        int64_t end = 0;
    };
    void partition(const torch::Tensor &points);
    void halveLargeCells(const torch::Tensor &points, std::vector<int64_t> begins);
    [[nodiscard]] std::vector<Range> nearestCells(int64_t cell, int64_t wanted) const;
    void visitCell(int64_t cell, int64_t wanted, const std::function<void(const Piece &)> &work) const;
    [[nodiscard]] int64_t wantedFor(int cells) const;

    torch::Tensor m_order;
    torch::Tensor m_points; ///< [points, dimensions] in that order
    torch::Tensor m_centres; ///< [cells, dimensions]
    torch::Tensor m_nearCells; ///< int64 [cells, cells], on the CPU: by distance of their centres
    std::vector<int64_t> m_begins; ///< [cells + 1]
    int64_t m_average = 0; ///< points in a cell, before the large ones were halved
};

} // namespace proponent
