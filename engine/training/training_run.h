// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/training/trainer.h"
#include "engine/training/training_events.h"

namespace proponent {

/// Where a run begins: at its first epoch, or behind one whose files are there. They are believed by their
/// checksums; empty: not kept then.
struct StartingPoint
{
    int epochsDone = 0;
    QString checksum = {};
    QString trainingStateChecksum = {};
};

/// "epoch-003.safetensors": parameters and buffers.
[[nodiscard]] QString checkpointFileName(int epoch);
/// "epoch-003.training.safetensors": what resuming needs besides; kept for the newest checkpoint only.
[[nodiscard]] QString trainingStateFileName(int epoch);

/// Trains the epochs after `start` up to the planned number, writing checkpoints to `checkpointFolder`. When
/// some are done, network and trainer continue from the last one's files.
/// Returns false when stopped before the end. Throws EngineError when files can't be read or written, or a loss
/// or a weight isn't finite: no checkpoint is written then.
bool runTraining(Trainer &trainer, const TrainingConfig &config, const ImageTensors &train,
                 const ImageTensors &test, const QString &checkpointFolder, const StartingPoint &start,
                 const TrainingEvents &events, const std::stop_token &stop);

} // namespace proponent
