// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/optimizer.h"

#include "engine/device/torch_compat.h"
#include "engine/training/foreach_sgd.h"
#include "engine/training/training_text.h"

#include <torch/optim/adamw.h>

#include <algorithm>

namespace proponent {

Optimizer::Optimizer(torch::nn::Module &network, const TrainingConfig &config)
    : m_kind(config.optimizer), m_hasMomentum(config.momentum > 0)
{
    std::vector<torch::Tensor> parameters;
    for (const auto &item : network.named_parameters()) {
        if (!item.value().requires_grad())
            continue;
        m_parameters.push_back({item.key(), item.value()});
        parameters.push_back(item.value());
    }
    if (m_kind == OptimizerKind::Sgd) {
        m_optimizer = std::make_unique<ForeachSgd>(parameters, torch::optim::SGDOptions(config.learningRate)
                                                                   .momentum(config.momentum)
                                                                   .weight_decay(config.weightDecay));
    } else {
        m_optimizer = std::make_unique<torch::optim::AdamW>(
            parameters, torch::optim::AdamWOptions(config.learningRate).weight_decay(config.weightDecay));
    }
}

void Optimizer::setLearningRate(double learningRate)
{
    for (auto &group : m_optimizer->param_groups())
        group.options().set_lr(learningRate);
}

void Optimizer::clearGradients()
{
    for (const NamedParameter &item : m_parameters)
        torch::Tensor(item.parameter).mutable_grad() = torch::Tensor();
}

StateDict Optimizer::state()
{
    StateDict state;
    for (const auto &[name, parameter] : m_parameters) {
        auto *kept = compat::optimizerState(*m_optimizer, parameter);
        if (!kept)
            continue;
        if (m_kind == OptimizerKind::Sgd) {
            const torch::Tensor buffer = static_cast<torch::optim::SGDParamState *>(kept)->momentum_buffer();
            if (buffer.defined())
                state["momentum." + name] = buffer;
        } else {
            const auto *adam = static_cast<torch::optim::AdamWParamState *>(kept);
            state["exp_avg." + name] = adam->exp_avg();
            state["exp_avg_sq." + name] = adam->exp_avg_sq();
            state["step." + name] = torch::full({}, adam->step(), torch::kLong);
        }
    }
    return state;
}

bool Optimizer::hasState(const StateDict &state)
{
    return std::ranges::any_of(state, [](const auto &entry) {
        const std::string &name = entry.first;
        return name.starts_with("momentum.") || name.starts_with("exp_avg.") ||
               name.starts_with("exp_avg_sq.") || name.starts_with("step.");
    });
}

Result<torch::Tensor> Optimizer::find(const StateDict &state, const char *kind,
                                      const NamedParameter &parameter) const
{
    const auto found = state.find(kind + ("." + parameter.name));
    if (found == state.end() ||
        (std::string_view(kind) != "step" && found->second.sizes() != parameter.parameter.sizes())) {
        return Error{TrainingText::tr("The state of the optimiser lacks %1 of %2.")
                         .arg(QString::fromLatin1(kind), QString::fromStdString(parameter.name))};
    }
    if (found->second.sizes() != parameter.parameter.sizes()) // the step count
        return found->second;
    // With the parameter's layout in memory, so that they can be combined element by element.
    const torch::NoGradGuard noGrad;
    return torch::empty_like(parameter.parameter).copy_(found->second);
}

Result<bool> Optimizer::restore(const StateDict &state)
{
    if (m_kind == OptimizerKind::Sgd && !m_hasMomentum)
        return true;
    for (const NamedParameter &parameter : m_parameters) {
        if (m_kind == OptimizerKind::Sgd) {
            const auto momentum = find(state, "momentum", parameter);
            if (!momentum)
                return Error{momentum.error()};
            auto kept = std::make_unique<torch::optim::SGDParamState>();
            kept->momentum_buffer(*momentum);
            compat::setOptimizerState(*m_optimizer, parameter.parameter, std::move(kept));
        } else {
            const auto average = find(state, "exp_avg", parameter);
            const auto square = find(state, "exp_avg_sq", parameter);
            const auto step = find(state, "step", parameter);
            for (const auto *part : {&average, &square, &step}) {
                if (!*part)
                    return Error{part->error()};
            }
            auto kept = std::make_unique<torch::optim::AdamWParamState>();
            kept->step((*step).item<int64_t>());
            kept->exp_avg(*average);
            kept->exp_avg_sq(*square);
            compat::setOptimizerState(*m_optimizer, parameter.parameter, std::move(kept));
        }
    }
    return true;
}

} // namespace proponent
