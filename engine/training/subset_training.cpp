// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/subset_training.h"

#include "engine/device/autocast.h"
#include "engine/device/memory.h"
#include "engine/device/precision.h"
#include "engine/model/stacked_network.h"
#include "engine/objective/objective.h"
#include "engine/rate_meter.h"
#include "engine/training/epoch_order.h"
#include "engine/training/trainer.h"
#include "engine/training/training_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

namespace proponent {

namespace {

/// Measured on two cores of an EPYC, 5,000 x 20 epochs: more at a time gain nothing there, and hold more memory.
constexpr qint64 mostCopiesOnCpu = 16;
constexpr qint64 mostCopiesOnGpu = 256;

/// What the copies answer on the test examples: float32 [copies, tests] on the CPU.
struct Answers
{
    torch::Tensor losses;
    torch::Tensor margins;
};

/// `forward`: images [batch, …] to logits [batch, copies, classes]. In fp32 whatever the copies were trained in: they
/// differ by little.
template <class Forward>
Answers answersOf(Forward forward, const ImageTensors &test, qint64 copies, qint64 batch)
{
    const torch::NoGradGuard noGrad;
    const AutocastGuard fp32(test.device(), torch::kFloat);
    std::vector<torch::Tensor> losses{torch::empty({0, int64_t(copies)})};
    std::vector<torch::Tensor> margins = losses;
    for (qint64 begin = 0; begin < test.count(); begin += batch) {
        const auto part = test.batch(begin, std::min(test.count(), begin + batch));
        const torch::Tensor logits = forward(part.images);
        const torch::Tensor labels = part.labels.view({-1, 1, 1}).expand({-1, int64_t(copies), 1});
        const torch::Tensor own = logits.gather(2, labels).squeeze(2); // [batch, copies]
        const torch::Tensor others =
            logits.scatter(2, labels, -std::numeric_limits<double>::infinity()).amax(2);
        losses.push_back((logits.logsumexp(2) - own).cpu());
        margins.push_back((own - others).cpu());
    }
    return {torch::cat(losses).t().contiguous(), torch::cat(margins).t().contiguous()};
}

std::span<const float> row(const torch::Tensor &values, qint64 index)
{
    return {values.data_ptr<float>() + index * values.size(1), std::size_t(values.size(1))};
}

/// From the same seed the same weights as a session's.
std::shared_ptr<Network> makeSeeded(const SubsetTraining &task, qint64 seed)
{
    torch::manual_seed(std::uint64_t(seed));
    return makeNetwork(task.config.model, task.shape).valueOrThrow();
}

void requireFinite(bool finite, const TrainingConfig &config, int epoch)
{
    if (finite)
        return;
    throw EngineError(
        TrainingText::tr("Training on a part of the examples diverged: in epoch %1 the loss or a weight of "
                         "a model is no longer finite (learning rate %2). Evaluate a session that was "
                         "trained with a smaller learning rate.")
            .arg(epoch)
            .arg(Trainer::learningRate(config, epoch)));
}

/// Copies that are trained together, on subsets of one size.
class TrainingStack
{
public:
    TrainingStack(const SubsetTraining &task, const StackedArchitecture &architecture,
                  std::vector<const Subset *> subsets)
        : m_task(task),
          m_subsets(std::move(subsets)),
          m_device(task.device.torch()),
          m_network(architecture.make(task.shape, qint64(m_subsets.size())))
    {
        for (std::size_t i = 0; i < m_subsets.size(); ++i) {
            const auto alone = makeSeeded(task, m_subsets[i]->seed);
            m_network->setState(qint64(i), stateDict(*alone));
            m_trained.push_back(trainedOn(task.train.count(), m_subsets[i]->indices));
            m_smallestBatch = alone->smallestBatch();
        }
        m_network->to(m_device);
        m_optimizer.emplace(*m_network, task.config);
    }

    /// `onBatch`: examples of each copy since the epoch began. False when stopped.
    template <class OnBatch>
    bool trainEpoch(int epoch, OnBatch onBatch, const std::stop_token &stop)
    {
        const torch::Tensor order = orderOf(epoch); // [examples, copies]
        const qint64 count = order.size(0);
        torch::Tensor sum = torch::zeros({}, torch::TensorOptions(m_device).dtype(torch::kDouble));
        m_optimizer->setLearningRate(Trainer::learningRate(m_task.config, epoch));
        m_network->train();
        for (qint64 begin = 0, end = 0; begin < count; begin = end) {
            if (stop.stop_requested())
                return false;
            end = pieceEnd(begin, m_task.config.batchSize, count, m_smallestBatch);
            sum.add_(trainBatch(order.slice(0, begin, end)));
            onBatch(end);
        }
        requireFinite(std::isfinite(sum.item<double>()), m_task.config, epoch);
        return true;
    }

