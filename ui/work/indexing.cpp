// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/indexing.h"

#include "ui/work/method_facts.h"
#include "ui/work/tracing.h"

#include <algorithm>

namespace proponent::ui {

bool answersFromIndex(const SessionDetails &session, const TraceSettings &settings)
{
    return session.index && settings.layers == LayerChoice::All &&
           completed(settings.method) == completed(session.index->method) &&
           epochsTaken(checkpointEpochs(session), settings.method.name, settings.checkpoints) ==
               session.index->checkpoints;
}

Indexing::Indexing(Engine &engine, Replies &replies, JobList &jobs, OpenSession &open, TrainingRun &run,
                   QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies), m_jobs(jobs), m_open(open)
{
    connect(&open, &OpenSession::opened, this, &Indexing::changed);
    connect(&open, &OpenSession::updated, this, &Indexing::changed);
    connect(&run, &TrainingRun::ended, this, [this](const Outcome &outcome, SessionId session) {
        if (m_rule && m_rule() && std::holds_alternative<TrainingCompleted>(outcome))
            build(session);
    });
}

bool Indexing::canRun() const
{
    return m_open.isOpen() && !m_open.isTraining() && !m_open.details().checkpoints.isEmpty() && !isRunning();
}

bool Indexing::isRunning() const
{
    return m_open.isOpen() && std::ranges::find(m_running, m_open.id()) != m_running.end();
}

void Indexing::run()
{
    if (canRun())
        build(m_open.id());
}

void Indexing::build(SessionId session)
{
    IndexRequest request;
    request.session = session;
    const JobId job = m_engine.buildIndex(request);
    m_running.insert(job, session);
    m_jobs.begin(job, tr("Building an index"));
    m_replies.await(job, this, [this, job](const Outcome &outcome) {
        const SessionId indexed = m_running.take(job);
        if (const auto *answer = std::get_if<IndexBuilt>(&outcome)) {
            if (indexed == m_open.id()) {
                m_open.refresh();
                Q_EMIT built(answer->index);
            }
        } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
            Q_EMIT failed(failure->message);
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

} // namespace proponent::ui
