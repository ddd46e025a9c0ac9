// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/memory.h"

#include "engine/device/cpu_info.h"
#include "engine/device/torch_process.h"

#include <c10/util/Exception.h>

#ifdef PROPONENT_CUDA
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAGuard.h>
#include <cuda_runtime_api.h>
#endif

#include <algorithm>
#include <array>
#include <new>
#include <string_view>

namespace proponent {

bool isOutOfMemory(const std::exception &error)
{
    if (dynamic_cast<const std::bad_alloc *>(&error) || dynamic_cast<const c10::OutOfMemoryError *>(&error))
        return true;
    // The CPU's allocator, cuBLAS and cuDNN have no exception of their own.
    constexpr std::array<std::string_view, 6> phrases{
        "out of memory",      "can't allocate memory",      "not enough memory",
        "CUDA_OUT_OF_MEMORY", "CUBLAS_STATUS_ALLOC_FAILED", "CUDNN_STATUS_ALLOC_FAILED"};
    const auto *torchError = dynamic_cast<const c10::Error *>(&error);
    const std::string_view text = torchError ? torchError->what_without_backtrace() : error.what();
    return std::any_of(phrases.begin(), phrases.end(),
                       [text](std::string_view phrase) { return text.find(phrase) != text.npos; });
}

void releaseCachedMemory([[maybe_unused]] const torch::Device &device)
{
    releaseFreedMemory();
#ifdef PROPONENT_CUDA
    if (device.is_cuda())
        c10::cuda::CUDACachingAllocator::emptyCache();
#endif
}

namespace {

struct Memory
{
    qint64 free = 0;
    qint64 total = 0;
};

Memory memoryOf([[maybe_unused]] const torch::Device &device)
{
#ifdef PROPONENT_CUDA
    if (device.is_cuda()) {
        const c10::cuda::CUDAGuard guard(device);
        size_t free = 0;
        size_t total = 0;
        return cudaMemGetInfo(&free, &total) == cudaSuccess ? Memory{qint64(free), qint64(total)} : Memory{};
    }
#endif
    return {CpuInfo::freeMemory(), CpuInfo::host().totalMemory};
}

} // namespace

qint64 freeMemory(const torch::Device &device)
{
    return memoryOf(device).free;
}

qint64 totalMemory(const torch::Device &device)
{
    return memoryOf(device).total;
}

} // namespace proponent
