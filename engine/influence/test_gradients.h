// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence/per_example_gradients.h"
#include "engine/influence_analysis.h"

namespace proponent {

/// Gradients of test examples at one checkpoint, held for comparing every training example with them.
class TestGradients
{
public:
    /// Takes the tests from `begin` on, as many as `memory` bytes hold (at least one batch).
    TestGradients(PerExampleGradients &gradients, const ImageTensors::Batch &tests, qint64 begin,
                  qint64 batchSize, qint64 memory);

    [[nodiscard]] qint64 end() const { return m_end; } ///< behind the last test held
    [[nodiscard]] qint64 bytes() const;

    struct BatchScores
    {
        /// What each training example did to each test held, without the learning rate: float [tests, batch].
        /// For TracIn and RelatIf dot products, for TracInCosine cosines.
        torch::Tensor scores;
        torch::Tensor squaredNorms; ///< of the training examples: float [batch]; undefined for TracIn
    };
    [[nodiscard]] BatchScores scores(PerExampleGradients &gradients, const ImageTensors::Batch &train,
                                     InfluenceMethod method) const;

private:
    qint64 m_others; ///< that the forms of the layers were chosen for
    qint64 m_end;
    std::vector<LayerGradient> m_layers;
    torch::Tensor m_norms; ///< float [tests]
};

/// Squared norms over all layers: float [batch].
[[nodiscard]] torch::Tensor squaredNorms(const std::vector<LayerGradient> &layers);
[[nodiscard]] torch::Tensor squaredNorms(PerExampleGradients &gradients, const ImageTensors::Batch &batch);

} // namespace proponent
