// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstdint>
#include <span>
#include <vector>

/// How well scores predict what training on a part of the data does: the linear datamodeling score of Park et al.,
/// 2023 (TRAK, arXiv 2303.14186). Arithmetic on plain arrays, no tensors.
namespace proponent {

/// `share` of the candidates, at random, each once and in their order: at least one, and not all where there are two or
/// more. The same for the same seed everywhere.
[[nodiscard]] std::vector<std::int64_t> randomSubset(std::span<const std::int64_t> candidates, double share,
                                                     quint64 seed);

/// What scores predict of subsets: for each test example the sum of the scores of a subset's training examples. Takes
/// scores as they come, in whatever pieces.
class SubsetSums
{
public:
    SubsetSums(const std::vector<std::vector<std::int64_t>> &subsets, qint64 tests, qint64 trainCount);

    /// Scores of test `test` for the training examples from `firstTrain` on. One that isn't finite counts as 0.
    void add(qint64 test, qint64 firstTrain, std::span<const float> scores);

    [[nodiscard]] std::span<const double> of(qint64 test) const; ///< [subsets]
    [[nodiscard]] qint64 subsets() const { return m_subsets; }
    [[nodiscard]] qint64 tests() const { return qint64(m_sums.size()) / m_subsets; }
    [[nodiscard]] qint64 nonFinite() const { return m_nonFinite; } ///< scores that weren't

private:
    qint64 m_subsets;
    std::vector<float> m_members; ///< [training examples, subsets]: 1 or 0
    std::vector<double> m_sums; ///< [tests, subsets]
    qint64 m_nonFinite = 0;
};

struct Lds
{
    double mean = 0; ///< over the test examples
    /// Of the mean, over the test examples: their standard deviation over the root of their number. Other subsets would
    /// move all of them together, which it doesn't tell of.
    double standardError = 0;
    std::vector<double> byTest; ///< Spearman's correlation over the subsets of sum and minus the loss
};

/// `losses`: [subsets, tests], each the mean over the subset's runs. A test whose sums or losses are all the same is
/// predicted by nothing: 0. Of fewer than two subsets all are 0.
[[nodiscard]] Lds linearDatamodelingScore(const SubsetSums &sums, std::span<const double> losses);

/// Mean and standard error of the mean; both 0 of nothing, the error 0 of one value.
struct MeanAndError
{
    double mean = 0;
    double standardError = 0;
};
[[nodiscard]] MeanAndError meanAndError(std::span<const double> values);

} // namespace proponent
