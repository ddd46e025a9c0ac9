// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gradients/layer_gradient.h"
#include "engine/model/network.h"

#include <QJsonObject>

#include <memory>
#include <vector>

namespace proponent {

/// What a method makes of gradients before it multiplies them: of the questions' once, and of each training
/// example's. The product of both is the method's score of the pair at this checkpoint.
/// training() and squaredNorms() may be called by several threads at once.
class GradientTransform
{
public:
    GradientTransform() = default;
    virtual ~GradientTransform() = default;
    GradientTransform(const GradientTransform &) = delete;
    GradientTransform &operator=(const GradientTransform &) = delete;

    /// All layers' gradients of the questions.
    [[nodiscard]] virtual std::vector<LayerGradient> queries(std::vector<LayerGradient> layers) const = 0;
    /// What is left to be made of queries() once they are summed over the checkpoints, of a pooled method.
    [[nodiscard]] virtual std::vector<LayerGradient> settled(std::vector<LayerGradient> sum) const
    {
        return sum;
    }
    /// A layer's gradients of some training examples.
    [[nodiscard]] virtual LayerGradient training(LayerGradient layer) const { return layer; }
    /// That layer's part of the product of a training example with itself, as if it were the question too: float
    /// [batch]. `layer` as it comes from the capture, not from training(). Only for methods whose rule asks for it.
    [[nodiscard]] virtual torch::Tensor squaredNorms(const LayerGradient &layer) const
    {
        TORCH_CHECK(layer.weight < -1, "this method's product doesn't fall into layers");
        return {};
    }
    /// What all that comes to, in double, for those who check it: of a whole gradient [values of all parameters, in
    /// their order] the vector whose product with a training example's gradient is the score.
    [[nodiscard]] virtual torch::Tensor exact(const torch::Tensor &gradient,
                                              const std::vector<TrackedParameter> &parameters) const = 0;
    /// Bytes that a question's gradients take, which were `plain` before.
    [[nodiscard]] virtual qint64 bytesOfQuestion(qint64 plain) const = 0;
    /// What is left of it once there are no more questions, only training examples; nullptr where that is no less.
    [[nodiscard]] virtual std::shared_ptr<const GradientTransform> withoutQuestions() const
    {
        return nullptr;
    }

    [[nodiscard]] virtual qint64 bytes() const = 0; ///< that it holds

    /// @name What was fitted
    /// @{
    /// As AttributionMethod::restore() takes it; on the transform's device.
    [[nodiscard]] virtual StateDict state() const = 0;
    /// What the method chose by itself, by the parameter's name.
    [[nodiscard]] virtual QJsonObject chosen() const = 0;
    /// @}
};

} // namespace proponent
