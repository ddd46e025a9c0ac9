// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/precision.h"

#include "engine/device/cpu_info.h"
#include "engine/device/device_text.h"

#ifdef PROPONENT_CUDA
#include <cuda_runtime_api.h>
#endif

namespace proponent {

namespace {

/// Major version of the device's compute capability: tensor cores for fp16 from 7, for bf16 from 8.
int cudaCapability([[maybe_unused]] const DeviceId &device)
{
#ifdef PROPONENT_CUDA
    int major = 0;
    const cudaError_t error =
        cudaDeviceGetAttribute(&major, cudaDevAttrComputeCapabilityMajor, device.torch().index());
    return error == cudaSuccess ? major : 0;
#else
    return 0;
#endif
}

QList<PrecisionSupport> cpuPrecisions()
{
    const CpuInfo &cpu = CpuInfo::host();
    const QString bf16 = cpu.amxBf16 ? DeviceText::tr("fast: this processor has AMX for bf16")
                         : cpu.avx512Bf16
                             ? DeviceText::tr("fast: this processor has AVX512-BF16")
                             : DeviceText::tr("works, but slower than fp32: this processor has no bf16 unit");
    return {
        {Precision::Fp32, true, DeviceText::tr("full precision")},
        {Precision::Bf16, true, bf16},
        {Precision::Fp16, false, DeviceText::tr("fp16 needs a CUDA device; on the CPU use bf16 or fp32")}};
}

QList<PrecisionSupport> cudaPrecisions(const DeviceId &device)
{
    const int major = cudaCapability(device);
    const bool bf16 = major >= 8;
    return {{Precision::Fp32, true, DeviceText::tr("full precision")},
            {Precision::Bf16, bf16,
             bf16 ? DeviceText::tr("fast: tensor cores")
                  : DeviceText::tr("bf16 needs compute capability 8.0 or newer; use fp16 on this card")},
            {Precision::Fp16, true,
             major >= 7 ? DeviceText::tr("fast: tensor cores, with loss scaling")
                        : DeviceText::tr("works, with loss scaling; this card has no tensor cores")}};
}

} // namespace

QList<PrecisionSupport> supportedPrecisions(const DeviceId &device)
{
    return device.isCuda() ? cudaPrecisions(device) : cpuPrecisions();
}

Precision automaticPrecision(const DeviceId &device)
{
    if (!device.isCuda()) {
        const CpuInfo &cpu = CpuInfo::host();
        return cpu.amxBf16 || cpu.avx512Bf16 ? Precision::Bf16 : Precision::Fp32;
    }
    const int major = cudaCapability(device);
    return major >= 8 ? Precision::Bf16 : major >= 7 ? Precision::Fp16 : Precision::Fp32;
}

Result<Precision> resolvePrecision(const DeviceId &device, Precision precision)
{
    if (precision == Precision::Auto)
        return automaticPrecision(device);
    const QList<PrecisionSupport> precisions = supportedPrecisions(device);
    for (const PrecisionSupport &support : precisions) {
        if (support.precision == precision && !support.usable)
            return Error{DeviceText::tr("%1 can't be used on %2: %3.")
                             .arg(toString(precision), device.toString(), support.reason)};
    }
    return precision;
}

torch::ScalarType scalarType(Precision precision)
{
    switch (precision) {
    case Precision::Bf16:
        return torch::kBFloat16;
    case Precision::Fp16:
        return torch::kHalf;
    case Precision::Fp32:
    case Precision::Auto:
        break;
    }
    return torch::kFloat;
}

} // namespace proponent
