// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <QObject>

#include <functional>

namespace proponent::cli {

class Console;

/// Waits for one Engine job after the other, and shows on the console what they say on the way.
class JobRunner : public QObject
{
    Q_OBJECT

public:
    JobRunner(Engine &engine, Console &console, QObject *parent = nullptr);

    [[nodiscard]] Engine &engine() { return m_engine; }

    /// Calls `next` with the job's answer, an `Answer` of Outcome, when it completed. A job that failed or
    /// was cancelled is told by the signals below, and `next` is dropped.
    template <class Answer, class Next>
    void await(JobId job, Next next)
    {
        awaitOutcome(job, [this, next = std::move(next)](const Outcome &outcome) {
            if (const auto *answer = std::get_if<Answer>(&outcome))
                next(*answer);
            else
                Q_EMIT failed(tr("the engine gave an answer of another kind; please report this"), {});
        });
    }

    /// Asks the job that is waited for, and any that follows, to stop.
    void stop();
    [[nodiscard]] bool isStopping() const { return m_isStopping; }

Q_SIGNALS:
    void failed(const QString &message, proponent::SessionId session);
    void cancelled(proponent::SessionId session);

private:
    using Handler = std::function<void(const Outcome &)>;

    void awaitOutcome(JobId job, Handler next);
    void handleFinished(JobId job, const Outcome &outcome);
    void handleStarted(JobId job, const SessionDetails &details);

    Engine &m_engine;
    Console &m_console;
    JobId m_job;
    Handler m_next;
    int m_epochsPlanned = 0;
    bool m_isStopping = false;
};

} // namespace proponent::cli
