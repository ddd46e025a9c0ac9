// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/session_export.h"

#include "engine/facade/checkpoint_checksums.h"
#include "engine/facade/facade_text.h"
#include "engine/facade/session_inputs.h"
#include "engine/model/safetensors.h"
#include "engine/scores/score_export.h"
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

/// A file's name on a line of its own. One that would break the line, or would be taken for such a one, is written
/// as a JSON string.
QByteArray fileLine(const QString &name)
{
    const bool breaks = std::ranges::any_of(name, [](QChar character) { return character < u' '; });
    if (!breaks && !name.startsWith(u'"'))
        return name.toUtf8() + '\n';
    const QByteArray list = QJsonDocument(QJsonArray{name}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2) + '\n'; // without the brackets
}

/// Each training example's file.
QByteArray fileList(const SessionInputs &inputs)
{
    QByteArray lines;
    for (const QString &name : inputs.dataset->train.files.first(inputs.trainCount))
        lines += fileLine(name);
    return lines;
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

/// The folder of an export. It takes the place of an earlier one of the same session, and of nothing else: what two
/// sessions left in one folder can't be told apart.
class ExportFolder
{
public:
    ExportFolder(const QString &folder, const SessionDetails &details) : m_folder(folder)
    {
        if (!m_folder.mkpath(QStringLiteral(".")))
            throw EngineError(FacadeText::tr("Can't make the folder %1. Choose another one.").arg(folder));
        m_earlier = m_folder.entryList({sessionFile, QStringLiteral("checkpoint-[0-9]*.safetensors"),
                                        QStringLiteral("train_labels.npy"),
                                        QStringLiteral("train_indices.npy"), QStringLiteral("flipped.npy"),
                                        QStringLiteral("excluded.npy"), QStringLiteral("train_files.txt"),
                                        QStringLiteral("label_decisions.csv"), QStringLiteral("model.py")},
                                       QDir::Files | QDir::System | QDir::Hidden);
        if (m_earlier.isEmpty() || isOf(details))
            return;
        throw EngineError(
            FacadeText::tr("Can't export session %1 to %2: there is %3 of something else already. Name "
                           "another folder, or empty this one.")
                .arg(QString::number(details.summary.id.value), folder, m_earlier.first()));
    }

    /// Where to write the file of this name.
    [[nodiscard]] QString file(const QString &name)
    {
        m_earlier.removeOne(name);
        return m_folder.filePath(name);
    }

    /// Once everything is written: what the earlier export had and this one hasn't.
    void removeRest()
    {
        for (const QString &name : std::as_const(m_earlier))
            QFile::remove(m_folder.filePath(name));
    }

    static inline const QString sessionFile = QStringLiteral("session.json");

private:
    [[nodiscard]] bool isOf(const SessionDetails &details) const
    {
        QFile file(m_folder.filePath(sessionFile));
        if (!file.open(QIODevice::ReadOnly))
            return false;
        const QJsonObject there = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonObject here = sessionJson(details);
        // The number alone doesn't do: every library has a session 1.
        const auto same = [&](const QString &field) { return there.value(field) == here.value(field); };
        return same(QStringLiteral("session")) && same(QStringLiteral("created")) &&
               same(QStringLiteral("config"));
    }

    QDir m_folder;
    QStringList m_earlier; ///< files of an earlier export
};

/// Written anew: checkpoints of earlier versions of the program have tensors that begin at odd places.
void copyCheckpoint(const CheckpointInfo &checkpoint, const QString &target)
{
    writeSafetensors(target, readSafetensors(checkpoint.file, checkpoint.checksum).valueOrThrow());
}

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

} // namespace

void exportSession(SessionStore &store, SessionId session, DatasetCache &datasets, const QString &folder)
{
    const SessionDetails details = store.details(session);
    const SessionInputs inputs =
        makeInputs(datasets.openFor(details.dataset).valueOrThrow(), details.config, details.dataset.rules);
    ExportFolder target(folder, details);
    // First, so that a folder says whose it is also when an export breaks off.
    write(target.file(ExportFolder::sessionFile), bytesOf(sessionJson(details)));
    for (const CheckpointInfo &checkpoint : withChecksums(store, session, details.checkpoints))
        copyCheckpoint(checkpoint, target.file(exportedName(checkpoint.epoch)));
    writeNpy(target.file(QStringLiteral("train_labels.npy")), inputs.noise.labels);
    const std::vector<std::int64_t> flipped(inputs.noise.flipped.begin(), inputs.noise.flipped.end());
    writeNpy(target.file(QStringLiteral("flipped.npy")), flipped);
    const std::vector<std::int64_t> excluded(inputs.excluded.begin(), inputs.excluded.end());
    writeNpy(target.file(QStringLiteral("excluded.npy")), excluded);
    if (const std::span<const std::int64_t> places = inputs.dataset->train.places; !places.empty()) {
        writeNpy(target.file(QStringLiteral("train_indices.npy")),
                 places.first(std::size_t(inputs.trainCount)));
    }
    if (!inputs.dataset->train.files.isEmpty())
        write(target.file(QStringLiteral("train_files.txt")), fileList(inputs));
    if (!details.decisions.isEmpty())
        write(target.file(QStringLiteral("label_decisions.csv")), decisionTable(inputs, details.decisions));
    write(target.file(QStringLiteral("model.py")), pythonModule(details.config.model, inputs.shape()));
    target.removeRest();
}

} // namespace proponent
