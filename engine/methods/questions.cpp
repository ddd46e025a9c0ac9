// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/influence_run.h"
#include "engine/objective/objective.h"
#include "engine/rate_meter.h"

#include <algorithm>

namespace proponent {

namespace {

/// Training examples of a pass that fits a method, for each of the processor's threads or the device.
constexpr qint64 fittedAtOnce = 512;

/// `count` of the training examples, evenly spread: those from `begin` to before `end`.
ImageTensors::Batch spreadBatch(const ImageTensors &train, qint64 begin, qint64 end, qint64 count)
{
    const torch::Tensor places = torch::arange(int64_t(begin), int64_t(end), torch::kLong);
    return train.batch((places * int64_t(train.count())).div(int64_t(count), "floor"));
}

} // namespace

Measurement AskedExamples::measurement() const
{
    const bool loss = question.kind == Question::Kind::Loss;
    return measurementOf(loss && method().asksMargin ? Question{Question::Kind::Margin} : question);
}

QueryGradients queriesOf(const ScoringTask &task, const AskedExamples &asked, PerExampleGradients &gradients,
                         const QuestionBlock &block, const GradientTransform *transform,
                         const CheckpointInfo &checkpoint)
{
    const ImageTensors::Batch examples{asked.examples.images.slice(0, block.begin, block.end),
                                       asked.examples.labels.slice(0, block.begin, block.end)};
    const auto here = [&] {
        return QueryGradients(gradients, examples, block.batchSize, asked.measurement(), transform);
    };
    if (!asked.method().isPooled) {
        QueryGradients queries = here();
        queries.settle();
        if (asked.asGroup)
            queries.takeMean();
        return queries;
    }
    std::optional<QueryGradients> sum;
    for (const CheckpointInfo &each : task.checkpoints) {
        loadCheckpoint(task.network, each);
        if (sum)
            sum->add(here());
        else
            sum.emplace(here());
    }
    loadCheckpoint(task.network, checkpoint);
    sum->settle();
    if (asked.asGroup)
        sum->takeMean();
    return std::move(*sum);
}

bool fitTransform(const ScoringTask &task, const AttributionChoice &choice, const CheckpointInfo &checkpoint,
                  PerExampleGradients &gradients, std::shared_ptr<const GradientTransform> &transform,
                  const std::stop_token &stop)
{
    const AttributionMethod &method = attributionMethod(choice.name);
    if (!method.fit)
        return true;
    const qint64 examples = task.train.count();
    const qsizetype checkpoints = method.isPooled ? task.checkpoints.size() : 1;
    ShrinkingBatch batch(std::min(fittedAtOnce, examples), task.train.device(), task.onNotice);
    RateMeter meter(examples * checkpoints * method.info.passes);
    qint64 doneBefore = 0;
    const auto pass = [&](const FitTask::BatchWork &work, qint64 wanted) {
        const qint64 count = wanted > 0 ? std::min(wanted, examples) : examples;
        for (qsizetype i = 0; i < checkpoints; ++i) {
            if (method.isPooled)
                loadCheckpoint(task.network, task.checkpoints[i]);
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
    transform = method.fit({gradients, task.train, std::uint64_t(checkpoint.epoch), task.trainingTime, pass},
                           choice.parameters);
    return transform != nullptr;
}

} // namespace proponent
