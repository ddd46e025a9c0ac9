// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report.h"

#include "app/cli/numbers.h"
#include "app/cli/text.h"
#include "app/cli/text_table.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

using namespace Qt::StringLiterals;

namespace proponent::cli {

namespace {

/// JSON has no word for what isn't a number.
QJsonValue numberOrNull(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QJsonArray foundJson(const QList<double> &found)
{
    QJsonArray array;
    for (qsizetype i = 0; i < found.size(); ++i)
        array.append(QJsonObject{{u"top_percent"_s, foundPercents[i]}, {u"share"_s, found[i]}});
    return array;
}

QJsonObject resultJson(const MethodResult &result, EvaluationMetric metric)
{
    QJsonObject object{{u"method"_s, result.method}, {u"parameters"_s, result.parameters}};
    switch (metric) {
    case EvaluationMetric::Lds:
        object.insert(u"lds"_s, numberOrNull(result.value));
        object.insert(u"standard_error"_s, numberOrNull(result.standardError));
        break;
    case EvaluationMetric::Mislabelled:
        object.insert(u"auc"_s, numberOrNull(result.value));
        object.insert(u"found"_s, foundJson(result.found));
        break;
    case EvaluationMetric::Removal:
        object.insert(u"loss_change"_s, numberOrNull(result.value));
        object.insert(u"standard_error"_s, numberOrNull(result.standardError));
        object.insert(u"flipped"_s, result.flipped);
        break;
    }
    object.insert(u"seconds"_s, result.seconds);
    return object;
}

QString valueText(double value)
{
    return QString::number(value, 'f', 3);
}

QString changeText(double value)
{
    return (value < 0 ? QString() : u"+"_s) + QString::number(value, 'f', 4);
}

QString withParameters(const MethodResult &result)
{
    if (result.parameters.isEmpty())
        return result.method;
    const QByteArray json = QJsonDocument(result.parameters).toJson(QJsonDocument::Compact);
    return result.method + u' ' + QString::fromUtf8(json);
}

QList<TextTable::Column> columnsOf(EvaluationMetric metric)
{
    QList<TextTable::Column> columns{{Cli::tr("method"), TextTable::Alignment::Left}};
    switch (metric) {
    case EvaluationMetric::Lds:
        columns += {{Cli::tr("LDS"), right}, {Cli::tr("standard error"), right}};
        break;
    case EvaluationMetric::Mislabelled:
        columns += {Cli::tr("area under ROC"), right};
        for (const int percent : foundPercents)
            columns += {Cli::tr("top %1 %").arg(percent), right};
        break;
    case EvaluationMetric::Removal:
        columns += {{Cli::tr("change of the loss"), right},
                    {Cli::tr("standard error"), right},
                    {Cli::tr("flipped"), right}};
        break;
    }
    columns += {Cli::tr("time"), right};
    return columns;
}

QStringList cellsOf(const MethodResult &result, EvaluationMetric metric)
{
    QStringList cells{withParameters(result)};
    switch (metric) {
    case EvaluationMetric::Lds:
        cells += {valueText(result.value), valueText(result.standardError)};
        break;
    case EvaluationMetric::Mislabelled:
        cells += valueText(result.value);
        for (const double share : result.found)
            cells += percentText(share);
        break;
    case EvaluationMetric::Removal:
        cells += {changeText(result.value), QString::number(result.standardError, 'f', 4),
                  QString::number(result.flipped)};
        break;
    }
    cells += secondsText(result.seconds);
    return cells;
}

QString headText(const MethodEvaluation &evaluation)
{
    switch (evaluation.metric) {
    case EvaluationMetric::Lds:
        return Cli::
            tr("session %1: linear datamodeling score, %2 random subsets of %3, %4 models on each, %5 test "
               "examples\n")
                .arg(evaluation.session.value)
                .arg(evaluation.subsets)
                .arg(percentText(evaluation.share))
                .arg(evaluation.runs)
                .arg(evaluation.tests.size());
    case EvaluationMetric::Mislabelled:
        return Cli::tr("session %1: planted wrong labels in the top of a ranking by suspicion\n")
            .arg(evaluation.session.value);
    case EvaluationMetric::Removal:
        return Cli::
            tr("session %1: loss without the %2 strongest proponents of each of %3 test examples, %4 models "
               "each, beside %5 random removals\n")
                .arg(evaluation.session.value)
                .arg(evaluation.topK)
                .arg(evaluation.tests.size())
                .arg(evaluation.runs)
                .arg(evaluation.subsets);
    }
    return {};
}

} // namespace

QJsonObject methodEvaluationJson(const MethodEvaluation &evaluation)
{
    QJsonObject object{{u"session"_s, evaluation.session.value}, {u"metric"_s, toString(evaluation.metric)}};
    if (evaluation.metric != EvaluationMetric::Mislabelled) {
        object.insert(u"subsets"_s, evaluation.subsets);
        object.insert(u"runs"_s, evaluation.runs);
        object.insert(u"tests"_s, qint64(evaluation.tests.size()));
    }
    if (evaluation.metric == EvaluationMetric::Removal)
        object.insert(u"top_k"_s, evaluation.topK);
    QJsonArray results;
    for (const MethodResult &result : evaluation.results)
        results.append(resultJson(result, evaluation.metric));
    object.insert(u"results"_s, results);
    return object;
}

QString methodEvaluationText(const MethodEvaluation &evaluation)
{
    TextTable table(columnsOf(evaluation.metric));
    for (const MethodResult &result : evaluation.results)
        table.addRow(cellsOf(result, evaluation.metric));
    return headText(evaluation) + table.toString(u"    "_s);
}

} // namespace proponent::cli
