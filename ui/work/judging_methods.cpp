// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/judging_methods.h"

#include "ui/work/method_facts.h"

#include <algorithm>
#include <numeric>

namespace proponent::ui {

namespace {

constexpr double budget = 240; ///< seconds for copies
constexpr double share = 0.5; ///< of the training examples in a subset
constexpr int mostSubsets = 100;
constexpr int mostRuns = 3;
constexpr int fewestSubsets = 20; ///< ranks of fewer say next to nothing
constexpr qint64 mostTests = 500;

/// Gradients of single examples take about twice as long as those of a batch.
double scoringSeconds(const SessionDetails &session)
{
    double passes = 0;
    double trainings = 0;
    const QList<AttributionInfo> methods = Engine::methods();
    const QList<int> epochs = checkpointEpochs(session);
    for (const AttributionInfo &method : methods) {
        const QList<int> taken = epochsTaken(epochs, method.name, CheckpointChoice::Kind::Usual);
        const double models = modelsTrained(method);
        passes += std::max(models, double(taken.size())) * (1 + method.passes);
        trainings += share * models;
    }
    const double training = trainingSeconds(session);
    return trainings * training + 2 * passes * training / std::max(1.0, double(session.epochs.size()));
}

} // namespace

JudgingPlan planJudging(const SessionDetails &session)
{
    JudgingPlan plan;
    const double copy = share * trainingSeconds(session);
    const double affordable = copy > 0 ? budget / copy : mostSubsets * mostRuns;
    plan.runs = affordable >= mostSubsets * mostRuns ? mostRuns : 1;
    plan.subsets = int(std::clamp(affordable / plan.runs, double(fewestSubsets), double(mostSubsets)));
    plan.tests.resize(std::min(mostTests, session.testCount));
    std::iota(plan.tests.begin(), plan.tests.end(), 0);
    plan.seconds = copy * plan.copies() + scoringSeconds(session);
    return plan;
}

JudgingMethods::JudgingMethods(Engine &engine, Replies &replies, JobList &jobs, OpenSession &open,
                               QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies), m_jobs(jobs), m_open(open)
{
    connect(&open, &OpenSession::opened, this, &JudgingMethods::changed);
    connect(&open, &OpenSession::updated, this, &JudgingMethods::changed);
}

bool JudgingMethods::canRun() const
{
    return m_open.isOpen() && !m_open.isTraining() && !m_open.details().checkpoints.isEmpty() &&
           !m_open.details().evaluation.labels.isEmpty() && !isRunning();
}

bool JudgingMethods::isRunning() const
{
    return m_open.isOpen() && std::ranges::find(m_running, m_open.id()) != m_running.end();
}

JobId JudgingMethods::run()
{
    if (!canRun())
        return {};
    const JudgingPlan plan = planJudging(m_open.details());
    EvaluationRequest request;
    request.session = m_open.id();
    request.subsets = plan.subsets;
    request.runs = plan.runs;
    request.share = share;
    request.tests = TestChoice{TestChoice::Kind::Indices, plan.tests};
    const QList<AttributionInfo> methods = Engine::methods();
    for (const AttributionInfo &method : methods)
        request.methods += AttributionChoice{method.name, {}};
    const JobId job = m_engine.evaluate(request);
    m_running.insert(job, request.session);
    m_jobs.begin(job, tr("Finding out how well methods predict"));
    m_replies.await(job, this, [this, job](const Outcome &outcome) {
        const SessionId session = m_running.take(job);
        if (std::holds_alternative<EvaluationCompleted>(outcome) && session == m_open.id())
            m_open.refresh();
        else if (const auto *failure = std::get_if<Failed>(&outcome))
            Q_EMIT failed(failure->message);
        else if (std::holds_alternative<Cancelled>(outcome))
            Q_EMIT cancelled();
        Q_EMIT changed();
    });
    Q_EMIT changed();
    return job;
}

} // namespace proponent::ui
