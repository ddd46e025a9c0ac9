// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gradients/per_example_gradients.h"
#include "engine/influence_analysis.h"

namespace proponent {

/// Parameters gathered into layers that are told apart: the layer of each tracked parameter.
struct ParameterGroups
{
    std::vector<int> ofParameter;
    int count = 0;

    [[nodiscard]] int of(const LayerGradient &gradient) const
    {
        return ofParameter[std::size_t(gradient.weight >= 0 ? gradient.weight : gradient.bias)];
    }
};

/// Gradients of test examples at one checkpoint, held for comparing every training example with them. Making them
/// and comparing belong into one PerExampleGradients::consistently().
class TestGradients
{
public:
    /// Takes `tests`, `batchSize` at a time.
    TestGradients(PerExampleGradients &gradients, const ImageTensors::Batch &tests, qint64 batchSize);

    [[nodiscard]] qint64 count() const { return m_others; }

    struct BatchScores
    {
        /// What each training example did to each test held, without the learning rate: float [tests, batch].
        /// For TracIn and RelatIf dot products, for TracInCosine cosines.
        torch::Tensor scores;
        torch::Tensor squaredNorms; ///< of the training examples: float [batch]; undefined for TracIn
    };
    [[nodiscard]] BatchScores scores(PerExampleGradients &gradients, const ImageTensors::Batch &train,
                                     InfluenceMethod method) const;

    /// The terms of scores(), which is their sum, by layer: float [groups, tests, batch].
    [[nodiscard]] torch::Tensor scoresByLayer(PerExampleGradients &gradients,
                                              const ImageTensors::Batch &train, InfluenceMethod method,
                                              const ParameterGroups &groups) const;

private:
    /// Dot products [groups, tests, batch].
    [[nodiscard]] BatchScores dots(PerExampleGradients &gradients, const ImageTensors::Batch &train,
                                   bool needsNorms, const ParameterGroups &groups) const;
    /// Divides dot products [..., tests, batch] by the norms of both sides.
    [[nodiscard]] torch::Tensor cosines(const torch::Tensor &dots, const torch::Tensor &squaredNorms) const;

    qint64 m_others; ///< that the forms of the layers were chosen for
    std::vector<LayerGradient> m_layers;
    torch::Tensor m_norms; ///< float [tests]
};

/// Squared norms over all layers: float [batch].
[[nodiscard]] torch::Tensor squaredNorms(const std::vector<LayerGradient> &layers);
[[nodiscard]] torch::Tensor squaredNorms(PerExampleGradients &gradients, const ImageTensors::Batch &batch);
/// By layer: float [groups, batch]. Consistent by itself.
[[nodiscard]] torch::Tensor squaredNormsByLayer(PerExampleGradients &gradients,
                                                const ImageTensors::Batch &batch,
                                                const ParameterGroups &groups);

} // namespace proponent
