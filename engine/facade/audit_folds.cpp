// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/audit_folds.h"

#include "engine/data/equal_examples.h"
#include "engine/device/autocast.h"
#include "engine/facade/facade_text.h"

#include <algorithm>

namespace proponent {

namespace {

/// Throws EngineError where a model's examples are too few for it.
void requireEnough(const SubsetTraining &task, std::span<const FoldPart> parts, const Network &network)
{
    for (const FoldPart &part : parts) {
        const auto examples = qint64(part.trained.size());
        if (std::min<qint64>(examples, task.config.batchSize) < network.smallestBatch()) {
            throw EngineError(FacadeText::tr("%1 can't be trained on %n example(s). Use more folds.", nullptr,
                                             int(examples))
                                  .arg(task.config.model));
        }
    }
}

/// What the network says of the examples.
void ask(Network &network, const SubsetTraining &task, const std::vector<std::int64_t> &examples,
         OutOfSample &answers)
{
    const torch::NoGradGuard noGrad;
    const AutocastGuard fp32(task.train.device(), torch::kFloat);
    const torch::Tensor indices = torch::tensor(examples, torch::kLong);
    network.eval();
    std::size_t next = 0;
    for (const torch::Tensor &batch : indices.split(task.config.batchSize)) {
        const torch::Tensor probabilities =
            network.forward(task.train.batch(batch.to(task.train.storage())).images)
                .softmax(1)
                .cpu()
                .contiguous(); // [batch, classes]
        const auto classes = std::size_t(probabilities.size(1));
        for (int64_t i = 0; i < batch.size(0); ++i) {
            answers.take(std::size_t(examples[next++]),
                         {probabilities.data_ptr<float>() + std::size_t(i) * classes, classes});
        }
    }
}

} // namespace

std::optional<OutOfSample> askFolds(const SubsetTraining &task, std::span<const std::int64_t> labels,
                                    std::span<const FoldPart> parts, const std::stop_token &stop)
{
    const auto network = makeNetwork(task.config.model, task.shape).valueOrThrow();
    requireEnough(task, parts, *network);
    network->to(task.device.torch());
    std::vector<Subset> subsets;
    for (const FoldPart &part : parts)
        subsets.push_back({part.trained, task.config.seed});
    OutOfSample answers(labels, task.shape.classes);
    const auto onTrained = [&](const TrainedCopy &copy) {
        (void)loadStateDict(*network, copy.state).valueOrThrow();
        ask(*network, task, parts[std::size_t(copy.subset)].asked, answers);
    };
    if (!trainOnSubsets(task, subsets, onTrained, stop))
        return {};
    return answers;
}

std::optional<OutOfSample> trainFolds(const AnalysisSetup &setup, const ImageTensors &train, int folds,
                                      const AnalysisJobEvents &events, const std::stop_token &stop)
{
    const SessionInputs &inputs = setup.inputs;
    const TrainingConfig &config = setup.details.config;
    const std::span<const std::int64_t> labels(inputs.noise.labels.data(), std::size_t(inputs.trainCount));
    const std::vector<qint64> copyOf = earliestEqual(inputs.dataset->train, inputs.trainCount);
    const auto seed = std::uint64_t(config.seed);
    const std::vector<FoldPart> parts =
        foldParts(foldsOf(labels, copyOf, inputs.excluded, folds, seed), folds, seed);
    const ImageTensors none = train.subset(torch::zeros({0}, torch::kLong).to(train.storage()));
    SubsetTraining task{config,
                        inputs.shape(),
                        train,
                        none,
                        DeviceId::parse(setup.header.device).valueOrThrow(),
                        setup.header.precision};
    task.onProgress = events.onProgress;
    task.onNotice = events.onNotice;
    return askFolds(task, labels, parts, stop);
}

} // namespace proponent
