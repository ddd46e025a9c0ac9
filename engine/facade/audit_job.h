// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/analysis_job.h"

namespace proponent {

/// Computes every audit method's suspicion of every training example, ranks by the one that was asked for,
/// stores, and exports where asked. Finished checkpoints of self-influence outlast a cancelled job. Throws
/// EngineError when it can't be done.
[[nodiscard]] Outcome auditLabels(SessionStore &store, DatasetCache &datasets,
                                  const LabelAuditRequest &request, const AnalysisJobEvents &events,
                                  const std::stop_token &stop);

} // namespace proponent
