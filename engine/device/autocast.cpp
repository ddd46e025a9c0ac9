// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/autocast.h"

#include "engine/device/torch_compat.h"

#include <ATen/autocast_mode.h>

namespace proponent {

AutocastGuard::AutocastGuard(torch::Device device, torch::ScalarType dtype, bool enabled)
    : m_type(device.type()),
      m_enabledBefore(compat::isAutocastEnabled(m_type)),
      m_dtypeBefore(compat::autocastDtype(m_type))
{
    TORCH_CHECK_VALUE(m_type == torch::kCPU || m_type == torch::kCUDA,
                      "autocast is for CPU and CUDA, not for ", device.str());
    const bool lower = enabled && dtype != torch::kFloat;
    TORCH_CHECK_VALUE(!lower || dtype == torch::kBFloat16 ||
                          (dtype == torch::kHalf && m_type == torch::kCUDA),
                      "autocast on ", device.str(), " can't compute in ", torch::toString(dtype));
    at::autocast::increment_nesting();
    compat::setAutocastEnabled(m_type, lower);
    if (lower)
        compat::setAutocastDtype(m_type, dtype);
}

AutocastGuard::~AutocastGuard()
{
    if (at::autocast::decrement_nesting() == 0)
        at::autocast::clear_cache();
    compat::setAutocastEnabled(m_type, m_enabledBefore);
    compat::setAutocastDtype(m_type, m_dtypeBefore);
}

void AutocastGuard::weightsChanged()
{
    at::autocast::clear_cache();
}

} // namespace proponent
