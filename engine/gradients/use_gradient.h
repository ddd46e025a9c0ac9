// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gradients/gradient_capture.h"

namespace proponent {

/// @file
/// What one use of a weight or bias in a pass says about its gradient, an example each. How uses are put
/// together to a layer's gradient, and compared, is LayerGradient's.

/// The type that sums and dot products are held in.
[[nodiscard]] torch::Tensor widened(const torch::Tensor &tensor);

/// Two matrices whose product over positions is an example's weight gradient.
struct Factors
{
    torch::Tensor inputs; ///< [batch, groups, positions, in]
    torch::Tensor outputs; ///< [batch, groups, positions, out]
};

/// Whether the use is a matrix product over positions, which has factors.
[[nodiscard]] bool isProduct(const LayerUse &use);

/// Positions that one example's gradient is summed over.
[[nodiscard]] int64_t positionsOf(const LayerUse &use);

/// Whether the values of a convolution's gradients are ordered [out, kernel…, in] rather than [out, in,
/// kernel…]. Patches are copied in runs of what stands side by side in memory: the channels of a row under
/// the kernel, or, where those are few, a row of positions. By the weight alone, so that all its uses, and
/// the training and the test side, agree.
[[nodiscard]] bool isInputInnermost(const torch::Tensor &weight);

/// The same use of the examples from `begin` to before `end`.
[[nodiscard]] LayerUse examplesOf(const LayerUse &use, int64_t begin, int64_t end);

/// Of a use that isProduct(). A convolution is a linear layer over the patches under its kernel.
[[nodiscard]] Factors factorsOf(const LayerUse &use, const torch::Tensor &weight, torch::ScalarType dtype);

/// One use's rows: [batch, values of the weight], in bf16 where they are a product on the CPU in bf16.
[[nodiscard]] torch::Tensor rowsOf(const LayerUse &use, const torch::Tensor &weight, torch::ScalarType dtype);

/// [batch, values of the bias] of one use.
[[nodiscard]] torch::Tensor biasRowsOf(const LayerUse &use, const torch::Tensor &bias);

} // namespace proponent
