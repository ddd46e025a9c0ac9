// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/dataset.h"
#include "engine/data/label_noise.h"
#include "engine/data/normalisation.h"
#include "engine/model/image_tensors.h"
#include "engine/model/network.h"

namespace proponent {

/// What a configuration makes of a dataset: the same every time.
struct SessionInputs
{
    std::shared_ptr<const Dataset> dataset;
    qint64 trainCount = 0;
    qint64 testCount = 0;
    PlantedNoise noise; ///< the labels trained on; flips that a person changed since don't count as planted
    QList<qint64>
        excluded; ///< ascending; keep their places among the training examples but aren't trained on
    Normalisation normalisation;
    int rules = latestDatasetRules; ///< that made them

    [[nodiscard]] NetworkShape shape() const;
    [[nodiscard]] ImageTensors train(torch::Device device) const;
    [[nodiscard]] ImageTensors test(torch::Device device) const;
};

/// Throws EngineError when the label changes don't fit the dataset, or leave nothing to train on. `rules`: the
/// session's (DatasetInfo::rules), which the dataset need not have been read by.
[[nodiscard]] SessionInputs makeInputs(std::shared_ptr<const Dataset> dataset, const TrainingConfig &config,
                                       int rules);

/// FitTask::trainingTime of a session's training.
[[nodiscard]] double trainingTimeOf(const SessionDetails &details, const SessionInputs &inputs);

/// What is worth knowing of the data that a model is, or was, trained on: a sentence each.
[[nodiscard]] QStringList remarksOn(const SessionInputs &inputs, const TrainingConfig &config);

/// CPU threads for libtorch, at most one a core; 0: all cores. Engine thread only.
void setThreadCount(int threads);

} // namespace proponent
