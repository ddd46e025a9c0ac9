// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/gradient_rows.h"

#include "engine/device/memory.h"

#include <algorithm>

namespace proponent {

namespace {

/// Of what is free, for the checkpoints' weights, and for the features at work.
constexpr qint64 shareOfMemory = 4;

ImageTensors::Batch part(const ImageTensors::Batch &batch, qint64 begin, qint64 end)
{
    return {batch.images.slice(0, begin, end), batch.labels.slice(0, begin, end)};
}

qint64 batchSizeFor(const ScoringTask &task, const ProjectedKernel &kernel)
{
    const torch::Device device = task.train.device();
    if (task.batchSize > 0)
        return task.batchSize;
    const qint64 perExample = 2 * kernel.width() * qint64(sizeof(float));
    const qint64 fitting = freeMemory(device) / shareOfMemory / std::max<qint64>(1, perExample);
    return std::clamp<qint64>(fitting, 1, usualBatchSize(device));
}

} // namespace

GradientRows::GradientRows(const ScoringTask &task, std::shared_ptr<const ProjectedKernel> kernel)
    : m_task(task),
      m_kernel(std::move(kernel)),
      m_weights(task.network, task.checkpoints, task.train.device(),
                freeMemory(task.train.device()) / shareOfMemory),
      m_gradients(task.network, task.parameters, task.dtype),
      m_layers(groupsByLayer(m_gradients.parameters())),
      m_batch(batchSizeFor(task, *m_kernel), task.train.device(), task.onNotice)
{
}

torch::Tensor GradientRows::features(const ImageTensors::Batch &batch, const Measurement &measurement)
{
    const torch::NoGradGuard noGrad;
    return m_gradients.consistently([&] { return m_kernel->features(m_gradients, batch, measurement); });
}

torch::Tensor GradientRows::summed(const ImageTensors::Batch &batch, const Measurement &measurement)
{
    torch::Tensor sum;
    for (qsizetype i = 0; i < m_weights.count(); ++i) {
        m_weights.use(i);
        const torch::Tensor here = features(batch, measurement);
        sum = sum.defined() ? sum.add_(here) : here;
    }
    return sum;
}

std::optional<torch::Tensor> GradientRows::ofTraining(qint64 begin, qint64 end, const std::stop_token &stop)
{
    std::vector<torch::Tensor> parts;
    for (qint64 done = begin; done < end;) {
        if (stop.stop_requested())
            return {};
        m_batch.attempt([&](qint64 size) {
            const qint64 next = std::min(end, done + size);
            parts.push_back(summed(m_task.train.batch(done, next), exampleLosses));
            done = next;
        });
    }
    return torch::cat(parts).div_(double(m_weights.count()));
}

torch::Tensor GradientRows::ofQuestions(const AskedExamples &asked)
{
    const qint64 count = asked.examples.labels.size(0);
    const Measurement measurement = asked.measurement();
    std::vector<torch::Tensor> parts;
    for (qint64 done = 0; done < count;) {
        m_batch.attempt([&](qint64 size) {
            const qint64 next = std::min(count, done + size);
            parts.push_back(summed(part(asked.examples, done, next), measurement));
            done = next;
        });
    }
    const torch::Tensor features = torch::cat(parts);
    return asked.asGroup ? features.mean(0, /*keepdim=*/true) : features;
}

std::optional<GradientRows::Scores> GradientRows::scores(const torch::Tensor &question,
                                                         const torch::Tensor &examples,
                                                         const std::stop_token &stop)
{
    const torch::NoGradGuard noGrad;
    const qint64 count = examples.size(0);
    const auto options = torch::TensorOptions(m_task.train.device()).dtype(torch::kFloat);
    Scores scores{{},
                  torch::zeros({m_weights.count(), count}, options),
                  torch::zeros({m_layers.count, count}, options)};
    const double weight = 1.0 / double(m_weights.count());
    for (qsizetype i = 0; i < m_weights.count(); ++i) {
        m_weights.use(i);
        for (qint64 done = 0; done < count;) {
            if (stop.stop_requested())
                return {};
            m_batch.attempt([&](qint64 size) {
                const qint64 next = std::min(count, done + size);
                const auto batch = m_task.train.batch(examples.slice(0, done, next));
                const torch::Tensor byLayer =
                    m_kernel->productsByLayer(features(batch, exampleLosses), question, m_layers)
                        .mul_(weight);
                scores.byLayer.slice(1, done, next).add_(byLayer);
                scores.byCheckpoint.select(0, i).slice(0, done, next).copy_(byLayer.sum(0));
                done = next;
            });
        }
    }
    scores.sums = scores.byCheckpoint.sum(0);
    return scores;
}

} // namespace proponent
