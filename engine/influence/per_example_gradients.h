// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence/layer_gradient.h"
#include "engine/model/image_tensors.h"

#include <QStringList>

namespace proponent {

/// Gradients of the single examples of a batch, over chosen parameters of a network.
///
/// Layers whose operators GradientCapture knows are captured; parameters of any others are computed by one
/// backward pass an example, which is slow, exact, and said by slowParameters(). The first batch of an
/// object is checked against the ordinary gradient: a parameter for which the sum over the examples isn't
/// the batch's gradient goes the slow way too, so nothing is dropped in silence.
/// Engine thread only.
class PerExampleGradients
{
public:
    /// `parameters`: names; empty for all trainable ones. Puts the network into evaluation mode.
    PerExampleGradients(Network &network, const std::vector<std::string> &parameters,
                        torch::ScalarType dtype);

    struct Result
    {
        torch::Tensor losses; ///< [batch]
        std::vector<LayerGradient> layers;
    };
    /// `others`: how many examples each will be compared with, for the cost rule of each layer.
    [[nodiscard]] Result compute(const ImageTensors::Batch &batch, int64_t others);

    /// One example at a time, by ordinary backward passes: rows of all parameters in one layer each. The
    /// same result to rounding.
    [[nodiscard]] Result computeOneByOne(const ImageTensors::Batch &batch) const;

    /// "conv1.weight (aten::einsum)": computed one example at a time. Known after the first compute().
    [[nodiscard]] QStringList slowParameters() const;

private:
    [[nodiscard]] LayerGradient slowGradient(const ImageTensors::Batch &batch, int parameter) const;
    void check(const ImageTensors::Batch &batch, Result &result);

    GradientCapture m_capture;
    torch::ScalarType m_dtype;
    std::map<int, std::string> m_slow; ///< parameter to operator
    bool m_checked = false;
};

} // namespace proponent
