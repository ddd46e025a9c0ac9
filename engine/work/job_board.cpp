// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/work/job_board.h"

namespace proponent {

JobBoard::Job JobBoard::begin()
{
    const JobId id{++m_last};
    return {id, m_jobs.insert(id, std::stop_source())->get_token()};
}

void JobBoard::end(JobId job)
{
    m_jobs.remove(job);
}

void JobBoard::stop(JobId job)
{
    if (const auto found = m_jobs.find(job); found != m_jobs.end())
        found->request_stop();
}

void JobBoard::stopAll()
{
    for (std::stop_source &source : m_jobs)
        source.request_stop();
}

Outcome outcomeOf(const std::function<Outcome()> &work, const std::stop_token &stop,
                  const std::function<QString(const std::exception &)> &messageOf)
{
    if (stop.stop_requested())
        return Cancelled{};
    try {
        return work();
    } catch (const std::exception &error) {
        return Failed{messageOf(error), {}};
    }
}

} // namespace proponent
