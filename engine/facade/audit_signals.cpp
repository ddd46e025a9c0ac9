// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/audit_signals.h"

#include "engine/methods/training_logits.h"

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
    const auto logits = trainingLogits(task, stop);
    if (!logits)
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
    const auto same =
        sameLabelNeighbours(*logits, task.train.labels().to(task.train.device()), neighbours, stop);
    if (!same)
        return {};
    std::vector<LogitTable> tables;
    for (const torch::Tensor &checkpoint : *logits) {
        tables.push_back(
            {{checkpoint.data_ptr<float>(), std::size_t(checkpoint.numel())}, int(checkpoint.size(1))});
    }
    const std::span<const std::int64_t> labels(setup.inputs.noise.labels.data(),
                                               std::size_t(setup.inputs.trainCount));
    AuditSignals signals = auditSignals(tables, labels, *same, neighbours, selfInfluence);
    for (std::vector<double> &suspicion : signals.suspicion) {
        for (const qint64 index : setup.inputs.excluded) {
            if (!suspicion.empty())
                suspicion[std::size_t(index)] = std::numeric_limits<double>::quiet_NaN();
        }
    }
    return signals;
}

} // namespace proponent
