// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/database.h"
#include "engine/store/inspection.h"

#include <QString>

namespace proponent {

/// Highest N of the files schema-N.sql in the folder.
[[nodiscard]] int newestSchema(const QString &schemaFolder);

/// Looks at a library without writing to it. Throws LibraryLost when it is damaged, EngineError when it is an SQLite file
/// of another program, or when its schema is newer than the newest one known.
void inspectLibrary(Database &database, const QString &schemaFolder, Inspection inspection);

[[nodiscard]] bool needsMigration(Database &database, const QString &schemaFolder);

/// Brings the database to the newest schema: applies the missing schema-N.sql files in order, each in one
/// transaction with its PRAGMA user_version. A library that already has a schema is copied beside itself
/// first, to "<name>-schema-<N>-backup.sqlite". Only one process or thread at a time may call this for a file.
void migrate(Database &database, const QString &schemaFolder);

} // namespace proponent
