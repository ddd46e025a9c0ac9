// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/attribution_method.h"
#include "engine/methods/kronecker_basis.h"

namespace proponent {

/// Gradients seen through a few directions a layer, and compared by the inverse of their whole curvature there,
/// between layers too. With φ(z) the gradient of the margin log(p / (1 - p)) of an example's label, layer by layer
/// P_out^T G P_in, and w = p (1 - p), the second derivative of the loss by the margin:
///
///     C = (1/n) Σ w φ φ^T over the training examples: the Gauss-Newton curvature of the projected parameters
///     score(z, q) = (P grad loss(z))^T (C + damping)^-1 (P grad q)
///
/// where grad loss(z) = -(1 - p) φ(z). This is TRAK's estimator (Park et al., 2023, arXiv 2303.14186) with the weights
/// that its derivation from logistic regression has, and LoGra's form of P (Choe et al., 2024, arXiv 2405.13954).
class ProjectedKernel final : public GradientTransform
{
public:
    /// - Principal: the leading eigenvectors of the layer's Kronecker factors, in which the curvature lies. Takes one
    ///   pass more.
    /// - Random: signs, drawn by the task's seed.
    enum class Directions { Principal, Random };

    struct Options
    {
        Directions directions = Directions::Principal;
        int64_t out = 16; ///< directions of a layer's output side, at most
        int64_t in = 256; ///< and of its input side; fewer where all layers would be too many together
        std::optional<double> damping; ///< nothing: by how long the model was trained
        qint64 examples = 0; ///< of each checkpoint, that C is the mean over, spread evenly; 0: all
    };

    /// @name What a method's parameters say of it
    /// @{
    [[nodiscard]] static QList<AttributionParameter> parameters(); ///< damping, out, in
    [[nodiscard]] static Options optionsOf(const QJsonObject &parameters, Directions directions);
    /// @}

    /// Nothing when stopped.
    [[nodiscard]] static std::unique_ptr<ProjectedKernel> fit(const FitTask &task, const Options &options);

    [[nodiscard]] std::vector<LayerGradient> queries(std::vector<LayerGradient> layers) const override;
    [[nodiscard]] std::vector<LayerGradient> settled(std::vector<LayerGradient> sum) const override;
    [[nodiscard]] LayerGradient training(LayerGradient layer) const override;
    [[nodiscard]] torch::Tensor exact(const torch::Tensor &gradient,
                                      const std::vector<TrackedParameter> &parameters) const override;
    [[nodiscard]] qint64 bytesOfQuestion(qint64 plain) const override;

    [[nodiscard]] int64_t width() const { return m_curvature.size(0); }
    [[nodiscard]] double damping() const { return m_damping; }

private:
    using Key = std::pair<int, int>; ///< weight and bias of a layer

    struct Layer
    {
        LayerShape shape;
        torch::Tensor outputs; ///< P_out: [out, ko]; undefined: identity
        torch::Tensor inputs; ///< P_in: [in, ki]; undefined: identity
        int64_t rows = 0; ///< ko
        int64_t columns = 0; ///< ki
        int64_t begin = 0; ///< among all layers' values

        [[nodiscard]] int64_t width() const { return rows * columns; }
        [[nodiscard]] torch::Tensor projected(const torch::Tensor &matrices) const;
        [[nodiscard]] torch::Tensor projected(const LayerGradient &layer) const; ///< [batch, width]
    };

    static Key keyOf(const LayerGradient &layer) { return {layer.weight, layer.bias}; }
    [[nodiscard]] bool findLayers(const FitTask &task, const Options &options);
    void chooseDirections(const FitTask &task, const Options &options,
                          std::map<Key, KroneckerBasis> &factors);
    [[nodiscard]] bool addCurvature(const FitTask &task, const Options &options);
    [[nodiscard]] const Layer &layerOf(const LayerGradient &layer) const;
    /// (C + damping)^-1 of rows [rows, width].
    [[nodiscard]] torch::Tensor solved(const torch::Tensor &rows) const;

    std::map<Key, Layer> m_layers;
    torch::Tensor m_curvature; ///< C + damping: float [width, width], then its lower Cholesky factor
    double m_damping = 0;
};

} // namespace proponent
