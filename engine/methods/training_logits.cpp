// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/training_logits.h"

#include "engine/device/autocast.h"
#include "engine/rate_meter.h"

#include <algorithm>

namespace proponent {

namespace {

constexpr qint64 forwardBatch = 500;
constexpr qint64 distanceElements = qint64(16) << 20; ///< of a block of distances: 64 MiB

/// One row an example: the logits of each checkpoint less their mean, which the softmax doesn't see.
torch::Tensor centredTrajectories(const std::vector<torch::Tensor> &logits)
{
    std::vector<torch::Tensor> centred;
    centred.reserve(logits.size());
    for (const torch::Tensor &checkpoint : logits)
        centred.push_back(checkpoint - checkpoint.mean(1, /*keepdim=*/true));
    return torch::cat(centred, 1); // [examples, checkpoints * classes]
}

} // namespace

std::optional<std::vector<torch::Tensor>> trainingLogits(const ScoringTask &task, const std::stop_token &stop)
{
    const torch::NoGradGuard noGrad;
    const qint64 examples = task.train.count();
    ShrinkingBatch batch(task.batchSize > 0 ? task.batchSize : forwardBatch, task.train.device(),
                         task.onNotice);
    RateMeter meter(examples * task.checkpoints.size());
    std::vector<torch::Tensor> logits;
    for (int position = 0; position < int(task.checkpoints.size()); ++position) {
        loadCheckpoint(task.network, task.checkpoints[position]);
        task.network.eval();
        std::vector<torch::Tensor> parts;
        for (qint64 begin = 0; begin < examples;) {
            if (stop.stop_requested())
                return {};
            qint64 end = begin;
            batch.attempt([&](qint64 size) {
                end = std::min(examples, begin + size);
                const AutocastGuard autocast(task.train.device(), task.dtype);
                parts.push_back(
                    task.network.forward(task.train.batch(begin, end).images).to(torch::kCPU, torch::kFloat));
            });
            begin = end;
            if (meter.isDue(examples * position + end)) {
                task.onProgress({Progress::Stage::Evaluating, meter.done(), meter.total(), meter.rate(),
                                 meter.secondsLeft(), position + 1, int(task.checkpoints.size())});
            }
        }
        logits.push_back(torch::cat(parts).contiguous());
    }
    return logits;
}

std::optional<std::vector<int>> sameLabelNeighbours(const std::vector<torch::Tensor> &logits,
                                                    const torch::Tensor &labels, int neighbours,
                                                    const std::stop_token &stop)
{
    const torch::NoGradGuard noGrad;
    const torch::Tensor points = centredTrajectories(logits).to(labels.device());
    const torch::Tensor halfNorms = points.square().sum(1).mul_(0.5); // [examples]
    const int64_t examples = points.size(0);
    const int64_t rows = std::max<int64_t>(1, distanceElements / std::max<int64_t>(1, examples));
    std::vector<int> same;
    same.reserve(std::size_t(examples));
    for (int64_t begin = 0; begin < examples; begin += rows) {
        if (stop.stop_requested())
            return {};
        const int64_t end = std::min(examples, begin + rows);
        // a.b - |b|^2 / 2 is highest for the nearest b: [rows, examples].
        torch::Tensor nearness = points.slice(0, begin, end).mm(points.t()).sub_(halfNorms);
        constexpr float never = -std::numeric_limits<float>::infinity();
        nearness.diagonal(begin).fill_(never); // not itself
        nearness.masked_fill_(nearness.isnan(), never); // which topk() would take for the largest
        const torch::Tensor nearest =
            std::get<1>(nearness.topk(neighbours, 1, /*largest=*/true, /*sorted=*/false));
        const torch::Tensor counts = labels.index_select(0, nearest.flatten())
                                         .view({end - begin, neighbours})
                                         .eq(labels.slice(0, begin, end).unsqueeze(1))
                                         .sum(1)
                                         .to(torch::kCPU, torch::kInt);
        same.insert(same.end(), counts.data_ptr<int>(), counts.data_ptr<int>() + counts.numel());
    }
    return same;
}

} // namespace proponent
