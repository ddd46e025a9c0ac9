// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/device_list.h"

#include "engine/device/cpu_info.h"
#include "engine/device/precision.h"

#ifdef PROPONENT_CUDA
#include <c10/cuda/CUDAGuard.h>
#include <cuda_runtime_api.h>
#endif

namespace proponent {

namespace {

DeviceInfo describe(const DeviceId &device)
{
    DeviceInfo info;
    info.id = device.toString();
    info.precisions = supportedPrecisions(device);
    info.automaticPrecision = automaticPrecision(device);
    return info;
}

DeviceInfo describeCpu()
{
    DeviceInfo info = describe(DeviceId());
    info.name = CpuInfo::host().name;
    info.totalMemory = CpuInfo::host().totalMemory;
    info.freeMemory = CpuInfo::freeMemory();
    return info;
}

#ifdef PROPONENT_CUDA
DeviceInfo describeCuda(const DeviceId &device)
{
    DeviceInfo info = describe(device);
    const c10::cuda::CUDAGuard guard(device.torch());
    cudaDeviceProp properties{};
    size_t free = 0;
    size_t total = 0;
    cudaError_t error = cudaGetDeviceProperties(&properties, device.torch().index());
    if (error == cudaSuccess)
        error = cudaMemGetInfo(&free, &total);
    info.name = QString::fromUtf8(properties.name);
    info.totalMemory = qint64(total);
    info.freeMemory = qint64(free);
    if (error != cudaSuccess) {
        info.usable = false;
        info.reason = QString::fromUtf8(cudaGetErrorString(error));
    }
    return info;
}
#endif

} // namespace

QList<DeviceInfo> listDevices()
{
    QList<DeviceInfo> devices{describeCpu()};
#ifdef PROPONENT_CUDA
    for (int i = 0; i < int(torch::cuda::device_count()); ++i) {
        if (const auto device = DeviceId::parse(QStringLiteral("cuda:%1").arg(i)))
            devices += describeCuda(*device);
    }
#endif
    return devices;
}

} // namespace proponent
