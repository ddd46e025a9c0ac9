// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/paired_influence.h"

#include "ui/text/format.h"
#include "ui/work/method_facts.h"

#include <algorithm>

namespace proponent::ui {

PairedInfluence::PairedInfluence(Engine &engine, Replies &replies, JobList &jobs, QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies), m_jobs(jobs)
{
}

void PairedInfluence::setSessions(const SessionDetails &a, const SessionDetails &b)
{
    m_halves = {halfOf(a), halfOf(b)};
    m_method = {proposedMethod(a).name, {}};
    update();
}

void PairedInfluence::clear()
{
    m_halves = {};
    m_test = -1;
    m_read.clear();
    Q_EMIT changed();
}

void PairedInfluence::choose(qint64 test)
{
    if (std::exchange(m_test, test) != test)
        update();
}

PairedInfluence::Half PairedInfluence::halfOf(const SessionDetails &details)
{
    Half half{details.summary.id, details.summary.name, {}, {}};
    for (const AnalysisSummary &analysis : details.analyses) {
        if (analysis.kind == AnalysisKind::Influence)
            half.analyses += analysis;
    }
    for (const CheckpointInfo &checkpoint : details.checkpoints)
        half.epochs += checkpoint.epoch;
    return half;
}

std::optional<PairedInfluence::Way> PairedInfluence::wayOf(const AnalysisSummary &analysis, const Half &half)
{
    if (analysis.checkpoints.isEmpty() || half.epochs.isEmpty() || !analysis.question.isEmpty())
        return std::nullopt;
    const QJsonObject parameters = completed({analysis.method, analysis.parameters}).parameters;
    using Kind = CheckpointChoice::Kind;
    for (const Kind kind : {Kind::Usual, Kind::All, Kind::Last}) {
        if (analysis.checkpoints == epochsTaken(half.epochs, analysis.method, kind))
            return Way{analysis.method, analysis.layers, parameters, kind};
    }
    return std::nullopt; // some of the checkpoints: nothing that could be found again in the other session
}

PairedInfluence::Way PairedInfluence::way() const
{
    const AttributionChoice method = completed(m_method);
    const Way usual{method.name, toString(LayerChoice::All), method.parameters,
                    CheckpointChoice::Kind::Usual};
    QList<Way> ways{usual};
    for (const Side side : {Side::A, Side::B}) {
        for (const AnalysisSummary &analysis : analysesOf(half(side))) {
            const auto one = wayOf(analysis, half(side));
            if (one && !ways.contains(*one))
                ways += *one;
        }
    }
    const auto isStoredIn = [this](Side side, const Way &one) {
        return !storedIn(half(side), one).isEmpty();
    };
    const auto inBoth = std::ranges::find_if(
        ways, [&](const Way &one) { return isStoredIn(Side::A, one) && isStoredIn(Side::B, one); });
    if (inBoth != ways.end())
        return *inBoth;
    // Then only the other is missing.
    const auto inOne = std::ranges::find_if(
        ways, [&](const Way &one) { return isStoredIn(Side::A, one) || isStoredIn(Side::B, one); });
    return inOne == ways.end() ? usual : *inOne;
}

QList<AnalysisSummary> PairedInfluence::analysesOf(const Half &half) const
{
    return m_fresh.value(half.session) + half.analyses;
}

QList<AnalysisId> PairedInfluence::storedIn(const Half &half, const Way &way) const
{
    QList<AnalysisId> ids;
    for (const AnalysisSummary &analysis : analysesOf(half)) {
        const bool fits = analysis.testIndices.contains(m_test) && wayOf(analysis, half) == way;
        if (fits && !m_unreadable.contains(analysis.id))
            ids += analysis.id;
    }
    return ids;
}

const TracedExample *PairedInfluence::answer(Side side) const
{
    const TracedExample *most = nullptr;
    const QList<AnalysisId> stored = storedIn(half(side), way());
    for (const AnalysisId id : stored) {
        const auto read = m_read.constFind(id);
        if (read == m_read.constEnd())
            return nullptr;
        const auto example = read->constFind(m_test);
        if (example != read->constEnd() && (!most || example->kept() > most->kept()))
            most = &*example;
        if (most && most->holds(topK))
            break;
    }
    return most;
}

bool PairedInfluence::isStored(Side side) const
{
    return m_test >= 0 && !storedIn(half(side), way()).isEmpty();
}

bool PairedInfluence::isTracing(Side side) const
{
    const SessionId session = half(side).session;
    return std::any_of(m_pending.begin(), m_pending.end(), [&](const Pending &pending) {
        return pending.session == session && pending.test == m_test;
    });
}

bool PairedInfluence::canTrace(Side side) const
{
    return !half(side).epochs.isEmpty();
}

void PairedInfluence::traceMissing()
{
    if (m_test < 0)
        return;
    for (const Side side : {Side::A, Side::B}) {
        if (!isStored(side) && !isTracing(side) && canTrace(side))
            trace(half(side));
    }
    Q_EMIT changed();
}

void PairedInfluence::update()
{
    if (m_test >= 0) {
        for (const Side side : {Side::A, Side::B})
            readEnough(side);
    }
    Q_EMIT changed();
}

/// One with a short ranking may be newer than one with a long one.
void PairedInfluence::readEnough(Side side)
{
    const QList<AnalysisId> stored = storedIn(half(side), way());
    for (const AnalysisId id : stored) {
        const auto found = m_read.constFind(id);
        if (found == m_read.constEnd()) {
            read(id);
            return;
        }
        if (const auto example = found->constFind(m_test);
            example != found->constEnd() && example->holds(topK))
            return;
    }
}

void PairedInfluence::read(AnalysisId analysis)
{
    if (m_read.contains(analysis) || m_reading.contains(analysis))
        return;
    m_reading.insert(analysis);
    m_replies.await(m_engine.openAnalysis(analysis), this, [this, analysis](const Outcome &outcome) {
        m_reading.remove(analysis);
        if (const auto *stored = std::get_if<InfluenceCompleted>(&outcome)) {
            keep(stored->analysis);
        } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
            m_unreadable.insert(analysis); // it can be traced again
            Q_EMIT failed(failure->message);
        }
        update();
    });
}

