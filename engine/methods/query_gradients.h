// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gradients/per_example_gradients.h"
#include "engine/methods/attribution_method.h"

namespace proponent {

/// Parameters gathered into layers that are told apart: the layer of each tracked parameter.
struct ParameterGroups
{
    std::vector<int> ofParameter;
    int count = 0;

    /// All in one.
    [[nodiscard]] static ParameterGroups together(const PerExampleGradients &gradients)
    {
        return {std::vector<int>(gradients.parameters().size(), 0), 1};
    }
    [[nodiscard]] int of(const LayerGradient &gradient) const
    {
        return ofParameter[std::size_t(gradient.weight >= 0 ? gradient.weight : gradient.bias)];
    }
};

/// Gradients of questions at one checkpoint, held for comparing every training example with them. Making them
/// and comparing belong into one PerExampleGradients::consistently().
class QueryGradients
{
public:
    using Rule = AttributionMethod::Rule;

    /// Takes `tests`, `batchSize` at a time, asking `question` of each. `transform` has to outlive this; nullptr: plain
    /// gradients.
    QueryGradients(PerExampleGradients &gradients, const ImageTensors::Batch &tests, qint64 batchSize,
                   const Measurement &question = exampleLosses, const GradientTransform *transform = nullptr);

    /// Adds the same questions' gradients at another checkpoint, of a pooled method. settle() after the last, or the only.
    void add(const QueryGradients &other);
    void settle();
    /// Training examples are seen through that from now on, which has to outlive this.
    void compareThrough(const GradientTransform *transform) { m_transform = transform; }
    /// One question in place of all: the mean of what they ask. Only before anything is compared.
    void takeMean();

    [[nodiscard]] qint64 count() const { return m_norms.size(0); }
    [[nodiscard]] qint64 bytes() const;

    struct BatchScores
    {
        /// What each training example did to each question held, not yet weighted: float [questions, batch].
        /// Cosines by that rule, products by the others.
        torch::Tensor scores;
        /// Of the training examples, with themselves: float [batch]; undefined for products.
        torch::Tensor squaredNorms;
    };
    [[nodiscard]] BatchScores scores(PerExampleGradients &gradients, const ImageTensors::Batch &train,
                                     Rule rule = Rule::Product) const;

    /// Likewise, with the terms of the scores, which are their sum, by layer: float [groups, questions, batch].
    [[nodiscard]] BatchScores scoresByLayer(PerExampleGradients &gradients, const ImageTensors::Batch &train,
                                            Rule rule, const ParameterGroups &groups) const;

private:
    /// Products [groups, questions, batch].
    [[nodiscard]] BatchScores dots(PerExampleGradients &gradients, const ImageTensors::Batch &train,
                                   bool needsNorms, const ParameterGroups &groups) const;
    /// Divides products [..., questions, batch] by the lengths of both sides.
    [[nodiscard]] torch::Tensor cosines(const torch::Tensor &dots, const torch::Tensor &squaredNorms) const;

    qint64 m_others; ///< that the forms of the layers were chosen for
    std::vector<LayerGradient> m_layers;
    torch::Tensor m_norms; ///< float [questions]
    const GradientTransform *m_transform;
};

/// Squared norms over all layers: float [batch].
[[nodiscard]] torch::Tensor squaredNorms(const std::vector<LayerGradient> &layers);
[[nodiscard]] torch::Tensor squaredNorms(PerExampleGradients &gradients, const ImageTensors::Batch &batch);
/// By layer: float [groups, batch]. Consistent by itself.
[[nodiscard]] torch::Tensor squaredNormsByLayer(PerExampleGradients &gradients,
                                                const ImageTensors::Batch &batch,
                                                const ParameterGroups &groups);

} // namespace proponent
