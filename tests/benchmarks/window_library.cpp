// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/window_library.h"

#include "tests/benchmarks/window_watch.h"

#include <algorithm>
#include <stdexcept>

namespace proponent::benchmark {

namespace {

constexpr int suspects = 1000;
constexpr int tracedMistakes = 8;
const QString analysedName = QStringLiteral("Benchmark");
const QString otherName = QStringLiteral("Other %1");

TrainingConfig analysedConfig(const QString &data)
{
    TrainingConfig config;
    config.data = data;
    config.name = analysedName;
    config.model = QStringLiteral("cnn");
    config.trainLimit = 2000;
    config.testLimit = 200;
    config.epochs = 3;
    return config;
}

TrainingConfig otherConfig(const QString &data, int number)
{
    TrainingConfig config;
    config.data = data;
    config.name = otherName.arg(number);
    config.model = QStringLiteral("logistic");
    config.trainLimit = config.testLimit = 200;
    config.epochs = 1;
    return config;
}

class Filling
{
public:
    Filling(WatchedApplication &application, Engine &engine) : m_application(application), m_engine(engine) {}

    /// What a job answers; throws where that isn't an Answer.
    template <class Answer>
    Answer ask(JobId job)
    {
        std::optional<Outcome> outcome;
        const auto connection = QObject::connect(&m_engine, &Engine::finished, &m_engine,
                                                 [&outcome, job](JobId done, const Outcome &with) {
                                                     if (done == job)
                                                         outcome = with;
                                                 });
        m_application.waitUntil(QStringLiteral("the engine"), [&outcome] { return outcome.has_value(); });
        QObject::disconnect(connection);
        if (const auto *answer = std::get_if<Answer>(&*outcome))
            return *answer;
        const auto *failure = std::get_if<Failed>(&*outcome);
        throw std::runtime_error(failure ? failure->message.toStdString() : "the engine stopped");
    }

    SessionId train(const TrainingConfig &config)
    {
        return ask<TrainingCompleted>(m_engine.train(config)).session;
    }

    SessionDetails open(SessionId session)
    {
        return ask<SessionOpened>(m_engine.openSession(session)).details;
    }

    void analyse(SessionId session)
    {
        const TestEvaluation answers = open(session).evaluation;
        InfluenceRequest request;
        request.session = session;
        for (qsizetype test = 0; test < answers.labels.size(); ++test) {
            if (answers.labels[test] != answers.predicted[test] &&
                request.tests.indices.size() < tracedMistakes)
                request.tests.indices += test;
        }
        ask<InfluenceCompleted>(m_engine.traceInfluence(request));
        LabelAuditRequest audit;
        audit.session = session;
        audit.topK = suspects;
        audit.withSelfInfluence = false;
        ask<LabelAuditCompleted>(m_engine.auditLabels(audit));
    }

    QList<SessionSummary> sessions() { return ask<SessionsListed>(m_engine.listSessions()).sessions; }

private:
    WatchedApplication &m_application;
    Engine &m_engine;
};

/// Of a test example that an analysis of all checkpoints answers.
qint64 tracedTest(const SessionDetails &details)
{
    for (const AnalysisSummary &analysis : details.analyses) {
        if (analysis.kind == AnalysisKind::Influence && !analysis.testIndices.isEmpty())
            return analysis.testIndices.constFirst();
    }
    throw std::runtime_error("the benchmark's session has no stored analysis; choose another library");
}

} // namespace

std::unique_ptr<Engine> openEngine(const QString &library)
{
    Result<std::unique_ptr<Engine>> engine = Engine::open(library);
    if (!engine)
        throw std::runtime_error(engine.error().toStdString());
    return std::move(*engine);
}

LibrarySessions fillLibrary(WatchedApplication &application, Engine &engine, const LibraryPlan &plan,
                            const std::function<void(const QString &)> &say)
{
    Filling filling(application, engine);
    QList<SessionSummary> known = filling.sessions();
    const auto isAnalysed = [](const SessionSummary &session) { return session.name == analysedName; };
    const auto isOther = [](const SessionSummary &session) { return session.name == otherName.arg(1); };
    if (known.isEmpty()) {
        say(QStringLiteral("filling the library: a small cnn, traced and audited"));
        filling.analyse(filling.train(analysedConfig(plan.data)));
    } else if (std::none_of(known.begin(), known.end(), isAnalysed)) {
        throw std::runtime_error("the library holds something else; name an empty folder");
    }
    for (int count = qMax(1, int(known.size())); count < qMax(2, plan.sessions); ++count) {
        say(QStringLiteral("filling the library: session %1 of %2").arg(count + 1).arg(plan.sessions));
        filling.train(otherConfig(plan.data, count));
    }
    known = filling.sessions();
    LibrarySessions sessions;
    const auto analysed = std::find_if(known.begin(), known.end(), isAnalysed);
    const auto other = std::find_if(known.begin(), known.end(), isOther);
    if (analysed == known.end() || other == known.end())
        throw std::runtime_error("the library was changed since it was filled; name an empty folder");
    sessions.analysed = analysed->id;
    sessions.other = other->id;
    sessions.tracedTest = tracedTest(filling.open(sessions.analysed));
    return sessions;
}

} // namespace proponent::benchmark
