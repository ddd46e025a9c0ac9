// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_audit.h"

#include <cstdint>
#include <span>
#include <vector>

namespace proponent {

/// Which fold each example is in, 0 up to `folds`: by the seed alone, labels spread evenly, and examples with the same
/// `copyOf` (the index of one of them) together, so that no model is asked about what it was trained on. -1: for
/// `excluded` examples (ascending), which are in none.
[[nodiscard]] std::vector<int> foldsOf(std::span<const std::int64_t> labels, std::span<const qint64> copyOf,
                                       const QList<qint64> &excluded, int folds, std::uint64_t seed);

/// A fold that has examples, as training indices, ascending.
struct FoldPart
{
    std::vector<std::int64_t> asked; ///< the fold's own
    std::vector<std::int64_t> trained; ///< of all other folds
};

/// Of the folds of foldsOf(). Models that are trained at once take sets of one size: where that costs none of them more
/// than a hundredth of its examples, the larger sets do without some, drawn by the seed.
[[nodiscard]] std::vector<FoldPart> foldParts(std::span<const int> fold, int folds, std::uint64_t seed);

/// Probabilities by models that were trained without the example, of every example. Of each example the `mostKept`
/// most probable classes are remembered besides the given label's, so that memory doesn't grow with the classes.
class OutOfSample
{
public:
    static constexpr int mostKept = 16;

    OutOfSample(std::span<const std::int64_t> labels, int classes);

    /// `probabilities`: [classes]. An example that is never taken, or with what is no number, isn't
    /// known.
    void take(std::size_t example, std::span<const float> probabilities);

    [[nodiscard]] std::size_t examples() const { return m_labels.size(); }
    [[nodiscard]] int classes() const { return m_classes; }
    [[nodiscard]] std::size_t label(std::size_t example) const { return std::size_t(m_labels[example]); }
    [[nodiscard]] bool isKnown(std::size_t example) const { return m_counts[example] > 0; }
    [[nodiscard]] double given(std::size_t example) const { return double(m_given[example]); }

    struct Likely
    {
        int label = -1;
        float probability = 0;
    };
    /// Most probable first.
    [[nodiscard]] std::span<const Likely> likely(std::size_t example) const
    {
        return {m_likely.data() + example * std::size_t(m_kept), std::size_t(m_counts[example])};
    }

private:
    std::span<const std::int64_t> m_labels;
    int m_classes;
    int m_kept;
    std::vector<int> m_counts; ///< [examples]: kept of each
    std::vector<float> m_given; ///< [examples]: probability of the label
    std::vector<Likely> m_likely; ///< [examples, kept]
    std::vector<int> m_order; ///< of classes, while one example is taken
};

/// What confident learning makes of them (Northcutt et al., 2021, arXiv 1911.00068). An example counts as a class j when
/// its probability of j is at least the mean that the examples with label j have of it; of several such classes as the
/// most probable. C(i, j) of the examples with label i count as j; each row is scaled to the size of its class. A class
/// of whose examples none counts as any is taken to be right.
struct ConfidentLearning
{
    std::vector<double>
        selfConfidence; ///< suspicion by AuditMethod::SelfConfidence: [examples]; NaN: not known
    std::vector<double> normalisedMargin; ///< likewise
    std::vector<int> likelyLabels; ///< that an example counts as: [examples]; -1: none
    FoldEstimates estimates; ///< but for `folds`
};

[[nodiscard]] ConfidentLearning confidentLearning(const OutOfSample &answers);

} // namespace proponent
