// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/tracing.h"

#include "ui/text/format.h"
#include "ui/work/indexing.h"
#include "ui/work/method_facts.h"

#include <algorithm>
#include <utility>

namespace proponent::ui {

namespace {

/// questionText() of what such settings ask.
QString questionOf(const TraceSettings &settings, const QList<qint64> &group = {})
{
    AnalysisHeader header;
    header.question = settings.question;
    header.ofTraining = settings.of == Split::Train;
    header.group = group;
    return questionText(header);
}

/// Whose examples its indices are.
Split splitOf(const AnalysisSummary &analysis)
{
    AnalysisHeader header;
    readQuestion(analysis.question, header);
    return header.ofTraining ? Split::Train : Split::Test;
}

QList<qint64> inOrder(QList<qint64> examples)
{
    std::sort(examples.begin(), examples.end());
    return examples;
}

} // namespace

bool fits(const AnalysisSummary &analysis, const TraceSettings &settings, const QList<int> &epochs)
{
    return analysis.method == settings.method.name && analysis.layers == toString(settings.layers) &&
           completed({analysis.method, analysis.parameters}) == completed(settings.method) &&
           analysis.checkpoints == epochs;
}

QList<qint64> misclassified(const TestEvaluation &answers)
{
    QList<qint64> wrong;
    for (qsizetype i = 0; i < answers.labels.size(); ++i) {
        if (answers.labels.at(i) != answers.predicted.at(i))
            wrong += i;
    }
    return wrong;
}

bool TracedExample::holds(int topK) const
{
    const qint64 ranked = influence.proponents.size() + influence.opponents.size() + influence.nonFinite;
    return kept() >= topK || ranked >= header.trainCount;
}

Tracing::Tracing(Engine &engine, Replies &replies, JobList &jobs, OpenSession &open, QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies), m_jobs(jobs), m_open(open)
{
    connect(&open, &OpenSession::opened, this, &Tracing::reset);
    connect(&open, &OpenSession::updated, this, &Tracing::followSession);
    connect(&engine, &Engine::answeredAtOnce, this, &Tracing::keepProvisional);
}

void Tracing::reset()
{
    const SessionId session = m_open.id();
    if (session == m_session) {
        followSession();
        return;
    }
    m_session = session;
    m_known.reset();
    m_read.clear();
    m_reading.clear();
    m_unreadable.clear();
    m_fresh.clear();
    m_pending.clear(); // the jobs go on; their results are stored with their session
    Q_EMIT changed();
}

JobId Tracing::trace(const QList<qint64> &examples, const TraceSettings &settings)
{
    if (examples.isEmpty() || !m_open.isOpen())
        return {};
    InfluenceRequest request;
    request.tests.kind = TestChoice::Kind::Indices;
    request.tests.indices = inOrder(examples);
    return begin(request, settings, examples);
}

JobId Tracing::traceGroup(const QList<qint64> &tests, const TraceSettings &settings)
{
    if (tests.isEmpty() || !m_open.isOpen())
        return {};
    InfluenceRequest request;
    request.tests.indices = inOrder(tests);
    request.asGroup = true;
    return begin(request, settings, request.tests.indices);
}

void Tracing::withdraw(JobId job)
{
    if (!m_pending.remove(job))
        return;
    m_replies.forget(job);
    m_jobs.stop(job);
    Q_EMIT changed();
}

void Tracing::traceMisclassified(const TraceSettings &settings)
{
    if (!m_open.isOpen())
        return;
    InfluenceRequest request;
    request.tests.kind = TestChoice::Kind::Misclassified;
    const QList<qint64> wrong = misclassified(m_open.details().evaluation);
    if (!wrong.isEmpty())
        begin(request, settings, wrong);
}

void Tracing::verify(AnalysisId analysis)
{
    constexpr int pairs = 20;
    const JobId job = m_engine.verifyAnalysis(analysis, pairs);
    m_jobs.begin(job, tr("Checking %Ln score(s)", nullptr, pairs));
    m_replies.await(job, this, [this, session = m_session](const Outcome &outcome) {
        if (session != m_session)
            return;
        if (const auto *answer = std::get_if<AnalysisVerified>(&outcome))
            Q_EMIT verified(answer->verification);
        else if (const auto *failure = std::get_if<Failed>(&outcome))
            Q_EMIT failed(failure->message);
    });
}

JobId Tracing::begin(InfluenceRequest request, const TraceSettings &settings, const QList<qint64> &examples)
{
    request.session = m_open.id();
    request.ofTraining = settings.of == Split::Train;
    request.method = settings.method;
    request.question = settings.question;
    request.layers = settings.layers;
    request.checkpoints.kind = settings.checkpoints;
    request.topK = settings.topK;
    request.fromIndex = isInstant(settings);
    const JobId job = m_engine.traceInfluence(request);
    m_pending.insert(job, {examples, settings, request.asGroup});
    const int count = int(examples.size());
    m_jobs.begin(job, request.ofTraining ? tr("Tracing %Ln training example(s)", nullptr, count)
                                         : tr("Tracing %Ln test example(s)", nullptr, count));
    m_replies.await(job, this, [this, job, session = request.session](const Outcome &outcome) {
        m_pending.remove(job);
        if (const auto *completed = std::get_if<InfluenceCompleted>(&outcome)) {
            if (session == m_session) {
                keep(completed->analysis);
                m_open.refresh();
            }
        } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
            Q_EMIT failed(failure->message);
        } else {
            Q_EMIT cancelled();
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
    return job;
}

void Tracing::keep(const InfluenceAnalysis &analysis)
{
    Read read{analysis.header, {}};
    AnalysisSummary summary;
    summary.id = analysis.header.id;
    summary.method = analysis.header.method;
    summary.layers = toString(analysis.header.layers);
    summary.checkpoints = analysis.header.checkpoints;
    summary.created = analysis.header.created;
    summary.seconds = analysis.header.seconds;
    summary.parameters = analysis.header.parameters;
    summary.question = questionText(analysis.header);
    for (const TestInfluence &influence : analysis.results) {
        read.examples.insert(influence.testIndex, {analysis.header, influence});
        if (influence.testIndex >= 0)
            summary.testIndices += influence.testIndex;
    }
    m_read.insert(analysis.header.id, read);
    m_fresh += summary;
    if (m_known && (m_known->analyses.isEmpty() || m_known->analyses.constLast().id < summary.id))
        m_known->add(summary);
    else if (m_known && !std::ranges::binary_search(m_known->analyses, summary.id, {}, &AnalysisSummary::id))
        m_known.reset();
    Q_EMIT ready(summary.testIndices);
}

void Tracing::keepProvisional(JobId job, const InfluenceAnalysis &analysis)
{
    const auto pending = m_pending.find(job);
    if (pending == m_pending.end())
        return;
    for (const TestInfluence &influence : analysis.results)
        pending->provisional.insert(influence.testIndex, {analysis.header, influence});
    Q_EMIT ready(pending->examples);
}

const TracedExample *Tracing::provisional(qint64 example, const TraceSettings &settings) const
{
    for (const Pending &pending : m_pending) {
        const auto found = pending.provisional.constFind(example);
        if (found != pending.provisional.constEnd() && pending.settings == settings)
            return &*found;
    }
    return nullptr;
}

void Tracing::Known::add(const AnalysisSummary &analysis)
{
    auto &ofSplit = answering.at(size_t(splitOf(analysis)));
    for (const qint64 example : analysis.testIndices)
        ofSplit[example] += analyses.size();
    analyses += analysis;
}

/// All that may answer, oldest first.
QList<AnalysisSummary> Tracing::readable() const
{
    QList<AnalysisSummary> analyses = m_fresh;
    if (m_open.isOpen())
        analyses += m_open.details().analyses;
    analyses.removeIf([this](const AnalysisSummary &one) {
        return one.kind != AnalysisKind::Influence || m_unreadable.contains(one.id);
    });
    // Some are in both lists, and an old one that was read just now is no newer for it.
    std::ranges::sort(analyses, {}, &AnalysisSummary::id);
    const auto twice = std::ranges::unique(analyses, {}, &AnalysisSummary::id);
    analyses.erase(twice.begin(), twice.end());
    return analyses;
}

const Tracing::Known &Tracing::known() const
{
    if (!m_known) {
        m_known.emplace();
        const QList<AnalysisSummary> analyses = readable();
        for (const AnalysisSummary &analysis : analyses)
            m_known->add(analysis);
    }
    return *m_known;
}

/// After each epoch, note and name, too, and then nothing has changed here.
void Tracing::followSession()
{
    if (m_known) {
        const QList<AnalysisSummary> analyses = readable();
        if (!std::ranges::equal(analyses, m_known->analyses, {}, &AnalysisSummary::id, &AnalysisSummary::id))
            m_known.reset();
    }
    Q_EMIT changed();
}

QList<const AnalysisSummary *> Tracing::answering(qint64 example, Split of) const
{
    QList<const AnalysisSummary *> analyses;
    const QList<qsizetype> places = known().answering.at(size_t(of)).value(example);
    for (auto place = places.rbegin(); place != places.rend(); ++place)
        analyses += &m_known->analyses.at(*place);
    return analyses;
}

QList<const AnalysisSummary *> Tracing::fitting(qint64 example, const TraceSettings &settings) const
{
    QList<const AnalysisSummary *> analyses = answering(example, settings.of);
    if (analyses.isEmpty())
        return analyses;
    const QString question = questionOf(settings);
    const QList<int> epochs = epochsTaken(settings);
    analyses.removeIf([&](const AnalysisSummary *one) {
        return one->question != question || !fits(*one, settings, epochs);
    });
    return analyses;
}

std::optional<AnalysisSummary> Tracing::storedFor(qint64 example, const TraceSettings &settings) const
{
    const QList<const AnalysisSummary *> analyses = fitting(example, settings);
    return analyses.isEmpty() ? std::nullopt : std::optional(*analyses.constFirst());
}

std::optional<AnalysisSummary> Tracing::storedOtherwise(qint64 example, Split of) const
{
    const QList<const AnalysisSummary *> analyses = answering(example, of);
    return analyses.isEmpty() ? std::nullopt : std::optional(*analyses.constFirst());
}

/// Epochs of the checkpoints that take part.
QList<int> Tracing::epochsTaken(const TraceSettings &settings) const
{
    if (!m_open.isOpen())
        return {};
    return ui::epochsTaken(checkpointEpochs(m_open.details()), settings.method.name, settings.checkpoints);
}

const TracedExample *Tracing::find(qint64 index, const TraceSettings &settings)
{
    const TracedExample *most = nullptr;
    const QList<const AnalysisSummary *> analyses = fitting(index, settings);
    for (const AnalysisSummary *analysis : analyses) {
        const auto found = m_read.constFind(analysis->id);
        if (found == m_read.constEnd()) {
            read(analysis->id);
            return nullptr;
        }
        const auto example = found->examples.constFind(index);
        if (example == found->examples.constEnd())
            continue;
        if (example->holds(settings.topK))
            return &*example;
        if (!most || example->kept() > most->kept())
            most = &*example;
    }
    return most ? most : provisional(index, settings);
}

const TracedExample *Tracing::findGroup(const QList<qint64> &tests, const TraceSettings &settings)
{
    if (!m_open.isOpen())
        return nullptr;
    const QString question = questionOf(settings, inOrder(tests));
    const QList<int> epochs = epochsTaken(settings);
    const QList<AnalysisSummary> &analyses = known().analyses;
    for (auto analysis = analyses.crbegin(); analysis != analyses.crend(); ++analysis) { // newest first
        if (analysis->question != question || !fits(*analysis, settings, epochs))
            continue;
        const auto found = m_read.constFind(analysis->id);
        if (found == m_read.constEnd()) {
            read(analysis->id);
            return nullptr;
        }
        const auto example = found->examples.constFind(-1);
        if (example != found->examples.constEnd() && example->holds(settings.topK))
            return &*example;
    }
    return isGroupPending(tests, settings) ? provisional(-1, settings) : nullptr;
}

bool Tracing::isGroupPending(const QList<qint64> &tests, const TraceSettings &settings) const
{
    return std::any_of(m_pending.begin(), m_pending.end(), [&](const Pending &pending) {
        return pending.asGroup && pending.settings == settings && pending.examples == inOrder(tests);
    });
}

void Tracing::read(AnalysisId analysis)
{
    if (m_reading.contains(analysis))
        return;
    m_reading.insert(analysis);
    const SessionId session = m_session;
    m_replies.await(m_engine.openAnalysis(analysis), this, [this, session, analysis](const Outcome &outcome) {
        if (session != m_session)
            return;
        m_reading.remove(analysis);
        if (const auto *stored = std::get_if<InfluenceCompleted>(&outcome)) {
            keep(stored->analysis);
        } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
            m_unreadable.insert(analysis); // it can be traced again
            m_known.reset();
            Q_EMIT failed(failure->message);
            Q_EMIT changed();
        }
    });
}

QSet<qint64> Tracing::tracedTests() const
{
    const QHash<qint64, QList<qsizetype>> &answering = known().answering.at(size_t(Split::Test));
    return {answering.keyBegin(), answering.keyEnd()};
}

bool Tracing::isPending(qint64 example, const TraceSettings &settings) const
{
    return std::any_of(m_pending.begin(), m_pending.end(), [&](const Pending &pending) {
        TraceSettings like = pending.settings;
        const bool enough = std::exchange(like.topK, settings.topK) >= settings.topK;
        return !pending.asGroup && enough && like == settings && pending.examples.contains(example);
    });
}

bool Tracing::isInstant(const TraceSettings &settings) const
{
    return m_open.isOpen() && answersFromIndex(m_open.details(), settings);
}

std::optional<double> Tracing::expectedSeconds(const TraceSettings &settings) const
{
    if (!m_open.isOpen())
        return std::nullopt;
    if (isInstant(settings))
        return 0;
    const double checkpoints = double(epochsTaken(settings).size());
    std::optional<double> least; // others asked about more examples, or while the machine was busy
    for (const AnalysisSummary &analysis : known().analyses) {
        if (analysis.method != settings.method.name || analysis.layers != toString(settings.layers) ||
            analysis.checkpoints.isEmpty())
            continue;
        const double seconds = analysis.seconds * checkpoints / double(analysis.checkpoints.size());
        least = std::min(least.value_or(seconds), seconds);
    }
    return least ? least : ui::expectedSeconds(m_open.details(), settings.method.name, settings.checkpoints);
}

} // namespace proponent::ui
