// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/network.h"
#include "engine/training_config.h"

#include <torch/optim/optimizer.h>

#include <memory>

namespace proponent {

/// The optimiser of a configuration over all trainable parameters of a network, with what is needed to
/// put it aside and take it up again.
class Optimizer
{
public:
    Optimizer(torch::nn::Module &network, const TrainingConfig &config);

    [[nodiscard]] torch::optim::Optimizer &torch() { return *m_optimizer; }
    void setLearningRate(double learningRate);
    /// Before a backward pass. They are dropped, not set to zero: the pass then writes them without adding.
    void clearGradients();

    /// What it keeps for each parameter: "momentum.<parameter>", or "exp_avg.<parameter>",
    /// "exp_avg_sq.<parameter>" and "step.<parameter>". Empty before the first step.
    [[nodiscard]] StateDict state();
    /// Takes state() up again. A tensor that is missing or doesn't fit is an error.
    [[nodiscard]] Result<bool> restore(const StateDict &state);
    /// Whether there is anything of an optimiser in it: not before the first step.
    [[nodiscard]] static bool hasState(const StateDict &state);

private:
    struct NamedParameter
    {
        std::string name;
        torch::Tensor parameter;
    };
    [[nodiscard]] Result<torch::Tensor> find(const StateDict &state, const char *kind,
                                             const NamedParameter &parameter) const;

    OptimizerKind m_kind;
    bool m_hasMomentum;
    std::vector<NamedParameter> m_parameters;
    std::unique_ptr<torch::optim::Optimizer> m_optimizer;
};

} // namespace proponent
