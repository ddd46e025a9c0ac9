// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attribution.h"
#include "engine/gradients/per_example_gradients.h"
#include "engine/methods/gradient_transform.h"
#include "engine/session.h"

#include <functional>
#include <memory>

namespace proponent {

/// What a method may look at before it scores: with a checkpoint, whose weights the network holds, or, of a pooled method,
/// with several.
struct FitTask
{
    PerExampleGradients &gradients; ///< of the network, with whichever checkpoint a pass is at
    const ImageTensors &train;
    qsizetype checkpoints = 1; ///< that are fitted together
    std::uint64_t seed = 1; ///< of whatever it draws
    /// How long the model was trained, in units of one over the loss's curvature: the learning rates of all steps over 1 -
    /// momentum. 0: not known, as for optimisers whose steps have another scale.
    double trainingTime = 0;

    using BatchWork = std::function<void(const ImageTensors::Batch &batch, qint64 first)>;
    /// Goes over the training examples once, at each of the checkpoints that are fitted together; false when that was
    /// stopped. `first`: the batch's first example. With
    /// `examples` above 0 over so many of them, evenly spread, and `first` counts these.
    std::function<bool(const BatchWork &, qint64 examples)> pass;
};

/// How training examples are compared with questions at one checkpoint, and how that adds up. One entry of the table in
/// method_table.cpp each, made in a file of its own beside formula and source.
///
/// The score of a training example z for a question q is the sum over checkpoints i of
///
///     weight_i * T_i(grad loss(w_i, z)) . T_i(grad q(w_i))
///
/// with the transform T of fit(), plain gradients without one.
struct AttributionMethod
{
    /// - Product: as above.
    /// - Cosine: each product over both lengths.
    /// - OverRootSelf: the sum over the square root of the training example's own: the l-RelatIF constraint.
    enum class Rule { Product, Cosine, OverRootSelf };
    /// - LearningRate: that of the epoch before the checkpoint.
    /// - Mean: one over the number of checkpoints.
    enum class Weight { LearningRate, Mean };

    AttributionInfo info;
    Rule rule = Rule::Product;
    Weight weight = Weight::LearningRate;
    /// Of the true label the margin is asked in place of the loss, whose gradient is the same times 1 - p: so that
    /// checkpoints count alike, whatever the model was sure of by then.
    bool asksMargin = false;
    /// All checkpoints have one transform, fitted to all of them, and the questions' gradients are summed over them.
    bool isPooled = false;
    /// In place of the session's checkpoints it takes models trained on random halves, as many as its parameter `models`
    /// says, each for itself.
    bool trainsModels = false;
    /// Nothing when stopped. Not set: plain gradients.
    std::unique_ptr<GradientTransform> (*fit)(const FitTask &task, const QJsonObject &parameters) = nullptr;
    /// What was fitted, from its state(), on whatever device that is. Set where fit() is.
    std::unique_ptr<GradientTransform> (*restore)(const StateDict &state) = nullptr;
    /// The same for methods that fit the same.
    QString fitted;

    [[nodiscard]] double weightOf(const CheckpointInfo &checkpoint, qsizetype checkpoints) const
    {
        return weight == Weight::LearningRate ? checkpoint.learningRate : 1.0 / double(checkpoints);
    }
};

/// All there are, in the order they are listed in.
[[nodiscard]] const std::vector<AttributionMethod> &attributionMethods();

/// The method of that name; EngineError names those that exist.
[[nodiscard]] const AttributionMethod &attributionMethod(const QString &name);

/// The choice with each parameter written out. EngineError for an unknown method, an unknown parameter, or a value out
/// of its bounds.
[[nodiscard]] AttributionChoice checkedChoice(const AttributionChoice &choice);

/// The parameter that says what is added to each eigenvalue.
[[nodiscard]] AttributionParameter dampingParameter();

[[nodiscard]] AttributionParameter wholeParameter(const QString &name, const QString &explanation,
                                                  double usual, double minimum, double maximum);

/// A parameter's value of a checkedChoice(); nothing where the method is to choose.
[[nodiscard]] std::optional<double> parameterOf(const QJsonObject &parameters, QLatin1StringView name);

} // namespace proponent
