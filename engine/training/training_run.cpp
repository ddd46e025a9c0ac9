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

void restoreFrom(Trainer &trainer, const QDir &folder, int epoch)
{
    const TensorFile weights = readSafetensors(folder.filePath(checkpointFileName(epoch))).valueOrThrow();
    loadStateDict(trainer.network(), weights.tensors).valueOrThrow();
    const TensorFile state = readSafetensors(folder.filePath(trainingStateFileName(epoch))).valueOrThrow();
    trainer.restore(state).valueOrThrow();
}

/// The training state first: a checkpoint that is named in the database can then always be resumed.
QString saveCheckpoint(Trainer &trainer, const QDir &folder, int epoch)
{
    writeSafetensors(folder.filePath(trainingStateFileName(epoch)), trainer.state());
    TensorFile weights;
    weights.tensors = stateDict(trainer.network());
    weights.metadata.insert(QStringLiteral("epoch"), QString::number(epoch));
    writeSafetensors(folder.filePath(checkpointFileName(epoch)), weights);
    return checkpointFileName(epoch);
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
                 const ImageTensors &test, const QString &checkpointFolder, int epochsDone,
                 const TrainingEvents &events, const std::stop_token &stop)
{
    const QDir folder(checkpointFolder);
    trainer.setNoticeHandler(events.onNotice);
    if (epochsDone > 0)
        restoreFrom(trainer, folder, epochsDone);

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
        summarise(evaluation, *metrics);
        const bool keep = epoch % config.checkpointEvery == 0 || epoch == config.epochs;
        const QString checkpoint = keep ? saveCheckpoint(trainer, folder, epoch) : QString();
        events.onEpoch(*metrics, evaluation, checkpoint);
        if (keep)
            removeTrainingStates(folder, trainingStateFileName(epoch));
    }
    removeTrainingStates(folder, {});
    return true;
}

} // namespace proponent
