// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/job_list.h"
#include "ui/work/open_session.h"
#include "ui/work/replies.h"

namespace proponent::ui {

/// How it is found out how well methods predict, and what that costs.
struct JudgingPlan
{
    int subsets = 0; ///< random ones of the training examples
    int runs = 0; ///< copies of the model trained on each
    QList<qint64> tests; ///< that are asked about
    double seconds =
        0; ///< by what the session's training took on its device; copies kept from before cost nothing

    [[nodiscard]] int copies() const { return subsets * runs; }
};

/// Takes minutes if it can: a large session gets fewer subsets, and those with one copy each.
[[nodiscard]] JudgingPlan planJudging(const SessionDetails &session);

/// Finds out how well all methods predict what retraining does on the open session. What is found is stored with it:
/// SessionDetails::evaluations.
class JudgingMethods : public QObject
{
    Q_OBJECT

public:
    JudgingMethods(Engine &engine, Replies &replies, JobList &jobs, OpenSession &open,
                   QObject *parent = nullptr);

    /// One job, which the job bar shows and stops; answered with changed(), failed() or cancelled(). No valid job when
    /// canRun() is false.
    JobId run();
    /// There is a trained model, and it isn't being found out already.
    [[nodiscard]] bool canRun() const;
    [[nodiscard]] bool isRunning() const;

Q_SIGNALS:
    /// canRun(), isRunning() or what is known may have changed.
    void changed();
    void failed(const QString &message);
    void cancelled();

private:
    Engine &m_engine;
    Replies &m_replies;
    JobList &m_jobs;
    OpenSession &m_open;
    QHash<JobId, SessionId> m_running; ///< of any session: one may look at another meanwhile
};

} // namespace proponent::ui
