// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/attribution_method.h"
#include "engine/methods/kronecker_basis.h"

namespace proponent {

/// The inverse of a network's damped curvature, layer by layer: the Fisher information over labels drawn from the
/// model's own predictions, which is the Gauss-Newton Hessian of cross-entropy, each layer's block in the form of
/// KroneckerBasis. Applied to the questions alone, so that a pass over the training examples takes what it takes
/// without.
class EkfacTransform final : public GradientTransform
{
public:
    /// Two passes over the training examples. Nothing when stopped.
    [[nodiscard]] static std::unique_ptr<EkfacTransform> fit(const FitTask &task,
                                                             std::optional<double> damping);

    [[nodiscard]] std::vector<LayerGradient> queries(std::vector<LayerGradient> layers) const override;
    [[nodiscard]] torch::Tensor squaredNorms(const LayerGradient &layer) const override;
    [[nodiscard]] torch::Tensor exact(const torch::Tensor &gradient,
                                      const std::vector<TrackedParameter> &parameters) const override;
    [[nodiscard]] qint64 bytesOfQuestion(qint64 plain) const override;

    [[nodiscard]] double damping() const { return m_damping; }

private:
    using Key = std::pair<int, int>; ///< weight and bias of a layer
    static Key keyOf(const LayerGradient &layer) { return {layer.weight, layer.bias}; }
    [[nodiscard]] const KroneckerBasis &basisOf(const LayerGradient &layer) const;

    std::map<Key, KroneckerBasis> m_layers;
    double m_damping = 0;
};

/// The parameter that says what is added to each eigenvalue.
[[nodiscard]] AttributionParameter dampingParameter();

} // namespace proponent
