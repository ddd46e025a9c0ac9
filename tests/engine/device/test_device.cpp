// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/autocast.h"
#include "engine/device/device_list.h"
#include "engine/device/precision.h"
#include "engine/device/torch_compat.h"
#include "tests/engine/test_devices.h"
#include "tests/test_registry.h"

#include <QTest>

#include <thread>

using namespace proponent;

class DeviceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsesDevices_data();
    void parsesDevices();
    void devicesAreDescribed();
    void precisionThatCannotBeUsedIsRefused();
    void autocastComputesInTheLowerType_data();
    void autocastComputesInTheLowerType();
    void autocastNestsAndRestores_data();
    void autocastNestsAndRestores();
    void autocastLeavesByException();
    void autocastIsPerThread();
    void autocastSeesChangedWeights();
    void autocastRefusesImpossibleTypes();
    void tf32IsOffInScope_data();
    void tf32IsOffInScope();
};

void DeviceTest::parsesDevices_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("device"); // empty: an error
    QTest::addColumn<QString>("message");
    const bool cuda = torch::cuda::is_available();
    QTest::newRow("cpu") << "cpu"
                         << "cpu"
                         << "";
    QTest::newRow("auto") << "auto" << (cuda ? "cuda:0" : "cpu") << "";
    QTest::newRow("cuda") << "cuda" << (cuda ? "cuda:0" : "") << "This machine has: cpu";
    QTest::newRow("no such card") << "cuda:77"
                                  << ""
                                  << "that this machine has: cpu";
    QTest::newRow("no number") << "cuda:x"
                               << ""
                               << "counts from 0";
    QTest::newRow("negative") << "cuda:-1"
                              << ""
                              << "counts from 0";
    QTest::newRow("leading zero") << "cuda:00"
                                  << ""
                                  << "counts from 0";
    QTest::newRow("capitals") << "CPU"
                              << ""
                              << "is not a device";
    QTest::newRow("empty") << ""
                           << ""
                           << "is not a device";
    QTest::newRow("other kind") << "mps"
                                << ""
                                << "is not a device";
}

void DeviceTest::parsesDevices()
{
    QFETCH(QString, text);
    QFETCH(QString, device);
    QFETCH(QString, message);
    const auto parsed = DeviceId::parse(text);
    QCOMPARE(parsed.hasValue(), !device.isEmpty());
    if (parsed)
        QCOMPARE(parsed->toString(), device);
    else
        QVERIFY2(parsed.error().contains(message, Qt::CaseInsensitive), qPrintable(parsed.error()));
}

void DeviceTest::devicesAreDescribed()
{
    const QList<DeviceInfo> devices = listDevices();
    QCOMPARE(devices.size(), 1 + qsizetype(torch::cuda::device_count()));
    QCOMPARE(devices.first().id, "cpu");
    for (const DeviceInfo &device : devices) {
        QVERIFY2(device.usable, qPrintable(device.reason));
        QVERIFY(!device.name.isEmpty());
        QVERIFY(device.freeMemory > 0);
        QVERIFY(device.totalMemory > device.freeMemory);
        QCOMPARE(device.precisions.size(), 3);
        for (const PrecisionSupport &support : device.precisions)
            QVERIFY(!support.reason.isEmpty());
        // What is chosen by itself, and what is usable, can be asked for.
        const auto parsed = DeviceId::parse(device.id);
        QVERIFY(parsed.hasValue());
        QVERIFY(*resolvePrecision(*parsed, Precision::Auto) == device.automaticPrecision);
        for (const PrecisionSupport &support : device.precisions)
            QCOMPARE(resolvePrecision(*parsed, support.precision).hasValue(), support.usable);
    }
}

void DeviceTest::precisionThatCannotBeUsedIsRefused()
{
    const DeviceId cpu;
    const auto half = resolvePrecision(cpu, Precision::Fp16);
    QVERIFY(!half);
    QVERIFY2(half.error().contains("needs a CUDA device"), qPrintable(half.error()));
    QVERIFY(resolvePrecision(cpu, Precision::Bf16).hasValue());
    QVERIFY(*resolvePrecision(cpu, Precision::Auto) != Precision::Auto);
}

namespace {

torch::ScalarType productType(torch::Device device = torch::kCPU)
{
    const torch::Tensor ones = torch::ones({4, 4}, device);
    return torch::mm(ones, ones).scalar_type();
}

void addLowerTargets()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("dtype");
    for (const TestTarget &target : testTargets()) {
        if (target.dtype != torch::kFloat)
            QTest::newRow(target.name) << int(target.device) << int(target.dtype);
    }
}

} // namespace

