// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/job_runner.h"

#include "app/cli/console.h"
#include "app/cli/report.h"

#include <utility>

namespace proponent::cli {

JobRunner::JobRunner(Engine &engine, Console &console, QObject *parent)
    : QObject(parent), m_engine(engine), m_console(console)
{
    connect(&engine, &Engine::finished, this, &JobRunner::handleFinished);
    connect(&engine, &Engine::sessionStarted, this, &JobRunner::handleStarted);
    connect(&engine, &Engine::progress, this, [this](JobId job, const Progress &progress) {
        if (job == m_job)
            m_console.showProgress(progress);
    });
    connect(&engine, &Engine::epochFinished, this, [this](JobId job, const EpochMetrics &metrics) {
        if (job == m_job)
            m_console.printLine(epochText(metrics, m_epochsPlanned));
    });
    connect(&engine, &Engine::notice, this, [this](const QString &text) {
        for (const QString &line : text.split(u'\n'))
            m_console.printLine(tr("note: %1").arg(line));
    });
}

void JobRunner::stop()
{
    m_isStopping = true;
    if (m_job.isValid())
        m_engine.cancel(m_job);
}

void JobRunner::awaitOutcome(JobId job, Handler next)
{
    m_job = job;
    m_next = std::move(next);
    if (m_isStopping)
        m_engine.cancel(job);
}

void JobRunner::handleFinished(JobId job, const Outcome &outcome)
{
    if (job != m_job)
        return;
    m_job = {};
    const Handler next = std::exchange(m_next, {});
    if (const auto *failure = std::get_if<proponent::Failed>(&outcome))
        Q_EMIT failed(failure->message, failure->session);
    else if (const auto *cancellation = std::get_if<proponent::Cancelled>(&outcome))
        Q_EMIT cancelled(cancellation->session);
    else
        next(outcome);
}

void JobRunner::handleStarted(JobId job, const SessionDetails &details)
{
    if (job != m_job)
        return;
    m_epochsPlanned = details.summary.epochsPlanned;
    m_console.printLine(startedText(details));
}

} // namespace proponent::cli
