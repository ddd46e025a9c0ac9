// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/dataset_json.h"

#include <QJsonArray>

namespace proponent {

namespace {

QJsonArray toArray(const QList<qint64> &numbers)
{
    QJsonArray array;
    for (const qint64 number : numbers)
        array.append(number);
    return array;
}

QList<qint64> toNumbers(const QJsonValue &value)
{
    QList<qint64> numbers;
    for (const QJsonValue &number : value.toArray())
        numbers.append(number.toInteger());
    return numbers;
}

} // namespace

QJsonObject toJson(const DatasetInfo &info)
{
    return {{QStringLiteral("spec"), info.spec},
            {QStringLiteral("path"), info.path},
            {QStringLiteral("name"), info.name},
            {QStringLiteral("format"), info.format},
            {QStringLiteral("fingerprint"), info.fingerprint},
            {QStringLiteral("train_count"), info.trainCount},
            {QStringLiteral("test_count"), info.testCount},
            {QStringLiteral("channels"), info.channels},
            {QStringLiteral("height"), info.height},
            {QStringLiteral("width"), info.width},
            {QStringLiteral("class_names"), QJsonArray::fromStringList(info.classNames)},
            {QStringLiteral("train_class_counts"), toArray(info.trainClassCounts)},
            {QStringLiteral("test_class_counts"), toArray(info.testClassCounts)},
            {QStringLiteral("rules"), info.rules},
            {QStringLiteral("train_in_turn"), info.trainInTurn},
            {QStringLiteral("test_in_turn"), info.testInTurn}};
}

DatasetInfo datasetInfoFromJson(const QJsonObject &json)
{
    DatasetInfo info;
    info.spec = json.value(QStringLiteral("spec")).toString();
    info.path = json.value(QStringLiteral("path")).toString();
    info.name = json.value(QStringLiteral("name")).toString();
    info.format = json.value(QStringLiteral("format")).toString();
    info.fingerprint = json.value(QStringLiteral("fingerprint")).toString();
    info.trainCount = json.value(QStringLiteral("train_count")).toInteger();
    info.testCount = json.value(QStringLiteral("test_count")).toInteger();
    info.channels = json.value(QStringLiteral("channels")).toInt();
    info.height = json.value(QStringLiteral("height")).toInt();
    info.width = json.value(QStringLiteral("width")).toInt();
    for (const QJsonValue &name : json.value(QStringLiteral("class_names")).toArray())
        info.classNames.append(name.toString());
    info.trainClassCounts = toNumbers(json.value(QStringLiteral("train_class_counts")));
    info.testClassCounts = toNumbers(json.value(QStringLiteral("test_class_counts")));
    info.rules = json.value(QStringLiteral("rules")).toInt(1); // older sessions know no other
    info.trainInTurn = json.value(QStringLiteral("train_in_turn")).toBool();
    info.testInTurn = json.value(QStringLiteral("test_in_turn")).toBool();
    return info;
}

} // namespace proponent
