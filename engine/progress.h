// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QtGlobal>

namespace proponent {

/// Where a long job stands. Sent at most 20 times a second.
struct Progress
{
    enum class Stage {
        LoadingData,
        Training,
        Evaluating,
        Fitting,
        Tracing,
        SelfInfluence,
        Ranking,
        Saving,
        Retraining,
        Indexing
    };

    Stage stage = Stage::LoadingData;
    qint64 done = 0; ///< of this job: examples x epochs, or training examples x checkpoints
    qint64 total = 0; ///< 0: not known
    double rate = 0; ///< of `done` a second, over the last seconds; 0: not known yet
    double secondsLeft = -1; ///< of the whole job; below 0: not known yet
    int epoch =
        0; ///< the epoch being trained, or the checkpoint's being evaluated, from 1; or models retrained so far
    int epochs = 0; ///< how many there are
};

/// A point on the live training curves. Sent at most 20 times a second.
struct TrainingSample
{
    double epoch = 0; ///< position in epochs: 1.5 is the middle of the second
    double loss = 0; ///< mean over the batches since the previous sample
    double accuracy = 0; ///< likewise, 0 to 1
    double learningRate = 0;
    double samplesPerSecond = 0;
    double lossScale = 0; ///< 0: loss scaling not in use
    qint64 skippedSteps = 0; ///< since the start of the run
};

} // namespace proponent

Q_DECLARE_METATYPE(proponent::Progress)
Q_DECLARE_METATYPE(proponent::TrainingSample)
