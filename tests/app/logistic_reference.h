// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/small_dataset.h"

#include <QString>

#include <vector>

namespace proponent::test {

/// Logistic regression worked out on paper, in float64, from the files of `proponent-cli export` alone:
/// the gradient of the cross-entropy of one example is (softmax(Wx + b) - y) times (x, 1), so TracInCP is
/// the sum over checkpoints of lr * (r . r') * (x . x' + 1).
class LogisticReference
{
public:
    /// isValid() is false when a file is missing or not as promised.
    LogisticReference(const QString &exportFolder, const SmallDataset &data);
    [[nodiscard]] bool isValid() const { return m_isValid; }

    /// Cross-entropy of a test example under the last checkpoint.
    [[nodiscard]] double testLoss(int test) const;
    [[nodiscard]] double influence(int test, int train) const;
    [[nodiscard]] double selfInfluence(int train) const;

private:
    using Vector = std::vector<double>;

    struct Checkpoint
    {
        double learningRate = 0;
        Vector weight; ///< [classes, pixels]
        Vector bias; ///< [classes]
    };

    [[nodiscard]] std::vector<Vector> normalised(const std::vector<std::uint8_t> &pixels) const;
    [[nodiscard]] static Vector probabilities(const Checkpoint &checkpoint, const Vector &input);
    [[nodiscard]] static Vector residual(const Checkpoint &checkpoint, const Vector &input, int label);

    bool m_isValid = false;
    double m_mean = 0;
    double m_std = 1;
    std::vector<Checkpoint> m_checkpoints;
    std::vector<Vector> m_train;
    std::vector<Vector> m_test;
    std::vector<int> m_trainLabels; ///< trained on, planted errors included
    std::vector<int> m_testLabels;
};

} // namespace proponent::test
