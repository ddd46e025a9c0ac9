// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/session_inputs.h"

#include <QThread>

namespace proponent {

namespace {

qint64 limited(qint64 count, qint64 limit)
{
    return limit > 0 ? std::min(count, limit) : count;
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

SessionInputs makeInputs(std::shared_ptr<const Dataset> dataset, const TrainingConfig &config)
{
    SessionInputs inputs;
    inputs.trainCount = limited(dataset->train.count, config.trainLimit);
    inputs.testCount = limited(dataset->test.count, config.testLimit);
    const std::span<const std::int64_t> labels(dataset->train.labels.data(), std::size_t(inputs.trainCount));
    inputs.noise = plantLabelNoise(labels, dataset->info.classCount(), config.labelNoise, config.seed);
    inputs.normalisation = normalisationOf(dataset->train, inputs.trainCount);
    inputs.dataset = std::move(dataset);
    return inputs;
}

void setThreadCount(int threads)
{
    // Debian's libtorch 1.13 would start with one.
    at::set_num_threads(threads > 0 ? threads : QThread::idealThreadCount());
}

} // namespace proponent
