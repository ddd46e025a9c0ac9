// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence/layer_gradient.h"
#include "engine/model/image_tensors.h"

#include <QStringList>

#include <functional>

namespace proponent {

/// Gradients of the single examples of a batch, over chosen parameters of a network.
///
/// Layers whose operators GradientCapture knows are captured; parameters of any others are computed by one
/// backward pass an example, which is slow, exact, and said by slowParameters(). The first examples that an
/// object sees are checked against the ordinary gradient: a parameter for which the sum over the examples
/// isn't the batch's gradient goes the slow way too, so nothing is dropped in silence.
/// Engine thread only.
class PerExampleGradients
{
public:
    /// `parameters`: names; empty for all trainable ones. Puts the network into evaluation mode.
    PerExampleGradients(Network &network, const std::vector<std::string> &parameters,
                        torch::ScalarType dtype);

    /// Takes one layer's gradients of some examples, the first of which is `first` in the batch.
    using Visitor = std::function<void(const LayerGradient &gradient, int64_t first)>;

    /// Goes over a batch layer by layer, and within a layer by blocks of examples, so that of the rows of a
    /// batch only one block is held at a time; a layer's activations go when it is done.
    ///
    /// On the CPU each thread takes a part of the examples all the way, forward, backward and products: with
    /// every operator split over the threads instead, they'd wait for each other hundreds of times a batch,
    /// and OpenBLAS' threads would compete with OpenMP's, which spin while they wait. So `visitor` is called
    /// from several threads at once, never for the same example.
    ///
    /// `others`: how many examples each will be compared with, for the cost rule of each layer.
    void forEachBlock(const ImageTensors::Batch &batch, int64_t others, const Visitor &visitor);

    /// The gradients of a whole batch at once. All layers of it are held.
    [[nodiscard]] std::vector<LayerGradient> compute(const ImageTensors::Batch &batch, int64_t others);

    /// One example at a time, by ordinary backward passes: rows of all parameters in one layer each. The
    /// same result to rounding, in another order of values.
    [[nodiscard]] std::vector<LayerGradient> computeOneByOne(const ImageTensors::Batch &batch) const;

    /// How many examples are looked at to see whether everything is captured.
    static constexpr int64_t probeSize = 32;

    /// Bytes that an example, and a block of examples, take.
    struct Sizes
    {
        qint64 captured = 0; ///< layers' inputs and output gradients, an example
        qint64 held = 0; ///< gradients in the form for `others`, an example
        qint64 block = 0; ///< rows, and what they are made from, of the largest block of a layer
    };
    [[nodiscard]] Sizes sizes(const ImageTensors::Batch &probe, int64_t others);

    /// "conv1.weight (aten::einsum)": computed one example at a time. Known after the first batch.
    [[nodiscard]] QStringList slowParameters() const;

    [[nodiscard]] const std::vector<TrackedParameter> &parameters() const { return m_capture.parameters(); }

private:
    [[nodiscard]] LayerGradient slowGradient(const ImageTensors::Batch &batch, int parameter) const;
    [[nodiscard]] std::vector<Layer> capture(const ImageTensors::Batch &batch) const;
    void visit(const ImageTensors::Batch &batch, int64_t others, const Visitor &visitor) const;
    void check(const ImageTensors::Batch &batch);

    GradientCapture m_capture;
    torch::ScalarType m_dtype;
    std::map<int, std::string> m_slow; ///< parameter to operator
    bool m_checked = false;
};

} // namespace proponent
