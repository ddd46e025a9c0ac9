// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/prepared_checkpoint.h"

namespace proponent {

PreparedCheckpoint::PreparedCheckpoint(const ScoringTask &task, const AskedExamples *asked,
                                       CheckpointWeights &weights, qsizetype position)
    : m_task(task),
      m_asked(asked),
      m_weights(weights),
      m_position(position),
      m_gradients(task.network, task.parameters, task.dtype)
{
}

bool PreparedCheckpoint::fitOnce(const std::stop_token &stop)
{
    m_weights.use(m_position);
    if (!m_asked || m_isFitted)
        return true;
    m_isFitted = fitTransform(m_task, m_asked->choice, m_task.checkpoints[m_position], m_gradients,
                              m_transform, stop, &m_isKept);
    m_weights.changed(); // by a pooled method, which goes over all checkpoints
    m_weights.use(m_position);
    return m_isFitted;
}

void PreparedCheckpoint::share(PreparedCheckpoint &other)
{
    if (&other == this)
        return;
    m_other = &other;
    m_transform = other.m_transform;
    m_isFitted = true;
}

bool PreparedCheckpoint::fit(const std::stop_token &stop)
{
    return m_gradients.consistently([&] { return fitOnce(stop); });
}

QueryGradients PreparedCheckpoint::ownQuestions()
{
    const QuestionBlock block{m_asked->asGroup ? 0 : m_first,
                              m_asked->asGroup ? qint64(m_asked->examples.labels.size(0)) : m_first + m_count,
                              m_batchSize};
    QueryGradients questions =
        queriesOf(*m_asked, m_gradients, block, m_transform.get(), m_weights, m_position);
    if (!m_isLast || !m_transform || m_asked->method().isPooled)
        return questions;
    if (auto rest = m_transform->withoutQuestions()) {
        questions.compareThrough(rest.get());
        m_transform = std::move(rest);
    }
    return questions;
}

/// Nothing when stopped.
std::shared_ptr<const QueryGradients> PreparedCheckpoint::questions(const std::stop_token &stop)
{
    if (!m_other)
        return std::make_shared<QueryGradients>(ownQuestions());
    const bool ready = m_other->prepare(stop);
    m_weights.use(m_position);
    return ready ? m_other->m_scorer->queries() : nullptr;
}

bool PreparedCheckpoint::makeReady(const std::stop_token &stop)
{
    if (!fitOnce(stop))
        return false;
    if (!m_asked || m_scorer)
        return true;
    const auto asked = questions(stop);
    if (!asked)
        return false;
    const AttributionMethod &method = m_asked->method();
    const CheckpointInfo &checkpoint = m_task.checkpoints[m_position];
    m_scorer.emplace(asked, m_transform, method.rule, method.weightOf(checkpoint, m_task.checkpoints.size()));
    return true;
}

void PreparedCheckpoint::ask(qint64 first, qint64 count, qint64 batchSize, bool isLast)
{
    m_first = first;
    m_count = count;
    m_batchSize = batchSize;
    m_isLast = isLast;
    m_scorer.reset();
}

void PreparedCheckpoint::forgetQuestions()
{
    if (m_asked && m_asked->method().isPooled)
        return; // they are all checkpoints'
    m_scorer.reset();
    if (m_transform && m_isKept) {
        m_transform.reset();
        m_isFitted = false;
    }
}

bool PreparedCheckpoint::prepare(const std::stop_token &stop)
{
    return m_gradients.consistently([&] { return makeReady(stop); });
}

std::optional<CheckpointScorer::Block> PreparedCheckpoint::score(const ImageTensors::Batch &batch,
                                                                 const ParameterGroups &groups,
                                                                 const std::stop_token &stop)
{
    bool isAgain = false;
    return m_gradients.consistently([&]() -> std::optional<CheckpointScorer::Block> {
        if (isAgain) { // what was made of the layers as they were captured then
            m_scorer.reset();
            m_isFitted = false;
            m_other = nullptr;
        }
        isAgain = true;
        if (!makeReady(stop))
            return {};
        if (m_scorer)
            return m_scorer->score(m_gradients, batch, groups);
        const torch::Tensor norms = squaredNormsByLayer(m_gradients, batch, groups); // [groups, batch]
        return CheckpointScorer::Block{norms.mul(m_task.checkpoints[m_position].learningRate).unsqueeze(1),
                                       {}};
    });
}

qint64 PreparedCheckpoint::bytesOfQuestion(qint64 plain) const
{
    return m_transform ? m_transform->bytesOfQuestion(plain) : plain;
}

qint64 PreparedCheckpoint::bytesOfFit() const
{
    return m_transform ? m_transform->bytes() : 0;
}

} // namespace proponent
