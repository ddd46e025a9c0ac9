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

namespace {

/// Who waits for the setting has its turn before those who would go on using it.
std::mutex tf32Turn;
std::shared_mutex tf32Setting;

} // namespace

NoTf32Scope::NoTf32Scope()
{
    if (!at::hasCUDA())
        return;
    const std::scoped_lock turn(tf32Turn);
    m_lock = std::shared_lock(tf32Setting);
}

torch::Tensor batchedProduct(const torch::Tensor &left, const torch::Tensor &right)
{
#if PROPONENT_TORCH_AT_LEAST(2, 8)
    const auto type = left.scalar_type();
    if (left.is_cuda() && (type == torch::kBFloat16 || type == torch::kHalf))
        return at::bmm(left, right, torch::kFloat);
#endif
    const torch::Tensor product = at::bmm(left, right);
    return product.scalar_type() == torch::kDouble ? product : product.to(torch::kFloat);
}

Tf32Scope::Tf32Scope(bool allowed)
{
    if (at::hasCUDA()) {
        const std::scoped_lock turn(tf32Turn);
        m_lock = std::unique_lock(tf32Setting);
    }
    at::Context &context = at::globalContext();
#if PROPONENT_TORCH_AT_LEAST(2, 10)
    const auto backend = at::Float32Backend::CUDA;
    const auto convolution = at::Float32Op::CONV;
    const auto product = at::Float32Op::MATMUL;
    const auto precision = allowed ? at::Float32Precision::TF32 : at::Float32Precision::IEEE;
#elif PROPONENT_TORCH_AT_LEAST(2, 9)
    const std::string backend = "cuda";
    const std::string convolution = "conv";
    const std::string product = "matmul";
    const std::string precision = allowed ? "tf32" : "ieee";
#endif
#if PROPONENT_TORCH_AT_LEAST(2, 9)
    const auto convolutionBefore = context.float32Precision(backend, convolution);
    const auto productBefore = context.float32Precision(backend, product);
    context.setFloat32Precision(backend, convolution, precision);
    context.setFloat32Precision(backend, product, precision);
    m_restore = [&context, backend, convolution, product, convolutionBefore, productBefore] {
        context.setFloat32Precision(backend, convolution, convolutionBefore);
        context.setFloat32Precision(backend, product, productBefore);
    };
#else
    const bool convolutionBefore = context.allowTF32CuDNN();
    const bool productBefore = context.allowTF32CuBLAS();
    context.setAllowTF32CuDNN(allowed);
    context.setAllowTF32CuBLAS(allowed);
    m_restore = [&context, convolutionBefore, productBefore] {
        context.setAllowTF32CuDNN(convolutionBefore);
        context.setAllowTF32CuBLAS(productBefore);
    };
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
