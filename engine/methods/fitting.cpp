// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/influence_run.h"
#include "engine/rate_meter.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace proponent {

namespace {

/// Training examples of a pass that fits a method, at most.
constexpr qint64 fittedAtOnce = 512;

/// `count` of the training examples, evenly spread: those from `begin` to before `end`.
ImageTensors::Batch spreadBatch(const ImageTensors &train, qint64 begin, qint64 end, qint64 count)
{
    const torch::Tensor places = torch::arange(int64_t(begin), int64_t(end), torch::kLong);
    return train.batch((places * int64_t(train.count())).div(int64_t(count), "floor"));
}

/// All that a fit depends on.
QString nameOfFit(const ScoringTask &task, const AttributionChoice &choice,
                  const QList<CheckpointInfo> &checkpoints)
{
    constexpr int version = 1;
    QJsonArray contents{version, attributionMethod(choice.name).fitted, choice.parameters, int(task.dtype),
                        task.trainingTime};
    for (const CheckpointInfo &checkpoint : checkpoints) {
        contents.append(checkpoint.epoch); // seeds what is drawn
        contents.append(checkpoint.checksum);
    }
    const QByteArray json = QJsonDocument(contents).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex());
}

/// By passes over the training examples at `checkpoints`.
std::unique_ptr<GradientTransform> fitAnew(const ScoringTask &task, const AttributionChoice &choice,
                                           const QList<CheckpointInfo> &checkpoints,
                                           PerExampleGradients &gradients, const std::stop_token &stop)
{
    const AttributionMethod &method = attributionMethod(choice.name);
    const qint64 examples = task.train.count();
    const qint64 atOnce = std::min({fittedAtOnce, usualBatchSize(task.train.device()), examples});
    ShrinkingBatch batch(std::max<qint64>(1, atOnce), task.train.device(), task.onNotice);
    RateMeter meter(examples * checkpoints.size() * method.info.passes);
    qint64 doneBefore = 0;
    const auto pass = [&](const FitTask::BatchWork &work, qint64 wanted) {
        const qint64 count = wanted > 0 ? std::min(wanted, examples) : examples;
        for (const CheckpointInfo &checkpoint : checkpoints) {
            if (method.isPooled)
                loadCheckpoint(task.network, checkpoint);
            for (qint64 begin = 0; begin < count;) {
                if (stop.stop_requested())
                    return false;
                const qint64 end = std::min(count, begin + batch.size());
                work(count == examples ? task.train.batch(begin, end)
                                       : spreadBatch(task.train, begin, end, count),
                     begin);
                begin = end;
                if (meter.isDue(doneBefore + end * examples / count)) {
                    task.onProgress({Progress::Stage::Fitting, meter.done(), meter.total(), meter.rate(),
                                     meter.secondsLeft()});
                }
            }
            doneBefore += examples;
        }
        return true;
    };
    return method.fit({gradients, task.train, checkpoints.size(), std::uint64_t(checkpoints.last().epoch),
                       task.trainingTime, pass},
                      choice.parameters);
}

} // namespace

bool fitTransform(const ScoringTask &task, const AttributionChoice &choice, const CheckpointInfo &checkpoint,
                  PerExampleGradients &gradients, std::shared_ptr<const GradientTransform> &transform,
                  const std::stop_token &stop, bool *isKept)
{
    const AttributionMethod &method = attributionMethod(choice.name);
    if (!method.fit)
        return true;
    const QList<CheckpointInfo> checkpoints =
        method.isPooled ? task.checkpoints : QList<CheckpointInfo>{checkpoint};
    const QString name = nameOfFit(task, choice, checkpoints);
    const auto found = task.fitted ? task.fitted->find(name) : std::nullopt;
    transform = found ? method.restore(*found) : fitAnew(task, choice, checkpoints, gradients, stop);
    const bool kept = found || (transform && task.fitted && task.fitted->keep(name, transform->state()));
    if (isKept)
        *isKept = kept;
    if (transform && task.onFitted)
        task.onFitted(transform->chosen());
    return transform != nullptr;
}

} // namespace proponent
