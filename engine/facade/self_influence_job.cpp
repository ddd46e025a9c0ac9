// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/analysis_job.h"

#include "engine/facade/analysis_setup.h"
#include "engine/facade/analysis_sinks.h"
#include "engine/methods/precision_check.h"
#include "engine/scores/score_export.h"

namespace proponent {

namespace {

AnalysisChoices choicesOf(const SelfInfluenceRequest &request)
{
    return {request.session,    request.layers,    request.checkpoints, request.topK,
            request.device,     request.precision, request.batchSize,   request.threads,
            request.exportFile, request.keepScores};
}

/// The same question's answer, where another program found it while this one waited for it. A ranking that is shorter
/// may have been asked for fewer.
std::optional<SelfInfluenceAnalysis> answeredMeanwhile(SessionStore &store, AnalysisSetup &analysis, int topK)
{
    for (const AnalysisSummary &summary : analysis.finishedMeanwhile()) {
        if (summary.kind != AnalysisKind::SelfInfluence)
            continue;
        auto found = std::get<SelfInfluenceAnalysis>(store.analysis(summary.id));
        if (analysis.isSameQuestion(found.header) && found.top.size() == topK)
            return found;
    }
    return {};
}

} // namespace

Outcome computeSelfInfluence(SessionStore &store, DatasetCache &datasets, const SelfInfluenceRequest &request,
                             const AnalysisJobEvents &events, const std::stop_token &stop)
{
    AnalysisSetup analysis(store, datasets, choicesOf(request), events);
    analysis.header.method = QStringLiteral("self-influence");
    if (!analysis.claim(AnalysisKind::SelfInfluence, analysis.header.method, {}, stop))
        return Cancelled{request.session};
    auto found = answeredMeanwhile(store, analysis, request.topK);
    if (found && !analysis.choices.wantsAllScores()) {
        analysis.finish();
        return SelfInfluenceCompleted{std::move(*found)};
    }
    const ScoringTask task = analysis.task();
    AnalysisSinks sinks(analysis, task, 1, /*isFlat=*/true);
    if (!streamSelfInfluence(task, sinks.ranked(), sinks.stream(), stop))
        return Cancelled{request.session};
    if (found && !request.keepScores) { // all but the array is there already
        exportScores(sinks.finishMatrix(), request.exportFile, {});
        analysis.finish();
        return SelfInfluenceCompleted{std::move(*found)};
    }
    if (analysis.header.precision != Precision::Fp32)
        analysis.header.precisionCheck = checkSelfInfluencePrecision(task, stop);
    if (stop.stop_requested())
        return Cancelled{request.session};
    events.onProgress({Progress::Stage::Ranking});
    SelfInfluenceAnalysis result;
    result.top = sinks.highest(0);
    result.histogram = sinks.histogram(0);
    result.nonFinite = sinks.nonFinite(0);
    const QString matrix = sinks.finishMatrix();
    analysis.header.layerNames = scoredLayers(task);
    analysis.finishHeader();
    result.header = analysis.header;
    sinks.sayNonFinite(events);
    QList<qint64> shown;
    for (const RankedExample &example : result.top)
        shown += example.trainIndex;
    analysis.storeThumbnails(Split::Train, analysis.inputs.dataset->train, shown);
    if (request.keepScores)
        result.header.scoresFile = matrix;
    const AnalysisId id = store.addSelfInfluence(result);
    result = std::get<SelfInfluenceAnalysis>(store.analysis(id));
    if (!request.exportFile.isEmpty())
        exportScores(request.keepScores ? result.header.scoresFile : matrix, request.exportFile, {});
    analysis.finish();
    return SelfInfluenceCompleted{std::move(result)};
}

} // namespace proponent
