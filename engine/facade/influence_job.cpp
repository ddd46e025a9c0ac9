// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/analysis_job.h"

#include "engine/facade/analysis_setup.h"
#include "engine/facade/analysis_sinks.h"
#include "engine/facade/influence_questions.h"
#include "engine/methods/precision_check.h"
#include "engine/scores/score_export.h"

#include <ATen/Parallel.h>

#include <algorithm>

namespace proponent {

namespace {

/// The part of the request that AnalysisSetup needs.
AnalysisChoices choicesOf(const InfluenceRequest &request, const AttributionMethod &method,
                          const SessionDetails &details)
{
    return {request.session,   request.layers,  usualCheckpoints(request.checkpoints, method, details),
            request.topK,      request.device,  request.precision,
            request.batchSize, request.threads, request.exportFile,
            request.keepScores};
}

/// The same question's answer, where another program found it while this one waited for it. One whose rankings are
/// shorter may have been asked for fewer.
std::optional<InfluenceAnalysis> answeredMeanwhile(SessionStore &store, AnalysisSetup &analysis,
                                                   const QList<qint64> &questions, int topK)
{
    for (const AnalysisSummary &summary : analysis.finishedMeanwhile()) {
        if (summary.kind != AnalysisKind::Influence ||
            (questions.first() >= 0 && summary.testIndices != questions))
            continue;
        auto found = std::get<InfluenceAnalysis>(store.analysis(summary.id));
        qsizetype longest = 0;
        for (const TestInfluence &test : found.results)
            longest = std::max({longest, test.proponents.size(), test.opponents.size()});
        if (analysis.isSameQuestion(found.header) && longest == topK)
            return found;
    }
    return {};
}

TestInfluence resultOf(const AnalysisSetup &analysis, const AnalysisSinks &sinks, qint64 row, qint64 test)
{
    TestInfluence result = unanswered(analysis, test);
    result.proponents = sinks.highest(row);
    result.opponents = sinks.lowest(row);
    result.histogram = sinks.histogram(row);
    result.nonFinite = sinks.nonFinite(row);
    return result;
}

/// Of all rows, on all threads.
QList<TestInfluence> resultsOf(const AnalysisSetup &analysis, const AnalysisSinks &sinks,
                               const QList<qint64> &questions)
{
    std::vector<TestInfluence> results(std::size_t(questions.size()));
    at::parallel_for(0, questions.size(), 16, [&](qint64 begin, qint64 end) {
        for (qint64 row = begin; row < end; ++row)
            results[std::size_t(row)] = resultOf(analysis, sinks, row, questions[row]);
    });
    return {results.begin(), results.end()};
}

} // namespace

Outcome traceInfluence(SessionStore &store, DatasetCache &datasets, const InfluenceRequest &request,
                       const AnalysisJobEvents &events, const std::stop_token &stop)
{
    const AttributionChoice choice = checkedChoice(request.method);
    AnalysisSetup analysis(store, datasets,
                           choicesOf(request, attributionMethod(choice.name), store.details(request.session)),
                           events);
    const QList<qint64> tests = chooseExamples(analysis, request);
    analysis.header.method = choice.name;
    analysis.header.parameters = choice.parameters;
    analysis.header.question = checkedQuestion(request.question, analysis.details);
    analysis.header.ofTraining = request.ofTraining;
    if (request.asGroup)
        analysis.header.group = tests;
    const QList<qint64> questions = request.asGroup ? QList<qint64>{groupIndex} : tests;
    if (attributionMethod(choice.name).trainsModels && !analysis.useHalfModels(choice, stop))
        return Cancelled{request.session};
    if (!analysis.claim(AnalysisKind::Influence, analysis.header.method, tests, stop))
        return Cancelled{request.session};
    auto found = answeredMeanwhile(store, analysis, questions, request.topK);
    if (found && !analysis.choices.wantsAllScores()) {
        analysis.finish();
        return InfluenceCompleted{std::move(*found)};
    }
    const AskedExamples asked{analysis.examples(request.ofTraining, tests), choice, analysis.header.question,
                              request.asGroup};
    const ScoringTask task = analysis.task(asked.count());
    AnalysisSinks sinks(analysis, task, asked.count());
    if (!streamScores(task, asked, sinks.ranked(), sinks.stream(), stop))
        return Cancelled{request.session};
    if (found && !request.keepScores) { // all but the array is there already
        exportScores(sinks.finishMatrix(), request.exportFile, questions);
        analysis.finish();
        return InfluenceCompleted{std::move(*found)};
    }
    if (analysis.header.precision != Precision::Fp32)
        analysis.header.precisionCheck = checkInfluencePrecision(task, asked, stop);
    if (stop.stop_requested())
        return Cancelled{request.session};
    events.onProgress({Progress::Stage::Ranking});
    InfluenceAnalysis result;
    result.results = resultsOf(analysis, sinks, questions);
    result.sample = sinks.sample();
    const QString matrix = sinks.finishMatrix();
    analysis.header.layerNames = scoredLayers(task);
    analysis.finishHeader();
    result.header = analysis.header;
    sinks.sayNonFinite(events);
    storeThumbnails(analysis, result, tests);
    if (request.keepScores)
        result.header.scoresFile = matrix;
    const AnalysisId id = store.addInfluence(result);
    result = std::get<InfluenceAnalysis>(store.analysis(id));
    if (!request.exportFile.isEmpty())
        exportScores(request.keepScores ? result.header.scoresFile : matrix, request.exportFile, questions);
    analysis.finish();
    return InfluenceCompleted{std::move(result)};
}

} // namespace proponent
