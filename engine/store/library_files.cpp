// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/library_files.h"

#include "engine/store/blobs.h"
#include "engine/store/cant_write.h"
#include "engine/store/store_text.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QUuid>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace proponent {

namespace {

/// A program that still works on a file in tmp/ writes to it more often than this.
constexpr int StaleAfterDays = 2;

/// What holds a folder of each session.
QStringList parentFolders()
{
    return {QStringLiteral("checkpoints"), QStringLiteral("analyses"), QStringLiteral("indexes")};
}

/// When something in a folder was last written, or the folder itself.
QDateTime lastWrite(const QFileInfo &folder)
{
    QDateTime last = folder.lastModified();
    QDirIterator entries(folder.filePath(), QDir::AllEntries | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        entries.next();
        last = std::max(last, entries.fileInfo().lastModified());
    }
    return last;
}

/// Waits until a file or folder is on the disk.
bool sync(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
}

} // namespace

bool LibraryFiles::mayWrite(const QString &path)
{
    const int mode = QFileInfo(path).isDir() ? R_OK | W_OK | X_OK : R_OK | W_OK;
    return ::faccessat(AT_FDCWD, QFile::encodeName(path).constData(), mode, AT_EACCESS) == 0;
}

void LibraryFiles::requireWritable(const QString &path)
{
    if (mayWrite(path))
        return;
    const QString words =
        QFileInfo(path).isDir()
            ? StoreText::tr("The library folder %1 can't be written. Give yourself permission to write it, "
                            "or name another folder.")
            : StoreText::tr("The library %1 can't be written. Give yourself permission to write the file and "
                            "its folder, or use another library.");
    throw CantWrite(words.arg(path), CantWrite::Reason::Refused);
}

LibraryFiles::LibraryFiles(const QString &folder) : m_folder(QDir::cleanPath(QDir(folder).absolutePath()))
{
}

void LibraryFiles::makeFolders() const
{
    if (const QFileInfo info(m_folder); info.exists() && !info.isDir()) {
        throw EngineError(
            StoreText::tr("%1 is a file, not a folder. Name a folder for the library.").arg(m_folder));
    }
    if (QDir(m_folder).exists())
        requireWritable(m_folder);
    for (const QString &below : {QStringLiteral("tmp"), QStringLiteral("locks")}) {
        if (!QDir().mkpath(absolute(below))) {
            throw CantWrite(
                StoreText::tr("The folder %1 can't be made, so that the library can't be written. Check "
                              "that you may write there and the disk isn't full, or name another folder.")
                    .arg(absolute(below)),
                CantWrite::Reason::Refused);
        }
    }
}

void LibraryFiles::removeStaleTemporaryFiles() const
{
    const QDateTime limit = QDateTime::currentDateTimeUtc().addDays(-StaleAfterDays);
    for (const QFileInfo &file : QDir(m_folder + QStringLiteral("/tmp")).entryInfoList(QDir::Files)) {
        if (file.lastModified() < limit)
            QFile::remove(file.filePath());
    }
}

QString LibraryFiles::database() const
{
    return m_folder + QStringLiteral("/library.sqlite");
}

QString LibraryFiles::openingLock() const
{
    return m_folder + QStringLiteral("/locks/library.lock");
}

QString LibraryFiles::lock(SessionId session) const
{
    return QStringLiteral("%1/locks/session-%2.lock").arg(m_folder, QString::number(session.value));
}

QString LibraryFiles::analysesLock(SessionId session) const
{
    return questionLock(session, QStringLiteral("analyses"));
}

QString LibraryFiles::questionLock(SessionId session, const QString &question) const
{
    return QStringLiteral("%1/locks/session-%2-%3.lock")
        .arg(m_folder, QString::number(session.value), question);
}

QString LibraryFiles::temporary(const QString &suffix) const
{
    return QStringLiteral("%1/tmp/%2%3")
        .arg(m_folder, QUuid::createUuid().toString(QUuid::WithoutBraces), suffix);
}

QString LibraryFiles::checkpoints(SessionId session)
{
    return QStringLiteral("checkpoints/%1").arg(session.value);
}

QString LibraryFiles::analyses(SessionId session)
{
    return QStringLiteral("analyses/%1").arg(session.value);
}

QString LibraryFiles::unfinished(SessionId session, const QString &question)
{
    return QStringLiteral("%1/unfinished-%2").arg(analyses(session), question);
}

QString LibraryFiles::indexes(SessionId session)
{
    return QStringLiteral("indexes/%1").arg(session.value);
}

QString LibraryFiles::absolute(const QString &relative) const
{
    return relative.isEmpty() ? QString() : QDir(m_folder).absoluteFilePath(relative);
}

QString LibraryFiles::relative(const QString &absolute) const
{
    return absolute.isEmpty() ? QString() : QDir(m_folder).relativeFilePath(absolute);
}

