// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/point_cells.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace proponent {

namespace {

constexpr int64_t distanceElements = int64_t(2)
                                     << 20; ///< of a block of distances: 8 MiB, for the cache's sake
constexpr int64_t sampledPerCell = 64;
constexpr int roundsOfKMeans = 8;
constexpr std::uint64_t sampleSeed = 1;

/// The index of the nearest centre of each point: int64 [points].
torch::Tensor nearestCentres(const torch::Tensor &points, const torch::Tensor &centres)
{
    const torch::Tensor halfNorms = centres.square().sum(1).mul_(0.5);
    const torch::Tensor nearest = torch::empty({points.size(0)}, halfNorms.options().dtype(torch::kLong));
    const int64_t rows = std::max<int64_t>(1, distanceElements / centres.size(0));
    for (int64_t begin = 0; begin < points.size(0); begin += rows) {
        const int64_t end = std::min(points.size(0), begin + rows);
        nearest.slice(0, begin, end)
            .copy_(points.slice(0, begin, end).mm(centres.t()).sub_(halfNorms).argmax(1));
    }
    return nearest;
}

/// `count` of `total` indices, without order: int64 on the CPU.
torch::Tensor sampleOf(int64_t total, int64_t count)
{
    const auto generator = at::detail::createCPUGenerator(sampleSeed);
    return torch::randperm(total, generator, torch::kLong).slice(0, 0, count);
}

/// Lloyd's algorithm on a sample of the points: [cells, dimensions].
torch::Tensor centresOf(const torch::Tensor &points, int64_t cells)
{
    const int64_t count = std::min(points.size(0), cells * sampledPerCell);
    const torch::Tensor sample = points.index_select(0, sampleOf(points.size(0), count).to(points.device()));
    torch::Tensor centres = sample.slice(0, 0, cells).clone();
    for (int round = 0; round < roundsOfKMeans; ++round) {
        const torch::Tensor nearest = nearestCentres(sample, centres);
        const torch::Tensor counts = nearest.bincount({}, cells).unsqueeze(1); // [cells, 1]
        const torch::Tensor sums = torch::zeros_like(centres).index_add_(0, nearest, sample);
        centres = torch::where(counts > 0, sums / counts.clamp_min(1), centres); // an empty one stays
    }
    return centres;
}

std::vector<int64_t> toVector64(const torch::Tensor &values)
{
    const torch::Tensor cpu = values.to(torch::kCPU, torch::kLong).contiguous();
    return {cpu.data_ptr<int64_t>(), cpu.data_ptr<int64_t>() + cpu.numel()};
}

} // namespace

PointCells::PointCells(const torch::Tensor &points, const SearchEffort &effort)
{
    const torch::NoGradGuard noGrad;
    const int64_t count = points.size(0);
    m_average = count;
    if (count <= effort.exactUpTo) {
        m_order = torch::arange(count, points.options().dtype(torch::kLong));
        m_points = points;
        m_centres = points.mean(0, /*keepdim=*/true);
        m_begins = {0, count};
    } else {
        partition(points);
    }
    const torch::Tensor halfNorms = m_centres.square().sum(1).mul_(0.5);
    m_nearCells = m_centres.mm(m_centres.t()).sub_(halfNorms).argsort(1, /*descending=*/true).cpu();
}

void PointCells::partition(const torch::Tensor &points)
{
    const int64_t count = points.size(0);
    const auto cells = int64_t(std::lround(std::sqrt(double(count))));
    m_average = count / cells;
    const torch::Tensor nearest = nearestCentres(points, centresOf(points, cells));
    m_order = std::get<1>(nearest.sort(/*stable=*/true, 0, /*descending=*/false));
    std::vector<int64_t> begins{0};
    for (const int64_t size : toVector64(nearest.bincount({}, cells))) {
        if (size > 0)
            begins.push_back(begins.back() + size);
    }
    halveLargeCells(points, std::move(begins));
    m_points = points.index_select(0, m_order);
    std::vector<torch::Tensor> centres;
    for (std::size_t cell = 0; cell + 1 < m_begins.size(); ++cell)
        centres.push_back(m_points.slice(0, m_begins[cell], m_begins[cell + 1]).mean(0));
    m_centres = torch::stack(centres);
}

