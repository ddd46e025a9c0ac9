// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/dataset_cache.h"
#include "engine/outcome.h"
#include "engine/progress.h"
#include "engine/store/session_store.h"

#include <functional>
#include <stop_token>

namespace proponent {

/// What an analysis tells while it runs; called on the engine thread.
struct AnalysisJobEvents
{
    std::function<void(const Progress &)> onProgress;
    std::function<void(const QString &)> onNotice;
};

/// Scores every training example for the chosen test examples, ranks, stores, and exports where asked.
/// Throws EngineError when it can't be done.
[[nodiscard]] Outcome traceInfluence(SessionStore &store, DatasetCache &datasets,
                                     const InfluenceRequest &request, const AnalysisJobEvents &events,
                                     const std::stop_token &stop);

[[nodiscard]] Outcome computeSelfInfluence(SessionStore &store, DatasetCache &datasets,
                                           const SelfInfluenceRequest &request,
                                           const AnalysisJobEvents &events, const std::stop_token &stop);

} // namespace proponent
