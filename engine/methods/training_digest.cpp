// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/training_digest.h"

#include "engine/device/autocast.h"
#include "engine/rate_meter.h"

#include <algorithm>

namespace proponent {

namespace {

constexpr qint64 forwardBatch = 500;

} // namespace

std::optional<LogitDigest> digestTraining(const ScoringTask &task, const torch::Tensor &labels, int classes,
                                          const std::stop_token &stop)
{
    const int checkpoints = int(task.checkpoints.size());
    ShrinkingBatch batch(task.batchSize > 0 ? task.batchSize : forwardBatch, task.train.device(),
                         task.onNotice);
    RateMeter meter(task.train.count() * checkpoints);
    qint64 done = 0;
    int loaded = -1;
    LogitSource source{classes, checkpoints, {}};
    source.read = [&](int position, int64_t first, int64_t last, const auto &take) {
        if (position != loaded)
            loadCheckpoint(task.network, task.checkpoints[position]);
        loaded = position;
        task.network.eval();
        for (int64_t begin = first; begin < last;) {
            if (stop.stop_requested())
                return false;
            int64_t end = begin;
            torch::Tensor logits;
            batch.attempt([&](qint64 size) {
                end = std::min<int64_t>(last, begin + size);
                const AutocastGuard autocast(task.train.device(), task.dtype);
                logits = task.network.forward(task.train.batch(begin, end).images).to(torch::kFloat);
            });
            take(begin, logits);
            done += end - begin;
            begin = end;
            if (meter.isDue(done)) {
                task.onProgress({Progress::Stage::Evaluating, meter.done(), meter.total(), meter.rate(),
                                 meter.secondsLeft(), position + 1, checkpoints});
            }
        }
        return true;
    };
    return digestLogits(source, labels);
}

} // namespace proponent
