// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/foreach_sgd.h"

#include "engine/device/torch_compat.h"

namespace proponent {

torch::Tensor ForeachSgd::step(LossClosure closure)
{
    TORCH_CHECK(!closure, "ForeachSgd takes no closure");
    const torch::NoGradGuard noGrad;
    for (auto &group : param_groups()) {
        const auto &options = static_cast<const torch::optim::SGDOptions &>(group.options());
        TORCH_CHECK(options.dampening() == 0 && !options.nesterov(), "ForeachSgd knows plain momentum only");
        std::vector<torch::Tensor> parameters;
        std::vector<torch::Tensor> updates; // gradients, then momentum
        for (const torch::Tensor &parameter : group.params()) {
            if (!parameter.grad().defined())
                continue;
            parameters.push_back(parameter);
            updates.push_back(parameter.grad());
        }
        if (parameters.empty())
            continue;
        if (options.weight_decay() != 0)
            updates = at::_foreach_add(updates, parameters, options.weight_decay());
        if (options.momentum() != 0)
            updates = withMomentum(parameters, updates, options.momentum());
        at::_foreach_add_(parameters, updates, -options.lr());
    }
    return {};
}

std::vector<torch::Tensor> ForeachSgd::withMomentum(const std::vector<torch::Tensor> &parameters,
                                                    const std::vector<torch::Tensor> &updates,
                                                    double momentum)
{
    std::vector<torch::Tensor> buffers;
    std::vector<torch::Tensor> begun;
    std::vector<torch::Tensor> added;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        auto *kept = static_cast<torch::optim::SGDParamState *>(compat::optimizerState(*this, parameters[i]));
        if (kept && kept->momentum_buffer().defined()) {
            begun.push_back(kept->momentum_buffer());
            added.push_back(updates[i]);
            buffers.push_back(kept->momentum_buffer());
        } else { // the first step
            auto fresh = std::make_unique<torch::optim::SGDParamState>();
            fresh->momentum_buffer(updates[i].clone());
            buffers.push_back(fresh->momentum_buffer());
            compat::setOptimizerState(*this, parameters[i], std::move(fresh));
        }
    }
    if (!begun.empty()) {
        at::_foreach_mul_(begun, momentum);
        at::_foreach_add_(begun, added, 1);
    }
    return buffers;
}

} // namespace proponent
