// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/device/device_id.h"
#include "engine/device_info.h"
#include "engine/result.h"

namespace proponent {

/// Which precisions a device computes in, in the order fp32, bf16, fp16.
[[nodiscard]] QList<PrecisionSupport> supportedPrecisions(const DeviceId &device);

/// The fastest precision that the device does well: bf16 on processors with AMX or AVX512-BF16, bf16 (else
/// fp16) on tensor cores, else fp32.
[[nodiscard]] Precision automaticPrecision(const DeviceId &device);

/// Auto made concrete. A precision that the device can't do is an error with the reason.
[[nodiscard]] Result<Precision> resolvePrecision(const DeviceId &device, Precision precision);

/// The type that autocast computes in: kFloat for fp32.
[[nodiscard]] torch::ScalarType scalarType(Precision precision);

} // namespace proponent
