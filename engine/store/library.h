// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/cant_write.h"
#include "engine/store/database.h"
#include "engine/store/file_lock.h"
#include "engine/store/inspection.h"
#include "engine/store/library_files.h"

#include <QDateTime>

#include <memory>
#include <optional>

namespace proponent {

/// Where this program has the schemas of libraries.
[[nodiscard]] QString librarySchemas();

/// An open library folder: its database, which a SessionStore fills, and who works on which session. One that can't
/// be written, on a full disk say, is open for reading.
class Library
{
public:
    /// Opens or makes it. Throws EngineError, also where a library's database is lost.
    Library(const QString &folder, Inspection inspection);

    [[nodiscard]] const LibraryFiles &files() const { return m_files; }
    [[nodiscard]] Database &database() { return *m_database; }
    /// To be asked for before anything is written. Throws CantWrite as long as nothing can be; statements and
    /// transactions of before are not to be used any more.
    [[nodiscard]] Database &writable();
    /// What a person should know of how it is open; empty when there is nothing.
    [[nodiscard]] QString notice();

    /// Whether another connection to it, of this or another program, has written since this was last asked, or a
    /// program that trained is gone.
    [[nodiscard]] bool changedElsewhere();

    /// Every lock of a session is taken inside a write transaction, of which there is one at a time in all
    /// processes: looking whether a lock is free never makes somebody else's attempt fail.
    [[nodiscard]] std::unique_ptr<FileLock> tryLock(SessionId session) const;
    /// Against training and analysing it.
    struct RemovalLocks
    {
        std::unique_ptr<FileLock> training;
        std::unique_ptr<FileLock> analyses;
    };
    /// Throws EngineError when somebody trains or analyses the session.
    [[nodiscard]] RemovalLocks lockToRemove(SessionId session) const;

    /// Writes down that sessions which say running, and whose lock nobody holds, are interrupted. Whether there were
    /// such.
    bool markInterrupted();
    /// Deletes the files of a session whose row is gone. What can't be deleted is tried again at the next opening.
    void finishRemoval(SessionId session);

private:
    /// What tells of a change where nobody can be asked.
    struct Look
    {
        qint64 size = 0;
        qint64 logSize = 0;
        QDateTime changed;
        friend bool operator==(const Look &, const Look &) = default;
    };

    void openForWriting(Inspection inspection);
    void openForReading(Inspection inspection);
    [[nodiscard]] Look look() const;
    /// Changes with what other connections commit.
    [[nodiscard]] qint64 dataVersion();

    LibraryFiles m_files;
    std::unique_ptr<Database> m_database;
    std::optional<CantWrite> m_cantWrite; ///< why it is open for reading only
    qint64 m_version = 0; ///< of what the database held when somebody asked last
    Look m_look;
};

} // namespace proponent
