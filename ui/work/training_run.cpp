// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/training_run.h"

#include "ui/text/format.h"

namespace proponent::ui {

bool isResumable(const SessionSummary &session)
{
    return session.state == SessionState::Interrupted || session.state == SessionState::Failed;
}

TrainingRun::TrainingRun(Engine &engine, Replies &replies, JobList &jobs, QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies), m_jobs(jobs)
{
    connect(&engine, &Engine::sessionStarted, this, [this](JobId job, const SessionDetails &details) {
        if (job != m_job)
            return;
        m_session = details.summary.id;
        if (!m_samples.contains(m_session))
            m_samples.insert(m_session, details.samples); // of before it was resumed
        Q_EMIT started(details);
    });
    connect(&engine, &Engine::trainingSample, this, [this](JobId job, const TrainingSample &sample) {
        if (job != m_job)
            return;
        m_samples[m_session].append(sample);
        Q_EMIT sampled(sample);
    });
    connect(&engine, &Engine::epochFinished, this, [this](JobId job, const EpochMetrics &metrics) {
        if (job == m_job)
            Q_EMIT epochFinished(metrics);
    });
    connect(&engine, &Engine::progress, this, [this](JobId job, const Progress &progress) {
        if (job == m_job)
            Q_EMIT progressed(progress);
    });
}

void TrainingRun::start(const TrainingConfig &config)
{
    if (isActive())
        return;
    m_session = {};
    follow(m_engine.train(config), tr("Training %1").arg(text::modelName(config.model)));
}

void TrainingRun::resume(const SessionSummary &session)
{
    if (isActive())
        return;
    m_session = session.id;
    follow(m_engine.resume(session.id), tr("Resuming %1").arg(session.name));
}

void TrainingRun::stop()
{
    if (!isActive())
        return;
    m_stopping = true;
    m_jobs.stop(m_job);
    Q_EMIT activeChanged();
}

QList<TrainingSample> TrainingRun::samplesOf(const SessionDetails &details) const
{
    return m_samples.value(details.summary.id, details.samples);
}

void TrainingRun::follow(JobId job, const QString &title)
{
    m_job = job;
    m_stopping = false;
    m_jobs.begin(job, title);
    m_replies.await(job, this, [this](const Outcome &outcome) { end(outcome); });
    Q_EMIT activeChanged();
}

void TrainingRun::end(const Outcome &outcome)
{
    const SessionId session = m_session;
    m_job = {};
    m_stopping = false;
    Q_EMIT activeChanged();
    Q_EMIT ended(outcome, session);
}

} // namespace proponent::ui
