// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/library.h"

#include "engine/store/backups.h"
#include "engine/store/library_database.h"
#include "engine/store/library_lost.h"
#include "engine/store/migrations.h"
#include "engine/store/old_analysis_files.h"
#include "engine/store/session_rows.h"
#include "engine/store/store_text.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QThread>

#include <chrono>
#include <utility>

// The linker leaves a static library's resources out unless somebody asks for them; the macro declares its
// function in the enclosing namespace, which must be the global one.
static void makeSchemasAvailable()
{
    Q_INIT_RESOURCE(engine);
}

namespace proponent {

namespace {

using namespace std::chrono_literals;

/// Opening and migrating is for one process or thread at a time; it takes milliseconds, seconds at most.
std::unique_ptr<FileLock> waitForOpeningLock(const LibraryFiles &files)
{
    const QDeadlineTimer deadline(30s);
    while (true) {
        if (auto lock = FileLock::tryLock(files.openingLock()))
            return lock;
        if (deadline.hasExpired()) {
            throw EngineError(
                StoreText::tr("Another program has been opening the library %1 for 30 seconds. Close it, "
                              "then try again.")
                    .arg(files.folder()));
        }
        QThread::msleep(10);
    }
}

bool hasDatabase(const LibraryFiles &files)
{
    return QFileInfo(files.database()).size() > 0;
}

/// A new database beside the files of sessions would pass for an empty library.
void refuseLostDatabase(const LibraryFiles &files)
{
    const int sessions = files.sessionsWithFiles();
    if (sessions == 0)
        return;
    const QString file = files.database();
    const QString words =
        QFileInfo::exists(file)
            ? StoreText::tr(
                  "The library %1 is empty, but files of %n session(s) lie beside it. Nothing was changed: "
                  "%2, or move the folders checkpoints and analyses away to begin a new library.",
                  nullptr, sessions)
            : StoreText::tr(
                  "The library %1 is missing, but files of %n session(s) lie beside it. Nothing was "
                  "changed: %2, or move the folders checkpoints and analyses away to begin a new library.",
                  nullptr, sessions);
    throw LibraryLost(words.arg(file, adviceToRestore(file)));
}

} // namespace

QString librarySchemas()
{
    makeSchemasAvailable();
    return QStringLiteral(":/schema");
}

Library::Library(const QString &folder, Inspection inspection) : m_files(folder)
{
    try {
        openForWriting(inspection);
    } catch (const CantWrite &why) {
        if (!hasDatabase(m_files)) {
            refuseLostDatabase(m_files);
            throw;
        }
        m_cantWrite = why;
        openForReading(inspection);
    }
    m_version = dataVersion();
}

void Library::openForWriting(Inspection inspection)
{
    const QString schemas = librarySchemas();
    m_files.makeFolders();
    const QString file = m_files.database();
    if (hasDatabase(m_files))
        LibraryFiles::requireWritable(file);
    // Not under the lock: reading a large library takes longer than others wait.
    if (inspection == Inspection::Contents && hasDatabase(m_files))
        inspectLibrary(*openToRead(file), schemas, inspection);
    const auto opening = waitForOpeningLock(m_files);
    if (hasDatabase(m_files)) {
        inspectLibrary(*openToRead(file), schemas, Inspection::Header);
    } else {
        refuseLostDatabase(m_files);
    }
    auto database = openToWrite(file);
    // FULL: commits are few, and a note that was saved outlives a power cut.
    database->execute(QStringLiteral("PRAGMA synchronous = FULL"));
    database->execute(QStringLiteral("PRAGMA foreign_keys = ON"));
    migrate(*database, schemas);
    m_database = std::move(database);
    m_cantWrite.reset();
    m_files.removeStaleTemporaryFiles();
    for (const SessionId session : SessionRows(*m_database).removed())
        finishRemoval(session);
    removeOldAnalysisFiles(*m_database, m_files);
    removeOldUnfinishedIndexes(*m_database, m_files);
}

void Library::openForReading(Inspection inspection)
{
    auto database = openToRead(m_files.database());
    inspectLibrary(*database, librarySchemas(), inspection);
    if (needsMigration(*database, librarySchemas()))
        throw CantWrite(*m_cantWrite);
    m_database = std::move(database);
    m_look = look();
}

Database &Library::writable()
{
    // Space may have been freed since, or permission given.
    if (m_cantWrite)
        openForWriting(Inspection::Header);
    return *m_database;
}

QString Library::notice()
{
    if (m_cantWrite)
        return StoreText::tr("The library can be read, but nothing new be kept in it. %1")
            .arg(m_cantWrite->message());
    if (!hasWriteAheadLog(*m_database)) {
        return StoreText::tr(
                   "The library %1 is, or was once, on a file system without shared memory: while one "
                   "program writes to it, others wait.")
            .arg(m_files.database());
    }
    return {};
}

bool Library::changedElsewhere()
{
    if (m_database->isImmutable() && look() != m_look) {
        openForReading(Inspection::Header);
        m_version = dataVersion();
        return true;
    }
    const bool ended = markInterrupted();
    const qint64 version = dataVersion();
    return std::exchange(m_version, version) != version || ended;
}

qint64 Library::dataVersion()
{
    return m_database->value(QStringLiteral("PRAGMA data_version")).toLongLong();
}

Library::Look Library::look() const
{
    const QFileInfo file(m_files.database());
    return {file.size(), QFileInfo(m_files.database() + QStringLiteral("-wal")).size(), file.lastModified()};
}

std::unique_ptr<FileLock> Library::tryLock(SessionId session) const
{
    return FileLock::tryLock(m_files.lock(session));
}

Library::RemovalLocks Library::lockToRemove(SessionId session) const
{
    RemovalLocks locks;
    locks.training = tryLock(session);
    if (!locks.training) {
        throw EngineError(StoreText::tr("Session %1 is being trained. Stop it, then delete it.")
                              .arg(QString::number(session.value)));
    }
    locks.analyses = FileLock::tryLock(m_files.analysesLock(session));
    if (!locks.analyses) {
        throw EngineError(
            StoreText::tr("Session %1 is being analysed. Stop that or wait for it, then delete the session.")
                .arg(QString::number(session.value)));
    }
    return locks;
}

bool Library::markInterrupted()
{
    if (m_cantWrite || SessionRows(*m_database).running().isEmpty())
        return false;
    bool any = false;
    try {
        SessionRows rows(*m_database);
        Transaction transaction(*m_database);
        for (const SessionId session : rows.running()) {
            if (tryLock(session)) {
                rows.markInterrupted(session);
                any = true;
            }
        }
        transaction.commit();
    } catch (const EngineError &) {
        // Where nothing can be written, on a full disk say, the library can still be read.
        return false;
    }
    return any;
}

void Library::finishRemoval(SessionId session)
{
    try {
        Transaction transaction(*m_database);
        const auto lock = tryLock(session);
        if (!lock || !m_files.removeSession(session))
            return;
        lock->removeFile();
        SessionRows(*m_database).forgetRemoved(session);
        transaction.commit();
    } catch (const CantWrite &) {
        // The session is gone all the same.
    }
}

} // namespace proponent
