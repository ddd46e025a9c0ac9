// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/result.h"

#include <torch/types.h>

#include <QString>

namespace proponent {

/// A device that exists on this machine: "cpu" or "cuda:N".
class DeviceId
{
public:
    DeviceId() = default; ///< the CPU

    /// "auto" (the first CUDA device, else the CPU), "cpu", "cuda" (cuda:0) or "cuda:N". Anything else, or
    /// a device that this machine lacks, is an error that names what exists.
    static Result<DeviceId> parse(const QString &text);

    [[nodiscard]] bool isCuda() const { return m_cudaIndex >= 0; }
    [[nodiscard]] torch::Device torch() const;
    [[nodiscard]] QString toString() const;

    friend bool operator==(const DeviceId &, const DeviceId &) = default;

private:
    int m_cudaIndex = -1;
};

} // namespace proponent
