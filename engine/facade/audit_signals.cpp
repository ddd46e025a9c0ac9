// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/audit_signals.h"

#include "engine/methods/neighbour_votes.h"
#include "engine/methods/training_digest.h"

#include <limits>

namespace proponent {

QString selfInfluenceParts()
{
    return QStringLiteral("self-influence");
}

std::optional<AuditSignals> computeSignals(const AnalysisSetup &setup, const ScoringTask &task,
                                           bool withSelfInfluence, const AnalysisJobEvents &events,
                                           const std::stop_token &stop)
{
    const int classes = setup.inputs.dataset->info.classCount();
    const torch::Tensor deviceLabels = task.train.labels().to(task.train.device());
    auto digest = digestTraining(task, deviceLabels, classes, stop);
    if (!digest)
        return {};
    std::vector<float> selfInfluence;
    if (withSelfInfluence) {
        const auto scores = selfInfluenceScores(task, stop);
        if (!scores)
            return {};
        selfInfluence = ScoreTotals(*scores).row(0);
    }
    events.onProgress({Progress::Stage::Ranking});
    const int neighbours = neighbourCount(std::size_t(task.train.count()));
    auto votes = neighbourVotes(digest->points, deviceLabels, classes, neighbours, {}, stop);
    if (!votes)
        return {};
    const std::span<const std::int64_t> labels(setup.inputs.noise.labels.data(),
                                               std::size_t(setup.inputs.trainCount));
    AuditSignals signals{std::move(digest->answers), std::move(*votes), {}};
    signals.suspicions = suspicionsOf(signals.answers, signals.votes, labels, classes, selfInfluence);
    for (std::vector<double> &suspicion : signals.suspicions) {
        for (const qint64 index : setup.inputs.excluded) {
            if (!suspicion.empty())
                suspicion[std::size_t(index)] = std::numeric_limits<double>::quiet_NaN();
        }
    }
    return signals;
}

} // namespace proponent
