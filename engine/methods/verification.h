// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/model/image_tensors.h"
#include "engine/model/network.h"

#include <functional>
#include <stop_token>

namespace proponent {

/// A stored score that is to be computed again.
struct ScoredPair
{
    qint64 train = 0;
    qint64 test = 0;
    double score = 0;
};

/// What is needed to compute scores again, on the CPU.
struct VerificationTask
{
    Network &network; ///< in float32; its weights are replaced by those of the checkpoints
    std::vector<std::string> parameters; ///< names; empty: all trainable ones
    const ImageTensors &train;
    const ImageTensors &test;
    QList<CheckpointInfo> checkpoints;
    AttributionChoice choice; ///< checkedChoice()
    Question question;
    bool ofTraining = false; ///< the tests of the pairs are training examples
    QList<qint64> group; ///< whose mean was asked about, in place of a pair's test; empty: none
    double trainingTime = 0; ///< FitTask's
    Precision precision = Precision::Fp32; ///< that the scores were computed in
    std::function<void(int done)> onPair;
};

/// Compares each score with what brute-force autograd in float64 makes of it: two backward passes a
/// checkpoint. Nothing when stopped.
[[nodiscard]] std::optional<Verification> verifyScores(const VerificationTask &task,
                                                       const QList<ScoredPair> &pairs,
                                                       const std::stop_token &stop);

} // namespace proponent
