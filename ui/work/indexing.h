// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/job_list.h"
#include "ui/work/open_session.h"
#include "ui/work/training_run.h"

#include <QHash>

#include <functional>

namespace proponent::ui {

struct TraceSettings;
/// Whether questions asked like that are answered by the session's index.
[[nodiscard]] bool answersFromIndex(const SessionDetails &session, const TraceSettings &settings);

/// Has the index of a session built: when somebody asks, and after a training where they want it so.
class Indexing : public QObject
{
    Q_OBJECT

public:
    Indexing(Engine &engine, Replies &replies, JobList &jobs, OpenSession &open, TrainingRun &run,
             QObject *parent = nullptr);

    /// Whether one may be built of the open session now.
    [[nodiscard]] bool canRun() const;
    [[nodiscard]] bool isRunning() const; ///< for the open session
    void run();
    /// Whether one is built after a training.
    void setRule(std::function<bool()> rule) { m_rule = std::move(rule); }

Q_SIGNALS:
    void changed(); ///< canRun() may have
    void built(const proponent::SessionIndex &index); ///< of the open session
    void failed(const QString &message);

private:
    void build(SessionId session);

    Engine &m_engine;
    Replies &m_replies;
    JobList &m_jobs;
    OpenSession &m_open;
    QHash<JobId, SessionId> m_running;
    std::function<bool()> m_rule;
};

} // namespace proponent::ui
