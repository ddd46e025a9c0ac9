// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/tracing.h"

#include <QTimer>

#include <functional>

namespace proponent::ui {

/// Whether tracing all mistakes like that is likely to take at most a minute, or no longer than an epoch of the session's training.
[[nodiscard]] bool tracesQuickly(const SessionDetails &session, const TraceSettings &settings);

/// After a training the mistakes are traced before anybody asks, in one pass, so that each is answered at once. Whatever a person
/// asks for goes first: the work is stopped, which keeps what is done of it, and taken up again afterwards. Ended by its
/// own Stop, and never a reason for an error message.
class TracingAhead : public QObject
{
    Q_OBJECT

public:
    /// How the mistakes of a session are to be traced; nothing: they aren't.
    using Rule = std::function<std::optional<TraceSettings>(const SessionDetails &)>;

    TracingAhead(Engine &engine, Replies &replies, JobList &jobs, OpenSession &open, TrainingRun &run,
                 QObject *parent = nullptr);

    /// Nothing is done without one.
    void setRule(const Rule &rule);
    /// The session is removed.
    void forget(SessionId session);

private:
    void follow();
    void next();
    void begin(const SessionDetails &session);
    void end(const Outcome &outcome);

    Engine &m_engine;
    Replies &m_replies;
    JobList &m_jobs;
    OpenSession &m_open;
    Rule m_rule;
    QList<SessionId> m_waiting; ///< the first is at work, or next
    JobId m_reading; ///< of the first
    JobId m_job;
    bool m_givesWay = false; ///< the job is stopped for somebody else's
    QTimer m_rest; ///< what comes right after a training or an answer goes first
};

} // namespace proponent::ui
