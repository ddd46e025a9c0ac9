// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/attribution_method.h"
#include "engine/methods/kronecker_basis.h"
#include "engine/methods/query_gradients.h"

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
        /// Of each checkpoint, that C is the mean over, spread evenly; 0: all; nothing: so many that all checkpoints
        /// together have enough for its width.
        std::optional<qint64> examples;
        int64_t rank = 0; ///< of what takes C's place once it is fitted; 0: C stays
    };

    /// @name What a method's parameters say of it
    /// @{
    [[nodiscard]] static QList<AttributionParameter> parameters(); ///< damping, out, in, rank
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
    /// Without C, which only questions are seen through.
    [[nodiscard]] std::shared_ptr<const GradientTransform> withoutQuestions() const override;
    [[nodiscard]] qint64 bytes() const override;
    [[nodiscard]] StateDict state() const override;
    [[nodiscard]] static std::unique_ptr<ProjectedKernel> restore(const StateDict &state);
    [[nodiscard]] QJsonObject chosen() const override; ///< "damping"

    [[nodiscard]] int64_t width() const { return m_width; }

    /// (C + damping)^-1 of features, float or double [rows, width].
    [[nodiscard]] torch::Tensor solved(const torch::Tensor &features) const;
    /// What each layer adds to the products of features [rows, width] with one vector [width]: float [groups, rows].
    [[nodiscard]] torch::Tensor productsByLayer(const torch::Tensor &features, const torch::Tensor &vector,
                                                const ParameterGroups &groups) const;

    /// @name Rows
    /// With R the `rank` leading eigenvectors of C and L their eigenvalues, (C + damping)^-1 is all but
    /// R (L + damping)^-1 R^T: what the other directions have in common with a question counts little.
    /// @{
    /// Finds them.
    void findLeading(int64_t rank);
    [[nodiscard]] std::shared_ptr<const ProjectedKernel> withLeading(int64_t rank) const;
    /// From now on the inverse is that. Once they are found.
    void dropCurvature();
    [[nodiscard]] int64_t rank() const { return m_directions.defined() ? m_directions.size(1) : 0; }
    /// P grad of what `measurement` asks of the batch: float [batch, width]. Inside consistently().
    [[nodiscard]] torch::Tensor features(PerExampleGradients &gradients, const ImageTensors::Batch &batch,
                                         const Measurement &measurement) const;
    /// Once they are found: R^T of features [batch, width], float [batch, rank].
    [[nodiscard]] torch::Tensor rowsOf(const torch::Tensor &features) const;
    /// (L + damping)^-1: float [rank].
    [[nodiscard]] torch::Tensor rowWeights() const;
    /// Likewise (L + damping)^-1 R^T, whose product with an example's row is the score.
    [[nodiscard]] torch::Tensor questionRowsOf(const torch::Tensor &features) const;
    /// @}

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

    std::map<Key, Layer> m_layers;
    int64_t m_width = 0;
    torch::Tensor m_curvature; ///< C + damping: float [width, width], then its lower Cholesky factor; and, or
    torch::Tensor m_directions; ///< R: float [width, rank]
    torch::Tensor m_eigenvalues; ///< and L: float [rank]
    double m_damping = 0;
};

} // namespace proponent
