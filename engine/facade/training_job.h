// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/dataset_cache.h"
#include "engine/outcome.h"
#include "engine/store/session_store.h"
#include "engine/training/training_events.h"

#include <stop_token>

namespace proponent {

/// What a training job tells while it runs; called on the engine thread.
struct TrainingJobEvents : TrainingEvents
{
    std::function<void(const SessionDetails &)> onSession;
    std::function<void()> onStored; ///< something in the library changed
};

/// Trains a new session. Throws EngineError before the session exists; afterwards failures are stored with
/// the session and returned.
[[nodiscard]] Outcome trainSession(SessionStore &store, DatasetCache &datasets, const TrainingConfig &config,
                                   const TrainingJobEvents &events, const std::stop_token &stop);

/// Goes on with a session from its last checkpoint.
[[nodiscard]] Outcome resumeSession(SessionStore &store, DatasetCache &datasets, SessionId session,
                                    const TrainingJobEvents &events, const std::stop_token &stop);

/// A message for the user from any exception of a job.
[[nodiscard]] QString messageOf(const std::exception &error);

} // namespace proponent
