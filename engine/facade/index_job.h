// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/analysis_job.h"

namespace proponent {

/// Builds the index of a session: fits `logra` at the session's usual checkpoints for it, writes each training example's
/// row, and measures what rows leave out. Interrupted, it goes on from the blocks that are whole. Throws
/// EngineError when it can't be done.
[[nodiscard]] Outcome buildIndex(SessionStore &store, DatasetCache &datasets, const IndexRequest &request,
                                 const AnalysisJobEvents &events, const std::stop_token &stop);

} // namespace proponent
