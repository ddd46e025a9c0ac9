// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_audit.h"

#include <span>
#include <vector>

/// What a label audit makes of a model's logits: arithmetic on plain arrays, no tensors. Formulas and their
/// sources stand at AuditMethod. Thread-safe.
namespace proponent {

/// A model's answers on the training examples after one checkpoint.
struct LogitTable
{
    std::span<const float> values; ///< [examples, classes], row-major
    int classes = 0;

    [[nodiscard]] std::span<const float> row(std::size_t example) const
    {
        return values.subspan(example * std::size_t(classes), std::size_t(classes));
    }
    [[nodiscard]] std::size_t examples() const { return values.size() / std::size_t(classes); }
};

/// Cross-entropy of each example: [examples]. `labels`: from 0 to below the number of classes.
[[nodiscard]] std::vector<float> lossesOf(const LogitTable &logits, std::span<const std::int64_t> labels);

/// The given label's logit minus the largest other: [examples]. Below 0 where the model says another label.
[[nodiscard]] std::vector<float> marginsOf(const LogitTable &logits, std::span<const std::int64_t> labels);

/// The label of the highest mean probability over the tables, the lower one of equals: [examples].
[[nodiscard]] std::vector<int> suggestedLabels(const std::vector<LogitTable> &logits);

/// Element-wise mean of rows of one length; empty of none.
[[nodiscard]] std::vector<double> meanOf(const std::vector<std::vector<float>> &rows);

/// How many nearest examples are asked, of `examples`: their square root, the usual rule for k nearest
/// neighbours, and never more than there are others.
[[nodiscard]] int neighbourCount(std::size_t examples);

/// -log of Jeffreys' estimate of the share, from `same` of `neighbours` examples with the same label.
[[nodiscard]] double neighbourSuspicion(int same, int neighbours, int classes);

/// What a label is excused for belonging to a small class, by label.
struct ClassShortage
{
    std::vector<double> loss; ///< [classes]
    std::vector<double> neighbours; ///< [classes]
};

[[nodiscard]] ClassShortage classShortage(std::span<const std::int64_t> labels, int classes, int neighbours);

/// What is known of each training example.
struct AuditSignals
{
    std::vector<std::vector<float>> losses; ///< [checkpoints][examples]
    std::vector<std::vector<float>> margins; ///< likewise
    std::vector<int> suggestedLabels; ///< [examples]
    /// By AuditMethod: [examples], or empty where it wasn't computed. Higher is more suspicious.
    std::array<std::vector<double>, auditMethodCount> suspicion;

    [[nodiscard]] const std::vector<double> &by(AuditMethod method) const
    {
        return suspicion[std::size_t(method)];
    }
};

/// `logits`: one table a checkpoint, at least one. `same`: how many of each example's `neighbours` nearest
/// have its label. `selfInfluence`: [examples], or empty.
[[nodiscard]] AuditSignals auditSignals(const std::vector<LogitTable> &logits,
                                        std::span<const std::int64_t> labels, std::span<const int> same,
                                        int neighbours, std::span<const float> selfInfluence);

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
