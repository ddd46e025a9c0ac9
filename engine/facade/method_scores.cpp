// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/method_scores.h"

#include "engine/facade/analysis_setup.h"
#include "engine/facade/facade_text.h"

namespace proponent {

QStringList scoringMethods()
{
    QStringList names;
    for (const InfluenceMethod method : influenceMethods())
        names += toString(method);
    return names;
}

std::optional<QJsonObject> scoresFor(
    SessionStore &store, DatasetCache &datasets, const ScoresWanted &wanted,
    const std::function<void(qint64 row, qint64 firstTrain, std::span<const float> scores)> &take,
    const AnalysisJobEvents &events, const std::stop_token &stop)
{
    const InfluenceMethod method = influenceMethodFromString(wanted.method).value_or(InfluenceMethod::TracIn);
    AnalysisChoices choices;
    choices.session = wanted.session;
    choices.topK = 1;
    choices.device = wanted.device;
    choices.precision = wanted.precision;
    choices.threads = wanted.threads;
    AnalysisSetup analysis(store, datasets, choices, events);
    analysis.header.method = wanted.method;
    if (!analysis.claim(AnalysisKind::Influence, wanted.method, wanted.tests, stop))
        return {};
    const torch::Tensor indices =
        torch::tensor(std::vector<int64_t>(wanted.tests.begin(), wanted.tests.end()), torch::kLong);
    const auto batch = analysis.inputs.test(analysis.device()).batch(indices.to(analysis.device()));
    const auto scores = traceScores(analysis.task(wanted.tests.size()), batch, method, stop);
    if (!scores)
        return {};
    const ScoreTotals totals(*scores, method);
    std::vector<float> row;
    for (qint64 test = 0; test < wanted.tests.size(); ++test) {
        totals.row(test, row);
        take(test, 0, row);
    }
    analysis.finish();
    return QJsonObject();
}

} // namespace proponent
