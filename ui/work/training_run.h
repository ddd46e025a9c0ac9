// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/job_list.h"
#include "ui/work/replies.h"

namespace proponent::ui {

/// Whether its training can go on from the last checkpoint. A failed one may have lacked but space on the disk.
[[nodiscard]] bool isResumable(const SessionSummary &session);

/// The training that is under way, if any: one at a time. Keeps the live curve of the run, so that
/// somebody who looks at another session meanwhile finds it again.
class TrainingRun : public QObject
{
    Q_OBJECT

public:
    TrainingRun(Engine &engine, Replies &replies, JobList &jobs, QObject *parent = nullptr);

    void start(const TrainingConfig &config);
    void resume(const SessionSummary &session);
    void stop();

    /// From start() until ended().
    [[nodiscard]] bool isActive() const { return m_job.isValid(); }
    [[nodiscard]] bool isStopping() const { return m_stopping; }
    [[nodiscard]] JobId job() const { return m_job; }
    /// The session being trained; invalid before the engine has made it.
    [[nodiscard]] SessionId session() const { return isActive() ? m_session : SessionId{}; }
    /// The live points of a session trained since the program started; of others those that were kept.
    [[nodiscard]] QList<TrainingSample> samplesOf(const SessionDetails &details) const;

Q_SIGNALS:
    void activeChanged();
    void started(const proponent::SessionDetails &details);
    void sampled(const proponent::TrainingSample &sample);
    void epochFinished(const proponent::EpochMetrics &metrics);
    void progressed(const proponent::Progress &progress);
    /// Completed, Cancelled or Failed. `session` is invalid when none was begun.
    void ended(const proponent::Outcome &outcome, proponent::SessionId session);

private:
    void follow(JobId job, const QString &title);
    void end(const Outcome &outcome);

    Engine &m_engine;
    Replies &m_replies;
    JobList &m_jobs;
    JobId m_job;
    SessionId m_session;
    bool m_stopping = false;
    QHash<SessionId, QList<TrainingSample>> m_samples;
};

} // namespace proponent::ui
