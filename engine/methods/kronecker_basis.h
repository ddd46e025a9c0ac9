// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gradients/gradient_capture.h"
#include "engine/gradients/layer_gradient.h"
#include "engine/model/network.h"

#include <functional>

namespace proponent {

/// How a layer's gradients stand as matrices: [out, in], a bias as one more column. What isn't a matrix, or whose bias
/// isn't a column of it, is one row.
struct LayerShape
{
    int64_t out = 1;
    int64_t in = 0; ///< with the bias's column
    int64_t weights = 0; ///< values of the weight
    int64_t biases = 0; ///< values of the bias
    bool inputInnermost = false; ///< as LayerGradient's

    [[nodiscard]] bool biasIsColumn() const { return weights > 0 && biases > 0 && out == biases; }
};

[[nodiscard]] LayerShape shapeOf(const LayerGradient &layer, const std::vector<TrackedParameter> &parameters);

/// @name A shape, and what belongs to a layer, in a StateDict
/// Layers are named by weight and bias: "3.4.name".
/// @{
[[nodiscard]] torch::Tensor tensorOf(const LayerShape &shape); ///< int64 [5]
[[nodiscard]] LayerShape shapeOf(const torch::Tensor &stored);
[[nodiscard]] std::string layerPrefix(const std::pair<int, int> &layer);
/// By layer, without the prefix; names without one are passed over.
[[nodiscard]] std::map<std::pair<int, int>, StateDict> layersOf(const StateDict &state);
/// @}

/// The eigenvectors of the `count` largest eigenvalues of a symmetric matrix, in ascending order: float [n, count].
/// `times`: the matrix times columns [n, any number].
[[nodiscard]] torch::Tensor leadingEigenvectors(
    int64_t size, int64_t count, const torch::Device &device,
    const std::function<torch::Tensor(const torch::Tensor &)> &times);

/// Each example's gradient as a matrix: float [batch, out, in].
[[nodiscard]] torch::Tensor matricesOf(const LayerGradient &layer, const LayerShape &shape);
/// Back from matricesOf(): rows, of the same layer as `like`.
[[nodiscard]] LayerGradient rowsOfMatrices(const torch::Tensor &matrices, const LayerShape &shape,
                                           const LayerGradient &like);

/// What `map` makes of a whole gradient [values of all parameters, in their order], layer by layer as a matrix
/// [out, in], put together again. Parameters of none of `layers`, which are named by weight and bias, stay as they are.
using LayerMap = std::function<torch::Tensor(std::size_t layer, const torch::Tensor &matrix)>;
[[nodiscard]] torch::Tensor mappedMatrices(
    const torch::Tensor &gradient, const std::vector<TrackedParameter> &parameters,
    const std::vector<std::pair<std::pair<int, int>, LayerShape>> &layers, const LayerMap &map);

/// The eigenvectors of a layer's Kronecker-factored curvature (K-FAC; Martens and Grosse, 2015, arXiv 1503.05671;
/// of convolutions: Grosse and Martens, 2016, arXiv 1602.01407) with eigenvalues measured in their basis (EK-FAC; George
/// et al., 2018, arXiv 1806.03884):
///
///     A = E[a a^T], S = E[g g^T] summed over positions, of inputs a (1 appended for the bias) and output gradients g
///     Q_A, Q_S: their eigenvectors;  Λ = E[(Q_S^T G Q_A)^2], elementwise, of whole gradients G of single examples
///
/// The curvature is Q Λ Q^T with Q = Q_S (x) Q_A. Where a layer has no factors (a normalisation's scale, an embedding, a
/// grouped convolution, what is captured the slow way) A = E[G^T G] and S = E[G G^T]: for a vector A is the
/// whole block, and the result exact. A side longer than `longestSide` keeps its own basis.
class KroneckerBasis
{
public:
    static constexpr int64_t longestSide = 8192;

    KroneckerBasis(const LayerShape &shape, const torch::Device &device);

    /// First all of these calls, for gradients in the form that has factors where there are some; then
    /// decompose(); then all of addEigenvalues().
    void addFactors(const LayerGradient &layer);
    void decompose();
    /// Of the eigenvectors only so many of the largest eigenvalues, in place of decompose(); for leadingOutputs() and
    /// leadingInputs().
    void decomposeLeading(int64_t outputs, int64_t inputs);
    void addEigenvalues(const LayerGradient &layer);
    /// After `examples` examples.
    void finish(qint64 examples);

    [[nodiscard]] const LayerShape &shape() const { return m_shape; }
    [[nodiscard]] const torch::Tensor &eigenvalues() const { return m_eigenvalues; } ///< float [out, in]

    /// The eigenvectors of the `count` largest eigenvalues, as columns; undefined where that side keeps its own basis.
    [[nodiscard]] torch::Tensor leadingOutputs(int64_t count) const;
    [[nodiscard]] torch::Tensor leadingInputs(int64_t count) const;

    /// (Q (Λ + damping)^-1 Q^T) of gradients as matrices, float or double: [batch, out, in].
    [[nodiscard]] torch::Tensor inverse(const torch::Tensor &matrices, double damping) const;
    /// Each gradient's product with its inverse(): float [batch].
    [[nodiscard]] torch::Tensor inverseNorms(const LayerGradient &layer, double damping) const;

    /// @name As stored
    /// @{
    [[nodiscard]] StateDict state() const; ///< "eigenvalues", and "inputs" and "outputs" where they are
    void restore(const StateDict &state); ///< of the same shape
    /// @}

private:
    /// Squares of gradients in the basis: of factors over one position as two factors, whose outer product they are.
    struct Squares
    {
        torch::Tensor whole; ///< [batch, out, in], or
        torch::Tensor outputs, inputs; ///< [batch, out], [batch, in]
    };
    [[nodiscard]] Squares squaresOf(const LayerGradient &layer) const;
    [[nodiscard]] torch::Tensor rotated(const torch::Tensor &matrices) const;

    LayerShape m_shape;
    torch::Tensor m_inputs; ///< A, then Q_A: [in, in]; undefined: identity
    torch::Tensor m_outputs; ///< S, then Q_S: [out, out]; undefined: identity
    torch::Tensor m_eigenvalues; ///< sums until finish()
};

} // namespace proponent
