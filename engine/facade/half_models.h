// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/device/device_id.h"
#include "engine/facade/analysis_job.h"
#include "engine/facade/session_inputs.h"

namespace proponent {

/// Models of the session's kind, each trained by its settings on a random half of its training examples, as TRAK asks
/// for. They are kept beside the session's checkpoints and trained once: more of them later, those missing after an
/// interruption. As checkpoints: the number of the half in place of the epoch. Nothing when stopped. Engine thread only.
[[nodiscard]] std::optional<QList<CheckpointInfo>> halfModels(
    SessionStore &store, const SessionDetails &details, const SessionInputs &inputs, const DeviceId &device,
    int count, const AnalysisJobEvents &events, const std::stop_token &stop);

} // namespace proponent
