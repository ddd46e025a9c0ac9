// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report.h"

#include "app/cli/numbers.h"
#include "app/cli/text.h"
#include "app/cli/text_table.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace proponent::cli {

namespace {

/// "6 Shirt"; the bare number where the class has no name of its own.
QString labelText(int label, const DatasetInfo &dataset)
{
    QString number = QString::number(label);
    if (label < 0 || label >= dataset.classCount() || dataset.classNames[label] == number)
        return number;
    return u"%1 %2"_s.arg(label).arg(oneLine(dataset.classNames[label]));
}

/// What is said of a label that was planted wrong; empty of any other.
QString plantedText(int label, int originalLabel, const DatasetInfo &dataset)
{
    if (originalLabel < 0 || originalLabel == label)
        return {};
    return Cli::tr("planted, was %1").arg(labelText(originalLabel, dataset));
}

/// "conv2 61 %": the layer that contributes most to the score, and its share.
QString mainLayerText(const RankedExample &example, const QStringList &layers)
{
    if (example.scoreByLayer.isEmpty() || example.scoreByLayer.size() != layers.size() || example.score == 0)
        return {};
    const auto shareOf = [&example](float part) { return double(part) / example.score; };
    const auto most = std::max_element(example.scoreByLayer.begin(), example.scoreByLayer.end(),
                                       [&](float a, float b) { return shareOf(a) < shareOf(b); });
    return u"%1 %2"_s.arg(layers[most - example.scoreByLayer.begin()], percentText(shareOf(*most)));
}

QString rankingTable(const QList<RankedExample> &examples, const QStringList &layers,
                     const DatasetInfo &dataset)
{
    TextTable table({{Cli::tr("rank"), right},
                     {Cli::tr("training example"), right},
                     {Cli::tr("score"), right},
                     {Cli::tr("label"), left},
                     {Cli::tr("mostly by"), left},
                     {{}, left}});
    for (qsizetype rank = 0; rank < examples.size(); ++rank) {
        const RankedExample &example = examples[rank];
        table.addRow({QString::number(rank + 1), u'#' + QString::number(example.trainIndex),
                      scoreText(example.score), labelText(example.label, dataset),
                      mainLayerText(example, layers),
                      plantedText(example.label, example.originalLabel, dataset)});
    }
    return table.toString(u"    "_s);
}

QString suspectsTable(const QList<SuspectExample> &suspects, const DatasetInfo &dataset)
{
    TextTable table({{Cli::tr("rank"), right},
                     {Cli::tr("training example"), right},
                     {Cli::tr("label"), left},
                     {Cli::tr("model says"), left},
                     {Cli::tr("suspicion"), right},
                     {Cli::tr("loss"), right},
                     {Cli::tr("margin"), right},
                     {Cli::tr("neighbours"), right},
                     {Cli::tr("self-influence"), right},
                     {{}, left}});
    const auto valueText = [](const SuspectExample &suspect, AuditMethod method) {
        const double value = suspect.value(method);
        return std::isfinite(value) ? scoreText(value) : u"-"_s;
    };
    for (qsizetype rank = 0; rank < suspects.size(); ++rank) {
        const SuspectExample &suspect = suspects[rank];
        table.addRow({QString::number(rank + 1), u'#' + QString::number(suspect.trainIndex),
                      labelText(suspect.label, dataset), labelText(suspect.suggestedLabel, dataset),
                      scoreText(suspect.suspicion), valueText(suspect, AuditMethod::Loss),
                      valueText(suspect, AuditMethod::Margin), valueText(suspect, AuditMethod::Neighbours),
                      valueText(suspect, AuditMethod::SelfInfluence),
                      plantedText(suspect.label, suspect.originalLabel, dataset)});
    }
    return table.toString(u"    "_s);
}

QString sourceText(ModelStrength::Source source)
{
    switch (source) {
    case ModelStrength::Source::Neighbours:
        return Cli::tr("the examples that it sees alike have the same label");
    case ModelStrength::Source::TestExamples:
        return Cli::tr("it gets test examples right");
    case ModelStrength::Source::Folds:
        return Cli::tr("models trained without an example say its label");
    }
    return {};
}

/// Empty where it knows enough, or nothing is known of it.
QString weaknessText(const ModelStrength &strength)
{
    if (!strength.isTooWeak())
        return {};
    return Cli::
        tr("The model is too weak to judge labels by: %1 in %2 of all cases, where always saying the most "
           "frequent label is right in %3. Train it longer or choose another; the order below says little.\n")
            .arg(sourceText(strength.source), percentText(strength.accuracy), percentText(strength.chance));
}

QString foldsText(const FoldEstimates &folds, const DatasetInfo &dataset)
{
    constexpr qsizetype mostPairs = 10;
    QString text =
        Cli::tr("by %1 folds: %2 of the labels are those that models trained without them say; about %3 "
                "wrong labels are to be expected\n")
            .arg(countText(folds.folds), percentText(folds.accuracy),
                 countText(std::llround(folds.expectedErrors)));
    TextTable table({{Cli::tr("label"), left}, {Cli::tr("likely"), left}, {Cli::tr("expected"), right}});
    for (const LabelConfusion &confusion :
         folds.confusions.first(std::min(mostPairs, folds.confusions.size()))) {
        table.addRow({labelText(confusion.given, dataset), labelText(confusion.likely, dataset),
                      countText(std::llround(confusion.expected))});
    }
    return folds.confusions.isEmpty() ? text : text + table.toString(u"    "_s);
}

QString recoveryTable(const QList<RecoveryCurve> &curves)
{
    QList<TextTable::Column> columns{{Cli::tr("method"), left}};
    for (const int percent : recoveryPercents)
        columns.append({Cli::tr("top %1 %").arg(percent), right});
    TextTable table(columns);
    for (const RecoveryCurve &curve : curves) {
        QStringList cells{toString(curve.method)};
        for (const int percent : recoveryPercents)
            cells.append(percentText(curve.foundInTop(percent)));
        table.addRow(cells);
    }
    return table.toString(u"    "_s);
}

QString testText(const TestInfluence &result, const QStringList &layers, const DatasetInfo &dataset)
{
    QString text = Cli::tr("test example #%1: label %2, predicted %3, loss %4\n")
                       .arg(result.testIndex)
                       .arg(labelText(result.label, dataset), labelText(result.predicted, dataset),
                            lossText(result.loss));
    text += Cli::tr("  proponents: training on these lowered its loss\n");
    text += rankingTable(result.proponents, layers, dataset);
    text += Cli::tr("  opponents: training on these raised its loss\n");
    text += rankingTable(result.opponents, layers, dataset);
    if (result.nonFinite > 0)
        text += Cli::tr("  not ranked, as their score is not finite: %1\n").arg(countText(result.nonFinite));
    return text;
}

QString precisionCheckText(const AnalysisHeader &header)
{
    if (!header.precisionCheck)
        return {};
    const PrecisionCheck &check = *header.precisionCheck;
    return Cli::tr("%1: ranks agree %2 with fp32, relative error %3, over %4 training x %5 test examples\n")
        .arg(toString(header.precision), QString::number(check.rankCorrelation, 'f', 4),
             percentText(check.relativeError))
        .arg(check.trainCount)
        .arg(check.testCount);
}

/// What the method chose by itself.
QString fittedText(const AnalysisHeader &header)
{
    const QJsonObject &fitted = header.fitted;
    QString text;
    if (fitted.contains(u"exact"_s)) {
        text += Cli::tr("from the index: %1 training examples a question are scored exactly, those that its "
                        "rows of %2 values rank first\n")
                    .arg(fitted[u"exact"_s].toInt())
                    .arg(fitted[u"rank"_s].toInt());
    }
    if (fitted.contains(u"damping"_s))
        text += Cli::tr("damping: %1, chosen\n").arg(fitted[u"damping"_s].toDouble(), 0, 'g', 3);
    return text;
}

QString analysisHeadText(const AnalysisHeader &header)
{
    const QString head =
        Cli::tr("session %1: %2, layers: %3, checkpoints: %4; %5 training examples, %6, %7 "
                "training examples x checkpoints/s, %8, %9\n")
            .arg(header.session.value)
            .arg(header.method, toString(header.layers), checkpointList(header.checkpoints),
                 countText(header.trainCount), secondsText(header.seconds),
                 rateText(header.examplesPerSecond), header.device, toString(header.precision));
    const QString plan = header.batchSize == 0
                             ? QString()
                             : Cli::tr("%1 training examples at a time, %2 of memory planned for\n")
                                   .arg(countText(header.batchSize), bytesText(header.expectedMemory));
    return head + plan + fittedText(header) + precisionCheckText(header);
}

} // namespace

