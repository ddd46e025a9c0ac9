// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/device_id.h"
#include "engine/device/device_text.h"

#include <torch/cuda.h>

namespace proponent {

namespace {

QString existingDevices()
{
    QStringList names{QStringLiteral("cpu")};
    for (int i = 0; i < int(torch::cuda::device_count()); ++i)
        names += QStringLiteral("cuda:%1").arg(i);
    return names.join(QStringLiteral(", "));
}

} // namespace

Result<DeviceId> DeviceId::parse(const QString &text)
{
    DeviceId id;
    const int cudaDevices = torch::cuda::is_available() ? int(torch::cuda::device_count()) : 0;
    if (text == QLatin1String("cpu") || (text == QLatin1String("auto") && cudaDevices == 0))
        return id;
    if (text == QLatin1String("auto") || text == QLatin1String("cuda")) {
        id.m_cudaIndex = 0;
    } else if (text.startsWith(QLatin1String("cuda:"))) {
        bool ok = false;
        const QString digits = text.mid(5);
        id.m_cudaIndex = digits.toInt(&ok);
        if (!ok || digits != QString::number(id.m_cudaIndex) || id.m_cudaIndex < 0)
            return Error{
                DeviceText::tr("“%1” is not a device: the number after “cuda:” counts from 0. This machine "
                               "has: %2.")
                    .arg(text, existingDevices())};
    } else {
        return Error{DeviceText::tr("“%1” is not a device. Use auto or one that this machine has: %2.")
                         .arg(text, existingDevices())};
    }
    if (id.m_cudaIndex >= cudaDevices) {
        return Error{DeviceText::tr("There is no device %1 here. Use auto or one that this machine has: %2.")
                         .arg(text, existingDevices())};
    }
    return id;
}

torch::Device DeviceId::torch() const
{
    return isCuda() ? torch::Device(torch::kCUDA, c10::DeviceIndex(m_cudaIndex)) : torch::Device(torch::kCPU);
}

QString DeviceId::toString() const
{
    return isCuda() ? QStringLiteral("cuda:%1").arg(m_cudaIndex) : QStringLiteral("cpu");
}

} // namespace proponent
