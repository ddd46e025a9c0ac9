// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/torch_compat.h"

#include <ATen/Context.h>
#include <ATen/autocast_mode.h>
#include <torch/version.h>

#define PROPONENT_TORCH_AT_LEAST(major, minor) \
    (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

namespace proponent::compat {

#if PROPONENT_TORCH_AT_LEAST(2, 4)

bool isAutocastEnabled(torch::DeviceType type)
{
    return at::autocast::is_autocast_enabled(type);
}

void setAutocastEnabled(torch::DeviceType type, bool enabled)
{
    at::autocast::set_autocast_enabled(type, enabled);
}

torch::ScalarType autocastDtype(torch::DeviceType type)
{
    return at::autocast::get_autocast_dtype(type);
}

void setAutocastDtype(torch::DeviceType type, torch::ScalarType dtype)
{
    at::autocast::set_autocast_dtype(type, dtype);
}

#else

bool isAutocastEnabled(torch::DeviceType type)
{
    return type == torch::kCPU ? at::autocast::is_cpu_enabled() : at::autocast::is_enabled();
}

void setAutocastEnabled(torch::DeviceType type, bool enabled)
{
    if (type == torch::kCPU)
        at::autocast::set_cpu_enabled(enabled);
    else
        at::autocast::set_enabled(enabled);
}

torch::ScalarType autocastDtype(torch::DeviceType type)
{
    return type == torch::kCPU ? at::autocast::get_autocast_cpu_dtype()
                               : at::autocast::get_autocast_gpu_dtype();
}

void setAutocastDtype(torch::DeviceType type, torch::ScalarType dtype)
{
    if (type == torch::kCPU)
        at::autocast::set_autocast_cpu_dtype(dtype);
    else
        at::autocast::set_autocast_gpu_dtype(dtype);
}

#endif

namespace {

auto stateKey(const torch::Tensor &parameter)
{
#if PROPONENT_TORCH_AT_LEAST(2, 1)
    return static_cast<void *>(parameter.unsafeGetTensorImpl());
#else
    return c10::guts::to_string(parameter.unsafeGetTensorImpl());
#endif
}

} // namespace

torch::optim::OptimizerParamState *optimizerState(torch::optim::Optimizer &optimizer,
                                                  const torch::Tensor &parameter)
{
    auto &states = optimizer.state();
    const auto found = states.find(stateKey(parameter));
    return found == states.end() ? nullptr : found->second.get();
}

void setOptimizerState(torch::optim::Optimizer &optimizer, const torch::Tensor &parameter,
                       std::unique_ptr<torch::optim::OptimizerParamState> state)
{
    optimizer.state()[stateKey(parameter)] = std::move(state);
}

bool hasGradScalerKernels(torch::DeviceType type)
{
#if PROPONENT_TORCH_AT_LEAST(2, 3)
    return type == torch::kCPU || type == torch::kCUDA;
#else
    return type == torch::kCUDA;
#endif
}

Tf32Off::Tf32Off()
{
    at::Context &context = at::globalContext();
#if PROPONENT_TORCH_AT_LEAST(2, 10)
    const auto backend = at::Float32Backend::CUDA;
    const auto operation = at::Float32Op::CONV;
    const auto off = at::Float32Precision::IEEE;
#elif PROPONENT_TORCH_AT_LEAST(2, 9)
    const std::string backend = "cuda";
    const std::string operation = "conv";
    const std::string off = "ieee";
#endif
#if PROPONENT_TORCH_AT_LEAST(2, 9)
    const auto before = context.float32Precision(backend, operation);
    context.setFloat32Precision(backend, operation, off);
    m_restore = [&context, backend, operation, before] {
        context.setFloat32Precision(backend, operation, before);
    };
#else
    const bool before = context.allowTF32CuDNN();
    context.setAllowTF32CuDNN(false);
    m_restore = [&context, before] { context.setAllowTF32CuDNN(before); };
#endif
}

#if PROPONENT_TORCH_AT_LEAST(2, 0)
namespace warnings = c10::WarningUtils;
#else
namespace warnings = c10::Warning;
#endif

class WarningListener::Handler final : public c10::WarningHandler
{
public:
    explicit Handler(std::function<void(const std::string &)> onWarning) : m_onWarning(std::move(onWarning))
    {
    }

#if PROPONENT_TORCH_AT_LEAST(2, 0)
    void process(const c10::Warning &warning) override
    {
        m_onWarning(warning.msg());
    }
#else
    void process(const c10::SourceLocation &, const std::string &message, bool) override
    {
        m_onWarning(message);
    }
#endif

private:
    std::function<void(const std::string &)> m_onWarning;
};

WarningListener::WarningListener(std::function<void(const std::string &)> onWarning, bool always)
    : m_handler(std::make_unique<Handler>(std::move(onWarning))),
      m_before(warnings::get_warning_handler()),
      m_alwaysBefore(warnings::get_warnAlways())
{
    warnings::set_warning_handler(m_handler.get());
    warnings::set_warnAlways(always);
}

WarningListener::~WarningListener()
{
    warnings::set_warning_handler(m_before);
    warnings::set_warnAlways(m_alwaysBefore);
}

std::string libtorchVersion()
{
    return std::to_string(TORCH_VERSION_MAJOR) + "." + std::to_string(TORCH_VERSION_MINOR) + "." +
           std::to_string(TORCH_VERSION_PATCH);
}

} // namespace proponent::compat
