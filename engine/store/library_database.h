// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/database.h"

#include <memory>

namespace proponent {

/// Opens or makes the file: with a write-ahead log, so that there are readers and one writer at once, or, where the
/// file system can't have one, with a rollback journal, where they wait for each other.
[[nodiscard]] std::unique_ptr<Database> openToWrite(const QString &file);

/// Opens an existing file that others may be writing to; where that can't be, or it can't be written and nobody has
/// it open, as it lies there.
[[nodiscard]] std::unique_ptr<Database> openToRead(const QString &file);

/// Whether it has a write-ahead log, and not a rollback journal.
[[nodiscard]] bool hasWriteAheadLog(Database &database);

} // namespace proponent
