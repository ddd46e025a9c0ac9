// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/method_scores.h"

#include "engine/facade/analysis_setup.h"

namespace proponent {

namespace {

/// Hands pieces on; of a stream with one thread.
class TakingSink final : public ScoreSink
{
public:
    using Take = std::function<void(qint64 row, qint64 firstTrain, std::span<const float> scores)>;
    explicit TakingSink(const Take &take) : m_take(take) {}

    void take(const ScoreBlock &block, qint64 row) override
    {
        m_take(block.firstRow + row, block.firstColumn, block.scoresOf(row));
    }
    void write(QDataStream &) const override {}
    [[nodiscard]] bool read(QDataStream &) override { return false; } // nothing of it is kept
    void clear() override {}

private:
    const Take &m_take;
};

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
    const AskedExamples asked{analysis.examples(/*ofTraining=*/false, wanted.tests), choice, {}};
    TakingSink sink(take);
    ScoreStream stream(asked.count(), analysis.inputs.trainCount, /*threads=*/1);
    stream.add(sink);
    stream.begin();
    if (!streamScores(analysis.task(asked.count()), asked, {}, stream, stop))
        return {};
    return parametersOf(analysis.header);
}

} // namespace proponent
