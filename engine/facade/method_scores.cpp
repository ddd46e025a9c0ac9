// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/method_scores.h"

#include "engine/facade/analysis_setup.h"

namespace proponent {

namespace {

/// The parameters as they were asked for, and in place of those that the method chose what it chose.
QJsonObject parametersOf(const AnalysisHeader &header)
{
    QJsonObject parameters = header.parameters;
    for (auto item = header.fitted.begin(); item != header.fitted.end(); ++item)
        parameters[item.key()] = item.value();
    return parameters;
}

} // namespace

std::optional<QJsonObject> scoresFor(
    SessionStore &store, DatasetCache &datasets, const ScoresWanted &wanted,
    const std::function<void(qint64 row, qint64 firstTrain, std::span<const float> scores)> &take,
    const AnalysisJobEvents &events, const std::stop_token &stop)
{
    const AttributionChoice choice = checkedChoice(wanted.method);
    const AttributionMethod &method = attributionMethod(choice.name);
    AnalysisChoices choices;
    choices.session = wanted.session;
    choices.checkpoints =
        usualCheckpoints({CheckpointChoice::Kind::Usual, {}}, method, store.details(wanted.session));
    choices.topK = 1;
    choices.device = wanted.device;
    choices.precision = wanted.precision;
    choices.threads = wanted.threads;
    AnalysisSetup analysis(store, datasets, choices, events);
    analysis.header.method = choice.name;
    analysis.header.parameters = choice.parameters;
    if (method.trainsModels && !analysis.useHalfModels(choice, stop))
        return {};
    if (!analysis.claim(AnalysisKind::Influence, choice.name, wanted.tests, stop))
        return {};
    const AskedExamples asked{analysis.examples(/*ofTraining=*/false, wanted.tests), choice, {}};
    const auto scores = traceScores(analysis.task(wanted.tests.size()), asked, stop);
    if (!scores)
        return {};
    const ScoreTotals totals(*scores, method.rule);
    std::vector<float> row;
    for (qint64 test = 0; test < wanted.tests.size(); ++test) {
        totals.row(test, row);
        take(test, 0, row);
    }
    analysis.finish();
    return parametersOf(analysis.header);
}

} // namespace proponent
