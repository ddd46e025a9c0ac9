// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/progress.h"
#include "engine/session.h"

#include <functional>
#include <optional>

namespace proponent {

/// What was written of an epoch.
struct SavedCheckpoint
{
    QString file; ///< its name within the checkpoint folder
    QString checksum; ///< of that file
    QString trainingStateChecksum;
};

/// What a training run tells, on the engine thread.
struct TrainingEvents
{
    std::function<void(const Progress &)> onProgress;
    std::function<void(const TrainingSample &)> onSample;
    /// What a person should know, such as that memory ran out.
    std::function<void(const QString &)> onNotice;
    /// `checkpoint`: nothing when the epoch has none. Its file is whole. Once this returns the epoch counts as
    /// saved.
    std::function<void(const EpochMetrics &, const TestEvaluation &,
                       const std::optional<SavedCheckpoint> &checkpoint)>
        onEpoch;
};

} // namespace proponent
