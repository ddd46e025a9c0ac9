// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/tracing_ahead.h"

#include "ui/work/indexing.h"
#include "ui/work/method_facts.h"

#include <algorithm>
#include <chrono>

namespace proponent::ui {

namespace {

using namespace std::chrono_literals;

constexpr qsizetype mostMistakes = 1000; ///< more than a person looks through: the worst

/// The mistakes with the highest losses, ascending by index.
QList<qint64> worstMistakes(const TestEvaluation &answers)
{
    QList<qint64> wrong = misclassified(answers);
    if (wrong.size() > mostMistakes) {
        std::ranges::stable_sort(wrong, std::ranges::greater(),
                                 [&answers](qint64 test) { return answers.losses.value(test, 0); });
        wrong.resize(mostMistakes);
        std::ranges::sort(wrong);
    }
    return wrong;
}

/// Whether one analysis answers all of them.
bool isAnswered(const SessionDetails &session, const QList<qint64> &tests, const TraceSettings &settings)
{
    const QList<int> epochs =
        epochsTaken(checkpointEpochs(session), settings.method.name, settings.checkpoints);
    return std::ranges::any_of(session.analyses, [&](const AnalysisSummary &analysis) {
        return analysis.kind == AnalysisKind::Influence && analysis.question.isEmpty() &&
               fits(analysis, settings, epochs) && std::ranges::includes(analysis.testIndices, tests);
    });
}

} // namespace

bool tracesQuickly(const SessionDetails &session, const TraceSettings &settings)
{
    const auto seconds = expectedSeconds(session, settings.method.name, settings.checkpoints);
    const double epoch = trainingSeconds(session) / std::max(1.0, double(session.epochs.size()));
    return seconds && *seconds <= std::max(quickSeconds, epoch);
}

TracingAhead::TracingAhead(Engine &engine, Replies &replies, JobList &jobs, OpenSession &open,
                           TrainingRun &run, QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies), m_jobs(jobs), m_open(open)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(1s);
    connect(&m_rest, &QTimer::timeout, this, &TracingAhead::next);
    connect(&jobs, &JobList::changed, this, &TracingAhead::follow);
    connect(&run, &TrainingRun::ended, this, [this](const Outcome &outcome, SessionId session) {
        if (!m_rule || !std::holds_alternative<TrainingCompleted>(outcome))
            return;
        m_waiting.removeAll(session);
        m_waiting += session;
        follow();
    });
}

void TracingAhead::setRule(const Rule &rule)
{
    m_rule = rule;
}

void TracingAhead::forget(SessionId session)
{
    const bool isFirst = !m_waiting.isEmpty() && m_waiting.constFirst() == session;
    m_waiting.removeAll(session);
    if (!isFirst)
        return;
    m_replies.forget(std::exchange(m_reading, {}));
    if (m_job.isValid())
        m_jobs.stop(m_job);
}

void TracingAhead::follow()
{
    const bool isAsked = m_jobs.hasAsked();
    if (isAsked && m_job.isValid() && !m_givesWay) {
        m_givesWay = true;
        m_jobs.stop(m_job);
    }
    if (!isAsked && !m_job.isValid() && !m_reading.isValid() && !m_waiting.isEmpty() && !m_rest.isActive())
        m_rest.start();
}

void TracingAhead::next()
{
    if (m_waiting.isEmpty() || m_jobs.hasAsked() || m_job.isValid() || m_reading.isValid())
        return;
    m_reading = m_engine.openSession(m_waiting.constFirst());
    m_replies.await(m_reading, this, [this](const Outcome &outcome) {
        m_reading = {};
        if (const auto *opened = std::get_if<SessionOpened>(&outcome))
            begin(opened->details);
        else
            m_waiting.removeFirst();
        follow();
    });
}

void TracingAhead::begin(const SessionDetails &session)
{
    if (m_jobs.hasAsked())
        return; // it waits
    const QList<qint64> tests = worstMistakes(session.evaluation);
    const auto settings = m_rule(session);
    if (!settings || tests.isEmpty() || session.checkpoints.isEmpty() ||
        isAnswered(session, tests, *settings)) {
        m_waiting.removeFirst();
        return;
    }
    InfluenceRequest request;
    request.session = session.summary.id;
    request.tests.indices = tests;
    request.method = settings->method;
    request.layers = settings->layers;
    request.checkpoints.kind = settings->checkpoints;
    request.topK = settings->topK;
    request.fromIndex = answersFromIndex(session, *settings);
    m_job = m_engine.traceInfluence(request);
    m_givesWay = false;
    m_jobs.begin(m_job, tr("Tracing %Ln mistake(s) ahead", nullptr, int(tests.size())),
                 JobList::Kind::Unasked);
    m_replies.await(m_job, this, [this](const Outcome &outcome) { end(outcome); });
}

void TracingAhead::end(const Outcome &outcome)
{
    m_job = {};
    const bool waits = std::exchange(m_givesWay, false) && std::holds_alternative<Cancelled>(outcome);
    if (!waits && !m_waiting.isEmpty()) {
        const SessionId session = m_waiting.takeFirst();
        if (std::holds_alternative<InfluenceCompleted>(outcome) && session == m_open.id())
            m_open.refresh();
    }
    follow();
}

} // namespace proponent::ui
