// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/method_facts.h"

#include "engine/engine.h"
#include "engine/usual_checkpoints.h"

#include <algorithm>
#include <numeric>

namespace proponent::ui {

namespace {

/// By their figures in the README, which put them in this order on each of its networks. TRAK, which trains models first, isn't
/// for somebody who waits.
constexpr const char *published[] = {"logra", "tracin-ekfac", "ekfac"};

} // namespace

std::optional<AttributionInfo> methodInfo(const QString &name)
{
    static const QList<AttributionInfo> methods = Engine::methods();
    const auto known = std::find_if(methods.begin(), methods.end(),
                                    [&name](const AttributionInfo &method) { return method.name == name; });
    return known == methods.end() ? std::nullopt : std::optional(*known);
}

AttributionChoice completed(const AttributionChoice &choice)
{
    const auto info = methodInfo(choice.name);
    if (!info)
        return choice;
    AttributionChoice whole{choice.name, {}};
    for (const AttributionParameter &parameter : info->parameters) {
        const QJsonValue chosen = choice.parameters.value(parameter.name);
        const QJsonValue usual = parameter.usual ? QJsonValue(*parameter.usual) : QJsonValue();
        whole.parameters[parameter.name] = chosen.isDouble() ? chosen : usual;
    }
    return whole;
}

QList<int> checkpointEpochs(const SessionDetails &session)
{
    QList<int> epochs;
    for (const CheckpointInfo &checkpoint : session.checkpoints)
        epochs += checkpoint.epoch;
    return epochs;
}

QList<int> epochsTaken(const QList<int> &epochs, const QString &method, CheckpointChoice::Kind choice)
{
    const auto info = methodInfo(method);
    if (choice == CheckpointChoice::Kind::Last)
        return usualEpochs(AttributionInfo::Checkpoints::Last, epochs);
    if (choice == CheckpointChoice::Kind::Usual && info)
        return usualEpochs(info->checkpoints, epochs);
    return epochs;
}

std::optional<KnownLds> knownLds(const QList<MethodEvaluation> &evaluations, const AttributionChoice &method)
{
    const QJsonObject wanted = completed(method).parameters;
    const auto answers = [&](const MethodResult &result) {
        if (result.method != method.name)
            return false;
        for (auto item = wanted.constBegin(); item != wanted.constEnd(); ++item) {
            if (item->isDouble() && result.parameters.value(item.key()) != *item)
                return false;
        }
        return true;
    };
    for (const MethodEvaluation &evaluation : evaluations) {
        if (evaluation.metric != EvaluationMetric::Lds)
            continue;
        for (const MethodResult &result : evaluation.results) {
            if (answers(result))
                return KnownLds{result, evaluation};
        }
    }
    return std::nullopt;
}

double modelsTrained(const AttributionInfo &method)
{
    double models = 0;
    for (const AttributionParameter &parameter : method.parameters) {
        if (parameter.name == QLatin1StringView("models"))
            models += parameter.usual.value_or(0);
    }
    return models;
}

double trainingSeconds(const SessionDetails &session)
{
    return std::accumulate(session.epochs.begin(), session.epochs.end(), 0.0,
                           [](double sum, const EpochMetrics &epoch) { return sum + epoch.seconds; });
}

std::optional<double> expectedSeconds(const SessionDetails &session, const QString &method,
                                      CheckpointChoice::Kind checkpoints)
{
    const auto info = methodInfo(method);
    const double training = trainingSeconds(session);
    if (!info || training <= 0)
        return std::nullopt;
    const double models = modelsTrained(*info); // on half of the examples
    const double scored =
        std::max(models, double(epochsTaken(checkpointEpochs(session), method, checkpoints).size()));
    const double epoch = training / double(session.epochs.size());
    return scored * (1 + info->passes) * epoch + models * training / 2;
}

ProposedMethod proposedMethod(const SessionDetails &session)
{
    if (session.index)
        return {session.index->method.name, ProposedMethod::Reason::Indexed};
    std::optional<MethodResult> best;
    const QList<AttributionInfo> methods = Engine::methods();
    for (const AttributionInfo &method : methods) {
        const auto known = knownLds(session.evaluations, {method.name, {}});
        if (known && (!best || known->result.value > best->value))
            best = known->result;
    }
    if (best)
        return {best->method, ProposedMethod::Reason::Evaluated};
    for (const char *name : published) {
        const QString method = QString::fromLatin1(name);
        if (expectedSeconds(session, method, CheckpointChoice::Kind::Usual).value_or(0) <= quickSeconds)
            return {method, ProposedMethod::Reason::Published};
    }
    return {QString::fromLatin1(std::end(published)[-1]), ProposedMethod::Reason::Fastest};
}

} // namespace proponent::ui
