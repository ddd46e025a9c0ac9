// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/evaluation_setup.h"
#include "engine/training/subset_training.h"

namespace proponent {

/// What copies of the session's model, trained on subsets, answer on its test examples.
class RetrainedCopies
{
public:
    /// The first `tests` test examples. `rows`: for each copy first the losses, then the margins.
    RetrainedCopies(qint64 tests, std::vector<QList<float>> rows) : m_tests(tests), m_rows(std::move(rows)) {}

    [[nodiscard]] double loss(qsizetype copy, qint64 test) const
    {
        return double(m_rows[std::size_t(copy)][test]);
    }
    /// Whether the test's label is predicted.
    [[nodiscard]] bool isRight(qsizetype copy, qint64 test) const
    {
        return m_rows[std::size_t(copy)][m_tests + test] > 0;
    }

private:
    qint64 m_tests;
    std::vector<QList<float>> m_rows;
};

/// Those of each subset, by place: from the library where a copy on the same examples and seed was trained before, the
/// others trained now. Each that is done is kept at once, also when this is stopped or the program ends. `tests`: that will
/// be asked about. Nothing when stopped.
[[nodiscard]] std::optional<RetrainedCopies> retrainedCopies(const EvaluationSetup &setup,
                                                             std::span<const Subset> subsets,
                                                             const QList<qint64> &tests);

} // namespace proponent
