// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/influence_analysis.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <QStringList>

#include <algorithm>
#include <limits>
#include <utility>

namespace proponent {

namespace {

struct Range
{
    qint64 first = 0;
    qint64 last = 0;
};

/// More than anybody means, and few enough to be held before the session is asked how many there are.
constexpr qint64 mostNumbers = 1'000'000;

/// The numbers in all of them, ascending, each once; nothing when there are too many.
std::optional<QList<qint64>> numbersOf(QList<Range> ranges)
{
    std::ranges::sort(ranges, {}, &Range::first);
    QList<qint64> numbers;
    for (const Range &range : std::as_const(ranges)) {
        const qint64 first = numbers.isEmpty() ? range.first : std::max(range.first, numbers.last() + 1);
        if (range.last - first >= mostNumbers - numbers.size())
            return {};
        for (qint64 number = first; number <= range.last; ++number)
            numbers += number;
    }
    return numbers;
}

/// "0-49,77" as numbers from `smallest` to `largest`; nothing when it reads otherwise or names too many.
std::optional<QList<qint64>> parseRanges(const QString &text, qint64 smallest, qint64 largest)
{
    QList<Range> ranges;
    const QStringList parts = text.split(QLatin1Char(','));
    for (const QString &part : parts) {
        const QStringList ends = part.split(QLatin1Char('-'));
        bool firstOk = false;
        bool lastOk = false;
        const qint64 first = ends.first().trimmed().toLongLong(&firstOk);
        const qint64 last = ends.last().trimmed().toLongLong(&lastOk);
        if (ends.size() > 2 || !firstOk || !lastOk || first < smallest || last < first || last > largest)
            return {};
        ranges += {first, last};
    }
    return numbersOf(std::move(ranges));
}

} // namespace

QString toString(LayerChoice layers)
{
    return layers == LayerChoice::All ? QStringLiteral("all") : QStringLiteral("last");
}

std::optional<LayerChoice> layerChoiceFromString(const QString &text)
{
    for (const LayerChoice layers : {LayerChoice::All, LayerChoice::Last}) {
        if (text == toString(layers))
            return layers;
    }
    return {};
}

std::optional<CheckpointChoice> CheckpointChoice::fromString(const QString &text)
{
    if (text == QLatin1String("usual"))
        return CheckpointChoice{Kind::Usual, {}};
    if (text == QLatin1String("all"))
        return CheckpointChoice{Kind::All, {}};
    if (text == QLatin1String("last"))
        return CheckpointChoice{Kind::Last, {}};
    const auto epochs = parseRanges(text, 1, std::numeric_limits<int>::max());
    if (!epochs)
        return {};
    CheckpointChoice choice{Kind::Epochs, {}};
    for (const qint64 epoch : *epochs)
        choice.epochs += int(epoch);
    return choice;
}

QString CheckpointChoice::toString() const
{
    switch (kind) {
    case Kind::All:
        return QStringLiteral("all");
    case Kind::Last:
        return QStringLiteral("last");
    case Kind::Usual:
        return QStringLiteral("usual");
    case Kind::Epochs:
        break;
    }
    QStringList numbers;
    for (const int epoch : epochs)
        numbers += QString::number(epoch);
    return numbers.join(QLatin1Char(','));
}

std::optional<TestChoice> TestChoice::fromString(const QString &text)
{
    if (text == QLatin1String("misclassified"))
        return TestChoice{Kind::Misclassified, {}};
    // Far enough from the end that a step beyond the last is a number, too.
    const auto indices = parseRanges(text, 0, std::numeric_limits<qint64>::max() - 1);
    if (!indices)
        return {};
    return TestChoice{Kind::Indices, *indices};
}

QString questionText(const AnalysisHeader &header)
{
    QJsonObject json;
    if (header.question != Question())
        json[QLatin1String("ask")] = header.question.toString();
    if (header.ofTraining)
        json[QLatin1String("of")] = QLatin1String("train");
    if (!header.group.isEmpty()) {
        QJsonArray group;
        for (const qint64 example : header.group)
            group.append(example);
        json[QLatin1String("group")] = group;
    }
    return json.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

void readQuestion(const QString &text, AnalysisHeader &header)
{
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    header.question = Question::fromString(json.value(QLatin1String("ask")).toString()).value_or(Question());
    header.ofTraining = json.value(QLatin1String("of")) == QLatin1String("train");
    const QJsonArray group = json.value(QLatin1String("group")).toArray();
    for (const QJsonValue &example : group)
        header.group += example.toInteger();
}

} // namespace proponent
