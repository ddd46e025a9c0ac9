// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/network.h"
#include "engine/objective/objective.h"

#include <torch/types.h>

#include <string>
#include <vector>

namespace proponent {

/// A parameter that gradients are taken of.
struct TrackedParameter
{
    std::string name; ///< in the state_dict
    torch::Tensor tensor;
};

/// One operator call in a forward pass that used tracked parameters, with what their per-example gradients
/// are made of. Examples are along dimension 0 of `input` and `outputGradient`.
struct LayerUse
{
    enum class Kind {
        Linear, ///< output = input weight^T + bias; input [batch, …, in]
        Convolution, ///< input [batch, in, spatial…], 1-d or 2-d
        Scale, ///< output = normalised input * weight + bias; `input` is the normalised one
        Bias, ///< output = something + bias
        Embedding, ///< output = weight[input]; input int64 [batch, …]
    };
    struct ConvolutionShape
    {
        std::vector<int64_t> stride, padding, dilation;
        int64_t groups = 1;
    };

    Kind kind = Kind::Linear;
    int weight = -1; ///< index of the tracked parameter, or -1 (frozen or none)
    int bias = -1; ///< likewise
    torch::Tensor input; ///< as the operator got it, detached; under autocast not yet cast
    torch::Tensor outputGradient; ///< of the loss, at the operator's output
    ConvolutionShape convolution; ///< for Convolution
    int64_t channelDimension = 1; ///< for Scale and Bias: first of the dimensions that the parameter spans
    int64_t paddingIndex = -1; ///< for Embedding: this row gets no gradient
};

/// What one forward and backward pass over a batch yields.
struct CapturedPass
{
    std::vector<LayerUse> uses;
    /// Tracked parameters used in a way that isn't known here; their gradients have to be computed the slow
    /// way. Operator names, for a message, by parameter index.
    std::map<int, std::string> unsupported;
};

/// Watches a network's forward pass and yields, for each operator that uses a tracked parameter, its input
/// and the gradient at its output: from these every per-example gradient follows, as the loss of example b
/// depends only on slice b of each output.
///
/// It sees operators (at::RecordFunction), not modules, so it needs nothing from the network's author and
/// works for TorchScript too. The backward pass runs to the operators' outputs only: gradients of weights
/// summed over the batch are never computed.
///
/// The network must be in evaluation mode: in training mode batch normalisation mixes the examples.
/// Several threads may run() different examples at once on the CPU, the engine thread and those that it waits
/// for. Convolutions in float32 on CUDA are rounded to TF32 unless the caller sees to it.
class GradientCapture
{
public:
    GradientCapture(Network &network, std::vector<TrackedParameter> parameters);

    [[nodiscard]] const std::vector<TrackedParameter> &parameters() const { return m_parameters; }
    [[nodiscard]] Network &network() const { return m_network; }

    /// One pass under autocast to `dtype` (kFloat or kDouble: none) and back from `measurement` of the logits
    /// and `targets`. What is measured is multiplied by `lossScale`
    /// before the backward pass and output gradients divided by it after, in float32 (fp16's range).
    [[nodiscard]] CapturedPass run(const torch::Tensor &images, const torch::Tensor &targets,
                                   const Measurement &measurement, torch::ScalarType dtype,
                                   double lossScale = 1.0) const;

private:
    Network &m_network;
    std::vector<TrackedParameter> m_parameters;
};

} // namespace proponent
