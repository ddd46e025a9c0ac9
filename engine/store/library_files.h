// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/float_array.h"
#include "engine/ids.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace proponent {

/// Where things stand in a library folder:
///     library.sqlite
///     checkpoints/<session>/…
///     analyses/<session>/analysis-<id>.npy
///     analyses/<session>/retrained-<checksum>.f32
///     analyses/<session>/unfinished-<question>/…
///     indexes/<session>/<name>.index      until it is whole <name>.index.part, locked by who writes it
///     locks/library.lock, locks/session-<id>.lock, locks/session-<id>-analyses.lock,
///     locks/session-<id>-<question>.lock
///     tmp/…   files that aren't whole yet
class LibraryFiles
{
public:
    /// `folder` is made absolute.
    explicit LibraryFiles(const QString &folder);

    /// Asks the file system: permissions alone don't tell about read-only disks.
    [[nodiscard]] static bool mayWrite(const QString &path);
    /// Throws CantWrite.
    static void requireWritable(const QString &path);

    /// Makes the folders that are missing. Throws EngineError, CantWrite when that or writing is not allowed.
    void makeFolders() const;
    /// Deletes what programs that ended halfway left in tmp/.
    void removeStaleTemporaryFiles() const;

    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] QString database() const;
    [[nodiscard]] QString openingLock() const;
    [[nodiscard]] QString lock(SessionId session) const;
    [[nodiscard]] QString analysesLock(SessionId session) const; ///< shared by those that analyse it
    [[nodiscard]] QString questionLock(SessionId session, const QString &question) const;
    [[nodiscard]] QString temporary(const QString &suffix) const; ///< a new name in tmp/

    /// @name Relative to the library folder
    /// @{
    [[nodiscard]] static QString checkpoints(SessionId session);
    [[nodiscard]] static QString analyses(SessionId session);
    [[nodiscard]] static QString unfinished(SessionId session, const QString &question);
    [[nodiscard]] static QString indexes(SessionId session);
    /// @}
    [[nodiscard]] QString absolute(const QString &relative) const; ///< empty stays empty
    [[nodiscard]] QString relative(const QString &absolute) const; ///< likewise

    void makeFolder(const QString &relative) const;
    /// How many sessions have files here.
    [[nodiscard]] int sessionsWithFiles() const;
    /// The highest session that has a folder here: more than the database knows when that was replaced.
    [[nodiscard]] SessionId highestSession() const;
    /// Folders of unfinished analyses, scores, and losses of retrained copies, that nobody has written to for days.
    struct Leftover
    {
        SessionId session;
        QString question; ///< of a folder; empty for a file
        QString path; ///< relative to the library folder
    };
    [[nodiscard]] QList<Leftover> oldAnalysisFiles() const;
    /// Unfinished indexes that nobody has written to for days.
    [[nodiscard]] QList<Leftover> oldUnfinishedIndexes() const;
    /// Whether nothing is left of the session's folders.
    [[nodiscard]] bool removeSession(SessionId session) const;

    /// Gives a whole file its final name, replacing what has it: synced, renamed, and the folder synced.
    void putInPlace(const QString &temporaryFile, const QString &relative) const;
    /// As a file of little-endian float32, which is whole as soon as it has this name.
    void keep(const FloatArray &values, const QString &relative) const;

private:
    QString m_folder;
};

} // namespace proponent
