// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/job_list.h"

#include <algorithm>

namespace proponent::ui {

JobList::JobList(Engine &engine, QObject *parent) : QObject(parent), m_engine(engine)
{
    connect(&engine, &Engine::progress, this, [this](JobId id, const Progress &progress) {
        if (Job *job = find(id)) {
            job->progress = progress;
            Q_EMIT changed();
        }
    });
    connect(&engine, &Engine::finished, this, [this](JobId id) { end(id); });
}

void JobList::begin(JobId id, const QString &title, Kind kind)
{
    m_jobs.append({id, title, std::nullopt, false, kind});
    Q_EMIT changed();
}

void JobList::end(JobId id)
{
    if (m_jobs.removeIf([id](const Job &job) { return job.id == id; }) > 0)
        Q_EMIT changed();
}

void JobList::stop(JobId id)
{
    if (Job *job = find(id)) {
        job->stopping = true;
        m_engine.cancel(id);
        Q_EMIT changed();
    }
}

bool JobList::hasAsked() const
{
    return std::ranges::find(m_jobs, Kind::Asked, &Job::kind) != m_jobs.end();
}

const JobList::Job *JobList::current() const
{
    const auto active =
        std::find_if(m_jobs.begin(), m_jobs.end(), [](const Job &job) { return job.progress; });
    if (active != m_jobs.end())
        return &*active;
    return m_jobs.isEmpty() ? nullptr : &m_jobs.constFirst();
}

JobList::Job *JobList::find(JobId id)
{
    const auto found =
        std::find_if(m_jobs.begin(), m_jobs.end(), [id](const Job &job) { return job.id == id; });
    return found == m_jobs.end() ? nullptr : &*found;
}

} // namespace proponent::ui
