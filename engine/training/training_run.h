// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/training/trainer.h"

namespace proponent {

/// What a training run tells, on the engine thread.
struct TrainingEvents
{
    std::function<void(const Progress &)> onProgress;
    std::function<void(const TrainingSample &)> onSample;
    /// What a person should know, such as that memory ran out.
    std::function<void(const QString &)> onNotice;
    /// `checkpoint`: the file's name within the checkpoint folder, or empty when the epoch has none. The
    /// file is whole. Once this returns the epoch counts as saved.
    std::function<void(const EpochMetrics &, const TestEvaluation &, const QString &checkpoint)> onEpoch;
};

/// "epoch-003.safetensors": parameters and buffers.
[[nodiscard]] QString checkpointFileName(int epoch);
/// "epoch-003.training.safetensors": what resuming needs besides; kept for the newest checkpoint only.
[[nodiscard]] QString trainingStateFileName(int epoch);

/// Trains the epochs after `epochsDone` up to the planned number, writing checkpoints to
/// `checkpointFolder`. When `epochsDone` is above 0, network and trainer continue from that epoch's files.
/// Returns false when stopped before the end. Throws EngineError when files can't be read or written or the
/// loss isn't finite.
bool runTraining(Trainer &trainer, const TrainingConfig &config, const ImageTensors &train,
                 const ImageTensors &test, const QString &checkpointFolder, int epochsDone,
                 const TrainingEvents &events, const std::stop_token &stop);

} // namespace proponent
