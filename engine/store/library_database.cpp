// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/library_database.h"

#include "engine/store/cant_write.h"
#include "engine/store/library_files.h"

#include <QFileInfo>

namespace proponent {

namespace {

/// The write-ahead log, which is there as long as somebody has the library open.
QFileInfo logOf(const QString &file)
{
    return QFileInfo(file + QStringLiteral("-wal"));
}

/// Reads something, as a file with a write-ahead log doesn't fail before.
void touch(Database &database)
{
    (void)database.value(QStringLiteral("PRAGMA user_version"));
}

std::unique_ptr<Database> openWithLog(const QString &file)
{
    auto database = std::make_unique<Database>(file, Database::Access::ReadWrite);
    // One that has a rollback journal got it below.
    if (database->value(QStringLiteral("PRAGMA user_version")).toInt() == 0)
        (void)database->value(
            QStringLiteral("PRAGMA journal_mode = WAL")); // the file system may answer with another
    touch(*database);
    return database;
}

/// For good: it is written down in the file.
void useRollbackJournal(const QString &file)
{
    Database database(file, Database::Access::ReadWrite);
    // The log's index is in this connection's memory then, not in a file that everybody maps.
    (void)database.value(QStringLiteral("PRAGMA locking_mode = EXCLUSIVE"));
    (void)database.value(QStringLiteral("PRAGMA journal_mode = DELETE"));
}

} // namespace

std::unique_ptr<Database> openToWrite(const QString &file)
{
    try {
        return openWithLog(file);
    } catch (const CantWrite &why) {
        if (why.reason() != CantWrite::Reason::NoSharedMemory || logOf(file).size() > 0)
            throw;
    }
    useRollbackJournal(file);
    auto database = std::make_unique<Database>(file, Database::Access::ReadWrite);
    touch(*database);
    return database;
}

std::unique_ptr<Database> openToRead(const QString &file)
{
    // To read by way of the log makes one, which nobody could write either.
    const bool asItIs = !LibraryFiles::mayWrite(file) && !logOf(file).exists();
    try {
        if (!asItIs) {
            auto database = std::make_unique<Database>(file, Database::Access::ReadOnly);
            touch(*database);
            return database;
        }
    } catch (const CantWrite &) {
        if (logOf(file).size() > 0)
            throw;
    }
    return std::make_unique<Database>(file, Database::Access::Immutable);
}

bool hasWriteAheadLog(Database &database)
{
    return database.value(QStringLiteral("PRAGMA journal_mode")) == QLatin1String("wal");
}

} // namespace proponent