/// In the middle of the dimension in which they differ most.
void PointCells::halveLargeCells(const torch::Tensor &points, std::vector<int64_t> begins)
{
    m_begins = {0};
    std::vector<int64_t> ends(begins.rbegin(), begins.rend() - 1); // a stack, the first on top
    while (!ends.empty()) {
        const int64_t begin = m_begins.back();
        const int64_t end = ends.back();
        if (end - begin <= 2 * m_average) {
            m_begins.push_back(end);
            ends.pop_back();
            continue;
        }
        const torch::Tensor members = m_order.slice(0, begin, end);
        const torch::Tensor cell = points.index_select(0, members);
        const auto dimension = cell.var(0).argmax().item<int64_t>();
        const torch::Tensor sorted =
            std::get<1>(cell.select(1, dimension).sort(/*stable=*/true, 0, /*descending=*/false));
        members.copy_(members.index_select(0, sorted));
        ends.push_back(begin + (end - begin) / 2);
    }
}

/// Its own first, then by nearness, until they have `wanted` points.
std::vector<PointCells::Range> PointCells::nearestCells(int64_t cell, int64_t wanted) const
{
    std::vector<Range> ranges{{m_begins[std::size_t(cell)], m_begins[std::size_t(cell) + 1]}};
    int64_t points = ranges[0].end - ranges[0].begin;
    const int64_t *const near = m_nearCells.data_ptr<int64_t>() + cell * cells();
    for (int64_t i = 0; i < cells() && points < wanted; ++i) {
        if (near[i] == cell)
            continue;
        ranges.push_back({m_begins[std::size_t(near[i])], m_begins[std::size_t(near[i]) + 1]});
        points += ranges.back().end - ranges.back().begin;
    }
    return ranges;
}

int64_t PointCells::wantedFor(int cells) const
{
    return m_average * cells;
}

void PointCells::visitCell(int64_t cell, int64_t wanted, const std::function<void(const Piece &)> &work) const
{
    std::vector<torch::Tensor> indices;
    std::vector<torch::Tensor> parts;
    for (const Range &range : nearestCells(cell, wanted)) {
        indices.push_back(torch::arange(range.begin, range.end, m_order.options()));
        parts.push_back(m_points.slice(0, range.begin, range.end));
    }
    // Around the cell's own centre little of float32 is lost on what its points have in common.
    const torch::Tensor centre = m_centres[cell];
    const torch::Tensor candidates = torch::cat(parts).sub_(centre); // [candidates, dimensions]
    const torch::Tensor squares = candidates.square().sum(1); // [candidates]
    const torch::Tensor weighted = torch::cat({candidates, squares.mul(-0.5).unsqueeze(1)}, 1).t();
    Piece piece;
    piece.candidates = torch::cat(indices);
    const int64_t first = m_begins[std::size_t(cell)];
    const int64_t last = m_begins[std::size_t(cell) + 1];
    const int64_t rows = std::max<int64_t>(1, distanceElements / candidates.size(0));
    for (piece.begin = first; piece.begin < last; piece.begin = piece.end) {
        piece.end = std::min(last, piece.begin + rows);
        const torch::Tensor queries = candidates.slice(0, piece.begin - first, piece.end - first);
        piece.nearness = torch::cat({queries, torch::ones_like(queries.slice(1, 0, 1))}, 1).mm(weighted);
        piece.nearness.diagonal(piece.begin - first).fill_(-std::numeric_limits<float>::infinity());
        piece.squares = squares.slice(0, piece.begin - first, piece.end - first);
        work(piece);
    }
}

bool PointCells::forEachPiece(int cells, const std::function<void(const Piece &)> &work,
                              const std::stop_token &stop) const
{
    const torch::NoGradGuard noGrad;
    for (int64_t cell = 0; cell < this->cells(); ++cell) {
        bool stopped = false;
        visitCell(cell, wantedFor(cells), [&](const Piece &piece) {
            stopped = stopped || stop.stop_requested();
            if (!stopped)
                work(piece);
        });
        if (stopped)
            return false;
    }
    return true;
}

double PointCells::recall(int cells, int64_t count, int64_t sample) const
{
    if (this->cells() == 1 || count == 0)
        return 1;
    const torch::NoGradGuard noGrad;
    const torch::Tensor queries = sampleOf(m_points.size(0), std::min(sample, m_points.size(0)));
    const torch::Tensor halfNorms = m_points.square().sum(1).mul_(0.5);
    int64_t found = 0;
    for (const int64_t query : toVector64(queries)) {
        torch::Tensor nearness = m_points.mv(m_points[query]).sub_(halfNorms);
        nearness[query] = -std::numeric_limits<float>::infinity();
        const torch::Tensor nearest = std::get<1>(nearness.topk(count));
        const auto cell = std::ranges::upper_bound(m_begins, query) - m_begins.begin() - 1;
        for (const Range &range : nearestCells(cell, wantedFor(cells)))
            found += nearest.ge(range.begin).logical_and_(nearest.lt(range.end)).sum().item<int64_t>();
    }
    return double(found) / double(count * queries.size(0));
}

} // namespace proponent