/// Forgets what isn't shown any more: an analysis of all mistakes is large.
void PairedInfluence::keep(const InfluenceAnalysis &analysis)
{
    const auto inA = storedIn(half(Side::A), way());
    const auto inB = storedIn(half(Side::B), way());
    m_read.removeIf([&](auto entry) { return !inA.contains(entry.key()) && !inB.contains(entry.key()); });
    QHash<qint64, TracedExample> &examples = m_read[analysis.header.id];
    for (const TestInfluence &influence : analysis.results)
        examples.insert(influence.testIndex, {analysis.header, influence});
}

void PairedInfluence::trace(const Half &half)
{
    InfluenceRequest request;
    request.session = half.session;
    request.tests.indices = {m_test};
    const Way how = way();
    request.method.name = how.method;
    for (auto one = how.parameters.constBegin(); one != how.parameters.constEnd(); ++one) {
        if (!one->isNull()) // that the method chooses
            request.method.parameters.insert(one.key(), *one);
    }
    request.layers = layerChoiceFromString(how.layers).value_or(LayerChoice::All);
    request.checkpoints.kind = how.checkpoints;
    request.topK = topK;
    const JobId job = m_engine.traceInfluence(request);
    m_pending.insert(job, {half.session, m_test});
    m_jobs.begin(job, tr("Tracing %1 in %2").arg(text::example(m_test), half.name));
    m_replies.await(job, this, [this, job](const Outcome &outcome) { finishTrace(job, outcome); });
}

void PairedInfluence::finishTrace(JobId job, const Outcome &outcome)
{
    const Pending pending = m_pending.take(job);
    if (const auto *completed = std::get_if<InfluenceCompleted>(&outcome)) {
        const AnalysisHeader &header = completed->analysis.header;
        AnalysisSummary summary;
        summary.id = header.id;
        summary.method = header.method;
        summary.layers = toString(header.layers);
        summary.checkpoints = header.checkpoints;
        summary.parameters = header.parameters;
        summary.testIndices = {pending.test};
        m_fresh[pending.session].prepend(summary);
        keep(completed->analysis);
        Q_EMIT traced(pending.session);
    } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
        Q_EMIT failed(failure->message);
    } else {
        Q_EMIT cancelled();
    }
    update();
}

} // namespace proponent::ui
