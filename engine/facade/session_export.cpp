// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/session_export.h"

#include "engine/facade/checkpoint_checksums.h"
#include "engine/facade/facade_text.h"
#include "engine/facade/session_inputs.h"
#include "engine/influence/score_export.h"
#include "engine/model/file_checksum.h"
#include "engine/whole_file.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace proponent {

namespace {

template <class Numbers>
QJsonArray toArray(const Numbers &numbers)
{
    QJsonArray array;
    for (const auto &number : numbers)
        array.append(number);
    return array;
}

void write(const QString &path, const QByteArray &contents)
{
    WholeFile file(path);
    if (!file.writeAll(contents))
        throw EngineError(FacadeText::tr("Can't write %1: %2. Choose another folder or free some space.")
                              .arg(path, file.problem()));
}

QString exportedName(int epoch)
{
    return QStringLiteral("checkpoint-%1.safetensors").arg(epoch, 3, 10, QLatin1Char('0'));
}

QJsonObject datasetJson(const SessionDetails &details)
{
    const DatasetInfo &dataset = details.dataset;
    return {{QStringLiteral("name"), dataset.name},
            {QStringLiteral("path"), dataset.path},
            {QStringLiteral("format"), dataset.format},
            {QStringLiteral("fingerprint"), dataset.fingerprint},
            {QStringLiteral("channels"), dataset.channels},
            {QStringLiteral("height"), dataset.height},
            {QStringLiteral("width"), dataset.width},
            {QStringLiteral("classes"), QJsonArray::fromStringList(dataset.classNames)},
            {QStringLiteral("train_count"), details.trainCount},
            {QStringLiteral("test_count"), details.testCount}};
}

QJsonArray epochsJson(const QList<EpochMetrics> &epochs)
{
    QJsonArray array;
    for (const EpochMetrics &epoch : epochs) {
        array.append(QJsonObject{{QStringLiteral("epoch"), epoch.epoch},
                                 {QStringLiteral("train_loss"), epoch.trainLoss},
                                 {QStringLiteral("train_accuracy"), epoch.trainAccuracy},
                                 {QStringLiteral("test_loss"), epoch.testLoss},
                                 {QStringLiteral("test_accuracy"), epoch.testAccuracy},
                                 {QStringLiteral("learning_rate"), epoch.learningRate},
                                 {QStringLiteral("seconds"), epoch.seconds},
                                 {QStringLiteral("samples_per_second"), epoch.samplesPerSecond}});
    }
    return array;
}

QJsonObject sessionJson(const SessionDetails &details)
{
    QJsonArray checkpoints;
    for (const CheckpointInfo &checkpoint : details.checkpoints) {
        checkpoints.append(QJsonObject{{QStringLiteral("epoch"), checkpoint.epoch},
                                       {QStringLiteral("learning_rate"), checkpoint.learningRate},
                                       {QStringLiteral("file"), exportedName(checkpoint.epoch)}});
    }
    return {{QStringLiteral("session"), details.summary.id.value},
            {QStringLiteral("name"), details.summary.name},
            {QStringLiteral("state"), toString(details.summary.state)},
            {QStringLiteral("created"), details.summary.created.toString(Qt::ISODate)},
            {QStringLiteral("config"), details.config.toJson()},
            {QStringLiteral("device"), details.summary.device},
            {QStringLiteral("precision"), toString(details.summary.precision)},
            {QStringLiteral("parameters"), details.parameters},
            {QStringLiteral("libtorch"), details.libtorchVersion},
            {QStringLiteral("dataset"), datasetJson(details)},
            {QStringLiteral("normalisation"), QJsonObject{{QStringLiteral("mean"), toArray(details.mean)},
                                                          {QStringLiteral("std"), toArray(details.std)}}},
            {QStringLiteral("epochs"), epochsJson(details.epochs)},
            {QStringLiteral("checkpoints"), checkpoints}};
}

QByteArray csvCell(QString text)
{
    return (u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"').toUtf8();
}

/// One a line: each training example's file.
QByteArray fileList(const SessionInputs &inputs)
{
    return (inputs.dataset->train.files.first(inputs.trainCount).join(u'\n') + u'\n').toUtf8();
}

/// What a person said of the labels, and what the file says, so that the data can be mended.
QByteArray decisionTable(const SessionInputs &inputs, const QList<LabelDecision> &decisions)
{
    const Dataset &dataset = *inputs.dataset;
    QByteArray table = "train_index,file,label_in_file,decision,new_label\n";
    for (const LabelDecision &decision : decisions) {
        const qint64 index = decision.trainIndex;
        const auto name = [&](std::int64_t label) { return csvCell(dataset.info.classNames.value(label)); };
        const QByteArray verdict = decision.verdict == LabelDecision::Verdict::Keep      ? "keep"
                                   : decision.verdict == LabelDecision::Verdict::Relabel ? "relabel"
                                                                                         : "exclude";
        table += QByteArray::number(index) + ',' + csvCell(dataset.train.files.value(index)) + ',' +
                 name(dataset.train.labels[std::size_t(index)]) + ',' + verdict + ',' +
                 (decision.verdict == LabelDecision::Verdict::Relabel ? name(decision.label) : QByteArray()) +
                 '\n';
    }
    return table;
}

} // namespace

void exportSession(SessionStore &store, SessionId session, DatasetCache &datasets, const QString &folder)
{
    const SessionDetails details = store.details(session);
    const QDir target(folder);
    if (!target.mkpath(QStringLiteral(".")))
        throw EngineError(FacadeText::tr("Can't make the folder %1. Choose another one.").arg(folder));
    const SessionInputs inputs = makeInputs(datasets.openFor(details.dataset).valueOrThrow(), details.config);
    for (const CheckpointInfo &checkpoint : withChecksums(store, session, details.checkpoints)) {
        write(target.filePath(exportedName(checkpoint.epoch)),
              readChecked(checkpoint.file, checkpoint.checksum).valueOrThrow());
    }
    writeNpy(target.filePath(QStringLiteral("train_labels.npy")), inputs.noise.labels);
    const std::vector<std::int64_t> flipped(inputs.noise.flipped.begin(), inputs.noise.flipped.end());
    writeNpy(target.filePath(QStringLiteral("flipped.npy")), flipped);
    const std::vector<std::int64_t> excluded(inputs.excluded.begin(), inputs.excluded.end());
    writeNpy(target.filePath(QStringLiteral("excluded.npy")), excluded);
    if (!inputs.dataset->train.files.isEmpty())
        write(target.filePath(QStringLiteral("train_files.txt")), fileList(inputs));
    if (!details.decisions.isEmpty()) {
        write(target.filePath(QStringLiteral("label_decisions.csv")),
              decisionTable(inputs, details.decisions));
    }
    write(target.filePath(QStringLiteral("model.py")), pythonModule(details.config.model, inputs.shape()));
    write(target.filePath(QStringLiteral("session.json")), QJsonDocument(sessionJson(details)).toJson());
}

} // namespace proponent
