// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/analysis_job.h"
#include "engine/method_evaluation.h"

namespace proponent {

/// Finds out how well methods predict on a session, and stores that. Throws EngineError when it can't be done.
[[nodiscard]] Outcome evaluateMethods(SessionStore &store, DatasetCache &datasets,
                                      const EvaluationRequest &request, const AnalysisJobEvents &events,
                                      const std::stop_token &stop);

} // namespace proponent
