// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/memory_limit.h"

#include <QFile>
#include <QList>

#include <algorithm>

namespace proponent {

namespace {

/// A version's file names. Version 1 says "no limit" by a number that no machine has.
struct Version
{
    const char *fileSystem;
    const char *limit;
    const char *used;
    const char *cached; ///< key in memory.stat: files that nobody has used lately, which are dropped at need
};
constexpr Version versions[] = {
    {"cgroup2", "memory.max", "memory.current", "inactive_file"},
    {"cgroup", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"},
};
constexpr qint64 noLimit = qint64(1) << 60;

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

/// Of "key value" lines.
qint64 valueOf(const QByteArray &table, const QByteArray &key)
{
    for (const QByteArray &line : table.split('\n')) {
        if (line.startsWith(key + ' '))
            return line.mid(key.size() + 1).trimmed().toLongLong();
    }
    return 0;
}

/// This process's group, as the kernel names it: "0::/a" of version 2, "4:memory:/a" of version 1.
std::optional<QString> groupOf(const QByteArray &groups, const Version &version)
{
    const bool second = qstrcmp(version.fileSystem, "cgroup2") == 0;
    for (const QByteArray &line : groups.split('\n')) {
        const QList<QByteArray> fields = line.split(':');
        if (fields.size() < 3)
            continue;
        if (second ? fields[0] == "0" && fields[1].isEmpty() : fields[1].split(',').contains("memory"))
            return QString::fromUtf8(line.mid(fields[0].size() + fields[1].size() + 2));
    }
    return {};
}

struct Mount
{
    QString point;
    QString group; ///< that is mounted there: a container sees the tree from its own group on
};

/// A line of mountinfo: "36 35 98:0 /group /point options - cgroup cgroup rw,memory".
std::optional<Mount> mountOf(const QByteArray &mounts, const Version &version)
{
    for (const QByteArray &line : mounts.split('\n')) {
        const qsizetype dash = line.indexOf(" - ");
        const QList<QByteArray> fields = line.left(std::max<qsizetype>(0, dash)).split(' ');
        const QList<QByteArray> source = line.mid(dash + 3).split(' ');
        if (dash < 0 || fields.size() < 5 || source.size() < 3 || source[0] != version.fileSystem)
            continue;
        if (source[0] == "cgroup" && !source[2].split(',').contains("memory"))
            continue;
        return Mount{QString::fromUtf8(fields[4]), QString::fromUtf8(fields[3])};
    }
    return {};
}

void tighten(std::optional<MemoryLimit> &tightest, const QString &folder, const Version &version)
{
    bool isNumber = false; // "max", or no file
    const qint64 limit = contents(folder + u'/' + QLatin1String(version.limit)).toLongLong(&isNumber);
    if (!isNumber || limit >= noLimit)
        return;
    const qint64 used = contents(folder + u'/' + QLatin1String(version.used)).toLongLong();
    const qint64 cached = valueOf(contents(folder + QStringLiteral("/memory.stat")), version.cached);
    const qint64 free = std::max<qint64>(0, limit - std::max<qint64>(0, used - cached));
    if (!tightest)
        tightest = MemoryLimit{limit, free};
    tightest->total = std::min(tightest->total, limit);
    tightest->free = std::min(tightest->free, free);
}

} // namespace

std::optional<MemoryLimit> MemoryLimit::ofThisProcess(const QString &root)
{
    const QByteArray groups = contents(root + QStringLiteral("/proc/self/cgroup"));
    const QByteArray mounts = contents(root + QStringLiteral("/proc/self/mountinfo"));
    std::optional<MemoryLimit> tightest;
    for (const Version &version : versions) {
        const auto mount = mountOf(mounts, version);
        auto group = groupOf(groups, version);
        if (!mount || !group)
            continue;
        if (mount->group != u"/" && group->startsWith(mount->group))
            group = group->mid(mount->group.size());
        const QString top = root + mount->point;
        QString folder = top;
        if (!group->contains(QStringLiteral("/..")) && *group != u"/") // ".." leads out of what is mounted
            folder += *group;
        while (folder.size() > top.size()) {
            tighten(tightest, folder, version);
            folder.truncate(folder.lastIndexOf(u'/'));
        }
        tighten(tightest, top, version);
    }
    return tightest;
}

} // namespace proponent
