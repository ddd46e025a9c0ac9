// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

namespace proponent {

/// Mixed precision for the scope of this object, on this thread: torch.autocast of Python, which libtorch
/// has no C++ guard for.
///
/// Enabled with bf16 or fp16, operators that gain from it compute in that type. Disabled, or with kFloat,
/// it makes an fp32 region, also inside an enabled one. Leaving, by return or exception, restores the
/// state found on entry; the cache of weights cast to the lower precision is dropped when the outermost
/// guard of the thread ends. Call weightsChanged() when weights change inside an outer guard.
///
/// The state is per thread and per device type ("cuda:0" and "cuda:1" are both CUDA): make and destroy a
/// guard on one thread, in the order of scopes.
class AutocastGuard
{
public:
    /// `device`: any device of the type. `dtype`: kBFloat16, kHalf, or kFloat for none.
    AutocastGuard(torch::Device device, torch::ScalarType dtype, bool enabled = true);
    ~AutocastGuard();

    AutocastGuard(const AutocastGuard &) = delete;
    AutocastGuard &operator=(const AutocastGuard &) = delete;

    /// Forgets the weights cast so far on this thread.
    static void weightsChanged();

private:
    torch::DeviceType m_type;
    bool m_enabledBefore;
    torch::ScalarType m_dtypeBefore;
};

} // namespace proponent
