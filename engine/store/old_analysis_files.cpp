// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/old_analysis_files.h"

#include "engine/result.h"
#include "engine/store/analysis_rows.h"
#include "engine/store/evaluation_rows.h"
#include "engine/store/file_lock.h"
#include "engine/store/session_rows.h"

#include <QDir>
#include <QFile>

namespace proponent {

void removeOldAnalysisFiles(Database &database, const LibraryFiles &files)
{
    const auto leftovers = files.oldAnalysisFiles();
    if (leftovers.isEmpty())
        return;
    try {
        const Transaction transaction(database); // in which alone scores get their rows
        for (const LibraryFiles::Leftover &leftover : leftovers) {
            if (!SessionRows(database).contains(leftover.session))
                continue;
            const QString path = files.absolute(leftover.path);
            if (leftover.question.isEmpty()) {
                if (!AnalysisRows(database).namesScores(leftover.path) &&
                    !EvaluationRows(database).namesRetrainings(leftover.path))
                    QFile::remove(path);
            } else if (const auto lock =
                           FileLock::tryLock(files.questionLock(leftover.session, leftover.question))) {
                QDir(path).removeRecursively();
                lock->removeFile();
            }
        }
    } catch (const EngineError &) {
        // Where nothing can be written, the library can still be read.
    }
}

void removeOldUnfinishedIndexes(Database &database, const LibraryFiles &files)
{
    for (const LibraryFiles::Leftover &leftover : files.oldUnfinishedIndexes()) {
        if (!SessionRows(database).contains(leftover.session))
            continue;
        try {
            if (const auto lock = FileLock::tryLock(files.absolute(leftover.path))) // its writer's, too
                lock->removeFile();
        } catch (const EngineError &) {
            // Where nothing can be written, the library can still be read.
        }
    }
}

} // namespace proponent
