// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/memory.h"
#include "tests/engine/test_devices.h"
#include "tests/test_registry.h"

#include <QTest>

using namespace proponent;

class MemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsMissingMemory_data();
    void knowsMissingMemory();
    void knowsADevicesAllocator_data();
    void knowsADevicesAllocator();
    void someMemoryIsFree_data();
    void someMemoryIsFree();
};

namespace {

using Thrower = void (*)();

/// Whether what `thrower` throws is taken for missing memory.
bool isTakenForMissingMemory(Thrower thrower)
{
    try {
        thrower();
    } catch (const std::exception &error) {
        return isOutOfMemory(error);
    }
    return false;
}

} // namespace

Q_DECLARE_METATYPE(Thrower)

void MemoryTest::knowsMissingMemory_data()
{
    QTest::addColumn<Thrower>("thrower");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, Thrower thrower, bool expected) {
        QTest::newRow(name) << thrower << expected;
    };
    row(
        "bad_alloc", [] { throw std::bad_alloc(); }, true);
    row(
        "torch's own type", [] { TORCH_CHECK_WITH(OutOfMemoryError, false, "CUDA: no more"); }, true);
    row(
        "torch, in words", [] { TORCH_CHECK(false, "CUDA error: out of memory"); }, true);
    row(
        "cuBLAS",
        [] { throw std::runtime_error("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate"); },
        true);
    row(
        "another error of torch", [] { TORCH_CHECK(false, "mat1 and mat2 shapes cannot be multiplied"); },
        false);
    row(
        "another error", [] { throw std::runtime_error("No such file or directory"); }, false);
}

void MemoryTest::knowsMissingMemory()
{
    QFETCH(Thrower, thrower);
    QFETCH(bool, expected);
    QCOMPARE(isTakenForMissingMemory(thrower), expected);
}

void MemoryTest::knowsADevicesAllocator_data()
{
    addTestDevices();
}

void MemoryTest::knowsADevicesAllocator()
{
    QFETCH(QByteArray, device);
    bool known = false;
    try {
        (void)torch::empty({int64_t(1) << 50}, torch::device(torchDevice(device)).dtype(torch::kByte));
    } catch (const std::exception &error) {
        known = isOutOfMemory(error);
    }
    QVERIFY(known);
}

void MemoryTest::someMemoryIsFree_data()
{
    addTestDevices();
}

void MemoryTest::someMemoryIsFree()
{
    QFETCH(QByteArray, device);
    const torch::Device where = torchDevice(device);
    releaseCachedMemory(where);
    QVERIFY(freeMemory(where) > qint64(16) << 20);
}

PROPONENT_TEST(MemoryTest)
#include "test_memory.moc"