QString methodsText(const QList<AttributionInfo> &methods)
{
    QString text;
    for (const AttributionInfo &method : methods) {
        text += u"%1: %2\n    %3    %4, %5\n"_s.arg(method.name, method.explanation, method.formula,
                                                    method.source, method.url);
        for (const AttributionParameter &parameter : method.parameters) {
            const QString usual =
                parameter.usual ? QString::number(*parameter.usual) : Cli::tr("chosen by what is measured");
            text += u"    --set %1=%2\n"_s.arg(
                parameter.name, Cli::tr("N (default: %1): %2").arg(usual, parameter.explanation));
        }
    }
    return text;
}

QString devicesText(const QList<DeviceInfo> &devices)
{
    QString text;
    for (const DeviceInfo &device : devices) {
        text += u"%1  %2"_s.arg(device.id, -7).arg(device.name);
        if (device.totalMemory > 0)
            text +=
                Cli::tr(", %1 free of %2").arg(bytesText(device.freeMemory), bytesText(device.totalMemory));
        text += device.usable ? u"\n"_s : Cli::tr("; can't be used: %1\n").arg(device.reason);
        for (const PrecisionSupport &support : device.precisions) {
            QString line = u"    %1  "_s.arg(toString(support.precision));
            line += support.usable ? Cli::tr("yes") : Cli::tr("no");
            if (!support.reason.isEmpty())
                line += u", "_s + support.reason;
            if (support.usable && support.precision == device.automaticPrecision)
                line += Cli::tr(" (auto)");
            text += line + u'\n';
        }
    }
    return text;
}

