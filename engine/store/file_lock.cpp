// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/file_lock.h"

#include "engine/store/cant_write.h"
#include "engine/store/store_text.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace proponent {

namespace {

[[noreturn]] void throwCantMake(const QString &file)
{
    const bool full = errno == ENOSPC || errno == EDQUOT;
    throw CantWrite(StoreText::tr("%1 can't be made: %2. Check that the folder may be written and the disk "
                                  "isn't full.")
                        .arg(file, QString::fromLocal8Bit(std::strerror(errno))),
                    full ? CantWrite::Reason::Full : CantWrite::Reason::Refused);
}

[[noreturn]] void throwCantLock(const QString &file)
{
    throw EngineError(
        StoreText::tr(
            "%1 can't be locked: %2. Keep the library on a disk of this machine, or mount the share "
            "with locks: without them two programs would damage it.")
            .arg(file, QString::fromLocal8Bit(std::strerror(errno))));
}

/// Whether the name still leads to the file that is open: its holder may have deleted it meanwhile.
bool isStillNamed(int descriptor, const QByteArray &name)
{
    struct stat opened
    {};
    struct stat named
    {};
    return ::fstat(descriptor, &opened) == 0 && ::stat(name.constData(), &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

} // namespace

std::unique_ptr<FileLock> FileLock::tryLock(const QString &file, Kind kind)
{
    const int operation = (kind == Kind::Shared ? LOCK_SH : LOCK_EX) | LOCK_NB;
    const QByteArray name = QFile::encodeName(file);
    while (true) {
        const int descriptor = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (descriptor < 0)
            throwCantMake(file);
        std::unique_ptr<FileLock> lock(new FileLock(file, descriptor));
        int locked = -1;
        do {
            locked = ::flock(descriptor, operation);
        } while (locked != 0 && errno == EINTR);
        if (locked != 0) {
            if (errno == EWOULDBLOCK)
                return nullptr;
            throwCantLock(file);
        }
        if (isStillNamed(descriptor, name))
            return lock;
    }
}

FileLock::FileLock(const QString &file, int descriptor) : m_file(file), m_descriptor(descriptor)
{
}

FileLock::~FileLock()
{
    ::close(m_descriptor);
}

void FileLock::removeFile()
{
    QFile::remove(m_file);
}

} // namespace proponent
