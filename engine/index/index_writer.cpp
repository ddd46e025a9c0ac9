// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/index_writer.h"

#include "engine/index/half_rows.h"
#include "engine/index/index_text.h"
#include "engine/index/parts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace proponent {

namespace {

/// Whether the name still leads to the file that is open: another writer may have finished it meanwhile.
bool isNamed(int descriptor, const QByteArray &name)
{
    struct stat opened
    {};
    struct stat named
    {};
    return ::fstat(descriptor, &opened) == 0 && ::stat(name.constData(), &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/// The file, open and locked (flock: until it is closed, however the process ends), or -1 and errno.
int openAlone(const QByteArray &name)
{
    while (true) {
        const int descriptor = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (descriptor < 0)
            return -1;
        int locked = -1;
        do {
            locked = ::flock(descriptor, LOCK_EX | LOCK_NB);
        } while (locked != 0 && errno == EINTR);
        if (locked == 0 && isNamed(descriptor, name))
            return descriptor;
        const int problem = errno;
        ::close(descriptor);
        if (locked != 0) {
            errno = problem;
            return -1;
        }
    }
}

bool sync(const QString &folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
}

/// As many bytes as there are, up to `bytes`' size.
bool readAt(int descriptor, qint64 offset, QByteArray &bytes)
{
    qint64 done = 0;
    while (done < bytes.size()) {
        const ssize_t read =
            ::pread(descriptor, bytes.data() + done, std::size_t(bytes.size() - done), off_t(offset + done));
        if (read < 0 && errno == EINTR)
            continue;
        if (read <= 0)
            return false;
        done += read;
    }
    return true;
}

} // namespace

QString IndexWriter::partOf(const QString &path)
{
    return path + QStringLiteral(".part");
}

IndexWriter::IndexWriter(const QString &path, const IndexShape &shape, const QJsonObject &key)
    : m_path(path), m_layout(shape, key), m_whole(std::size_t(m_layout.blocks()), 0)
{
    QDir().mkpath(QFileInfo(path).absolutePath()); // what is wrong with it is found by the next
    m_descriptor = openAlone(QFile::encodeName(partOf(path)));
    if (m_descriptor < 0 && errno == EWOULDBLOCK) {
        throw EngineError(
            IndexText::tr("Another program is building the index %1. Wait until it is done, or stop it.")
                .arg(path));
    }
    if (m_descriptor < 0)
        throwCantWrite();
    try {
        const bool begun = goOn();
        if (!begun)
            begin();
        reserve(begun);
    } catch (...) {
        ::close(m_descriptor);
        throw;
    }
}

IndexWriter::~IndexWriter()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

bool IndexWriter::goOn()
{
    QByteArray header(m_layout.header().size(), '\0');
    if (!readAt(m_descriptor, 0, header) || header != m_layout.header())
        return false;
    forEachPart(blocks(), 0, [this](qint64 block) {
        QByteArray bytes(m_layout.size(block), '\0');
        m_whole[std::size_t(block)] =
            readAt(m_descriptor, m_layout.offset(block), bytes) && m_layout.isWhole(block, bytes) ? 1 : 0;
    });
    return true;
}

void IndexWriter::begin()
{
    if (::ftruncate(m_descriptor, 0) != 0)
        throwCantWrite();
    write(0, m_layout.header());
}

void IndexWriter::reserve(bool begun)
{
    // Where a file system can't, a disk that fills up is noticed later.
    const qint64 size = m_layout.end();
    if (::fallocate(m_descriptor, 0, 0, off_t(size)) == 0 ||
        (errno != ENOSPC && errno != EDQUOT && errno != EFBIG))
        return;
    const QString why = qt_error_string(errno);
    if (!begun)
        QFile::remove(partOf(m_path));
    throw EngineError(
        IndexText::tr("There is no room for the index %1, which takes %2: %3. Free some space, or build "
                      "a narrower one.")
            .arg(m_path, QLocale().formattedDataSize(size), why));
}

void IndexWriter::put(qint64 block, std::span<const float> values)
{
    Q_ASSERT(qint64(values.size()) == rows(block) * m_layout.shape().width);
    QByteArray bytes(m_layout.size(block), '\0');
    const std::span scales(reinterpret_cast<float *>(bytes.data()), std::size_t(rows(block)));
    const std::span halves(reinterpret_cast<qfloat16 *>(bytes.data() + m_layout.valuesAt(block)),
                           values.size());
    toHalf(values, halves, scales);
    const QByteArray checksum = m_layout.checksum(block, bytes);
    std::memcpy(bytes.data() + m_layout.checksumAt(block), checksum.constData(),
                std::size_t(checksum.size()));
    write(m_layout.offset(block), bytes);
    m_whole[std::size_t(block)] = 1;
}

GradientIndex IndexWriter::written(int threads) const
{
    requireWhole();
    return GradientIndex::openFile(partOf(m_path), false, threads).valueOrThrow();
}

void IndexWriter::finish(const QJsonObject &facts)
{
    requireWhole();
    const QByteArray end = m_layout.endOf(facts);
    write(m_layout.end(), end);
    const QByteArray part = QFile::encodeName(partOf(m_path));
    const bool done = ::ftruncate(m_descriptor, off_t(m_layout.end() + end.size())) == 0 &&
                      ::fsync(m_descriptor) == 0 &&
                      std::rename(part.constData(), QFile::encodeName(m_path).constData()) == 0 &&
                      sync(QFileInfo(m_path).absolutePath());
    if (!done)
        throwCantWrite();
    ::close(m_descriptor);
    m_descriptor = -1;
}

void IndexWriter::requireWhole() const
{
    if (std::find(m_whole.begin(), m_whole.end(), 0) != m_whole.end())
        throw std::logic_error("an index is finished before all of its blocks are written");
}

void IndexWriter::write(qint64 offset, const QByteArray &bytes)
{
    qint64 done = 0;
    while (done < bytes.size()) {
        const ssize_t written = ::pwrite(m_descriptor, bytes.constData() + done,
                                         std::size_t(bytes.size() - done), off_t(offset + done));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            throwCantWrite();
        done += written;
    }
}

void IndexWriter::throwCantWrite() const
{
    throw EngineError(
        IndexText::tr("The index %1 can't be written: %2. Check that its folder may be written and the "
                      "disk isn't full.")
            .arg(m_path, qt_error_string(errno)));
}

} // namespace proponent
