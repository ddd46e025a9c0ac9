// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gradients/gradient_capture.h"

namespace proponent {

/// The gradients of a batch's losses with respect to one weight and its bias, an example each, in one of
/// two forms:
///
/// - Factors: the weight's gradient of example b is sum over positions p of outputs[b,p]^T inputs[b,p]. It
///   is never built; a dot product of two of them is a product of two small ones.
/// - Rows: gradients as flat vectors, one a row.
struct LayerGradient
{
    enum class Form { Factors, Rows };

    int weight = -1; ///< index of the tracked parameter, -1: none
    int bias = -1;
    Form form = Form::Rows;
    torch::Tensor inputs; ///< [batch, positions, in], for Factors
    torch::Tensor outputs; ///< [batch, positions, out], for Factors
    /// [batch, values of the weight], for Rows; undefined without weight. In float, or in bf16 where they
    /// came out of a product in bf16: its result is rounded to that already.
    torch::Tensor rows;
    torch::Tensor biasRows; ///< float [batch, values of the bias]; undefined without bias
    bool inputInnermost = false; ///< a convolution's values are in the order [out, kernel…, in]

    [[nodiscard]] bool isSameLayer(const LayerGradient &other) const
    {
        return weight == other.weight && bias == other.bias;
    }
    /// Bytes of the tensors held.
    [[nodiscard]] qint64 bytes() const;
};

/// How a layer's gradients are best held for dot products of each example of one side with `others`
/// examples of the other: what costs less time.
///
/// With P positions, I inputs and O outputs a pair costs P^2 (I + O) multiplications from factors. Building
/// an example's row costs P I O once, and then a pair I O. A value that goes through memory counts as 16
/// multiplications: P^2 products of two sums a pair, or the I O values of a row.
[[nodiscard]] LayerGradient::Form cheaperForm(int64_t positions, int64_t inputs, int64_t outputs,
                                              int64_t others);

/// A weight with the bias that goes along with it, and what a pass captured of both. Uses of the same weight
/// are one layer, whose gradients add up; a bias without exactly one weight is a layer of its own.
struct Layer
{
    int weight = -1; ///< index of the tracked parameter, -1: none
    int bias = -1;
    torch::Tensor weightValues;
    torch::Tensor biasValues;
    std::vector<LayerUse> weightUses;
    std::vector<LayerUse> biasUses;
};

/// Takes the uses out of `pass`, but for those of unsupported parameters. A layer can be dropped when it has
/// been dealt with, and its activations with it.
[[nodiscard]] std::vector<Layer> layersOf(CapturedPass &pass,
                                          const std::vector<TrackedParameter> &parameters);

/// How many examples of a layer are best taken at a time.
[[nodiscard]] int64_t blockSize(const Layer &layer, int64_t batch, int64_t others);

/// Bytes of a block of that many examples' rows with what they are made from, or of their factors.
[[nodiscard]] qint64 blockBytes(const Layer &layer, int64_t others);
/// Bytes of the captured tensors.
[[nodiscard]] qint64 capturedBytes(const Layer &layer);

/// Of the examples from `begin` to before `end`. `others` as for cheaperForm(). Products are computed in
/// `dtype`.
[[nodiscard]] LayerGradient gradientOf(const Layer &layer, int64_t begin, int64_t end,
                                       torch::ScalarType dtype, int64_t others);

/// Dot products of every example of `left` with every one of `right`, over weight and bias:
/// float [left batch, right batch]. Both of the same layer, in the same form; or `left` as rows and `right` as
/// factors.
[[nodiscard]] torch::Tensor dotProducts(const LayerGradient &left, const LayerGradient &right);

/// Squared Euclidean norm of each example's gradient: float [batch].
[[nodiscard]] torch::Tensor squaredNorms(const LayerGradient &gradient);

/// Sum over the examples, as one gradient: [values of the weight], in the gradient's order, and [values of
/// the bias]; undefined where there is none.
struct SummedGradient
{
    torch::Tensor weight;
    torch::Tensor bias;
};
[[nodiscard]] SummedGradient sumOverExamples(const LayerGradient &gradient);

/// One example in place of all, whose gradient is their mean.
[[nodiscard]] LayerGradient meanOf(const LayerGradient &gradient);

/// Adds another gradient of the same layer; both as rows.
void addRows(LayerGradient &sum, const LayerGradient &other);

/// The same layer with the examples of `parts` behind one another.
[[nodiscard]] LayerGradient concatenate(const std::vector<LayerGradient> &parts);

} // namespace proponent
