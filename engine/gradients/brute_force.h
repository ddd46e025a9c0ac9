// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/image_tensors.h"
#include "engine/model/network.h"
#include "engine/objective/objective.h"

namespace proponent {

/// Gradients of single examples by one ordinary backward pass each, in float64: the independent truth that
/// everything else is checked against. `network` is in double and in evaluation mode; `parameters` are
/// names, empty for all trainable ones. Of `measurement` of the logits and `targets`, by default the loss. Double [batch, values of all parameters].
[[nodiscard]] torch::Tensor bruteForceGradients(Network &network, const std::vector<std::string> &parameters,
                                                const torch::Tensor &images, const torch::Tensor &targets,
                                                const Measurement &measurement = exampleLosses);

} // namespace proponent
