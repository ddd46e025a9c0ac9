// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/host_copy.h"

#ifdef PROPONENT_CUDA
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <cuda_runtime_api.h>
#endif

namespace proponent {

#ifdef PROPONENT_CUDA
struct HostCopy::Event
{
    explicit Event(const torch::Device &device)
    {
        const c10::cuda::CUDAGuard guard(device);
        C10_CUDA_CHECK(cudaEventCreateWithFlags(&event, cudaEventDisableTiming));
        C10_CUDA_CHECK(cudaEventRecord(event, c10::cuda::getCurrentCUDAStream(device.index())));
    }
    ~Event() { cudaEventDestroy(event); }
    Event(const Event &) = delete;
    Event &operator=(const Event &) = delete;

    cudaEvent_t event = nullptr;
};
#else
struct HostCopy::Event
{};
#endif

HostCopy::HostCopy(const torch::Tensor &source)
{
    if (source.is_cpu()) {
        m_copy = source;
        return;
    }
    m_copy = torch::empty(source.sizes(), source.options().device(torch::kCPU).pinned_memory(true));
    m_copy.copy_(source, /*non_blocking=*/true);
#ifdef PROPONENT_CUDA
    m_event = std::make_unique<Event>(source.device());
#endif
}

HostCopy::~HostCopy() = default;
HostCopy::HostCopy(HostCopy &&) noexcept = default;
HostCopy &HostCopy::operator=(HostCopy &&) noexcept = default;

const torch::Tensor &HostCopy::wait() const
{
#ifdef PROPONENT_CUDA
    if (m_event)
        C10_CUDA_CHECK(cudaEventSynchronize(m_event->event));
#endif
    return m_copy;
}

} // namespace proponent
