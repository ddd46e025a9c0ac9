// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gradients/memory_plan.h"
#include "engine/influence_analysis.h"
#include "engine/methods/attribution_method.h"
#include "engine/methods/block_sums.h"
#include "engine/methods/checkpoint_weights.h"
#include "engine/methods/fitted_transforms.h"
#include "engine/progress.h"
#include "engine/scores/score_stream.h"
#include "engine/session.h"

#include <functional>
#include <stop_token>

namespace proponent {

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
    std::function<void(const Progress &)> onProgress;
    std::function<void(const QString &)> onNotice; ///< a sentence for people
    std::function<void(const MemoryPlan &)> onPlan; ///< before anything is computed
    double trainingTime = 0; ///< FitTask's
    FittedTransforms *fitted = nullptr; ///< looked into before a method is fitted; nullptr: none
    std::function<void(const QJsonObject &)> onFitted =
        {}; ///< what a method chose, at each checkpoint in turn
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

/// The layers that the task's scores are sums over: modules with parameters of their own, in order of registration.
[[nodiscard]] QStringList scoredLayers(const ScoringTask &task);
/// Which of them each parameter belongs to.
[[nodiscard]] ParameterGroups groupsByLayer(const std::vector<TrackedParameter> &parameters);

/// Brings what every training example did to each of the questions, by all checkpoints together, to a stream of that
/// size, which has begun: block by block of training examples. The parts of a score are what each checkpoint, then what
/// each of scoredLayers(), added. False when stopped; the stream is saved then, and goes on from there another time.
[[nodiscard]] bool streamScores(const ScoringTask &task, const AskedExamples &asked,
                                const RankedParts &ranked, ScoreStream &stream, const std::stop_token &stop);

/// Likewise self-influence, lr_i |grad l(w_i, z)|^2, in one row.
[[nodiscard]] bool streamSelfInfluence(const ScoringTask &task, const RankedParts &ranked,
                                       ScoreStream &stream, const std::stop_token &stop);

/// All scores in memory, for few: [questions][training examples]. Nothing when stopped.
[[nodiscard]] std::optional<std::vector<std::vector<float>>> allScores(const ScoringTask &task,
                                                                       const AskedExamples &asked,
                                                                       const std::stop_token &stop);
/// [training examples]. `keptIn`: a file that an interrupted run goes on from; see ScoreStream.
[[nodiscard]] std::optional<std::vector<float>> selfInfluenceScores(const ScoringTask &task,
                                                                    const std::stop_token &stop,
                                                                    const QString &keptIn = {});

/// Some of the questions, and how many are computed at a time.
struct QuestionBlock
{
    qint64 begin = 0; ///< among asked.examples; of a group all are one block
    qint64 end = 0;
    qint64 batchSize = 1;
};

/// The questions' gradients at the checkpoint of that position, which the network holds, before and after; of a pooled
/// method those of all checkpoints.
[[nodiscard]] QueryGradients queriesOf(const AskedExamples &asked, PerExampleGradients &gradients,
                                       const QuestionBlock &block, const GradientTransform *transform,
                                       CheckpointWeights &weights, qsizetype position);

/// What the method makes of the training examples at `checkpoint`, which the network holds and which seeds its draws, or,
/// of a pooled one, at all of the task's, of which the network holds any afterwards; nothing where it takes gradients as
/// they are. Found among the task's fitted ones, or kept there: then it `isKept`. False when stopped.
[[nodiscard]] bool fitTransform(const ScoringTask &task, const AttributionChoice &choice,
                                const CheckpointInfo &checkpoint, PerExampleGradients &gradients,
                                std::shared_ptr<const GradientTransform> &transform,
                                const std::stop_token &stop, bool *isKept = nullptr);

} // namespace proponent
