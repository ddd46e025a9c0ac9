// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/cpu_info.h"

#include "engine/device/memory_limit.h"

#include <QFile>
#include <QSysInfo>

#include <algorithm>

namespace proponent {

namespace {

/// The value of "key : value" or "key: value kB" in one of /proc's tables.
QString procValue(const QString &file, const QByteArray &key)
{
    QFile proc(file);
    if (!proc.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = proc.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed() == key)
            return QString::fromUtf8(line.mid(colon + 1).trimmed());
    }
    return {};
}

qint64 memoryValue(const QByteArray &key)
{
    return procValue(QStringLiteral("/proc/meminfo"), key).section(QLatin1Char(' '), 0, 0).toLongLong() *
           1024;
}

CpuInfo readHost()
{
    const QString cpuinfo = QStringLiteral("/proc/cpuinfo");
    CpuInfo info;
    info.name = procValue(cpuinfo, "model name");
    if (info.name.isEmpty())
        info.name = QSysInfo::currentCpuArchitecture();
    const QStringList flags = procValue(cpuinfo, "flags").split(QLatin1Char(' '));
    info.amxBf16 = flags.contains(QLatin1String("amx_bf16"));
    info.avx512Bf16 = flags.contains(QLatin1String("avx512_bf16"));
    info.totalMemory = memoryValue("MemTotal");
    if (const auto limit = MemoryLimit::ofThisProcess())
        info.totalMemory = std::min(info.totalMemory, limit->total);
    return info;
}

} // namespace

const CpuInfo &CpuInfo::host()
{
    static const CpuInfo info = readHost();
    return info;
}

qint64 CpuInfo::freeMemory()
{
    const qint64 available = memoryValue("MemAvailable");
    const auto limit = MemoryLimit::ofThisProcess();
    return limit ? std::min(available, limit->free) : available;
}

} // namespace proponent
