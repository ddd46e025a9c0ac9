// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/method_facts.h"

#include "engine/engine.h"
#include "engine/usual_checkpoints.h"

#include <algorithm>

namespace proponent::ui {

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

} // namespace proponent::ui
