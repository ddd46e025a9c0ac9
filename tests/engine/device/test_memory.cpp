// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/memory.h"
#include "engine/device/memory_limit.h"
#include "tests/engine/test_devices.h"
#include "tests/test_registry.h"

#include <QDir>
#include <QMap>
#include <QTemporaryDir>
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
    void groupsLimitMemory_data();
    void groupsLimitMemory();
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

using Files = QMap<QString, QByteArray>;

void MemoryTest::groupsLimitMemory_data()
{
    QTest::addColumn<Files>("files");
    QTest::addColumn<qint64>("total");
    QTest::addColumn<qint64>("free");
    const QByteArray second = "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n";
    const QByteArray first = "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n"
                             "32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n"
                             "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n";
    const QString unified = "sys/fs/cgroup/";
    const QString memory = "sys/fs/cgroup/memory/";
    QTest::newRow("no groups") << Files{} << qint64(-1) << qint64(-1);
    QTest::newRow("no limit") << Files{{"proc/self/cgroup", "0::/user.slice\n"},
                                       {"proc/self/mountinfo", second},
                                       {unified + "user.slice/memory.max", "max\n"}}
                              << qint64(-1) << qint64(-1);
    QTest::newRow("version 2, in a container")
        << Files{{"proc/self/cgroup", "0::/\n"},
                 {"proc/self/mountinfo", second},
                 {unified + "memory.max", "734003200\n"},
                 {unified + "memory.current", "104857600\n"},
                 {unified + "memory.stat", "anon 7\ninactive_file 4857600\n"}}
        << qint64(734'003'200) << qint64(634'003'200);
    QTest::newRow("version 2, of a group further up")
        << Files{{"proc/self/cgroup", "0::/batch/job 7:2/step\n"},
                 {"proc/self/mountinfo", second},
                 {unified + "batch/memory.max", "5000\n"},
                 {unified + "batch/memory.current", "4500\n"},
                 {unified + "batch/job 7:2/memory.max", "3000\n"},
                 {unified + "batch/job 7:2/memory.current", "100\n"},
                 {unified + "batch/job 7:2/step/memory.max", "max\n"}}
        << qint64(3000) << qint64(500);
    QTest::newRow("used up") << Files{{"proc/self/cgroup", "0::/\n"},
                                      {"proc/self/mountinfo", second},
                                      {unified + "memory.max", "5000\n"},
                                      {unified + "memory.current", "5100\n"}}
                             << qint64(5000) << qint64(0);
    QTest::newRow("version 1") << Files{{"proc/self/cgroup", "5:cpu:/c\n4:cpuacct,memory:/c\n0::/\n"},
                                        {"proc/self/mountinfo", first},
                                        {memory + "c/memory.limit_in_bytes", "5000\n"},
                                        {memory + "c/memory.usage_in_bytes", "4000\n"},
                                        {memory + "c/memory.stat",
                                         "inactive_file 1\ntotal_inactive_file 1500\n"},
                                        {memory + "memory.limit_in_bytes", "9223372036854771712\n"}}
                               << qint64(5000) << qint64(2500);
    QTest::newRow("version 1, seen from a container")
        << Files{{"proc/self/cgroup", "4:memory:/docker/ab\n"},
                 {"proc/self/mountinfo",
                  "35 31 0:32 /docker/ab /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"},
                 {memory + "memory.limit_in_bytes", "5000\n"},
                 {memory + "memory.usage_in_bytes", "4000\n"}}
        << qint64(5000) << qint64(1000);
    QTest::newRow("a group outside of what is mounted") << Files{{"proc/self/cgroup", "0::/../../x\n"},
                                                                 {"proc/self/mountinfo", second},
                                                                 {unified + "memory.max", "5000\n"}}
                                                        << qint64(5000) << qint64(5000);
}

void MemoryTest::groupsLimitMemory()
{
    QFETCH(Files, files);
    QFETCH(qint64, total);
    QFETCH(qint64, free);
    const QTemporaryDir root;
    for (auto it = files.begin(); it != files.end(); ++it) {
        const QString path = root.filePath(it.key());
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(it.value()) == it.value().size());
    }
    const auto limit = MemoryLimit::ofThisProcess(root.path());
    QCOMPARE(limit ? limit->total : qint64(-1), total);
    QCOMPARE(limit ? limit->free : qint64(-1), free);
}

PROPONENT_TEST(MemoryTest)
#include "test_memory.moc"