void DeviceTest::autocastComputesInTheLowerType_data()
{
    addLowerTargets();
}

void DeviceTest::autocastComputesInTheLowerType()
{
    QFETCH(int, type);
    QFETCH(int, dtype);
    const torch::Device device{torch::DeviceType(type)};
    const auto lower = torch::ScalarType(dtype);
    QCOMPARE(productType(device), torch::kFloat);
    const AutocastGuard guard(device, lower);
    QCOMPARE(productType(device), lower);
    if (device.is_cuda()) // by type: whatever the number, and nothing on the other type
        QCOMPARE(productType(torch::Device(torch::kCUDA, 0)), lower);
    else if (torch::cuda::is_available())
        QCOMPARE(productType(torch::kCUDA), torch::kFloat);
}

void DeviceTest::autocastNestsAndRestores_data()
{
    addLowerTargets();
}

void DeviceTest::autocastNestsAndRestores()
{
    QFETCH(int, type);
    QFETCH(int, dtype);
    const torch::Device device{torch::DeviceType(type)};
    const auto lower = torch::ScalarType(dtype);
    const torch::ScalarType before = compat::autocastDtype(device.type());
    {
        const AutocastGuard outer(device, lower);
        {
            const AutocastGuard inner(device, lower, /*enabled=*/false);
            QCOMPARE(productType(device), torch::kFloat);
            const AutocastGuard innermost(device, lower);
            QCOMPARE(productType(device), lower);
        }
        QCOMPARE(productType(device), lower);
        const AutocastGuard full(device, torch::kFloat);
        QCOMPARE(productType(device), torch::kFloat);
    }
    QCOMPARE(productType(device), torch::kFloat);
    QVERIFY(!compat::isAutocastEnabled(device.type()));
    QCOMPARE(compat::autocastDtype(device.type()), before);
}

void DeviceTest::autocastLeavesByException()
{
    try {
        const AutocastGuard guard(torch::kCPU, torch::kBFloat16);
        throw std::runtime_error("away");
    } catch (const std::runtime_error &) {
    }
    QCOMPARE(productType(), torch::kFloat);
}

void DeviceTest::autocastIsPerThread()
{
    const AutocastGuard guard(torch::kCPU, torch::kBFloat16);
    torch::ScalarType elsewhere = torch::kBFloat16;
    std::thread([&elsewhere] { elsewhere = productType(); }).join();
    QCOMPARE(elsewhere, torch::kFloat);
    QCOMPARE(productType(), torch::kBFloat16);
}

void DeviceTest::autocastSeesChangedWeights()
{
    torch::Tensor weight = torch::ones({4, 4}).requires_grad_();
    const torch::Tensor input = torch::ones({1, 4});
    const AutocastGuard guard(torch::kCPU, torch::kBFloat16);
    QCOMPARE(torch::mm(input, weight).sum().item<float>(), 16.0F);
    {
        const torch::NoGradGuard noGrad;
        weight.fill_(2);
    }
    AutocastGuard::weightsChanged();
    QCOMPARE(torch::mm(input, weight).sum().item<float>(), 32.0F);
}

void DeviceTest::autocastRefusesImpossibleTypes()
{
    QVERIFY_EXCEPTION_THROWN(AutocastGuard(torch::kCPU, torch::kHalf), c10::Error);
    QVERIFY_EXCEPTION_THROWN(AutocastGuard(torch::kCPU, torch::kDouble), c10::Error);
    QCOMPARE(productType(), torch::kFloat);
}

void DeviceTest::tf32IsOffInScope_data()
{
    addTestDevices();
}

void DeviceTest::tf32IsOffInScope()
{
    QFETCH(QByteArray, device);
    torch::manual_seed(1);
    const torch::Tensor images = torch::randn({8, 64, 16, 16}).to(torchDevice(device));
    const torch::Tensor weights = torch::randn({64, 64, 3, 3}).to(torchDevice(device));
    const torch::Tensor truth = torch::conv2d(images.to(torch::kDouble), weights.to(torch::kDouble));
    const auto error = [&] {
        return ((torch::conv2d(images, weights) - truth).norm() / truth.norm()).item<double>();
    };
    const double before = error();
    {
        const compat::Tf32Scope fullFloat32(/*allowed=*/false);
        QVERIFY2(error() < 2e-6, qPrintable(QString::number(error())));
    }
    // On a card with tensor cores libtorch's default is TF32, and it is back.
    QVERIFY2(error() > 0.1 * before && error() < 10 * before, qPrintable(QString::number(error())));
}

PROPONENT_TEST(DeviceTest)
#include "test_device.moc"
