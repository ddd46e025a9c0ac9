// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/analysis_job.h"

namespace proponent {

/// Compares `pairs` random scores of a stored influence analysis with float64 brute force. Throws EngineError
/// when the analysis isn't of that kind, or its dataset, checkpoints or scores are gone.
[[nodiscard]] Outcome verifyAnalysis(SessionStore &store, DatasetCache &datasets, AnalysisId analysis,
                                     int pairs, const AnalysisJobEvents &events, const std::stop_token &stop);

} // namespace proponent