void LibraryFiles::makeFolder(const QString &relative) const
{
    if (!QDir().mkpath(absolute(relative))) {
        throw EngineError(
            StoreText::tr("The folder %1 can't be made. Check that the library may be written and the disk "
                          "isn't full.")
                .arg(absolute(relative)));
    }
}

int LibraryFiles::sessionsWithFiles() const
{
    QSet<QString> sessions;
    for (const QString &parent : parentFolders()) {
        for (const QFileInfo &folder :
             QDir(absolute(parent)).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            if (folder.fileName().toLongLong() > 0 && !QDir(folder.filePath()).isEmpty())
                sessions.insert(folder.fileName());
        }
    }
    return int(sessions.size());
}

SessionId LibraryFiles::highestSession() const
{
    SessionId highest;
    for (const QString &parent : parentFolders()) {
        for (const QString &name : QDir(absolute(parent)).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            highest = std::max(highest, SessionId{name.toLongLong()});
    }
    return highest;
}

QList<LibraryFiles::Leftover> LibraryFiles::oldAnalysisFiles() const
{
    const QDateTime limit = QDateTime::currentDateTimeUtc().addDays(-StaleAfterDays);
    const QString prefix = QStringLiteral("unfinished-");
    QList<Leftover> old;
    const QDir parent(absolute(QStringLiteral("analyses")));
    for (const QString &name : parent.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const SessionId session{name.toLongLong()};
        const QDir folder(parent.filePath(name));
        const QFileInfoList entries = folder.entryInfoList(
            {prefix + u'*', QStringLiteral("analysis-*.npy"), QStringLiteral("retrained-*.f32")},
            QDir::AllEntries | QDir::NoDotAndDotDot);
        for (const QFileInfo &entry : entries) {
            if (entry.lastModified() >= limit || (entry.isDir() && lastWrite(entry) >= limit))
                continue;
            old += {session, entry.isDir() ? entry.fileName().mid(prefix.size()) : QString(),
                    relative(entry.filePath())};
        }
    }
    return old;
}

QList<LibraryFiles::Leftover> LibraryFiles::oldUnfinishedIndexes() const
{
    const QDateTime limit = QDateTime::currentDateTimeUtc().addDays(-StaleAfterDays);
    QList<Leftover> old;
    const QDir parent(absolute(QStringLiteral("indexes")));
    for (const QString &name : parent.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QDir folder(parent.filePath(name));
        for (const QFileInfo &file : folder.entryInfoList({QStringLiteral("*.index.part")}, QDir::Files)) {
            if (file.lastModified() < limit)
                old += {SessionId{name.toLongLong()}, {}, relative(file.filePath())};
        }
    }
    return old;
}

bool LibraryFiles::removeSession(SessionId session) const
{
    bool gone = true;
    for (const QString &relative : {checkpoints(session), analyses(session), indexes(session)}) {
        QDir folder(absolute(relative));
        gone = (!folder.exists() || folder.removeRecursively()) && gone;
    }
    QDir locks(m_folder + QStringLiteral("/locks"));
    for (const QString &name : locks.entryList({QStringLiteral("session-%1-*.lock").arg(session.value)}))
        locks.remove(name);
    return gone;
}

void LibraryFiles::putInPlace(const QString &temporaryFile, const QString &relative) const
{
    const QString target = absolute(relative);
    const QString folder = QFileInfo(target).path();
    const bool done = QDir().mkpath(folder) && sync(temporaryFile) &&
                      std::rename(QFile::encodeName(temporaryFile).constData(),
                                  QFile::encodeName(target).constData()) == 0 &&
                      sync(folder);
    if (!done) {
        throw EngineError(
            StoreText::tr("%1 can't be saved as %2: %3. Check that the library may be written and the disk "
                          "isn't full.")
                .arg(temporaryFile, target, QString::fromLocal8Bit(std::strerror(errno))));
    }
}

void LibraryFiles::keep(const FloatArray &values, const QString &relative) const
{
    constexpr qint64 atATime = 1 << 20;
    QFile file(temporary(QStringLiteral(".f32")));
    bool written = file.open(QIODevice::WriteOnly);
    for (qint64 position = 0; written && position < values.size(); position += atATime) {
        const QByteArray bytes =
            toBlob<float>(values.mid(position, std::min(atATime, values.size() - position)));
        written = file.write(bytes) == bytes.size();
    }
    if (!written || !file.flush()) {
        const QString why = file.errorString();
        file.remove();
        throw EngineError(StoreText::tr("%1 can't be written: %2. Free some space, or use another library.")
                              .arg(file.fileName(), why));
    }
    file.close();
    putInPlace(file.fileName(), relative);
}

} // namespace proponent
