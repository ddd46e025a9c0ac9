// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/verification_job.h"

#include "engine/facade/checkpoint_checksums.h"
#include "engine/facade/facade_text.h"
#include "engine/facade/half_models.h"
#include "engine/facade/session_inputs.h"
#include "engine/methods/attribution_method.h"
#include "engine/methods/verification.h"
#include "engine/rate_meter.h"
#include "engine/scores/score_export.h"

#include <QRandomGenerator>

#include <algorithm>

namespace proponent {

namespace {

InfluenceAnalysis influenceAnalysis(SessionStore &store, AnalysisId id)
{
    auto stored = store.analysis(id);
    if (auto *influence = std::get_if<InfluenceAnalysis>(&stored))
        return std::move(*influence);
    throw EngineError(
        FacadeText::tr("Analysis %1 has no test examples; only influence on test examples can be verified.")
            .arg(id.value));
}

/// The session's checkpoints that the analysis summed over.
QList<CheckpointInfo> checkpointsOf(const AnalysisHeader &header, const SessionDetails &details)
{
    QList<CheckpointInfo> checkpoints;
    for (const CheckpointInfo &checkpoint : details.checkpoints) {
        if (header.checkpoints.contains(checkpoint.epoch))
            checkpoints += checkpoint;
    }
    if (checkpoints.size() != header.checkpoints.size()) {
        throw EngineError(
            FacadeText::tr("Session %1 no longer has all checkpoints of analysis %2; analyse it again.")
                .arg(header.session.value)
                .arg(header.id.value));
    }
    return checkpoints;
}

/// Of the scores that were kept for this, or of all where those are there; `count` at most.
QList<ScoredPair> randomPairs(const InfluenceAnalysis &analysis, int count)
{
    QRandomGenerator &random = *QRandomGenerator::global();
    QList<SampledScore> cells = analysis.sample;
    const qint64 trainCount = analysis.header.trainCount;
    if (cells.isEmpty() && !analysis.header.scoresFile.isEmpty()) { // from before they were kept
        QList<qint64> places;
        for (int i = 0; i < count; ++i) {
            cells += {random.bounded(qint64(analysis.results.size())), random.bounded(trainCount), 0};
            places += cells.last().position * trainCount + cells.last().train;
        }
        const std::vector<float> scores = readNpyValues(analysis.header.scoresFile, places);
        for (int i = 0; i < count; ++i)
            cells[i].score = double(scores[std::size_t(i)]);
    }
    if (cells.isEmpty())
        throw EngineError(
            FacadeText::tr("Analysis %1 holds no scores to verify.").arg(analysis.header.id.value));
    std::shuffle(cells.begin(), cells.end(), random);
    QList<ScoredPair> pairs;
    for (const SampledScore &cell : cells.first(std::min<qsizetype>(count, cells.size())))
        pairs += {cell.train, analysis.results[cell.position].testIndex, cell.score};
    return pairs;
}

} // namespace

Outcome verifyAnalysis(SessionStore &store, DatasetCache &datasets, AnalysisId id, int pairs,
                       const AnalysisJobEvents &events, const std::stop_token &stop)
{
    if (pairs < 1)
        throw EngineError(
            FacadeText::tr("The number of pairs to verify must be 1 or more, not %1.").arg(pairs));
    const InfluenceAnalysis analysis = influenceAnalysis(store, id);
    const SessionDetails details = store.details(analysis.header.session);
    events.onProgress({Progress::Stage::LoadingData});
    setThreadCount(0);
    const SessionInputs inputs =
        makeInputs(datasets.openFor(details.dataset).valueOrThrow(), details.config, details.dataset.rules);
    const auto network = makeNetwork(details.config.model, inputs.shape()).valueOrThrow();
    const ImageTensors train = inputs.train(torch::kCPU);
    const ImageTensors test = inputs.test(torch::kCPU);
    const AttributionChoice choice = checkedChoice({analysis.header.method, analysis.header.parameters});
    const bool trainsModels = attributionMethod(choice.name).trainsModels;
    QList<CheckpointInfo> checkpoints;
    if (trainsModels) {
        const auto models = halfModels(
            store, details, inputs, DeviceId(),
            int(parameterOf(choice.parameters, QLatin1StringView("models")).value_or(1)), events, stop);
        if (!models)
            return Cancelled{analysis.header.session};
        checkpoints = *models;
    } else {
        checkpoints = withChecksums(store, details.summary.id, checkpointsOf(analysis.header, details));
    }
    const QList<ScoredPair> chosen = randomPairs(analysis, pairs);
    RateMeter meter(chosen.size() * checkpoints.size());
    const auto onPair = [&](int done) {
        if (meter.isDue(done)) {
            events.onProgress({Progress::Stage::Evaluating, meter.done(), meter.total(), meter.rate(),
                               meter.secondsLeft()});
        }
    };
    VerificationTask task{*network,
                          analysis.header.layers == LayerChoice::Last ? lastLayerParameters(*network)
                                                                      : std::vector<std::string>(),
                          train,
                          test,
                          checkpoints,
                          choice,
                          analysis.header.question,
                          analysis.header.ofTraining,
                          analysis.header.group,
                          trainingTimeOf(details, inputs) / (trainsModels ? 2 : 1),
                          analysis.header.precision,
                          onPair};
    auto verification = verifyScores(task, chosen, stop);
    if (!verification)
        return Cancelled{analysis.header.session};
    verification->analysis = id;
    return AnalysisVerified{*verification};
}

} // namespace proponent
