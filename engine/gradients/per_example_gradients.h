// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gradients/layer_gradient.h"
#include "engine/model/image_tensors.h"

#include <QStringList>

#include <exception>
#include <functional>
#include <mutex>
#include <optional>

namespace proponent {

/// A pass met parameters that it couldn't capture, which the passes before could. They go the slow way from now on;
/// what was computed so far has other layers, so that a comparison with it has to begin anew.
class CaptureChanged : public std::exception
{
public:
    [[nodiscard]] const char *what() const noexcept override
    {
        return "parameters that were captured at first no longer are";
    }
};

/// Gradients of the single examples of a batch, over chosen parameters of a network.
///
/// Layers whose operators GradientCapture knows are captured; parameters of any others are computed by one
/// backward pass an example, which is slow, exact, and said by slowParameters(). The first examples that an
/// object sees are checked against ordinary gradients, in two batches of different sizes, so that no other
/// dimension passes for that of the examples: a parameter for which the sum over the examples isn't the batch's
/// gradient, or that of one example isn't its own, goes the slow way too. So does one that only a later pass
/// can't capture: nothing is dropped in silence.
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
    /// `others`: how many examples each will be compared with, for the cost rule of each layer; 0: factors
    /// wherever there are some. The gradients are of `measurement`, whose targets the batch's labels are. Throws
    /// CaptureChanged; see consistently().
    void forEachBlock(const ImageTensors::Batch &batch, int64_t others, const Visitor &visitor,
                      const Measurement &measurement = exampleLosses);

    /// The gradients of a whole batch at once. All layers of it are held. Throws CaptureChanged.
    [[nodiscard]] std::vector<LayerGradient> compute(const ImageTensors::Batch &batch, int64_t others,
                                                     const Measurement &measurement = exampleLosses);

    /// The result of `work`, which is begun anew whenever a pass in it throws CaptureChanged.
    template <class Work>
    auto consistently(Work work)
    {
        while (true) {
            try {
                return work();
            } catch (const CaptureChanged &) {
                // One parameter more goes the slow way each time.
            }
        }
    }

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
    [[nodiscard]] LayerGradient slowGradient(const ImageTensors::Batch &batch, int parameter,
                                             const Measurement &measurement) const;
    /// Nothing where a parameter couldn't be captured that isn't known as slow; takeLate() has it then.
    [[nodiscard]] std::optional<std::vector<Layer>> capture(const ImageTensors::Batch &batch,
                                                            const Measurement &measurement);
    void visit(const ImageTensors::Batch &batch, int64_t others, const Measurement &measurement,
               const Visitor &visitor);
    /// Makes what passes couldn't capture slow; false when that was nothing new.
    bool takeLate();
    void check(const ImageTensors::Batch &batch, int64_t others);
    struct Part;
    void compare(const std::vector<Layer> &layers, const Part &part, std::vector<double> &usual);
    [[nodiscard]] std::vector<torch::Tensor> capturedSums(const std::vector<Layer> &layers, int64_t begin,
                                                          int64_t end, int64_t others) const;
    [[nodiscard]] CapturedPass pass(const ImageTensors::Batch &batch, const Measurement &measurement) const;

    GradientCapture m_capture;
    torch::ScalarType m_dtype;
    std::map<int, std::string> m_slow; ///< parameter to operator
    std::mutex m_lateMutex;
    std::map<int, std::string> m_late; ///< likewise, of passes since the last takeLate()
    std::map<int64_t, int64_t>
        m_checked; ///< by `others`, which decide on the form of a layer: on how many examples
};

} // namespace proponent
