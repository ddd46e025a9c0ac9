// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/backups.h"

#include "engine/store/file_lock.h"
#include "engine/store/library_database.h"
#include "engine/store/library_lost.h"
#include "engine/store/migrations.h"
#include "engine/store/store_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace proponent {

namespace {

/// Without what tells backups of a schema apart; `version` may be a pattern.
QString backupStem(const QString &file, const QString &version)
{
    return QStringLiteral("%1-schema-%2-backup").arg(QFileInfo(file).completeBaseName(), version);
}

/// `<stem>.sqlite`, or with a number where that exists.
QString freeName(const QString &stem)
{
    QString name = stem + QStringLiteral(".sqlite");
    for (int number = 2; QFile::exists(name); ++number)
        name = QStringLiteral("%1-%2.sqlite").arg(stem, QString::number(number));
    return name;
}

/// Newest first.
QFileInfoList backupsOf(const QString &file)
{
    const QString pattern = backupStem(file, QStringLiteral("*")) + QStringLiteral("*.sqlite");
    return QFileInfo(file).dir().entryInfoList({pattern}, QDir::Files, QDir::Time);
}

bool isLost(const LibraryFiles &files, const QString &schemaFolder)
{
    const QString file = files.database();
    if (QFileInfo(file).size() == 0)
        return files.sessionsWithFiles() > 0;
    try {
        inspectLibrary(*openToRead(file), schemaFolder, Inspection::Contents);
    } catch (const LibraryLost &) {
        return true;
    } catch (const EngineError &) {
        // A newer one, or another program's.
    }
    return false;
}

bool isWhole(const QString &backup, const QString &schemaFolder)
{
    try {
        Database database(backup, Database::Access::Immutable);
        inspectLibrary(database, schemaFolder, Inspection::Contents);
        return database.value(QStringLiteral("PRAGMA user_version")).toInt() > 0;
    } catch (const EngineError &) {
        return false;
    }
}

void rename(const QString &from, const QString &to)
{
    QFile file(from);
    if (!file.rename(to)) {
        throw EngineError(
            StoreText::tr("%1 can't be renamed to %2: %3. Check that the folder may be written.")
                .arg(from, to, file.errorString()));
    }
}

} // namespace

void backUp(Database &database, int version)
{
    const QString stem = backupStem(database.file(), QString::number(version));
    const QString target = freeName(QFileInfo(database.file()).dir().filePath(stem));
    // A copy of the file alone would miss what is still in the write-ahead log.
    const QString unfinished = target + QStringLiteral(".part");
    QFile::remove(unfinished);
    Statement(database, QStringLiteral("VACUUM INTO ?")).bind(unfinished).run();
    if (!QFile::rename(unfinished, target)) {
        throw EngineError(
            StoreText::tr("The backup %1 can't be written. Check that the folder may be written and the "
                          "disk isn't full; the library was not changed.")
                .arg(target));
    }
}

QString adviceToRestore(const QString &file)
{
    const QFileInfoList backups = backupsOf(file);
    return backups.isEmpty() ? StoreText::tr("put a backup in its place")
                             : StoreText::tr("copy its backup %1 there and give it this name")
                                   .arg(backups.first().fileName());
}

QString backupFor(const LibraryFiles &files, const QString &schemaFolder)
{
    const QFileInfoList backups = backupsOf(files.database());
    if (backups.isEmpty() || !isLost(files, schemaFolder))
        return {};
    for (const QFileInfo &backup : backups) {
        if (isWhole(backup.filePath(), schemaFolder))
            return backup.filePath();
    }
    return {};
}

QString restoreBackup(const LibraryFiles &files, const QString &backup)
{
    files.makeFolders();
    const auto opening = FileLock::tryLock(files.openingLock());
    if (!opening) {
        throw EngineError(
            StoreText::tr("Another program is opening the library %1. Close it, then try again.")
                .arg(files.folder()));
    }
    const QString file = files.database();
    const QString log = QStringLiteral("-wal");
    const QString copy = files.temporary(QStringLiteral(".sqlite"));
    QFile source(backup);
    if (!source.copy(copy)) {
        throw EngineError(StoreText::tr("%1 can't be copied: %2. Check that the disk isn't full.")
                              .arg(backup, source.errorString()));
    }
    QString damaged;
    if (QFile::exists(file)) {
        damaged = freeName(QFileInfo(file).dir().filePath(QStringLiteral("library-damaged")));
        rename(file, damaged);
    }
    // What stands in the log would be written into the backup.
    if (QFileInfo(file + log).size() > 0)
        rename(file + log, (damaged.isEmpty() ? file + QStringLiteral(".lost") : damaged) + log);
    for (const QString &leftover : {file + log, file + QStringLiteral("-shm")})
        QFile::remove(leftover);
    files.putInPlace(copy, QFileInfo(file).fileName());
    return damaged;
}

} // namespace proponent
