// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/session_indexes.h"

#include "engine/index/gradient_index.h"

#include <QFileInfo>

namespace proponent {

namespace {

QJsonArray arrayOf(const QList<int> &numbers)
{
    QJsonArray array;
    for (const int number : numbers)
        array += number;
    return array;
}

} // namespace

QJsonObject keyOf(const SessionIndex &index)
{
    return {{QStringLiteral("method"), index.method.name},
            {QStringLiteral("parameters"), index.method.parameters},
            {QStringLiteral("rank"), index.rank},
            {QStringLiteral("checkpoints"), arrayOf(index.checkpoints)},
            {QStringLiteral("device"), index.device},
            {QStringLiteral("precision"), toString(index.precision)}};
}

QJsonObject factsOf(const SessionIndex &index)
{
    return {{QStringLiteral("seconds"), index.seconds},
            {QStringLiteral("questions"), index.error.questions},
            {QStringLiteral("recall"), index.error.recall},
            {QStringLiteral("recallExact"), index.error.recallExact},
            {QStringLiteral("rankCorrelation"), index.error.rankCorrelation}};
}

QJsonArray weightsKey(const QList<CheckpointInfo> &checkpoints, const SessionIndex &index)
{
    QJsonArray key;
    for (const CheckpointInfo &checkpoint : checkpoints) {
        if (index.checkpoints.contains(checkpoint.epoch))
            key += checkpoint.checksum;
    }
    return key;
}

SessionIndex describe(const GradientIndex &index, const QString &file)
{
    const QJsonObject key = index.key();
    const QJsonObject facts = index.facts();
    SessionIndex description;
    description.file = file;
    description.method.name = key[QStringLiteral("method")].toString();
    description.method.parameters = key[QStringLiteral("parameters")].toObject();
    description.rank = key[QStringLiteral("rank")].toInt();
    for (const QJsonValue &epoch : key[QStringLiteral("checkpoints")].toArray())
        description.checkpoints += epoch.toInt();
    description.device = key[QStringLiteral("device")].toString();
    description.precision =
        precisionFromString(key[QStringLiteral("precision")].toString()).value_or(Precision::Fp32);
    description.rows = index.count();
    description.bytes = QFileInfo(file).size();
    description.seconds = facts[QStringLiteral("seconds")].toDouble();
    description.error.questions = facts[QStringLiteral("questions")].toInt();
    description.error.recall = facts[QStringLiteral("recall")].toDouble();
    description.error.recallExact = facts[QStringLiteral("recallExact")].toDouble();
    description.error.rankCorrelation = facts[QStringLiteral("rankCorrelation")].toDouble();
    return description;
}

QString indexFileOf(const SessionStore &store, SessionId session)
{
    return store.indexFile(session, QStringLiteral("logra"));
}

std::optional<SessionIndex> indexOf(const SessionStore &store, SessionId session)
{
    const QString file = indexFileOf(store, session);
    if (!QFileInfo::exists(file))
        return {};
    const auto index = GradientIndex::open(file);
    return index ? std::optional(describe(index.value(), file)) : std::nullopt;
}

} // namespace proponent
