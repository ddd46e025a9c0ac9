// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/influence_run.h"

#include <memory>

namespace proponent {

/// One of a task's checkpoints, made ready to say what training examples did. Puts its weights into the network when it
/// is asked. Engine thread only.
class PreparedCheckpoint
{
public:
    /// Refers to all of them. `asked`: nullptr for self-influence.
    PreparedCheckpoint(const ScoringTask &task, const AskedExamples *asked, CheckpointWeights &weights,
                       qsizetype position);

    /// Fits the method, once. False when stopped.
    [[nodiscard]] bool fit(const std::stop_token &stop);
    /// Takes what `other` fitted, of a pooled method, and its questions' gradients.
    void share(PreparedCheckpoint &other);
    /// The questions from now on: `count` from `first` on, whose gradients are computed `batchSize` at a time. `isLast`:
    /// none will follow.
    void ask(qint64 first, qint64 count, qint64 batchSize, bool isLast);
    /// Computes those gradients now, to be held; score() does it where they aren't. False when stopped.
    [[nodiscard]] bool prepare(const std::stop_token &stop);
    /// Gives their memory back.
    void forgetQuestions();

    /// Of the questions of ask(), by `groups` of layers: float [groups, questions, batch]. Nothing
    /// when stopped.
    [[nodiscard]] std::optional<CheckpointScorer::Block> score(const ImageTensors::Batch &batch,
                                                               const ParameterGroups &groups,
                                                               const std::stop_token &stop);

    [[nodiscard]] PerExampleGradients &gradients() { return m_gradients; }
    /// Bytes that a question takes, which are `plain` for one that the method takes as it is. Once it is fitted.
    [[nodiscard]] qint64 bytesOfQuestion(qint64 plain) const;
    /// That what was fitted takes.
    [[nodiscard]] qint64 bytesOfFit() const;

private:
    [[nodiscard]] bool fitOnce(const std::stop_token &stop);
    [[nodiscard]] bool makeReady(const std::stop_token &stop);
    [[nodiscard]] std::shared_ptr<const QueryGradients> questions(const std::stop_token &stop);
    [[nodiscard]] QueryGradients ownQuestions();

    const ScoringTask &m_task;
    const AskedExamples *m_asked;
    CheckpointWeights &m_weights;
    qsizetype m_position;
    PerExampleGradients m_gradients;
    PreparedCheckpoint *m_other = nullptr; ///< of share()
    bool m_isFitted = false;
    bool m_isKept = false; ///< what was fitted: found again the next time
    std::shared_ptr<const GradientTransform> m_transform;
    qint64 m_first = 0;
    qint64 m_count = 0;
    qint64 m_batchSize = 1;
    bool m_isLast = false;
    std::optional<CheckpointScorer> m_scorer;
};

} // namespace proponent
