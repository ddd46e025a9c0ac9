// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/database.h"
#include "engine/store/library_files.h"

#include <QString>

namespace proponent {

/// @file
/// Copies of a library's database beside it, "<name>-schema-<N>-backup.sqlite", made before it is migrated.

/// Writes one, of the schema `version`. Throws EngineError.
void backUp(Database &database, int version);

/// What a person can do about a library that is lost: names the newest backup beside it, if there is one. The
/// beginning of a sentence's second half.
[[nodiscard]] QString adviceToRestore(const QString &file);

/// The newest backup that is whole, as a path, where the library's own database is damaged or lost; else nothing.
/// Reads all of both: seconds where there is much.
[[nodiscard]] QString backupFor(const LibraryFiles &files, const QString &schemaFolder);

/// Puts a backup in the place of the database. What was there stays beside it, with its write-ahead log; the answer is
/// its name, empty where there was nothing. The backup stays, too. Throws EngineError.
QString restoreBackup(const LibraryFiles &files, const QString &backup);

} // namespace proponent
