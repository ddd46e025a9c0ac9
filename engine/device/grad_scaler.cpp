// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/grad_scaler.h"

#include "engine/device/torch_compat.h"

#include <stdexcept>

namespace proponent {

namespace {

std::vector<torch::Tensor> gradientsOf(torch::optim::Optimizer &optimizer)
{
    std::vector<torch::Tensor> gradients;
    for (auto &group : optimizer.param_groups()) {
        for (const torch::Tensor &parameter : group.params()) {
            if (parameter.grad().defined())
                gradients.push_back(parameter.grad());
        }
    }
    return gradients;
}

} // namespace

GradScaler::GradScaler(torch::Device device, Options options)
    : m_options(options), m_fusedKernels(compat::hasGradScalerKernels(device.type()))
{
    if (options.growthFactor <= 1 || options.backoffFactor <= 0 || options.backoffFactor >= 1 ||
        options.initialScale <= 0 || options.growthInterval < 1)
        throw std::invalid_argument("GradScaler: growth above 1, backoff between 0 and 1, scale above 0, "
                                    "growth interval at least 1");
    const auto floats = torch::TensorOptions(device).dtype(torch::kFloat);
    m_scale = torch::full({}, options.initialScale, floats);
    m_growthTracker = torch::zeros({}, floats.dtype(torch::kInt));
    m_foundInf = torch::zeros({}, floats);
}

torch::Tensor GradScaler::scale(const torch::Tensor &loss) const
{
    return m_options.enabled ? loss * m_scale.to(loss.device()) : loss;
}

void GradScaler::unscale(torch::optim::Optimizer &optimizer)
{
    if (!m_options.enabled)
        return;
    if (m_stage == Stage::Unscaled)
        throw std::logic_error("GradScaler: unscale() was already called since the last update()");
    if (m_stage == Stage::Stepped)
        throw std::logic_error("GradScaler: unscale() is called after step(); call update() first");
    const torch::NoGradGuard noGrad;
    m_foundInf.zero_();
    std::vector<torch::Tensor> gradients = gradientsOf(optimizer);
    if (gradients.empty())
        throw std::logic_error("GradScaler: the optimiser has no gradients; call backward() first");
    const torch::Tensor inverse = m_scale.to(torch::kDouble).reciprocal().to(torch::kFloat);
    if (m_fusedKernels) {
        at::_amp_foreach_non_finite_check_and_unscale_(gradients, m_foundInf, inverse);
    } else {
        for (torch::Tensor &gradient : gradients) {
            m_foundInf.logical_or_(torch::isfinite(gradient).all().logical_not());
            gradient.mul_(inverse);
        }
    }
    m_stage = Stage::Unscaled;
}

bool GradScaler::step(torch::optim::Optimizer &optimizer)
{
    if (!m_options.enabled) {
        optimizer.step();
        return true;
    }
    if (m_stage == Stage::Stepped)
        throw std::logic_error("GradScaler: step() was already called since the last update()");
    if (m_stage == Stage::Ready)
        unscale(optimizer);
    const bool finite = m_foundInf.item<float>() == 0;
    if (finite)
        optimizer.step();
    else
        ++m_skippedSteps;
    m_stage = Stage::Stepped;
    return finite;
}

void GradScaler::update()
{
    if (!m_options.enabled)
        return;
    if (m_stage == Stage::Ready)
        throw std::logic_error("GradScaler: update() without unscale() or step() before it");
    const torch::NoGradGuard noGrad;
    if (m_fusedKernels) {
        at::_amp_update_scale_(m_scale, m_growthTracker, m_foundInf, m_options.growthFactor,
                               m_options.backoffFactor, m_options.growthInterval);
    } else if (m_foundInf.item<float>() != 0) {
        m_scale.mul_(m_options.backoffFactor);
        m_growthTracker.zero_();
    } else if (m_growthTracker.add_(1).item<int>() == m_options.growthInterval) {
        const torch::Tensor grown = m_scale * m_options.growthFactor;
        // Like the fused kernel: a scale that would no longer be finite stays where it is.
        if (std::isfinite(grown.item<float>()))
            m_scale.copy_(grown);
        m_growthTracker.zero_();
    }
    m_stage = Stage::Ready;
}

double GradScaler::currentScale() const
{
    return m_options.enabled ? m_scale.item<double>() : 1.0;
}

GradScaler::State GradScaler::state() const
{
    return {currentScale(), m_growthTracker.item<int>(), m_skippedSteps};
}

void GradScaler::restore(const State &state)
{
    m_scale.fill_(state.scale);
    m_growthTracker.fill_(state.growthTracker);
    m_skippedSteps = state.skippedSteps;
    m_stage = Stage::Ready;
}

} // namespace proponent
