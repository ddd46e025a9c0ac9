// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/autocast.h"
#include "engine/device/device_list.h"
#include "engine/device/precision.h"
#include "engine/device/torch_compat.h"

#include <QTest>

#include <thread>

using namespace proponent;

class DeviceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsesDevices_data();
    void parsesDevices();
    void cpuIsListedFirst();
    void precisionThatCannotBeUsedIsRefused();
    void autocastComputesInTheLowerType();
    void autocastNestsAndRestores();
    void autocastLeavesByException();
    void autocastIsPerThread();
    void autocastSeesChangedWeights();
    void autocastRefusesImpossibleTypes();
};

void DeviceTest::parsesDevices_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("device"); // empty: an error
    QTest::addColumn<QString>("message");
    const bool cuda = torch::cuda::is_available();
    QTest::newRow("cpu") << "cpu" << "cpu" << "";
    QTest::newRow("auto") << "auto" << (cuda ? "cuda:0" : "cpu") << "";
    QTest::newRow("cuda") << "cuda" << (cuda ? "cuda:0" : "") << "This machine has: cpu";
    QTest::newRow("no such card") << "cuda:77" << "" << "that this machine has: cpu";
    QTest::newRow("no number") << "cuda:x" << "" << "counts from 0";
    QTest::newRow("negative") << "cuda:-1" << "" << "counts from 0";
    QTest::newRow("leading zero") << "cuda:00" << "" << "counts from 0";
    QTest::newRow("capitals") << "CPU" << "" << "is not a device";
    QTest::newRow("empty") << "" << "" << "is not a device";
    QTest::newRow("other kind") << "mps" << "" << "is not a device";
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

void DeviceTest::cpuIsListedFirst()
{
    const QList<DeviceInfo> devices = listDevices();
    QCOMPARE(devices.size(), 1 + qsizetype(torch::cuda::device_count()));
    QCOMPARE(devices.first().id, "cpu");
    QVERIFY(!devices.first().name.isEmpty());
    QVERIFY(devices.first().totalMemory > devices.first().freeMemory);
    QCOMPARE(devices.first().precisions.size(), 3);
    for (const PrecisionSupport &support : devices.first().precisions)
        QVERIFY(!support.reason.isEmpty());
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

torch::ScalarType productType()
{
    return torch::mm(torch::ones({4, 4}), torch::ones({4, 4})).scalar_type();
}

} // namespace

void DeviceTest::autocastComputesInTheLowerType()
{
    QCOMPARE(productType(), torch::kFloat);
    const AutocastGuard guard(torch::kCPU, torch::kBFloat16);
    QCOMPARE(productType(), torch::kBFloat16);
}

void DeviceTest::autocastNestsAndRestores()
{
    const torch::ScalarType before = compat::autocastDtype(torch::kCPU);
    {
        const AutocastGuard outer(torch::kCPU, torch::kBFloat16);
        {
            const AutocastGuard inner(torch::kCPU, torch::kBFloat16, /*enabled=*/false);
            QCOMPARE(productType(), torch::kFloat);
            const AutocastGuard innermost(torch::kCPU, torch::kBFloat16);
            QCOMPARE(productType(), torch::kBFloat16);
        }
        QCOMPARE(productType(), torch::kBFloat16);
        const AutocastGuard full(torch::kCPU, torch::kFloat);
        QCOMPARE(productType(), torch::kFloat);
    }
    QCOMPARE(productType(), torch::kFloat);
    QVERIFY(!compat::isAutocastEnabled(torch::kCPU));
    QCOMPARE(compat::autocastDtype(torch::kCPU), before);
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

QTEST_GUILESS_MAIN(DeviceTest)
#include "test_device.moc"
