// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace proponent {

/// Floating-point format of the forward and backward pass. Auto: the fastest that the device does well.
enum class Precision { Auto, Fp32, Bf16, Fp16 };

/// "auto", "fp32", "bf16", "fp16": as on the command line and in stored configurations.
[[nodiscard]] QString toString(Precision precision);
[[nodiscard]] std::optional<Precision> precisionFromString(const QString &text);

/// Whether a device can compute in a precision, and why not.
struct PrecisionSupport
{
    Precision precision = Precision::Fp32;
    bool usable = false;
    QString reason; ///< in words, for a tooltip; says why it can't be used, or what it is good for
};

/// One device of this machine, as shown in a dropdown.
struct DeviceInfo
{
    QString id; ///< "cpu", "cuda:0"
    QString name; ///< "AMD EPYC 9654", "NVIDIA H100"
    qint64 totalMemory = 0; ///< bytes
    qint64 freeMemory = 0; ///< bytes
    bool usable = true;
    QString reason; ///< why it can't be used; empty when usable
    QList<PrecisionSupport> precisions; ///< fp32, bf16, fp16 in this order
    Precision automaticPrecision = Precision::Fp32; ///< what Auto takes on this device
};

} // namespace proponent
