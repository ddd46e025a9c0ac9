// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/precision_check.h"

#include "engine/scores/rank_correlation.h"

#include <algorithm>
#include <cmath>

namespace proponent {

namespace {

constexpr qint64 largestTrainSample = 256;
constexpr qint64 largestTestSample = 8;

/// int64 [min(count, wanted)], evenly spread over 0 … count - 1.
torch::Tensor spread(qint64 count, qint64 wanted)
{
    std::vector<int64_t> indices;
    const qint64 size = std::min(count, wanted);
    for (qint64 i = 0; i < size; ++i)
        indices.push_back(i * count / size);
    return torch::tensor(indices, torch::kLong);
}

/// What one way of scoring gives for the sample: [rows][examples]; nothing when stopped.
using SampleScorer = std::function<std::optional<std::vector<std::vector<float>>>(const ScoringTask &)>;

std::optional<PrecisionCheck> checkPrecision(const ScoringTask &task, const SampleScorer &score)
{
    const ImageTensors sample = task.train.subset(spread(task.train.count(), largestTrainSample));
    const auto scoresIn = [&](torch::ScalarType dtype) {
        const ScoringTask part{task.network,
                               task.parameters,
                               sample,
                               task.checkpoints,
                               dtype,
                               task.batchSize,
                               task.memory,
                               [](const Progress &) {},
                               [](const QString &) {},
                               [](const MemoryPlan &) {},
                               task.trainingTime};
        return score(part);
    };
    const auto reduced = scoresIn(task.dtype);
    const auto full = reduced ? scoresIn(torch::kFloat) : std::nullopt;
    if (!full)
        return {};
    return compareScores(*reduced, *full);
}

} // namespace

PrecisionCheck compareScores(const std::vector<std::vector<float>> &reduced,
                             const std::vector<std::vector<float>> &full)
{
    PrecisionCheck check;
    check.testCount = int(full.size());
    check.trainCount = full.empty() ? 0 : int(full.front().size());
    double errors = 0;
    double squares = 0;
    double correlations = 0;
    for (std::size_t row = 0; row < full.size(); ++row) {
        std::vector<double> left;
        std::vector<double> right;
        for (std::size_t i = 0; i < full[row].size(); ++i) {
            if (!std::isfinite(full[row][i]))
                continue;
            // A score that the precision lost isn't passed over: it is off by all that there is.
            left.push_back(std::isfinite(reduced[row][i]) ? double(reduced[row][i]) : 0.0);
            right.push_back(double(full[row][i]));
            errors += (left.back() - right.back()) * (left.back() - right.back());
            squares += right.back() * right.back();
        }
        correlations += left.empty() ? 0 : rankCorrelation(left, right);
    }
    check.relativeError = squares == 0 ? (errors == 0 ? 0 : 1) : std::sqrt(errors / squares);
    check.rankCorrelation = full.empty() ? 1 : correlations / double(full.size());
    return check;
}

std::optional<PrecisionCheck> checkInfluencePrecision(const ScoringTask &task, const AskedExamples &asked,
                                                      const std::stop_token &stop)
{
    const ImageTensors::Batch &all = asked.examples;
    const torch::Tensor chosen = spread(all.labels.size(0), largestTestSample).to(all.labels.device());
    AskedExamples sample = asked;
    sample.examples = {all.images.index_select(0, chosen), all.labels.index_select(0, chosen)};
    return checkPrecision(task, [&](const ScoringTask &part) { return allScores(part, sample, stop); });
}

std::optional<PrecisionCheck> checkSelfInfluencePrecision(const ScoringTask &task,
                                                          const std::stop_token &stop)
{
    return checkPrecision(task, [&](const ScoringTask &part) {
        std::optional<std::vector<std::vector<float>>> rows;
        if (const auto scores = selfInfluenceScores(part, stop))
            rows = {*scores};
        return rows;
    });
}

} // namespace proponent
