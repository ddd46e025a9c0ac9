// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/influence_run.h"
#include "engine/methods/projected_kernel.h"

namespace proponent {

/// Examples as vectors, as `logra` sees them. With φ an example's features (ProjectedKernel) at each of the task's k
/// checkpoints i, and R and L its leading directions and their eigenvalues, the rows of an index are
///
///     of a training example: R^T (1/k) Σ_i φ(grad loss(w_i, z))
///     of a question:         (L + damping)^-1 R^T Σ_i φ(grad q(w_i))
///
/// whose product is the score that `logra` with that rank gives. Keeps the checkpoints' weights, so that one question
/// after the other can be answered. Engine thread only.
class GradientRows
{
public:
    /// Refers to the task. `kernel`: fitted at the task's checkpoints; all that is fitted there has its features.
    GradientRows(const ScoringTask &task, std::shared_ptr<const ProjectedKernel> kernel);

    /// (1/k) Σ_i φ of training examples: float [end - begin, width]. Nothing when stopped.
    [[nodiscard]] std::optional<torch::Tensor> ofTraining(qint64 begin, qint64 end,
                                                          const std::stop_token &stop);
    /// Σ_i φ: float [questions, width]; of a group one.
    [[nodiscard]] torch::Tensor ofQuestions(const AskedExamples &asked);

    /// Scores of a few training examples, and what they are sums of.
    struct Scores
    {
        torch::Tensor sums; ///< float [examples]
        torch::Tensor byCheckpoint; ///< float [checkpoints, examples]
        torch::Tensor byLayer; ///< float [layers, examples], as in scoredLayers()
    };
    /// `question`: solved() of its features, float [width]. `examples`: int64, training examples. Nothing when stopped.
    [[nodiscard]] std::optional<Scores> scores(const torch::Tensor &question, const torch::Tensor &examples,
                                               const std::stop_token &stop);

private:
    /// At the checkpoint that the network holds.
    [[nodiscard]] torch::Tensor features(const ImageTensors::Batch &batch, const Measurement &measurement);
    [[nodiscard]] torch::Tensor summed(const ImageTensors::Batch &batch, const Measurement &measurement);

    const ScoringTask &m_task;
    std::shared_ptr<const ProjectedKernel> m_kernel;
    CheckpointWeights m_weights;
    PerExampleGradients m_gradients;
    ParameterGroups m_layers;
    ShrinkingBatch m_batch;
};

} // namespace proponent
