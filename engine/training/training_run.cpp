// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/training_run.h"

#include "engine/rate_meter.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace proponent {

namespace {

QString numbered(int epoch, const char *suffix)
{
    return QStringLiteral("epoch-%1.%2").arg(epoch, 3, 10, QLatin1Char('0')).arg(QLatin1String(suffix));
}

void restoreFrom(Trainer &trainer, const QDir &folder, const StartingPoint &start)
{
    const QString file = folder.filePath(checkpointFileName(start.epochsDone));
    const TensorFile weights = readSafetensors(file, start.checksum).valueOrThrow();
    loadStateDict(trainer.network(), weights.tensors).valueOrThrow();
    const QString stateFile = folder.filePath(trainingStateFileName(start.epochsDone));
    const TensorFile state = readSafetensors(stateFile, start.trainingStateChecksum).valueOrThrow();
    trainer.restore(state).valueOrThrow();
}

/// The training state first: a checkpoint that is named in the database can then always be resumed.
SavedCheckpoint saveCheckpoint(Trainer &trainer, const QDir &folder, int epoch)
{
    SavedCheckpoint saved;
    saved.trainingStateChecksum =
        writeSafetensors(folder.filePath(trainingStateFileName(epoch)), trainer.state());
    TensorFile weights;
    weights.tensors = stateDict(trainer.network());
    weights.metadata.insert(QStringLiteral("epoch"), QString::number(epoch));
    saved.file = checkpointFileName(epoch);
    saved.checksum = writeSafetensors(folder.filePath(saved.file), weights);
    return saved;
}

/// Only the newest is of use, and none once the run is complete.
void removeTrainingStates(const QDir &folder, const QString &except)
{
    const QStringList states =
        folder.entryList({QStringLiteral("epoch-*.training.safetensors")}, QDir::Files);
    for (const QString &name : states) {
        if (name != except)
            QFile::remove(folder.filePath(name));
    }
}

} // namespace

QString checkpointFileName(int epoch)
{
    return numbered(epoch, "safetensors");
}

QString trainingStateFileName(int epoch)
{
    return numbered(epoch, "training.safetensors");
}

bool runTraining(Trainer &trainer, const TrainingConfig &config, const ImageTensors &train,
                 const ImageTensors &test, const QString &checkpointFolder, const StartingPoint &start,
                 const TrainingEvents &events, const std::stop_token &stop)
{
    const QDir folder(checkpointFolder);
    trainer.setNoticeHandler(events.onNotice);
    const int epochsDone = start.epochsDone;
    if (epochsDone > 0)
        restoreFrom(trainer, folder, start);

    const qint64 excluded =
        std::ranges::count(config.labelChanges, LabelDecision::Verdict::Exclude, &LabelDecision::verdict);
    const qint64 count = train.count() - excluded;
    RateMeter meter(count * config.epochs, count * epochsDone);
    for (int epoch = epochsDone + 1; epoch <= config.epochs; ++epoch) {
        const auto report = [&](Progress::Stage stage) {
            events.onProgress({stage, meter.done(), meter.total(), meter.rate(), meter.secondsLeft(), epoch,
                               config.epochs});
        };
        const auto onSample = [&](const TrainingSample &sample) {
            report(Progress::Stage::Training);
            events.onSample(sample);
        };
        std::optional<EpochMetrics> metrics = trainer.trainEpoch(epoch, train, meter, onSample, stop);
        if (!metrics)
            return false;
        report(Progress::Stage::Evaluating);
        const TestEvaluation evaluation = trainer.evaluate(test, epoch);
        trainer.requireSound(evaluation, epoch);
        summarise(evaluation, *metrics);
        const bool keep = epoch % config.checkpointEvery == 0 || epoch == config.epochs;
        std::optional<SavedCheckpoint> checkpoint;
        if (keep)
            checkpoint = saveCheckpoint(trainer, folder, epoch);
        events.onEpoch(*metrics, evaluation, checkpoint);
        if (keep)
            removeTrainingStates(folder, trainingStateFileName(epoch));
    }
    removeTrainingStates(folder, {});
    return true;
}

} // namespace proponent
