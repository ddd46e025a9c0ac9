// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/audit_signals.h"

#include "engine/facade/audit_folds.h"
#include "engine/methods/neighbour_votes.h"
#include "engine/methods/training_digest.h"

#include <limits>

namespace proponent {

namespace {

std::span<const std::int64_t> labelsOf(const AnalysisSetup &setup)
{
    return {setup.inputs.noise.labels.data(), std::size_t(setup.inputs.trainCount)};
}

/// On what the model wasn't trained on: its neighbours' labels and the test examples.
ModelStrength strengthOf(const AnalysisSetup &setup, const NeighbourVotes &votes)
{
    const ModelStrength neighbours =
        strengthOf(votes.label, labelsOf(setup), ModelStrength::Source::Neighbours);
    const TestEvaluation &evaluation = setup.details.evaluation;
    constexpr qsizetype fewestTests = 100; // of fewer the share of right ones is chance
    if (evaluation.predicted.size() < fewestTests || evaluation.labels.size() != evaluation.predicted.size())
        return neighbours;
    const std::vector<std::int64_t> labels(evaluation.labels.begin(), evaluation.labels.end());
    return weaker(neighbours, strengthOf(evaluation.predicted, labels, ModelStrength::Source::TestExamples));
}

/// Takes up what models say that were trained on folds.
void addLearning(AuditSignals &signals, const AnalysisSetup &setup, const OutOfSample &answers, int folds)
{
    signals.learning = confidentLearning(answers);
    signals.learning->estimates.folds = folds;
    signals.suspicions[std::size_t(AuditMethod::SelfConfidence)] = signals.learning->selfConfidence;
    signals.suspicions[std::size_t(AuditMethod::NormalisedMargin)] = signals.learning->normalisedMargin;
    std::vector<int> said(answers.examples(), -1);
    for (std::size_t example = 0; example < said.size(); ++example) {
        if (answers.isKnown(example))
            said[example] = answers.likely(example).front().label;
    }
    signals.strength = strengthOf(said, labelsOf(setup), ModelStrength::Source::Folds);
}

} // namespace

std::optional<AuditSignals> computeSignals(const AnalysisSetup &setup, const ScoringTask &task,
                                           const SelfInfluenceSource &source, int folds,
                                           const AnalysisJobEvents &events, const std::stop_token &stop)
{
    const int classes = setup.inputs.dataset->info.classCount();
    const torch::Tensor deviceLabels = task.train.labels().to(task.train.device());
    auto digest = digestTraining(task, deviceLabels, classes, stop);
    if (!digest)
        return {};
    std::vector<float> selfInfluence;
    if (source) {
        auto scores = source();
        if (!scores)
            return {};
        selfInfluence = std::move(*scores);
    }
    std::optional<OutOfSample> outOfSample;
    if (folds > 0) {
        outOfSample = trainFolds(setup, task.train, folds, events, stop);
        if (!outOfSample)
            return {};
    }
    events.onProgress({Progress::Stage::Ranking});
    const int neighbours = neighbourCount(std::size_t(task.train.count()));
    auto votes = neighbourVotes(digest->points, deviceLabels, classes, neighbours, {}, stop);
    if (!votes)
        return {};
    AuditSignals signals;
    signals.answers = std::move(digest->answers);
    signals.votes = std::move(*votes);
    signals.suspicions =
        suspicionsOf(signals.answers, signals.votes, labelsOf(setup), classes, selfInfluence);
    signals.strength = strengthOf(setup, signals.votes);
    if (outOfSample)
        addLearning(signals, setup, *outOfSample, folds);
    for (std::vector<double> &suspicion : signals.suspicions) {
        for (const qint64 index : setup.inputs.excluded) {
            if (!suspicion.empty())
                suspicion[std::size_t(index)] = std::numeric_limits<double>::quiet_NaN();
        }
    }
    return signals;
}

} // namespace proponent
