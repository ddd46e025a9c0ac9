// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/influence_analysis.h"

#include <QStringList>

#include <set>

namespace proponent {

namespace {

/// "0-49,77" as a set of numbers not below `minimum`; nothing when it reads otherwise or names more than
/// a hundred million.
std::optional<std::set<qint64>> parseRanges(const QString &text, qint64 minimum)
{
    constexpr qint64 most = 100'000'000;
    std::set<qint64> numbers;
    const QStringList parts = text.split(QLatin1Char(','));
    for (const QString &part : parts) {
        const QStringList ends = part.split(QLatin1Char('-'));
        bool firstOk = false;
        bool lastOk = false;
        const qint64 first = ends.first().trimmed().toLongLong(&firstOk);
        const qint64 last = ends.last().trimmed().toLongLong(&lastOk);
        if (ends.size() > 2 || !firstOk || !lastOk || first < minimum || last < first || last - first >= most)
            return {};
        for (qint64 number = first; number <= last; ++number)
            numbers.insert(numbers.end(), number);
    }
    return numbers;
}

} // namespace

QString toString(InfluenceMethod method)
{
    switch (method) {
    case InfluenceMethod::TracIn:
        return QStringLiteral("tracin");
    case InfluenceMethod::TracInCosine:
        return QStringLiteral("tracin-cosine");
    case InfluenceMethod::RelatIf:
        return QStringLiteral("relatif");
    }
    Q_UNREACHABLE();
}

std::optional<InfluenceMethod> influenceMethodFromString(const QString &text)
{
    for (const InfluenceMethod method : influenceMethods()) {
        if (text == toString(method))
            return method;
    }
    return {};
}

QList<InfluenceMethod> influenceMethods()
{
    return {InfluenceMethod::TracIn, InfluenceMethod::TracInCosine, InfluenceMethod::RelatIf};
}

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
    if (text == QLatin1String("all"))
        return CheckpointChoice{Kind::All, {}};
    if (text == QLatin1String("last"))
        return CheckpointChoice{Kind::Last, {}};
    const auto epochs = parseRanges(text, 1);
    if (!epochs)
        return {};
    CheckpointChoice choice{Kind::Epochs, {}};
    for (const qint64 epoch : *epochs)
        choice.epochs += int(epoch);
    return choice;
}

QString CheckpointChoice::toString() const
{
    if (kind != Kind::Epochs)
        return kind == Kind::All ? QStringLiteral("all") : QStringLiteral("last");
    QStringList numbers;
    for (const int epoch : epochs)
        numbers += QString::number(epoch);
    return numbers.join(QLatin1Char(','));
}

std::optional<TestChoice> TestChoice::fromString(const QString &text)
{
    if (text == QLatin1String("misclassified"))
        return TestChoice{Kind::Misclassified, {}};
    const auto indices = parseRanges(text, 0);
    if (!indices)
        return {};
    return TestChoice{Kind::Indices, QList<qint64>(indices->begin(), indices->end())};
}

} // namespace proponent