QString influenceText(const InfluenceAnalysis &analysis, const SessionDetails &details)
{
    QString text = analysisHeadText(analysis.header);
    for (const TestInfluence &result : analysis.results)
        text += u'\n' + testText(result, analysis.header.layerNames, details.dataset);
    return text;
}

QString verificationText(const Verification &verification)
{
    const auto number = [](double value) { return QString::number(value, 'g', 3); };
    const QString scores = Cli::tr("verified %n random score(s) in float64", "", verification.pairs);
    return Cli::tr("\n%1: largest error %2, relative error %3\n"
                   "the largest error is %4 of what gradients of these lengths can give; rounding explains "
                   "%5\n")
        .arg(scores, number(verification.largestError), number(verification.relativeError),
             number(verification.scaledError), number(verification.tolerance));
}

QString selfInfluenceText(const SelfInfluenceAnalysis &analysis, const SessionDetails &details)
{
    QString text = analysisHeadText(analysis.header) +
                   rankingTable(analysis.top, analysis.header.layerNames, details.dataset);
    if (analysis.nonFinite > 0)
        text += Cli::tr("not ranked, as their score is not finite: %1\n").arg(countText(analysis.nonFinite));
    return text;
}

QString auditText(const LabelAudit &audit, const SessionDetails &details)
{
    QString text = analysisHeadText(audit.header) + weaknessText(audit.strength) +
                   suspectsTable(audit.top, details.dataset);
    if (audit.folds)
        text += foldsText(*audit.folds, details.dataset);
    if (audit.nonFinite > 0)
        text += Cli::tr("not ranked, as their suspicion is not finite: %1\n").arg(countText(audit.nonFinite));
    if (!audit.recovery.isEmpty()) {
        text += Cli::tr("share of the %1 planted wrong labels that each method finds:\n")
                    .arg(countText(details.flipped.size()));
        text += recoveryTable(audit.recovery);
    }
    return text;
}

} // namespace proponent::cli
