// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/attribution_method.h"
#include "engine/methods/kronecker_basis.h"

namespace proponent {

/// The inverse of a network's damped curvature, layer by layer: the Gauss-Newton Hessian of cross-entropy, which is the
/// Fisher information over labels drawn from the model's own predictions; or, without the noise of draws, what it is
/// through the margin of the label alone. Each layer's block has the form of KroneckerBasis.
///
/// Where no damping is given, each layer has sqrt(m / t) / 2, with m its mean eigenvalue and t the time that the model
/// was trained (FitTask::trainingTime): between what a layer's curvature is, and 1 / t, below which it had no time to
/// act. Where t isn't known, m. On the README's protocol that is near the best single number for each of three networks.
///
/// Applied to the questions alone, so that a pass over the training examples takes what it takes without.
class EkfacTransform final : public GradientTransform
{
public:
    /// `draws`: labels drawn for each training example; each takes two passes. 0: none, but the curvature through the
    /// margin of its label, rootWeightedMargin(), in two passes. Nothing when stopped.
    [[nodiscard]] static std::unique_ptr<EkfacTransform> fit(const FitTask &task,
                                                             std::optional<double> damping, int draws);

    [[nodiscard]] std::vector<LayerGradient> queries(std::vector<LayerGradient> layers) const override;
    [[nodiscard]] torch::Tensor squaredNorms(const LayerGradient &layer) const override;
    [[nodiscard]] torch::Tensor exact(const torch::Tensor &gradient,
                                      const std::vector<TrackedParameter> &parameters) const override;
    [[nodiscard]] qint64 bytesOfQuestion(qint64 plain) const override;
    [[nodiscard]] qint64 bytes() const override;
    [[nodiscard]] StateDict state() const override;
    [[nodiscard]] static std::unique_ptr<EkfacTransform> restore(const StateDict &state);
    /// "damping": the largest of the layers'.
    [[nodiscard]] QJsonObject chosen() const override;

private:
    using Key = std::pair<int, int>; ///< weight and bias of a layer

    struct Layer
    {
        Layer(const LayerShape &shape, const torch::Device &device) : basis(shape, device) {}

        KroneckerBasis basis;
        double damping = 0;
    };

    static Key keyOf(const LayerGradient &layer) { return {layer.weight, layer.bias}; }
    [[nodiscard]] const Layer &layerOf(const LayerGradient &layer) const;

    std::map<Key, Layer> m_layers;
};

} // namespace proponent