    [[nodiscard]] Answers answers()
    {
        m_network->eval();
        const auto forward = [this](const torch::Tensor &images) {
            std::vector<int64_t> sizes = images.unsqueeze(1).sizes().vec();
            sizes[1] = int64_t(m_network->copies());
            return m_network->forward(images.unsqueeze(1).expand(sizes));
        };
        Answers answers = answersOf(forward, m_task.test, m_network->copies(), m_task.config.batchSize);
        requireFinite(torch::isfinite(answers.losses).all().item<bool>(), m_task.config,
                      m_task.config.epochs);
        return answers;
    }

    [[nodiscard]] StateDict state(qint64 copy) const { return m_network->state(copy); }

private:
    [[nodiscard]] torch::Tensor orderOf(int epoch) const
    {
        std::vector<torch::Tensor> orders;
        for (std::size_t i = 0; i < m_subsets.size(); ++i)
            orders.push_back(epochOrder(m_trained[i], m_subsets[i]->seed, epoch));
        return torch::stack(orders, 1).to(m_task.train.storage());
    }

    /// `indices`: [batch, copies]. The sum of the copies' mean losses.
    torch::Tensor trainBatch(const torch::Tensor &indices)
    {
        const ImageTensors::Batch batch = m_task.train.batch(indices.flatten());
        std::vector<int64_t> sizes = batch.images.sizes().vec();
        sizes[0] = indices.size(1);
        sizes.insert(sizes.begin(), indices.size(0));
        m_optimizer->clearGradients();
        torch::Tensor loss;
        {
            const AutocastGuard autocast(m_device, scalarType(m_task.precision));
            const torch::Tensor logits =
                m_network->forward(batch.images.view(sizes)); // [batch, copies, classes]
            // Each copy's mean, so that its gradient is its own batch's alone.
            loss = meanLoss(logits.flatten(0, 1), batch.labels) * indices.size(1);
        }
        loss.backward();
        m_optimizer->torch().step();
        return loss.detach();
    }

    const SubsetTraining &m_task;
    std::vector<const Subset *> m_subsets;
    torch::Device m_device;
    std::shared_ptr<StackedNetwork> m_network;
    std::optional<Optimizer> m_optimizer;
    std::vector<torch::Tensor> m_trained; ///< by copy: bool [training examples]
    qint64 m_smallestBatch = 1;
};

/// One call of trainOnSubsets().
class SubsetRun
{
public:
    SubsetRun(const SubsetTraining &task, std::span<const Subset> subsets,
              const std::function<void(const TrainedCopy &)> &onTrained, const std::stop_token &stop)
        : m_task(task),
          m_subsets(subsets),
          m_onTrained(onTrained),
          m_stop(stop),
          m_architecture(findStackedArchitecture(task.config.model)),
          m_meter(totalWork())
    {
        // One loss scale for all would let one copy's overflow skip the others' step.
        if (task.precision == Precision::Fp16)
            m_architecture = nullptr;
        m_most = m_architecture ? chooseCopies() : 1;
    }

    bool run()
    {
        std::map<std::size_t, std::vector<qsizetype>>
            bySize; // copies that are stacked take batches of one size
        for (std::size_t i = 0; i < m_subsets.size(); ++i)
            bySize[m_subsets[i].indices.size()].push_back(qsizetype(i));
        return std::ranges::all_of(bySize, [this](const auto &group) { return runGroup(group.second); });
    }

private:
    using Places = std::span<const qsizetype>; ///< of subsets among those that were asked for

    [[nodiscard]] const Subset &subset(qsizetype place) const { return m_subsets[std::size_t(place)]; }

    [[nodiscard]] qint64 totalWork() const
    {
        qint64 work = 0;
        for (const Subset &subset : m_subsets)
            work += qint64(subset.indices.size()) * m_task.config.epochs;
        return work;
    }

    [[nodiscard]] qint64 chooseCopies() const
    {
        if (m_task.copiesAtATime > 0)
            return m_task.copiesAtATime;
        const bool cuda = m_task.device.isCuda();
        if (!cuda && !m_architecture->paysOnCpu)
            return 1;
        const auto probe = m_architecture->make(m_task.shape, 1);
        qint64 parameters = 0;
        for (const torch::Tensor &parameter : probe->parameters())
            parameters += parameter.numel();
        // Weights, gradients, an update at work, and the optimiser's one or two of each; each activation and its gradient.
        const qint64 ofParameter = m_task.config.optimizer == OptimizerKind::Sgd ? 4 : 6;
        const qint64 numbers = parameters * ofParameter + m_task.config.batchSize * probe->activations() * 2;
        const qint64 room = freeMemory(m_task.device.torch()) / (cuda ? 2 : 4);
        return std::clamp<qint64>(room / (numbers * qint64(sizeof(float))), 1,
                                  cuda ? mostCopiesOnGpu : mostCopiesOnCpu);
    }

