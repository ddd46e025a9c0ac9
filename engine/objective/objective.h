// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/question.h"

#include <torch/types.h>

#include <functional>

namespace proponent {

/// @file
/// The loss that models are trained with, and what else is measured of an example's logits [batch, classes]. In
/// float32 whatever type the logits have, but in double of double. Thread-safe.

/// Cross-entropy of each example, in nats: [batch]. `labels`: int64 [batch].
[[nodiscard]] torch::Tensor exampleLosses(const torch::Tensor &logits, const torch::Tensor &labels);
/// Their mean.
[[nodiscard]] torch::Tensor meanLoss(const torch::Tensor &logits, const torch::Tensor &labels);

/// Something measured of each example: of logits [batch, classes] and targets [batch, …], [batch].
using Measurement = std::function<torch::Tensor(const torch::Tensor &logits, const torch::Tensor &targets)>;

/// What `question` asks about; targets are labels, int64 [batch].
[[nodiscard]] Measurement measurementOf(const Question &question);

/// The margin of the label, log(p / (1 - p)), times the square root of w = p (1 - p), which counts as a number: the outer
/// product of its gradient is the loss's Gauss-Newton curvature, as far as it goes through the margin.
[[nodiscard]] Measurement rootWeightedMargin();

/// exampleLosses() at labels drawn from the model's own prediction: the expectation of its gradients' outer product is the
/// Fisher information. Targets are float [batch], uniform in [0, 1), from which the labels follow: so the draw doesn't
/// depend on how a batch is divided among threads.
[[nodiscard]] Measurement lossOfSampledLabels();

} // namespace proponent
