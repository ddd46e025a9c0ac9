// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/session_inputs.h"

#include "engine/data/example_order.h"
#include "engine/facade/facade_text.h"

#include <QThread>

#include <algorithm>

namespace proponent {

namespace {

qint64 limited(qint64 count, qint64 limit)
{
    return limit > 0 ? std::min(count, limit) : count;
}

/// A person's changes on top of the planted noise.
void applyLabelChanges(SessionInputs &inputs, const QList<LabelDecision> &changes, int classes)
{
    for (const LabelDecision &change : changes) {
        if (change.trainIndex < 0 || change.trainIndex >= inputs.trainCount || change.label >= classes) {
            throw EngineError(
                FacadeText::tr("The label change of training example %1 to class %2 doesn't fit the data, "
                               "which has %3 training examples and %4 classes.")
                    .arg(change.trainIndex)
                    .arg(change.label)
                    .arg(inputs.trainCount)
                    .arg(classes));
        }
        if (change.verdict == LabelDecision::Verdict::Exclude)
            inputs.excluded += change.trainIndex;
        else if (change.verdict == LabelDecision::Verdict::Relabel)
            inputs.noise.labels[std::size_t(change.trainIndex)] = change.label;
        else
            continue;
        inputs.noise.flipped.removeOne(change.trainIndex);
    }
    std::ranges::sort(inputs.excluded);
    if (inputs.excluded.size() >= inputs.trainCount)
        throw EngineError(FacadeText::tr("Every training example is left out. Keep some to train on."));
}

} // namespace

NetworkShape SessionInputs::shape() const
{
    const DatasetInfo &info = dataset->info;
    return {info.channels, info.height, info.width, info.classCount()};
}

ImageTensors SessionInputs::train(torch::Device device) const
{
    return {dataset, dataset->train, noise.labels, trainCount, normalisation, device};
}

ImageTensors SessionInputs::test(torch::Device device) const
{
    return {dataset, dataset->test, dataset->test.labels, testCount, normalisation, device};
}

SessionInputs makeInputs(std::shared_ptr<const Dataset> dataset, const TrainingConfig &config, int rules)
{
    SessionInputs inputs;
    inputs.rules = rules;
    inputs.trainCount = limited(dataset->train.count, config.trainLimit);
    inputs.testCount = limited(dataset->test.count, config.testLimit);
    const std::span<const std::int64_t> labels(dataset->train.labels.data(), std::size_t(inputs.trainCount));
    inputs.noise = plantLabelNoise(labels, dataset->info.classCount(), config.labelNoise, config.noiseKind,
                                   config.seed, rules);
    applyLabelChanges(inputs, config.labelChanges, dataset->info.classCount());
    inputs.normalisation = normalisationOf(dataset->train, inputs.trainCount);
    inputs.dataset = std::move(dataset);
    return inputs;
}

double trainingTimeOf(const SessionDetails &details, const SessionInputs &inputs)
{
    const TrainingConfig &config = details.config;
    if (config.optimizer != OptimizerKind::Sgd)
        return 0;
    const qint64 trained = inputs.trainCount - inputs.excluded.size();
    const qint64 steps = (trained + config.batchSize - 1) / config.batchSize;
    double time = 0;
    for (const EpochMetrics &epoch : details.epochs)
        time += epoch.learningRate * double(steps) / (1 - config.momentum);
    return time;
}

QStringList remarksOn(const SessionInputs &inputs, const TrainingConfig &config)
{
    const DatasetInfo &info = inputs.dataset->info;
    QStringList remarks = info.remarks();
    constexpr qsizetype mostNamed = 5;
    const QStringList missing = classesMissingFrom(inputs.dataset->train, config.trainLimit, info.classNames);
    if (!missing.isEmpty()) {
        const QString named = missing.first(qMin(mostNamed, missing.size())).join(QStringLiteral(", "));
        remarks += FacadeText::tr("Classes that the first %1 training examples don't hold: %2 (%3).")
                       .arg(QString::number(inputs.trainCount), QString::number(missing.size()),
                            missing.size() > mostNamed ? named + QStringLiteral(", …") : named);
    }
    return remarks;
}

void setThreadCount(int threads)
{
    // Debian's libtorch 1.13 would start with one. Threads without a core of their own wait for each other
    // longer than they compute: 4,096 on two cores come to no end.
    const int cores = QThread::idealThreadCount();
    at::set_num_threads(threads > 0 ? std::min(threads, cores) : cores);
}

} // namespace proponent
