// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gradients/memory_plan.h"
#include "engine/influence_analysis.h"
#include "engine/methods/query_gradients.h"
#include "engine/methods/score_totals.h"
#include "engine/progress.h"
#include "engine/session.h"

#include <functional>
#include <stop_token>

namespace proponent {

/// Puts a checkpoint's values into the network. Throws EngineError when its file can't be read or doesn't fit.
void loadCheckpoint(Network &network, const CheckpointInfo &checkpoint);

/// The training side of an analysis.
struct ScoringTask
{
    Network &network; ///< on the device; its weights are replaced by those of the checkpoints
    std::vector<std::string> parameters; ///< names; empty: all trainable ones
    const ImageTensors &train;
    QList<CheckpointInfo> checkpoints;
    torch::ScalarType dtype = torch::kFloat;
    qint64 batchSize = 0; ///< 0: chosen by the device and its memory
    qint64 memory = 0; ///< bytes to plan with; 0: what is free
    /// Holds one file a finished checkpoint, so that a cancelled analysis isn't computed twice.
    QString partialFolder;
    std::function<void(const Progress &)> onProgress;
    std::function<void(const QString &)> onNotice; ///< a sentence for people
    std::function<void(const MemoryPlan &)> onPlan; ///< before the first checkpoint that is computed
    double trainingTime = 0; ///< FitTask's
};

/// What is asked of some examples, and the method that is to answer.
struct AskedExamples
{
    ImageTensors::Batch examples; ///< with the labels that count as true
    AttributionChoice choice; ///< checkedChoice()
    Question question;
    bool asGroup = false; ///< the mean over all of them is one question

    [[nodiscard]] const AttributionMethod &method() const { return attributionMethod(choice.name); }
    [[nodiscard]] Measurement measurement() const; ///< of the examples
    [[nodiscard]] qint64 count() const { return asGroup ? 1 : examples.labels.size(0); } ///< of questions
};

/// What every training example did to each of the questions. For AttributionMethod::Rule::OverRootSelf a last row holds
/// what it does to itself. Nothing when stopped; finished checkpoints are kept then.
[[nodiscard]] std::optional<CheckpointScores> traceScores(const ScoringTask &task, const AskedExamples &asked,
                                                          const std::stop_token &stop);

/// Some of the questions, and how many are computed at a time.
struct QuestionBlock
{
    qint64 begin = 0; ///< among asked.examples; of a group all are one block
    qint64 end = 0;
    qint64 batchSize = 1;
};

/// The questions' gradients at `checkpoint`, which the network holds, before and after; of a pooled method those of all
/// the task's checkpoints.
[[nodiscard]] QueryGradients queriesOf(const ScoringTask &task, const AskedExamples &asked,
                                       PerExampleGradients &gradients, const QuestionBlock &block,
                                       const GradientTransform *transform, const CheckpointInfo &checkpoint);

/// What the method makes of the training examples at `checkpoint`, which the network holds and which seeds its draws, or, of a pooled one, at all
/// of the task's, of which the network holds any afterwards; nothing where it takes gradients as they are. False when
/// stopped.
[[nodiscard]] bool fitTransform(const ScoringTask &task, const AttributionChoice &choice,
                                const CheckpointInfo &checkpoint, PerExampleGradients &gradients,
                                std::shared_ptr<const GradientTransform> &transform,
                                const std::stop_token &stop);

/// Self-influence: lr_i |grad l(w_i, z)|^2, in one row.
[[nodiscard]] std::optional<CheckpointScores> selfInfluenceScores(const ScoringTask &task,
                                                                  const std::stop_token &stop);

} // namespace proponent
