// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>

#include <sched.h>
#include <sys/mount.h>

namespace proponent {

/// A disk of its own, small enough to be filled. Only this program sees it: it is gone however the program ends.
class SmallDisk
{
public:
    SmallDisk()
        : m_mounted(::unshare(CLONE_NEWNS) == 0 &&
                    ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                    ::mount("tmpfs", qPrintable(m_folder.path()), "tmpfs", 0, "size=64m") == 0)
    {
    }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(qPrintable(m_folder.path()), MNT_DETACH);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    [[nodiscard]] bool isThere() const { return m_mounted; }
    [[nodiscard]] QString path() const { return m_folder.path(); }
    void fill() const
    {
        QFile file(filler());
        for (qint64 size = 1 << 16; size > 0 && file.open(QIODevice::Append | QIODevice::Unbuffered);) {
            if (file.write(QByteArray(size, 'x')) < size)
                size /= 2;
            file.close();
        }
    }
    void makeRoom() const { QFile::remove(filler()); }

private:
    [[nodiscard]] QString filler() const { return m_folder.filePath(QStringLiteral("filler")); }

    QTemporaryDir m_folder;
    bool m_mounted;
};

} // namespace proponent
