// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/audit_job.h"

#include "engine/facade/analysis_setup.h"
#include "engine/facade/audit_signals.h"
#include "engine/facade/facade_text.h"
#include "engine/facade/indexed_session.h"
#include "engine/scores/audit.h"
#include "engine/scores/histogram_sink.h"
#include "engine/scores/score_export.h"

#include <cmath>
#include <limits>

namespace proponent {

namespace {

AnalysisChoices choicesOf(const LabelAuditRequest &request)
{
    if (request.method == AuditMethod::SelfInfluence && !request.withSelfInfluence)
        throw EngineError(FacadeText::tr("Can't rank by self-influence without computing it. Choose another "
                                         "method, or compute it."));
    if (needsFolds(request.method) && request.folds == 0) {
        throw EngineError(
            FacadeText::tr("%1 ranks by models trained on folds. Say how many (--folds), or choose "
                           "another method.")
                .arg(toString(request.method)));
    }
    if (request.folds != 0 && (request.folds < fewestFolds || request.folds > mostFolds)) {
        throw EngineError(FacadeText::tr("The number of folds must be 0, for none, or from %1 to %2, not %3.")
                              .arg(fewestFolds)
                              .arg(mostFolds)
                              .arg(request.folds));
    }
    AnalysisChoices choices;
    choices.session = request.session;
    choices.checkpoints = request.checkpoints;
    choices.topK = request.topK;
    choices.device = request.device;
    choices.precision = request.precision;
    choices.batchSize = request.batchSize;
    choices.threads = request.threads;
    choices.exportFile = request.exportFile;
    return choices;
}

QList<float> atIndex(const std::vector<std::vector<float>> &rows, qint64 index)
{
    QList<float> values;
    for (const std::vector<float> &row : rows)
        values += row[std::size_t(index)];
    return values;
}

SuspectExample suspectAt(const AnalysisSetup &setup, const AuditSignals &signals, AuditMethod ranking,
                         qint64 index)
{
    SuspectExample suspect;
    suspect.trainIndex = index;
    suspect.label = setup.label(index);
    suspect.originalLabel = setup.originalLabel(index);
    suspect.suggestedLabel = signals.answers.suggestedLabels[std::size_t(index)];
    if (signals.learning)
        suspect.likelyLabel = signals.learning->likelyLabels[std::size_t(index)];
    for (const AuditMethod method : auditMethods()) {
        const std::vector<double> &values = signals.by(method);
        suspect.values[std::size_t(method)] =
            values.empty() ? std::numeric_limits<double>::quiet_NaN() : values[std::size_t(index)];
    }
    suspect.suspicion = suspect.value(ranking);
    suspect.lossByCheckpoint = atIndex(signals.answers.losses, index);
    suspect.marginByCheckpoint = atIndex(signals.answers.margins, index);
    return suspect;
}

/// Of every method that was computed; empty where no noise was planted.
QList<RecoveryCurve> recoveryCurves(const AuditSignals &signals, const QList<qint64> &flipped)
{
    QList<RecoveryCurve> curves;
    for (const AuditMethod method : auditMethods()) {
        if (!flipped.isEmpty() && !signals.by(method).empty())
            curves.append({method, recoveryOf(bySuspicion(signals.by(method)), flipped)});
    }
    return curves;
}

LabelAudit rankSuspects(const AnalysisSetup &setup, const AuditSignals &signals,
                        const LabelAuditRequest &request, std::span<const float> suspicion)
{
    LabelAudit audit;
    for (const qint64 index : bySuspicion(signals.by(request.method))) {
        if (audit.top.size() == request.topK || !std::isfinite(suspicion[std::size_t(index)]))
            break;
        audit.top += suspectAt(setup, signals, request.method, index);
    }
    audit.histogram = histogramOf(suspicion, shownBins);
    audit.nonFinite = std::ranges::count_if(suspicion, [](float value) { return !std::isfinite(value); }) -
                      setup.inputs.excluded.size();
    audit.recovery = recoveryCurves(signals, setup.details.flipped);
    audit.strength = signals.strength;
    audit.neighbourRecall = signals.votes.recall;
    if (signals.learning)
        audit.folds = signals.learning->estimates;
    return audit;
}

/// The same question's answer, where another program found it while this one waited for it.
std::optional<LabelAudit> answeredMeanwhile(SessionStore &store, AnalysisSetup &setup,
                                            const LabelAuditRequest &request)
{
    for (const AnalysisSummary &summary : setup.finishedMeanwhile()) {
        if (summary.kind != AnalysisKind::LabelAudit)
            continue;
        auto found = std::get<LabelAudit>(store.analysis(summary.id));
        const qint64 ranked = setup.inputs.trainCount - setup.inputs.excluded.size() - found.nonFinite;
        const bool withSelfInfluence =
            !found.top.isEmpty() && !std::isnan(found.top.first().value(AuditMethod::SelfInfluence));
        if (setup.isSameQuestion(found.header) &&
            found.top.size() == std::min<qint64>(request.topK, ranked) &&
            withSelfInfluence == request.withSelfInfluence)
            return found;
    }
    return {};
}

LabelAuditCompleted completed(LabelAudit audit, const QString &exportFile)
{
    if (!exportFile.isEmpty())
        exportScores(audit.header.scoresFile, exportFile, {}, "suspicion");
    return LabelAuditCompleted{std::move(audit)};
}

} // namespace

Outcome auditLabels(SessionStore &store, DatasetCache &datasets, const LabelAuditRequest &request,
                    const AnalysisJobEvents &events, const std::stop_token &stop)
{
    AnalysisSetup setup(store, datasets, choicesOf(request), events);
    setup.header.method = toString(request.method);
    if (request.folds > 0)
        setup.header.parameters.insert(QStringLiteral("folds"), request.folds);
    const bool indexed = request.withSelfInfluence && request.fromIndex;
    if (indexed)
        setup.header.parameters.insert(QStringLiteral("index"), true);
    const QString parts = request.withSelfInfluence ? QStringLiteral("self-influence") : QString();
    if (!setup.claim(AnalysisKind::LabelAudit, parts, {}, stop))
        return Cancelled{request.session};
    if (auto found = answeredMeanwhile(store, setup, request)) {
        setup.finish();
        return completed(std::move(*found), request.exportFile);
    }
    const ScoringTask task = setup.task();
    SelfInfluenceSource source;
    if (indexed)
        source = [&] { return selfInfluenceByIndex(store, setup); };
    else if (request.withSelfInfluence)
        source = [&] { return selfInfluenceScores(task, stop, setup.keptFile()); };
    const auto signals = computeSignals(setup, task, source, request.folds, events, stop);
    if (!signals)
        return Cancelled{request.session};

    const std::vector<double> &values = signals->by(request.method);
    const std::vector<float> suspicion(values.begin(), values.end());
    LabelAudit audit = rankSuspects(setup, *signals, request, suspicion);
    if (audit.nonFinite > 0) {
        events.onNotice(
            FacadeText::tr(
                "The suspicion of %1 of %2 training examples is not finite, and not ranked: the model "
                "computes no finite numbers for them at one of the checkpoints. Leave it out "
                "(--checkpoints), or train with a smaller learning rate.")
                .arg(audit.nonFinite)
                .arg(setup.inputs.trainCount));
    }
    const TemporaryScores file(store);
    NpyWriter writer(file.path, {setup.inputs.trainCount});
    writer.append(suspicion);
    writer.commit();
    setup.finishHeader();
    audit.header = setup.header;
    audit.header.scoresFile = file.path;

    QList<qint64> shown;
    for (const SuspectExample &suspect : audit.top)
        shown += suspect.trainIndex;
    setup.storeThumbnails(Split::Train, setup.inputs.dataset->train, shown);
    const AnalysisId id = store.addLabelAudit(audit);
    setup.finish();
    return completed(std::get<LabelAudit>(store.analysis(id)), request.exportFile);
}

} // namespace proponent
