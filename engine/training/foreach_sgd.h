// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/optim/sgd.h>

namespace proponent {

/// torch::optim::SGD with momentum and weight decay whose step takes all parameters at once. On CUDA that is
/// a handful of launches instead of several a parameter, as in PyTorch's own SGD in Python. The same
/// arithmetic in the same order, and the same state: an SGDParamState a parameter.
class ForeachSgd final : public torch::optim::SGD
{
public:
    using torch::optim::SGD::SGD;

    /// `closure` isn't supported. Dampening and Nesterov's variant aren't either.
    torch::Tensor step(LossClosure closure = nullptr) override;

private:
    /// The momentum of each parameter with its update added.
    std::vector<torch::Tensor> withMomentum(const std::vector<torch::Tensor> &parameters,
                                            const std::vector<torch::Tensor> &updates, double momentum);
};

} // namespace proponent
