// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/database.h"
#include "engine/store/library_files.h"

namespace proponent {

/// Deletes what analyses that ended halfway left behind, days ago: unfinished ones that nobody is at, and scores
/// without a row. Of sessions that aren't known here nothing is touched: their database may come back.
void removeOldAnalysisFiles(Database &database, const LibraryFiles &files);

/// Likewise unfinished indexes.
void removeOldUnfinishedIndexes(Database &database, const LibraryFiles &files);

} // namespace proponent
