// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <memory>

namespace proponent {

/// A copy of a tensor to the host that is made while the host goes on: on CUDA queued behind the work that
/// yields the tensor, into page-locked memory. A tensor on the CPU is taken as it is.
class HostCopy
{
public:
    explicit HostCopy(const torch::Tensor &source);
    ~HostCopy();
    HostCopy(HostCopy &&) noexcept;
    HostCopy &operator=(HostCopy &&) noexcept;

    /// The copy, once it is there.
    [[nodiscard]] const torch::Tensor &wait() const;

private:
    struct Event;
    torch::Tensor m_copy;
    std::unique_ptr<Event> m_event; ///< none on the CPU
};

} // namespace proponent
