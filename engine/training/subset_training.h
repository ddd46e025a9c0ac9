// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/device/device_id.h"
#include "engine/model/image_tensors.h"
#include "engine/model/network.h"
#include "engine/progress.h"
#include "engine/training_config.h"

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace proponent {

/// What a copy of a model is trained on, and from where.
struct Subset
{
    std::vector<std::int64_t> indices; ///< of training examples, ascending, each once
    qint64 seed = 0; ///< of its initial weights and its order, as TrainingConfig::seed
};

/// What all copies have in common.
struct SubsetTraining
{
    TrainingConfig config; ///< the session's; `seed` and excluded examples are the subsets' business
    NetworkShape shape;
    const ImageTensors &train; ///< on the device, with the labels to be trained on
    const ImageTensors &test; ///< likewise; what each copy is asked in the end. May be empty
    DeviceId device;
    Precision precision = Precision::Fp32; ///< resolved
    qint64 copiesAtATime = 0; ///< on a GPU, or a thread of the processor; 0: chosen by model and memory
    /// Done and total are examples x epochs of all subsets.
    std::function<void(const Progress &)> onProgress = [](const Progress &) {};
    std::function<void(const QString &)> onNotice = [](const QString &) {}; ///< on any thread
};

/// A copy that has had all its epochs.
struct TrainedCopy
{
    qsizetype subset; ///< its place among those that were asked for
    /// On the device; parameters and buffers under the names of the network's own state dict. They are as large as the
    /// model, and go when the call returns: copy what is to be kept.
    const StateDict &state;
    std::span<const float> losses; ///< [tests] cross-entropy, nats, in evaluation mode
    std::span<const float>
        margins; ///< [tests] the label's logit minus the largest other: above 0 it is predicted
};

/// Trains a copy of the model on each subset, and calls `onTrained` once for each that is done, in any order. To
/// rounding each ends as Trainer leaves a network of that seed that sees the subset's examples alone, whatever is
/// trained beside it. Copies of built-in networks are trained many at a time, in one network with room for them
/// (stacked_network.h), and on a processor on each thread; others one after another. Takes half as many at a time, after a
/// notice, where memory runs out.
///
/// False when stopped, within a batch: those told are done, the others are lost. So an interrupted call is gone on with
/// by asking for the rest. Throws EngineError when a loss or a weight of a copy isn't finite. Engine thread only.
bool trainOnSubsets(const SubsetTraining &task, std::span<const Subset> subsets,
                    const std::function<void(const TrainedCopy &)> &onTrained, const std::stop_token &stop);

} // namespace proponent
