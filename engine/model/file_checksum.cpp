// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/file_checksum.h"

#include "engine/model/model_text.h"

#include <QCryptographicHash>
#include <QFile>
#include <QHash>
#include <QMutex>

#include <sys/stat.h>

namespace proponent {

namespace {

/// Which file it is, and in which state: the time of the last change of any kind is the kernel's to set.
struct Identity
{
    quint64 device = 0;
    quint64 inode = 0;
    qint64 size = -1;
    qint64 written = 0; ///< nanoseconds
    qint64 changed = 0; ///< likewise

    bool operator==(const Identity &other) const = default;
};

Identity identityOf(const QFile &file)
{
    struct stat status
    {};
    if (::fstat(file.handle(), &status) != 0)
        return {};
    const auto nanoseconds = [](const timespec &time) {
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    };
    return {status.st_dev, status.st_ino, status.st_size, nanoseconds(status.st_mtim),
            nanoseconds(status.st_ctim)};
}

/// What was found right in this process.
class CheckedFiles
{
public:
    static CheckedFiles &instance()
    {
        static CheckedFiles files;
        return files;
    }

    [[nodiscard]] bool holds(const QString &path, const Identity &identity, const QString &checksum)
    {
        const QMutexLocker locker(&m_mutex);
        const auto found = m_files.constFind(path);
        return found != m_files.constEnd() && found->identity == identity && found->checksum == checksum;
    }

    void add(const QString &path, const Identity &identity, const QString &checksum)
    {
        const QMutexLocker locker(&m_mutex);
        m_files.insert(path, {identity, checksum});
    }

private:
    struct Checked
    {
        Identity identity;
        QString checksum;
    };

    QMutex m_mutex;
    QHash<QString, Checked> m_files;
};

} // namespace

QString checksumOf(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return QString::fromLatin1(hash.result().toHex());
}

Result<QByteArray> readChecked(const QString &path, const QString &checksum)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{
            ModelText::tr("Can't read %1: %2. Put it back from a backup, or train the session again.")
                .arg(path, file.errorString())};
    }
    const Identity identity = identityOf(file);
    QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError || bytes.size() != identity.size) {
        return Error{
            ModelText::tr("Can't read all of %1: %2. Put it back from a backup, or train the session again.")
                .arg(path, file.errorString())};
    }
    if (checksum.isEmpty() || CheckedFiles::instance().holds(path, identity, checksum))
        return bytes;
    if (checksumOf(bytes) != checksum) {
        return Error{
            ModelText::tr(
                "%1 is damaged: it isn't what was saved, by its checksum. Put it back from a backup, "
                "leave its epoch out, or train the session again.")
                .arg(path)};
    }
    CheckedFiles::instance().add(path, identity, checksum);
    return bytes;
}

} // namespace proponent
