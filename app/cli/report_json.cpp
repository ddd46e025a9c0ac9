// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report.h"

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace proponent::cli {

namespace {

template <class Item, class Convert>
QJsonArray arrayOf(const QList<Item> &items, Convert convert)
{
    QJsonArray array;
    for (const Item &item : items)
        array.append(convert(item));
    return array;
}

template <class Number>
QJsonArray numbers(const QList<Number> &values)
{
    QJsonArray array;
    for (const Number value : values)
        array.append(value);
    return array;
}

/// Null stands for "none".
QJsonValue idOrNull(SessionId id)
{
    return id.isValid() ? QJsonValue(id.value) : QJsonValue();
}

QJsonObject rankedJson(const RankedExample &example)
{
    return {{u"train_index"_s, example.trainIndex},
            {u"label"_s, example.label},
            {u"score"_s, example.score},
            {u"score_by_checkpoint"_s, numbers(example.scoreByCheckpoint)},
            {u"score_by_layer"_s, numbers(example.scoreByLayer)}};
}

QJsonObject testInfluenceJson(const TestInfluence &result)
{
    return {{u"test_index"_s, result.testIndex},
            {u"label"_s, result.label},
            {u"predicted"_s, result.predicted},
            {u"loss"_s, result.loss},
            {u"proponents"_s, arrayOf(result.proponents, rankedJson)},
            {u"opponents"_s, arrayOf(result.opponents, rankedJson)},
            {u"not_ranked"_s, result.nonFinite}};
}

QJsonObject analysisHeadJson(const AnalysisHeader &header)
{
    QJsonObject object{{u"session"_s, header.session.value},
                       {u"method"_s, header.method},
                       {u"checkpoints"_s, numbers(header.checkpoints)},
                       {u"batch_size"_s, header.batchSize},
                       {u"expected_memory"_s, header.expectedMemory},
                       {u"seconds"_s, header.seconds},
                       {u"examples_per_second"_s, header.examplesPerSecond}};
    if (const auto &check = header.precisionCheck) {
        object.insert(u"precision_check"_s, QJsonObject{{u"train_count"_s, check->trainCount},
                                                        {u"test_count"_s, check->testCount},
                                                        {u"relative_error"_s, check->relativeError},
                                                        {u"rank_correlation"_s, check->rankCorrelation}});
    }
    return object;
}

QJsonArray epochsJson(const QList<EpochMetrics> &epochs)
{
    return arrayOf(epochs, [](const EpochMetrics &metrics) {
        return QJsonObject{{u"epoch"_s, metrics.epoch},
                           {u"train_loss"_s, metrics.trainLoss},
                           {u"train_accuracy"_s, metrics.trainAccuracy},
                           {u"test_loss"_s, metrics.testLoss},
                           {u"test_accuracy"_s, metrics.testAccuracy},
                           {u"learning_rate"_s, metrics.learningRate},
                           {u"seconds"_s, metrics.seconds},
                           {u"samples_per_second"_s, metrics.samplesPerSecond}};
    });
}

QJsonArray checkpointsJson(const QList<CheckpointInfo> &checkpoints)
{
    return arrayOf(checkpoints, [](const CheckpointInfo &checkpoint) {
        return QJsonObject{{u"epoch"_s, checkpoint.epoch},
                           {u"learning_rate"_s, checkpoint.learningRate},
                           {u"file"_s, checkpoint.file}};
    });
}

QJsonObject summaryJson(const SessionSummary &summary)
{
    return {{u"session"_s, summary.id.value},
            {u"name"_s, summary.name},
            {u"note"_s, summary.note},
            {u"tags"_s, QJsonArray::fromStringList(summary.tags)},
            {u"state"_s, toString(summary.state)},
            {u"failure"_s, summary.failure},
            {u"created"_s, summary.created.toUTC().toString(Qt::ISODate)},
            {u"updated"_s, summary.updated.toUTC().toString(Qt::ISODate)},
            {u"data"_s, summary.dataName},
            {u"model"_s, summary.model},
            {u"device"_s, summary.device},
            {u"precision"_s, toString(summary.precision)},
            {u"epochs_done"_s, summary.epochsDone},
            {u"epochs_planned"_s, summary.epochsPlanned},
            {u"test_accuracy"_s, summary.testAccuracy ? QJsonValue(*summary.testAccuracy) : QJsonValue()},
            {u"parent"_s, idOrNull(summary.parent)},
            {u"analysis_count"_s, summary.analysisCount}};
}

QJsonObject datasetJson(const DatasetInfo &dataset)
{
    return {{u"spec"_s, dataset.spec},
            {u"path"_s, dataset.path},
            {u"name"_s, dataset.name},
            {u"format"_s, dataset.format},
            {u"fingerprint"_s, dataset.fingerprint},
            {u"train_count"_s, dataset.trainCount},
            {u"test_count"_s, dataset.testCount},
            {u"channels"_s, dataset.channels},
            {u"height"_s, dataset.height},
            {u"width"_s, dataset.width},
            {u"class_names"_s, QJsonArray::fromStringList(dataset.classNames)}};
}

QJsonObject evaluationJson(const TestEvaluation &evaluation)
{
    return {{u"epoch"_s, evaluation.epoch},
            {u"labels"_s, numbers(evaluation.labels)},
            {u"predicted"_s, numbers(evaluation.predicted)},
            {u"losses"_s, numbers(evaluation.losses)}};
}

/// Null stands for "not computed".
QJsonValue finiteOrNull(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QJsonObject suspectJson(const SuspectExample &suspect)
{
    QJsonObject values;
    for (const AuditMethod method : auditMethods())
        values.insert(toString(method), finiteOrNull(suspect.value(method)));
    return {{u"train_index"_s, suspect.trainIndex},
            {u"label"_s, suspect.label},
            {u"original_label"_s, suspect.originalLabel},
            {u"suggested_label"_s, suspect.suggestedLabel},
            {u"likely_label"_s, suspect.likelyLabel < 0 ? QJsonValue() : QJsonValue(suspect.likelyLabel)},
            {u"suspicion"_s, suspect.suspicion},
            {u"signals"_s, values},
            {u"loss_by_checkpoint"_s, numbers(suspect.lossByCheckpoint)},
            {u"margin_by_checkpoint"_s, numbers(suspect.marginByCheckpoint)}};
}

QJsonObject strengthJson(const ModelStrength &strength)
{
    return {{u"too_weak"_s, strength.isTooWeak()},
            {u"judged_by"_s, toString(strength.source)},
            {u"accuracy"_s, finiteOrNull(strength.accuracy)},
            {u"chance"_s, strength.chance}};
}

QJsonObject confusionJson(const LabelConfusion &confusion)
{
    return {{u"label"_s, confusion.given},
            {u"likely_label"_s, confusion.likely},
            {u"expected_errors"_s, confusion.expected}};
}

QJsonValue foldsJson(const std::optional<FoldEstimates> &folds)
{
    if (!folds)
        return {};
    return QJsonObject{{u"folds"_s, folds->folds},
                       {u"accuracy"_s, folds->accuracy},
                       {u"expected_errors"_s, folds->expectedErrors},
                       {u"pairs"_s, arrayOf(folds->confusions, confusionJson)}};
}

QJsonObject recoveryJson(const RecoveryCurve &curve)
{
    QJsonArray found;
    for (const int percent : recoveryPercents)
        found.append(QJsonObject{{u"top_percent"_s, percent}, {u"share"_s, curve.foundInTop(percent)}});
    return {{u"method"_s, toString(curve.method)}, {u"found"_s, found}};
}

/// What the subcommand printed, and what it leaves out because the person had just asked for it.
struct StoredAnalysisJson
{
    QJsonObject operator()(const InfluenceAnalysis &analysis) const
    {
        return completed(influenceJson(analysis), u"influence"_s, analysis.header);
    }
    QJsonObject operator()(const SelfInfluenceAnalysis &analysis) const
    {
        return completed(selfInfluenceJson(analysis), u"self-influence"_s, analysis.header);
    }
    QJsonObject operator()(const LabelAudit &audit) const
    {
        return completed(auditJson(audit), u"label-audit"_s, audit.header);
    }

private:
    static QJsonObject completed(QJsonObject object, const QString &kind, const AnalysisHeader &header)
    {
        object.insert(u"analysis"_s, header.id.value);
        object.insert(u"kind"_s, kind);
        object.insert(u"layers"_s, toString(header.layers));
        object.insert(u"checkpoints"_s, numbers(header.checkpoints));
        object.insert(u"device"_s, header.device);
        object.insert(u"precision"_s, toString(header.precision));
        object.insert(u"created"_s, header.created.toUTC().toString(Qt::ISODate));
        object.insert(u"train_count"_s, header.trainCount);
        object.insert(u"scores_file"_s, header.scoresFile);
        return object;
    }
};

QJsonObject storedAnalysisJson(const Analysis &analysis)
{
    return std::visit(StoredAnalysisJson(), analysis);
}

} // namespace

QString checkpointsName(AttributionInfo::Checkpoints checkpoints)
{
    switch (checkpoints) {
    case AttributionInfo::Checkpoints::All:
        return u"all"_s;
    case AttributionInfo::Checkpoints::Last:
        return u"last"_s;
    case AttributionInfo::Checkpoints::Spread:
        return u"spread"_s;
    }
    return {};
}

QJsonObject methodsJson(const QList<AttributionInfo> &methods)
{
    const auto parameterJson = [](const AttributionParameter &parameter) {
        return QJsonObject{{u"name"_s, parameter.name},
                           {u"explanation"_s, parameter.explanation},
                           {u"usual"_s, parameter.usual ? QJsonValue(*parameter.usual) : QJsonValue()},
                           {u"minimum"_s, parameter.minimum},
                           {u"maximum"_s, parameter.maximum},
                           {u"whole"_s, parameter.isWhole}};
    };
    const auto methodJson = [&](const AttributionInfo &method) {
        return QJsonObject{{u"name"_s, method.name},
                           {u"title"_s, method.title},
                           {u"explanation"_s, method.explanation},
                           {u"formula"_s, method.formula},
                           {u"source"_s, method.source},
                           {u"url"_s, method.url},
                           {u"checkpoints"_s, checkpointsName(method.checkpoints)},
                           {u"passes"_s, method.passes},
                           {u"parameters"_s, arrayOf(method.parameters, parameterJson)}};
    };
    return {{u"methods"_s, arrayOf(methods, methodJson)}};
}

QJsonObject devicesJson(const QList<DeviceInfo> &devices)
{
    const auto precisionJson = [](const PrecisionSupport &support) {
        return QJsonObject{{u"precision"_s, toString(support.precision)},
                           {u"usable"_s, support.usable},
                           {u"reason"_s, support.reason}};
    };
    const auto deviceJson = [&](const DeviceInfo &device) {
        return QJsonObject{{u"id"_s, device.id},
                           {u"name"_s, device.name},
                           {u"total_memory"_s, device.totalMemory},
                           {u"free_memory"_s, device.freeMemory},
                           {u"usable"_s, device.usable},
                           {u"reason"_s, device.reason},
                           {u"precisions"_s, arrayOf(device.precisions, precisionJson)},
                           {u"automatic_precision"_s, toString(device.automaticPrecision)}};
    };
    return {{u"devices"_s, arrayOf(devices, deviceJson)}};
}

QJsonObject trainingJson(const SessionDetails &details)
{
    return {{u"session"_s, details.summary.id.value},
            {u"device"_s, details.summary.device},
            {u"precision"_s, toString(details.summary.precision)},
            {u"parameters"_s, details.parameters},
            {u"epochs"_s, epochsJson(details.epochs)},
            {u"checkpoints"_s, checkpointsJson(details.checkpoints)}};
}

QJsonObject influenceJson(const InfluenceAnalysis &analysis)
{
    QJsonObject object = analysisHeadJson(analysis.header);
    object.insert(u"parameters"_s, analysis.header.parameters);
    if (!analysis.header.fitted.isEmpty())
        object.insert(u"fitted"_s, analysis.header.fitted);
    object.insert(u"question"_s, analysis.header.question.toString());
    object.insert(u"layers"_s, QJsonArray::fromStringList(analysis.header.layerNames));
    object.insert(u"results"_s, arrayOf(analysis.results, testInfluenceJson));
    return object;
}

QJsonObject verificationJson(const Verification &verification)
{
    return {{u"pairs"_s, verification.pairs},
            {u"largest_error"_s, verification.largestError},
            {u"relative_error"_s, verification.relativeError},
            {u"scaled_error"_s, verification.scaledError},
            {u"tolerance"_s, verification.tolerance},
            {u"explained"_s, verification.isExplained()}};
}

QJsonObject selfInfluenceJson(const SelfInfluenceAnalysis &analysis)
{
    QJsonObject object = analysisHeadJson(analysis.header);
    object.insert(u"layers"_s, QJsonArray::fromStringList(analysis.header.layerNames));
    object.insert(u"top"_s, arrayOf(analysis.top, rankedJson));
    object.insert(u"not_ranked"_s, analysis.nonFinite);
    return object;
}

QJsonObject auditJson(const LabelAudit &audit)
{
    QJsonObject object = analysisHeadJson(audit.header);
    object.insert(u"top"_s, arrayOf(audit.top, suspectJson));
    object.insert(u"not_ranked"_s, audit.nonFinite);
    object.insert(u"recovery"_s, arrayOf(audit.recovery, recoveryJson));
    object.insert(u"model"_s, strengthJson(audit.strength));
    object.insert(u"neighbour_recall"_s, audit.neighbourRecall);
    object.insert(u"folds"_s, foldsJson(audit.folds));
    return object;
}

QJsonObject sessionsJson(const QList<SessionSummary> &sessions)
{
    return {{u"sessions"_s, arrayOf(sessions, summaryJson)}};
}

QJsonObject sessionJson(const SessionDetails &details, const QList<Analysis> &analyses)
{
    QJsonObject object = summaryJson(details.summary);
    object.remove(u"analysis_count"_s);
    object.insert(u"config"_s, details.config.toJson());
    object.insert(u"dataset"_s, datasetJson(details.dataset));
    object.insert(u"normalisation"_s,
                  QJsonObject{{u"mean"_s, numbers(details.mean)}, {u"std"_s, numbers(details.std)}});
    object.insert(u"parameters"_s, details.parameters);
    object.insert(u"train_count"_s, details.trainCount);
    object.insert(u"test_count"_s, details.testCount);
    object.insert(u"flipped"_s, numbers(details.flipped));
    object.insert(u"epochs"_s, epochsJson(details.epochs));
    object.insert(u"checkpoints"_s, checkpointsJson(details.checkpoints));
    object.insert(u"evaluation"_s, evaluationJson(details.evaluation));
    object.insert(u"analyses"_s, arrayOf(analyses, storedAnalysisJson));
    if (details.index)
        object.insert(u"index"_s, indexJson(*details.index));
    object.insert(u"method_evaluations"_s, arrayOf(details.evaluations, methodEvaluationJson));
    object.insert(u"libtorch_version"_s, details.libtorchVersion);
    return object;
}

QJsonObject failureJson(const QString &message, SessionId session)
{
    return {{u"error"_s, message}, {u"session"_s, idOrNull(session)}};
}

QJsonObject stoppedJson(SessionId session)
{
    return {{u"stopped"_s, true}, {u"session"_s, idOrNull(session)}};
}

} // namespace proponent::cli
