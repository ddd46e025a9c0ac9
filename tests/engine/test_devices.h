// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/cuda.h>
#include <torch/types.h>

#include <QTest>

namespace proponent {

/// What a test of computing is repeated on: the CPU, and the first CUDA device where there is one.
struct TestTarget
{
    const char *name;
    torch::DeviceType device;
    torch::ScalarType dtype; ///< that autocast computes in; kFloat: no autocast
};

[[nodiscard]] inline std::vector<TestTarget> testTargets()
{
    std::vector<TestTarget> targets{{"cpu fp32", torch::kCPU, torch::kFloat},
                                    {"cpu bf16", torch::kCPU, torch::kBFloat16}};
    if (torch::cuda::is_available()) {
        targets.push_back({"cuda fp32", torch::kCUDA, torch::kFloat});
        targets.push_back({"cuda bf16", torch::kCUDA, torch::kBFloat16});
        targets.push_back({"cuda fp16", torch::kCUDA, torch::kHalf});
    }
    return targets;
}

[[nodiscard]] inline QByteArrayList testDevices()
{
    return torch::cuda::is_available() ? QByteArrayList{"cpu", "cuda"} : QByteArrayList{"cpu"};
}

/// For the _data function of a test that takes nothing but QFETCH(QByteArray, device).
inline void addTestDevices()
{
    QTest::addColumn<QByteArray>("device");
    for (const QByteArray &device : testDevices())
        QTest::newRow(device.constData()) << device;
}

[[nodiscard]] inline torch::Device torchDevice(const QByteArray &device)
{
    return torch::Device(device.toStdString());
}

} // namespace proponent
