// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_audit.h"

#include <span>
#include <vector>

/// What a label audit makes of a model's answers: arithmetic on plain arrays, no tensors. Formulas and their
/// sources stand at AuditMethod. Thread-safe.
namespace proponent {

/// What is kept of a model's logits on the training examples.
struct TrainingAnswers
{
    std::vector<std::vector<float>> losses; ///< [checkpoints][examples]: cross-entropy
    /// [checkpoints][examples]: the given label's logit minus the largest other, below 0 where the model says another.
    std::vector<std::vector<float>> margins;
    /// [examples]: the label of the highest mean probability over the checkpoints, the lower one of equals.
    std::vector<int> suggestedLabels;
};

/// What the labels of each example's nearest say of its own.
struct NeighbourVotes
{
    int asked = 0; ///< neighbours of an example
    std::vector<float> same; ///< [examples]: votes for the example's own label
    std::vector<float> voices; ///< [examples]: all votes: one each, less where there are copies among them
    std::vector<int> label; ///< [examples]: of most votes; -1 without any
    double recall = 1; ///< share of the truly nearest among those that were looked at, on a sample
};

/// Element-wise mean of rows of one length; empty of none.
[[nodiscard]] std::vector<double> meanOf(const std::vector<std::vector<float>> &rows);

/// How many nearest examples are asked, of `examples`: their square root, the usual rule for k nearest
/// neighbours, and never more than there are others.
[[nodiscard]] int neighbourCount(std::size_t examples);

/// -log of Jeffreys' estimate of the share, from `same` of `voices` votes for the same label.
[[nodiscard]] double neighbourSuspicion(double same, double voices, int classes);

/// What a label is excused for belonging to a small class, by label.
struct ClassShortage
{
    std::vector<double> loss; ///< [classes]
    std::vector<double> neighbours; ///< [classes]
    /// [classes] from 0 to 1: how far a class is so small that its examples are compared with each other alone.
    std::vector<double> tiny;
};

[[nodiscard]] ClassShortage classShortage(std::span<const std::int64_t> labels, int classes, int neighbours);

/// By AuditMethod: [examples], or empty where it wasn't computed. Higher is more suspicious.
using Suspicions = std::array<std::vector<double>, auditMethodCount>;

/// By the methods that need no folds. `labels`: [examples], from 0 to below `classes`. `selfInfluence`: [examples], or
/// empty.
[[nodiscard]] Suspicions suspicionsOf(const TrainingAnswers &answers, const NeighbourVotes &votes,
                                      std::span<const std::int64_t> labels, int classes,
                                      std::span<const float> selfInfluence);

/// How often `said` is right, of those that are at least 0; `labels` as long.
[[nodiscard]] ModelStrength strengthOf(std::span<const int> said, std::span<const std::int64_t> labels,
                                       ModelStrength::Source source);

/// The one with less skill; one of which nothing is known counts for nothing.
[[nodiscard]] ModelStrength weaker(const ModelStrength &first, const ModelStrength &second);

/// Indices by value, highest first, equal ones by index; those whose value is not finite come last.
[[nodiscard]] std::vector<qint64> bySuspicion(std::span<const double> suspicion);

/// Share of `flipped` (ascending indices) among the first 1 %, 2 %, … 100 % of `order`. A percentage of the
/// examples is rounded down. Empty without flips.
[[nodiscard]] QList<double> recoveryOf(std::span<const qint64> order, const QList<qint64> &flipped);

/// Area under the ROC curve: how often an example of `flipped` (ascending indices) is more suspicious than one of the
/// others, ties counting half. Examples of `leftOut` (ascending) take no part; a suspicion that isn't finite is below all
/// others. NaN where one side is empty.
[[nodiscard]] double recoveryArea(std::span<const double> suspicion, const QList<qint64> &flipped,
                                  const QList<qint64> &leftOut = {});

} // namespace proponent
