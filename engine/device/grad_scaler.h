// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/optim/optimizer.h>

#include <QtGlobal>

#include <vector>

namespace proponent {

/// Loss scaling for fp16 training: torch.amp.GradScaler of Python, which libtorch has no C++ class for.
///
///     scaler.scale(loss).backward();
///     scaler.step(optimizer);  // skipped when a gradient is not finite
///     scaler.update();         // then smaller; larger after growthInterval good steps in a row
///
/// unscale() may be called before step(), to clip gradients in their true size. Nothing but step() waits
/// for the device, and that once. Disabled, every call passes through.
/// Use from one thread.
class GradScaler
{
public:
    struct Options
    {
        double initialScale = 65536.0;
        double growthFactor = 2.0; ///< above 1
        double backoffFactor = 0.5; ///< between 0 and 1
        int growthInterval = 2000; ///< good steps in a row before the scale grows
        bool enabled = true;
    };

    /// What has to survive an interruption.
    struct State
    {
        double scale = 0;
        int growthTracker = 0; ///< good steps since the scale changed
        qint64 skippedSteps = 0;
    };

    GradScaler(torch::Device device, Options options);

    [[nodiscard]] bool isEnabled() const { return m_options.enabled; }

    /// loss * scale, to call backward() on.
    [[nodiscard]] torch::Tensor scale(const torch::Tensor &loss) const;
    /// Divides the optimiser's gradients by the scale, in place. Throws std::logic_error when called twice
    /// before update().
    void unscale(torch::optim::Optimizer &optimizer);
    /// Unscales if that wasn't done, then takes the step unless a gradient is not finite. Returns whether
    /// it was taken. Throws std::logic_error when called twice before update().
    bool step(torch::optim::Optimizer &optimizer);
    /// Adapts the scale to what the last step found. Throws std::logic_error without an unscale() or
    /// step() before.
    void update();

    [[nodiscard]] double currentScale() const; ///< waits for the device
    [[nodiscard]] qint64 skippedSteps() const { return m_skippedSteps; }

    [[nodiscard]] State state() const; ///< waits for the device
    void restore(const State &state);

private:
    enum class Stage { Ready, Unscaled, Stepped };

    Options m_options;
    bool m_fusedKernels;
    torch::Tensor m_scale; ///< float32 scalar on the device
    torch::Tensor m_growthTracker; ///< int32 scalar on the device
    torch::Tensor m_foundInf; ///< float32 scalar on the device, 0 or 1
    Stage m_stage = Stage::Ready;
    qint64 m_skippedSteps = 0;
};

} // namespace proponent
