// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/analysis_job.h"

#include "engine/facade/analysis_setup.h"
#include "engine/facade/facade_text.h"
#include "engine/methods/influence_run.h"
#include "engine/methods/layer_contributions.h"
#include "engine/methods/precision_check.h"
#include "engine/scores/ranking.h"
#include "engine/scores/score_export.h"

#include <ATen/Parallel.h>

#include <algorithm>

namespace proponent {

namespace {

constexpr qint64 groupIndex = -1; ///< in place of a test's: the answer is a group's

/// Of the split that is asked about, by index.
QList<qint64> chooseExamples(const AnalysisSetup &analysis, const InfluenceRequest &request)
{
    const SessionDetails &details = analysis.details;
    const qint64 count = request.ofTraining ? analysis.inputs.trainCount : details.testCount;
    if (request.tests.kind == TestChoice::Kind::Misclassified) {
        if (request.ofTraining)
            throw EngineError(
                FacadeText::tr("Which training examples the model gets wrong isn't kept. Name them by "
                               "index."));
        QList<qint64> wrong;
        for (qsizetype i = 0; i < details.evaluation.labels.size(); ++i) {
            if (details.evaluation.labels[i] != details.evaluation.predicted[i])
                wrong += i;
        }
        if (wrong.isEmpty())
            throw EngineError(
                FacadeText::tr("The model gets every test example right. Name test examples by index."));
        return wrong;
    }
    const QList<qint64> &indices = request.tests.indices;
    if (indices.isEmpty())
        throw EngineError(FacadeText::tr("No test example is named. Name at least one by index, from 0."));
    if (indices.last() >= count || indices.first() < 0) {
        const QString text =
            request.ofTraining
                ? FacadeText::tr("There is no training example %1: they are numbered from 0 to %2.")
                : FacadeText::tr("There is no test example %1: they are numbered from 0 to %2.");
        throw EngineError(text.arg(indices.last()).arg(count - 1));
    }
    return indices;
}

Question checkedQuestion(const Question &question, const SessionDetails &details)
{
    if (question.namesLabel() && question.label >= details.dataset.classCount()) {
        throw EngineError(FacadeText::tr("There is no class %1: they are numbered from 0 to %2.")
                              .arg(question.label)
                              .arg(details.dataset.classCount() - 1));
    }
    return question;
}

QList<RankedExample> rankedList(const AnalysisSetup &analysis, const std::vector<qint64> &indices,
                                const ScoreTotals &totals, qint64 row, const std::vector<float> &scores)
{
    QList<RankedExample> list;
    for (const qint64 index : indices) {
        RankedExample example = analysis.ranked(index, double(scores[std::size_t(index)]));
        example.scoreByCheckpoint = totals.byCheckpoint(row, index);
        list += example;
    }
    return list;
}

/// The part of either request that AnalysisSetup needs.
AnalysisChoices choicesOf(const InfluenceRequest &request, const AttributionMethod &method,
                          const SessionDetails &details)
{
    return {request.session,   request.layers,  usualCheckpoints(request.checkpoints, method, details),
            request.topK,      request.device,  request.precision,
            request.batchSize, request.threads, request.exportFile};
}

AnalysisChoices choicesOf(const SelfInfluenceRequest &request)
{
    return {request.session,   request.layers,    request.checkpoints, request.topK,      request.device,
            request.precision, request.batchSize, request.threads,     request.exportFile};
}

/// Calls `visit(example, test)` for every ranked example, always in the same order.
template <class Visit>
void forEachRanked(QList<TestInfluence> &results, Visit visit)
{
    for (qsizetype test = 0; test < results.size(); ++test) {
        for (auto *list : {&results[test].proponents, &results[test].opponents}) {
            for (RankedExample &example : *list)
                visit(example, test);
        }
    }
}

/// Fills in what each layer contributes to the ranked scores; false when stopped.
bool addLayers(AnalysisSetup &analysis, const ScoringTask &task, const AskedExamples &asked,
               const ScoreTotals &totals, QList<TestInfluence> &results, const std::stop_token &stop)
{
    std::vector<ScoreCell> cells;
    forEachRanked(results, [&](const RankedExample &example, qint64 test) {
        cells.push_back({test, example.trainIndex, totals.divisor(example.trainIndex)});
    });
    const auto layers = layerContributions(task, asked, cells, stop);
    if (!layers)
        return false;
    analysis.header.layerNames = layers->layers;
    qsizetype cell = 0;
    forEachRanked(results,
                  [&](RankedExample &example, qint64) { example.scoreByLayer = layers->parts[cell++]; });
    return true;
}

/// Likewise for self-influence.
bool addLayers(AnalysisSetup &analysis, const ScoringTask &task, QList<RankedExample> &top,
               const std::stop_token &stop)
{
    std::vector<ScoreCell> cells;
    for (const RankedExample &example : top)
        cells.push_back({0, example.trainIndex});
    const auto layers = selfInfluenceContributions(task, cells, stop);
    if (!layers)
        return false;
    analysis.header.layerNames = layers->layers;
    for (qsizetype i = 0; i < top.size(); ++i)
        top[i].scoreByLayer = layers->parts[i];
    return true;
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

/// What can't be ranked is said, whatever the answer is written to.
void sayNonFinite(const AnalysisJobEvents &events, qint64 nonFinite, qint64 scores)
{
    if (nonFinite > 0) {
        events.onNotice(
            FacadeText::tr(
                "%1 of %2 scores are not finite, and not ranked: gradients overflow at one of the "
                "checkpoints. Leave it out (--checkpoints), compute in fp32, or train with a smaller "
                "learning rate.")
                .arg(nonFinite)
                .arg(scores));
    }
}

void addIndices(QList<qint64> &indices, const QList<RankedExample> &examples)
{
    for (const RankedExample &example : examples)
        indices += example.trainIndex;
}

TestInfluence rankTest(const AnalysisSetup &analysis, const ScoreTotals &totals, qint64 test, qint64 row,
                       int topK, const std::vector<float> &scores)
{
    const TestEvaluation &evaluation = analysis.details.evaluation;
    const Ranking ranking = rank(scores, topK, analysis.inputs.excluded);
    TestInfluence result;
    result.testIndex = test;
    if (test >= 0 && analysis.header.ofTraining) {
        result.label = analysis.label(test);
    } else if (test >= 0) {
        result.label = int(analysis.inputs.dataset->test.labels[std::size_t(test)]);
        if (test < evaluation.predicted.size()) {
            result.predicted = evaluation.predicted[test];
            result.loss = double(evaluation.losses[test]);
        }
    }
    result.proponents = rankedList(analysis, ranking.highest, totals, row, scores);
    result.opponents = rankedList(analysis, ranking.lowest, totals, row, scores);
    result.histogram = ranking.histogram;
    result.nonFinite = ranking.nonFinite;
    return result;
}

/// Ranks each test's row and writes the summed scores to `writer`, some rows at a time on all threads.
QList<TestInfluence> rankTests(const AnalysisSetup &analysis, const ScoreTotals &totals,
                               const QList<qint64> &tests, int topK, NpyWriter &writer)
{
    constexpr qint64 rowsAtATime = 64;
    std::vector<TestInfluence> results(std::size_t(tests.size()));
    std::vector<std::vector<float>> rows(rowsAtATime);
    for (qint64 first = 0; first < tests.size(); first += rowsAtATime) {
        const qint64 last = std::min<qint64>(tests.size(), first + rowsAtATime);
        at::parallel_for(first, last, 1, [&](qint64 begin, qint64 end) {
            for (qint64 row = begin; row < end; ++row) {
                std::vector<float> &scores = rows[std::size_t(row - first)];
                totals.row(row, scores);
                results[std::size_t(row)] = rankTest(analysis, totals, tests[row], row, topK, scores);
            }
        });
        for (qint64 row = first; row < last; ++row)
            writer.append(rows[std::size_t(row - first)]);
    }
    return QList<TestInfluence>(results.begin(), results.end());
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
    if (auto found = answeredMeanwhile(store, analysis, questions, request.topK)) {
        analysis.finish();
        if (!request.exportFile.isEmpty())
            exportScores(found->header.scoresFile, request.exportFile, questions);
        return InfluenceCompleted{std::move(*found)};
    }
    const AskedExamples asked{analysis.examples(request.ofTraining, tests), choice, analysis.header.question,
                              request.asGroup};
    const ScoringTask task = analysis.task(asked.count());
    const auto scores = traceScores(task, asked, stop);
    if (scores && analysis.header.precision != Precision::Fp32)
        analysis.header.precisionCheck = checkInfluencePrecision(task, asked, stop);
    if (!scores || stop.stop_requested())
        return Cancelled{request.session};
    events.onProgress({Progress::Stage::Ranking});
    InfluenceAnalysis result;
    const TemporaryScores file(store);
    NpyWriter writer(file.path, {questions.size(), analysis.inputs.trainCount});
    const ScoreTotals totals(*scores, asked.method().rule);
    result.results = rankTests(analysis, totals, questions, request.topK, writer);
    writer.commit();
    if (!addLayers(analysis, task, asked, totals, result.results, stop))
        return Cancelled{request.session};
    analysis.finishHeader();
    result.header = analysis.header;
    result.header.scoresFile = file.path;

    QList<qint64> shown;
    qint64 nonFinite = 0;
    for (const TestInfluence &test : result.results) {
        nonFinite += test.nonFinite;
        addIndices(shown, test.proponents);
        addIndices(shown, test.opponents);
    }
    analysis.storeThumbnails(Split::Train, analysis.inputs.dataset->train, shown);
    sayNonFinite(events, nonFinite, questions.size() * analysis.inputs.trainCount);
    if (request.ofTraining)
        analysis.storeThumbnails(Split::Train, analysis.inputs.dataset->train, tests);
    else
        analysis.storeThumbnails(Split::Test, analysis.inputs.dataset->test, tests);
    const AnalysisId id = store.addInfluence(result);
    analysis.finish();
    result = std::get<InfluenceAnalysis>(store.analysis(id));
    if (!request.exportFile.isEmpty())
        exportScores(result.header.scoresFile, request.exportFile, questions);
    return InfluenceCompleted{std::move(result)};
}

Outcome computeSelfInfluence(SessionStore &store, DatasetCache &datasets, const SelfInfluenceRequest &request,
                             const AnalysisJobEvents &events, const std::stop_token &stop)
{
    AnalysisSetup analysis(store, datasets, choicesOf(request), events);
    analysis.header.method = QStringLiteral("self-influence");
    if (!analysis.claim(AnalysisKind::SelfInfluence, analysis.header.method, {}, stop))
        return Cancelled{request.session};
    if (auto found = answeredMeanwhile(store, analysis, request.topK)) {
        analysis.finish();
        if (!request.exportFile.isEmpty())
            exportScores(found->header.scoresFile, request.exportFile, {});
        return SelfInfluenceCompleted{std::move(*found)};
    }
    const ScoringTask task = analysis.task();
    const auto scores = selfInfluenceScores(task, stop);
    if (scores && analysis.header.precision != Precision::Fp32)
        analysis.header.precisionCheck = checkSelfInfluencePrecision(task, stop);
    if (!scores || stop.stop_requested())
        return Cancelled{request.session};
    events.onProgress({Progress::Stage::Ranking});
    const ScoreTotals totals(*scores);
    const std::vector<float> summed = totals.row(0);
    const Ranking ranking = rank(summed, request.topK, analysis.inputs.excluded);
    const TemporaryScores file(store);
    NpyWriter writer(file.path, {analysis.inputs.trainCount});
    writer.append(summed);
    writer.commit();

    SelfInfluenceAnalysis result;
    result.top = rankedList(analysis, ranking.highest, totals, 0, summed);
    result.histogram = ranking.histogram;
    result.nonFinite = ranking.nonFinite;
    sayNonFinite(events, result.nonFinite, analysis.inputs.trainCount);
    if (!addLayers(analysis, task, result.top, stop))
        return Cancelled{request.session};
    analysis.finishHeader();
    result.header = analysis.header;
    result.header.scoresFile = file.path;
    QList<qint64> shown;
    addIndices(shown, result.top);
    analysis.storeThumbnails(Split::Train, analysis.inputs.dataset->train, shown);
    const AnalysisId id = store.addSelfInfluence(result);
    analysis.finish();
    result = std::get<SelfInfluenceAnalysis>(store.analysis(id));
    if (!request.exportFile.isEmpty())
        exportScores(result.header.scoresFile, request.exportFile, {});
    return SelfInfluenceCompleted{std::move(result)};
}

} // namespace proponent
