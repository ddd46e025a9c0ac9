// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <c10/util/Exception.h>
#include <torch/optim/optimizer.h>

#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

/// The only place that knows libtorch's versions: 1.13 to 2.14. Everything here is a thin, stable name
/// for what is called differently, or is missing, in some of them.
namespace proponent::compat {

/// @name Autocast state of this thread, by device type
/// Up to 2.3 libtorch names CPU and CUDA separately; from 2.4 on by device type, and the old names are
/// deprecated.
/// @{
[[nodiscard]] bool isAutocastEnabled(torch::DeviceType type);
void setAutocastEnabled(torch::DeviceType type, bool enabled);
[[nodiscard]] torch::ScalarType autocastDtype(torch::DeviceType type);
void setAutocastDtype(torch::DeviceType type, torch::ScalarType dtype);
/// @}

/// The state that an optimiser keeps for a parameter, or nullptr before its first step. Keyed by a string
/// up to 2.0, by address from 2.1 on.
[[nodiscard]] torch::optim::OptimizerParamState *optimizerState(torch::optim::Optimizer &optimizer,
                                                                const torch::Tensor &parameter);
void setOptimizerState(torch::optim::Optimizer &optimizer, const torch::Tensor &parameter,
                       std::unique_ptr<torch::optim::OptimizerParamState> state);

/// Whether libtorch's fused unscale and scale-update kernels exist for this device type (CPU: from 2.3).
[[nodiscard]] bool hasGradScalerKernels(torch::DeviceType type);

/// Whether CUDA may round the inputs of float32 convolutions and matrix products to TF32 (10 bits of mantissa,
/// as fp16; products are summed in float32), for the scope of this object. By default libtorch allows it for
/// convolutions, with errors near 1e-3, and not for matrix products. The setting is the process's, not the
/// thread's. Named differently from 2.9 on, where the old setters warn.
class Tf32Scope
{
public:
    explicit Tf32Scope(bool allowed);
    ~Tf32Scope() { m_restore(); }
    Tf32Scope(const Tf32Scope &) = delete;
    Tf32Scope &operator=(const Tf32Scope &) = delete;

private:
    std::unique_lock<std::shared_mutex> m_lock;
    std::function<void()> m_restore;
};

/// While one lives, no other thread's Tf32Scope begins, nor has one begun: what is computed is computed as the process
/// has it. For steps of training, beside which questions are answered.
class NoTf32Scope
{
public:
    NoTf32Scope();

private:
    std::shared_lock<std::shared_mutex> m_lock;
};

/// bmm(left, right) in float: of bf16 and fp16 on CUDA without rounding to these on the way, where libtorch can.
[[nodiscard]] torch::Tensor batchedProduct(const torch::Tensor &left, const torch::Tensor &right);

/// Hands the warnings that libtorch gives on this thread to `onWarning`, for the scope of this object, instead
/// of printing them. `always`: those too that it gives only once in a process, each time.
class WarningListener
{
public:
    explicit WarningListener(std::function<void(const std::string &)> onWarning, bool always = false);
    ~WarningListener();
    WarningListener(const WarningListener &) = delete;
    WarningListener &operator=(const WarningListener &) = delete;

private:
    class Handler;
    std::unique_ptr<Handler> m_handler;
    c10::WarningHandler *m_before;
    bool m_alwaysBefore;
};

/// "1.13.1": of the library that this program was compiled against.
[[nodiscard]] std::string libtorchVersion();

} // namespace proponent::compat
