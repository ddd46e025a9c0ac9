// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/job_list.h"
#include "ui/work/open_session.h"

#include <optional>

namespace proponent::ui {

/// The label audits of the open session: finds the newest that is stored, reads it, and has others computed.
class Auditing : public QObject
{
    Q_OBJECT

public:
    Auditing(Engine &engine, Replies &replies, JobList &jobs, OpenSession &open, QObject *parent = nullptr);

    /// Ranks the training examples; answered with ready(), failed() or cancelled(). No valid job when the
    /// session has no checkpoint, or an audit of it is under way.
    JobId run(AuditMethod method, bool withSelfInfluence = false, int folds = 0);
    /// Goes over to the newest stored audit by this method, if there is one.
    void show(AuditMethod method);

    /// The one that was computed or read last; null while there is none.
    [[nodiscard]] const LabelAudit *audit() const { return m_audit ? &*m_audit : nullptr; }
    [[nodiscard]] bool canRun() const;
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] bool isReading() const { return m_reading.isValid(); }
    /// Seconds that an audit takes at most, judging by what this session's work took.
    [[nodiscard]] std::optional<double> expectedSeconds(bool withSelfInfluence, int folds = 0) const;

Q_SIGNALS:
    /// audit() is another one.
    void ready();
    /// isRunning(), isReading() or canRun() may have changed.
    void changed();
    void failed(const QString &message);
    void cancelled();

private:
    [[nodiscard]] std::optional<double> secondsWithoutFolds(bool withSelfInfluence) const;
    void showSession();
    void readNewest();
    void read(AnalysisId analysis);
    void keep(const LabelAudit &audit);
    void answer(JobId job, const Outcome &outcome);
    [[nodiscard]] std::optional<AnalysisSummary> newest(std::optional<AuditMethod> method) const;

    Engine &m_engine;
    Replies &m_replies;
    JobList &m_jobs;
    OpenSession &m_open;
    SessionId m_session;
    std::optional<LabelAudit> m_audit;
    AnalysisId m_reading;
    QList<AnalysisId> m_unreadable; ///< said once; not tried again at every refresh
    QHash<JobId, SessionId> m_running; ///< of any session: one may look at another meanwhile
};

} // namespace proponent::ui
