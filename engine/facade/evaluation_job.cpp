// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/evaluation_job.h"

#include "engine/facade/evaluation_setup.h"
#include "engine/facade/facade_text.h"
#include "engine/facade/method_scores.h"
#include "engine/facade/mislabelled_metric.h"
#include "engine/facade/retrained_copies.h"
#include "engine/methods/attribution_method.h"
#include "engine/scores/lds.h"
#include "engine/scores/ranking.h"

#include <QElapsedTimer>

#include <algorithm>
#include <limits>

namespace proponent {

namespace {

constexpr qint64 usualTests = 500;
constexpr qint64 usualRemovalTests = 20; ///< each costs a training by method and run
constexpr int mostRuns = 1000;

void require(bool met, const QString &message)
{
    if (!met)
        throw EngineError(message);
}

void requireValidRequest(const EvaluationRequest &request)
{
    require(!request.methods.isEmpty(), FacadeText::tr("No method is named. Name some to be judged."));
    const QStringList suspicions = suspicionMethods();
    for (const AttributionChoice &method : request.methods) {
        if (request.metric != EvaluationMetric::Mislabelled)
            (void)checkedChoice(method);
        else
            require(suspicions.contains(method.name) && method.parameters.isEmpty(),
                    FacadeText::tr("What finds wrong labels has no method “%1”. Name some of %2.")
                        .arg(method.name, suspicions.join(QStringLiteral(", "))));
    }
    const bool isLds = request.metric == EvaluationMetric::Lds;
    require(request.subsets >= (isLds ? 2 : 1) && request.subsets <= 1'000'000,
            FacadeText::tr("The number of subsets must be from %1 to 1000000, not %2.")
                .arg(isLds ? 2 : 1)
                .arg(request.subsets));
    require(
        request.runs >= 1 && request.runs <= mostRuns,
        FacadeText::tr("The number of runs must be from 1 to %1, not %2.").arg(mostRuns).arg(request.runs));
    require(request.share > 0 && request.share < 1,
            FacadeText::tr("The share of a subset must be between 0 and 1, not %1.").arg(request.share));
    require(request.topK >= 1,
            FacadeText::tr("The number of examples to remove must be 1 or more, not %1.").arg(request.topK));
}

/// Of initial weights and order. The session's own is small, and none of these.
qint64 seedOf(qint64 subset, qint64 run)
{
    return 1'000'000 + subset * mostRuns + run;
}

/// Each subset with each of its runs, one behind the other.
std::vector<Subset> withRuns(const std::vector<std::vector<std::int64_t>> &subsets, int runs, bool sameSeeds)
{
    std::vector<Subset> copies;
    for (std::size_t subset = 0; subset < subsets.size(); ++subset) {
        for (int run = 0; run < runs; ++run)
            copies.push_back({subsets[subset], seedOf(sameSeeds ? 0 : qint64(subset), run)});
    }
    return copies;
}

/// Scores of one method, with how long they took and what it was computed with. False when stopped.
bool score(const EvaluationSetup &setup, const AttributionChoice &method, const QList<qint64> &tests,
           MethodResult &result, const std::function<void(qint64, qint64, std::span<const float>)> &take)
{
    QElapsedTimer clock;
    clock.start();
    const auto parameters = scoresFor(setup.store, setup.datasets,
                                      {setup.request.session, method, tests, setup.device.toString(),
                                       setup.scoringPrecision(), setup.request.threads},
                                      take, setup.events, setup.stop);
    if (!parameters)
        return false;
    result.method = method.name;
    result.parameters = *parameters;
    result.seconds = double(clock.nsecsElapsed()) * 1e-9;
    return true;
}

void sayNonFiniteScores(const EvaluationSetup &setup, const QString &method, qint64 count)
{
    if (count > 0) {
        setup.events.onNotice(FacadeText::tr("%1 scores of %2 are not finite, and count as 0.")
                                  .arg(QString::number(count), method));
    }
}

/// By the protocol of Park et al., 2023. False when stopped.
bool evaluateLds(const EvaluationSetup &setup, MethodEvaluation &evaluation)
{
    const EvaluationRequest &request = setup.request;
    evaluation.tests = setup.tests(usualTests);
    evaluation.subsets = request.subsets;
    evaluation.runs = request.runs;
    evaluation.share = request.share;
    std::vector<std::vector<std::int64_t>> subsets;
    for (int subset = 0; subset < request.subsets; ++subset)
        subsets.push_back(randomSubset(setup.trained, request.share, quint64(subset)));
    const auto copies =
        retrainedCopies(setup, withRuns(subsets, request.runs, /*sameSeeds=*/false), evaluation.tests);
    if (!copies)
        return false;
    std::vector<double> losses; // [subsets, tests], means over the runs
    for (qsizetype subset = 0; subset < request.subsets; ++subset) {
        for (const qint64 test : evaluation.tests) {
            double sum = 0;
            for (int run = 0; run < request.runs; ++run)
                sum += copies->loss(subset * request.runs + run, test);
            losses.push_back(sum / request.runs);
        }
    }
    for (const AttributionChoice &method : request.methods) {
        MethodResult result;
        SubsetSums sums(subsets, evaluation.tests.size(), setup.inputs.trainCount);
        const auto add = [&](qint64 row, qint64 firstTrain, std::span<const float> scores) {
            sums.add(row, firstTrain, scores);
        };
        if (!score(setup, method, evaluation.tests, result, add))
            return false;
        sayNonFiniteScores(setup, method.name, sums.nonFinite());
        const Lds lds = linearDatamodelingScore(sums, losses);
        result.value = lds.mean;
        result.standardError = lds.standardError;
        evaluation.results += result;
    }
    return true;
}

/// `from` without some: both ascending.
std::vector<std::int64_t> without(const std::vector<std::int64_t> &from, std::vector<qint64> removed)
{
    std::ranges::sort(removed);
    std::vector<std::int64_t> rest;
    std::ranges::set_difference(from, removed, std::back_inserter(rest));
    return rest;
}

/// The training examples without each test's strongest proponents: [tests]. Nothing when stopped.
std::optional<std::vector<std::vector<std::int64_t>>> withoutProponents(const EvaluationSetup &setup,
                                                                        const AttributionChoice &method,
                                                                        const QList<qint64> &tests,
                                                                        MethodResult &result)
{
    const auto trainCount = std::size_t(setup.inputs.trainCount);
    std::vector<std::vector<float>> rows(std::size_t(tests.size()), std::vector<float>(trainCount));
    const auto keep = [&](qint64 row, qint64 firstTrain, std::span<const float> scores) {
        std::ranges::copy(scores, rows[std::size_t(row)].begin() + firstTrain);
    };
    if (!score(setup, method, tests, result, keep))
        return {};
    std::vector<std::vector<std::int64_t>> subsets;
    for (const std::vector<float> &scores : rows)
        subsets.push_back(
            without(setup.trained, rank(scores, setup.request.topK, setup.inputs.excluded).highest));
    return subsets;
}

/// Copies on some subsets, seen from one test.
struct Verdict
{
    double loss = 0; ///< mean
    bool isRight = false; ///< of most of them
};

Verdict verdictOf(const RetrainedCopies &copies, qint64 first, qint64 count, qint64 test)
{
    Verdict verdict;
    qint64 right = 0;
    for (qint64 copy = first; copy < first + count; ++copy) {
        verdict.loss += copies.loss(copy, test) / double(count);
        right += copies.isRight(copy, test) ? 1 : 0;
    }
    verdict.isRight = 2 * right > count;
    return verdict;
}

/// False when stopped.
bool evaluateRemoval(const EvaluationSetup &setup, MethodEvaluation &evaluation)
{
    const EvaluationRequest &request = setup.request;
    evaluation.tests = setup.tests(usualRemovalTests);
    evaluation.subsets = request.subsets;
    evaluation.runs = request.runs;
    evaluation.topK = request.topK;
    const auto count = double(setup.trained.size());
    evaluation.share = 1 - request.topK / count;
    require(evaluation.share > 0,
            FacadeText::tr("Removing %1 of %2 training examples leaves nothing to train on.")
                .arg(request.topK)
                .arg(setup.trained.size()));
    std::vector<std::vector<std::int64_t>> subsets;
    constexpr quint64 apart = quint64(1) << 32; // from the seeds of halves
    for (int subset = 0; subset < request.subsets; ++subset)
        subsets.push_back(randomSubset(setup.trained, evaluation.share, apart + quint64(subset)));
    for (const AttributionChoice &method : request.methods) {
        MethodResult result;
        const auto ofMethod = withoutProponents(setup, method, evaluation.tests, result);
        if (!ofMethod)
            return false;
        subsets.insert(subsets.end(), ofMethod->begin(), ofMethod->end());
        evaluation.results += result;
    }
    // The same seeds everywhere: what differs is what was removed.
    const auto copies =
        retrainedCopies(setup, withRuns(subsets, request.runs, /*sameSeeds=*/true), evaluation.tests);
    if (!copies)
        return false;
    qint64 first = qint64(request.subsets) * request.runs;
    for (MethodResult &result : evaluation.results) {
        std::vector<double> changes;
        for (const qint64 test : evaluation.tests) {
            const Verdict random = verdictOf(*copies, 0, qint64(request.subsets) * request.runs, test);
            const Verdict removed = verdictOf(*copies, first, request.runs, test);
            changes.push_back(removed.loss - random.loss);
            result.flipped += random.isRight && !removed.isRight ? 1 : 0;
            first += request.runs;
        }
        const MeanAndError change = meanAndError(changes);
        result.value = change.mean;
        result.standardError = change.standardError;
    }
    return true;
}

bool evaluateBy(const EvaluationSetup &setup, MethodEvaluation &evaluation)
{
    switch (setup.request.metric) {
    case EvaluationMetric::Lds:
        return evaluateLds(setup, evaluation);
    case EvaluationMetric::Mislabelled:
        return evaluateMislabelled(setup, evaluation);
    case EvaluationMetric::Removal:
        return evaluateRemoval(setup, evaluation);
    }
    Q_UNREACHABLE();
}

} // namespace

Outcome evaluateMethods(SessionStore &store, DatasetCache &datasets, const EvaluationRequest &asked,
                        const AnalysisJobEvents &events, const std::stop_token &stop)
{
    EvaluationRequest request = asked;
    if (request.subsets == 0)
        request.subsets = request.metric == EvaluationMetric::Removal ? 10 : 100;
    requireValidRequest(request);
    QElapsedTimer clock;
    clock.start();
    const EvaluationSetup setup(store, datasets, request, events, stop);
    MethodEvaluation evaluation;
    evaluation.session = request.session;
    evaluation.metric = request.metric;
    evaluation.device = setup.device.toString();
    evaluation.precision = setup.precision;
    if (!evaluateBy(setup, evaluation))
        return Cancelled{};
    evaluation.seconds = double(clock.nsecsElapsed()) * 1e-9;
    evaluation.created = QDateTime::currentDateTimeUtc();
    store.addEvaluation(evaluation);
    return EvaluationCompleted{std::move(evaluation)};
}

} // namespace proponent
