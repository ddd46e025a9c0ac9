// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/auditing.h"

#include <algorithm>

namespace proponent::ui {

namespace {

constexpr int mostSuspects = 1000; // more than a person looks through

/// Of an analysis with so many checkpoints, scaled to all of the session's.
double scaledSeconds(const AnalysisSummary &analysis, const SessionDetails &details)
{
    const double share = double(details.checkpoints.size()) / double(analysis.checkpoints.size());
    return analysis.seconds * share;
}

} // namespace

Auditing::Auditing(Engine &engine, Replies &replies, JobList &jobs, OpenSession &open, QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies), m_jobs(jobs), m_open(open)
{
    connect(&open, &OpenSession::opened, this, &Auditing::showSession);
    connect(&open, &OpenSession::updated, this, [this] {
        if (!m_audit && !isReading())
            readNewest();
        Q_EMIT changed();
    });
}

void Auditing::showSession()
{
    m_session = m_open.id();
    m_audit.reset();
    m_reading = {};
    m_unreadable.clear();
    readNewest();
    Q_EMIT changed();
}

bool Auditing::canRun() const
{
    return m_open.isOpen() && !m_open.details().checkpoints.isEmpty() && !isRunning();
}

bool Auditing::isRunning() const
{
    return m_open.isOpen() && std::find(m_running.begin(), m_running.end(), m_session) != m_running.end();
}

JobId Auditing::run(AuditMethod method, bool withSelfInfluence, int folds)
{
    if (!canRun())
        return {};
    LabelAuditRequest request;
    request.session = m_session;
    request.method = method;
    request.topK = mostSuspects;
    request.withSelfInfluence = withSelfInfluence || method == AuditMethod::SelfInfluence;
    request.fromIndex = request.withSelfInfluence && m_open.details().index.has_value();
    request.folds = folds == 0 && needsFolds(method) ? usualFolds : folds;
    // Device and precision stay the request's own: the session may have been trained on another machine, and
    // ranks are worth the few seconds that fp32 costs.
    request.threads = m_open.details().config.threads;
    const JobId job = m_engine.auditLabels(request);
    m_running.insert(job, m_session);
    m_jobs.begin(job, tr("Auditing %Ln label(s)", nullptr, int(m_open.details().trainCount)));
    m_replies.await(job, this, [this, job](const Outcome &outcome) { answer(job, outcome); });
    Q_EMIT changed();
    return job;
}

void Auditing::answer(JobId job, const Outcome &outcome)
{
    if (m_running.take(job) != m_session)
        return; // stored with its session, which is no longer shown
    if (const auto *completed = std::get_if<LabelAuditCompleted>(&outcome)) {
        keep(completed->analysis);
        m_open.refresh();
    } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
        Q_EMIT failed(failure->message);
    } else {
        Q_EMIT cancelled();
    }
    Q_EMIT changed();
}

void Auditing::show(AuditMethod method)
{
    const auto stored = newest(method);
    if (stored && !(m_audit && m_audit->header.id == stored->id))
        read(stored->id);
}

void Auditing::readNewest()
{
    if (const auto stored = newest(std::nullopt))
        read(stored->id);
}

void Auditing::read(AnalysisId analysis)
{
    m_reading = analysis;
    m_replies.await(m_engine.openAnalysis(analysis), this, [this, analysis](const Outcome &outcome) {
        if (analysis != m_reading)
            return; // another session, or another audit, was asked for since
        m_reading = {};
        if (const auto *stored = std::get_if<LabelAuditCompleted>(&outcome)) {
            keep(stored->analysis);
        } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
            m_unreadable += analysis;
            Q_EMIT failed(failure->message);
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void Auditing::keep(const LabelAudit &audit)
{
    m_reading = {};
    m_audit = audit;
    Q_EMIT ready();
}

std::optional<AnalysisSummary> Auditing::newest(std::optional<AuditMethod> method) const
{
    if (!m_open.isOpen())
        return std::nullopt;
    for (const AnalysisSummary &analysis : m_open.details().analyses) { // newest first
        if (analysis.kind == AnalysisKind::LabelAudit && !m_unreadable.contains(analysis.id) &&
            (!method || analysis.method == toString(*method)))
            return analysis;
    }
    return std::nullopt;
}

std::optional<double> Auditing::expectedSeconds(bool withSelfInfluence, int folds) const
{
    std::optional<double> seconds = secondsWithoutFolds(withSelfInfluence);
    if (!seconds || folds == 0)
        return seconds;
    for (const EpochMetrics &epoch : m_open.details().epochs)
        *seconds += epoch.seconds * (folds - 1); // each model trains on all folds but one
    return seconds;
}

std::optional<double> Auditing::secondsWithoutFolds(bool withSelfInfluence) const
{
    if (!m_open.isOpen())
        return std::nullopt;
    const SessionDetails &details = m_open.details();
    for (const AnalysisSummary &analysis : details.analyses) {
        const bool audit = analysis.kind == AnalysisKind::LabelAudit;
        const bool self = analysis.kind == AnalysisKind::SelfInfluence ||
                          (audit && analysis.method == toString(AuditMethod::SelfInfluence));
        if (!analysis.checkpoints.isEmpty() && (withSelfInfluence ? self : audit))
            return scaledSeconds(analysis, details);
    }
    // Without self-influence an audit is one forward pass a checkpoint, and training did more than that with
    // every example; but only what the CPU did can be done here as fast for certain.
    if (withSelfInfluence || details.summary.device != u"cpu" || details.epochs.isEmpty())
        return std::nullopt;
    const double rate = details.epochs.constLast().samplesPerSecond;
    if (rate <= 0)
        return std::nullopt;
    return double(details.trainCount) * double(details.checkpoints.size()) / rate;
}

} // namespace proponent::ui
