// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace proponent {

/// What this machine's processor is and does well. Read once from /proc.
struct CpuInfo
{
    QString name;
    bool amxBf16 = false; ///< matrix unit for bf16: autocast trains 2 to 3.5 times as fast as fp32
    bool avx512Bf16 = false; ///< vector instructions for bf16
    qint64 totalMemory = 0; ///< bytes, of the machine or as many as a container may have of them

    static const CpuInfo &host();
    [[nodiscard]] static qint64
    freeMemory(); ///< bytes that can be had without swapping, and within a container's limit, now
};

} // namespace proponent