    /// Of subsets of one size.
    bool runGroup(Places places)
    {
        while (!places.empty()) {
            // Equal shares, rather than a few in the end.
            const std::size_t most = std::min(std::size_t(m_most), places.size());
            const std::size_t rounds = (places.size() + most - 1) / most;
            const Places now = places.first((places.size() + rounds - 1) / rounds);
            const auto finished = attempt(now);
            if (finished && !*finished)
                return false;
            if (finished)
                places = places.subspan(now.size());
        }
        return true;
    }

    /// Nothing when memory ran out; fewer are then trained at a time.
    std::optional<bool> attempt(Places places)
    {
        if (places.size() == 1)
            return runAlone(places[0]);
        try {
            return runStack(places);
        } catch (const std::exception &error) {
            if (!isOutOfMemory(error))
                throw;
        }
        m_most = qint64(places.size()) / 2;
        releaseCachedMemory(m_task.device.torch());
        m_task.onNotice(TrainingText::tr("Memory ran out with %1 models at a time; going on with %2.")
                            .arg(places.size())
                            .arg(m_most));
        return {};
    }

    bool runStack(Places places)
    {
        std::vector<const Subset *> subsets;
        for (const qsizetype place : places)
            subsets.push_back(&subset(place));
        const auto copies = qint64(places.size());
        const auto examples = qint64(subsets[0]->indices.size());
        TrainingStack stack(m_task, *m_architecture, std::move(subsets));
        for (int epoch = 1; epoch <= m_task.config.epochs; ++epoch) {
            const auto onBatch = [&](qint64 end) { report(copies * ((epoch - 1) * examples + end)); };
            if (!stack.trainEpoch(epoch, onBatch, m_stop))
                return false;
        }
        const Answers answers = stack.answers();
        for (qint64 copy = 0; copy < copies; ++copy) {
            const StateDict state = stack.state(copy);
            requireFinite(allFinite(state), m_task.config, m_task.config.epochs);
            m_onTrained(
                {places[std::size_t(copy)], state, row(answers.losses, copy), row(answers.margins, copy)});
        }
        finish(copies, copies * examples);
        return true;
    }

    /// What isn't stacked, or is the last one.
    bool runAlone(qsizetype place)
    {
        TrainingConfig config = m_task.config;
        config.seed = subset(place).seed;
        const std::shared_ptr<Network> network = makeSeeded(m_task, config.seed);
        Trainer trainer(network, config, m_task.device, m_task.precision);
        trainer.setNoticeHandler(m_task.onNotice);
        trainer.setTrained(trainedOn(m_task.train.count(), subset(place).indices));
        const auto examples = qint64(subset(place).indices.size());
        RateMeter meter(examples * config.epochs);
        for (int epoch = 1; epoch <= config.epochs; ++epoch) {
            const auto onSample = [&](const TrainingSample &) { report(meter.done()); };
            if (!trainer.trainEpoch(epoch, m_task.train, meter, onSample, m_stop))
                return false;
        }
        network->eval();
        const auto forward = [&](const torch::Tensor &images) {
            return network->forward(images).unsqueeze(1);
        };
        const Answers answers = answersOf(forward, m_task.test, 1, config.batchSize);
        const bool finite =
            torch::isfinite(answers.losses).all().item<bool>() && allFinite(stateDict(*network));
        requireFinite(finite, config, config.epochs);
        m_onTrained({place, stateDict(*network), row(answers.losses, 0), row(answers.margins, 0)});
        finish(1, examples);
        return true;
    }

    /// `done`: examples x epochs of those at work.
    void report(qint64 done)
    {
        if (m_meter.isDue(m_done + done)) {
            m_task.onProgress({Progress::Stage::Retraining, m_meter.done(), m_meter.total(), m_meter.rate(),
                               m_meter.secondsLeft(), m_copiesDone, int(m_subsets.size())});
        }
    }

    void finish(qint64 copies, qint64 examples)
    {
        m_copiesDone += int(copies);
        m_done += examples * m_task.config.epochs;
    }

    const SubsetTraining &m_task;
    std::span<const Subset> m_subsets;
    const std::function<void(const TrainedCopy &)> &m_onTrained;
    const std::stop_token &m_stop;
    const StackedArchitecture *m_architecture; ///< null: one after another
    qint64 m_most = 1; ///< copies at a time
    RateMeter m_meter;
    qint64 m_done = 0; ///< examples x epochs of the copies that are done
    int m_copiesDone = 0;
};

} // namespace

bool trainOnSubsets(const SubsetTraining &task, std::span<const Subset> subsets,
                    const std::function<void(const TrainedCopy &)> &onTrained, const std::stop_token &stop)
{
    return SubsetRun(task, subsets, onTrained, stop).run();
}

} // namespace proponent
