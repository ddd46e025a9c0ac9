// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ids.h"
#include "engine/outcome.h"

#include <QHash>

#include <functional>
#include <stop_token>

namespace proponent {

/// Numbers jobs, and stops those that haven't ended. Used from one thread; the stop tokens are seen by all.
class JobBoard
{
public:
    struct Job
    {
        JobId id;
        std::stop_token stop;
    };

    [[nodiscard]] Job begin();
    void end(JobId job);
    void stop(JobId job); ///< unknown and ended jobs are ignored
    void stopAll();

private:
    QHash<JobId, std::stop_source> m_jobs; ///< that haven't ended
    qint64 m_last = 0;
};

/// The edge of a thread: how `work` ended, whatever it throws. It isn't begun when it was stopped while it
/// waited. `messageOf` words exceptions.
[[nodiscard]] Outcome outcomeOf(const std::function<Outcome()> &work, const std::stop_token &stop,
                                const std::function<QString(const std::exception &)> &messageOf);

} // namespace proponent
