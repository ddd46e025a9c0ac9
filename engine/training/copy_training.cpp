// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/copy_training.h"

#include "engine/device/torch_compat.h"

#include "engine/device/autocast.h"
#include "engine/device/precision.h"
#include "engine/objective/objective.h"
#include "engine/rate_meter.h"
#include "engine/training/epoch_order.h"
#include "engine/training/trainer.h"
#include "engine/training/training_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace proponent {

namespace {

/// `forward`: images [batch, …] to logits [batch, copies, classes].
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
                         "a model is no longer finite (learning rate %2). Choose a session that was "
                         "trained with a smaller learning rate.")
            .arg(epoch)
            .arg(Trainer::learningRate(config, epoch)));
}

void requireSound(const Answers &answers, const StateDict &state, const TrainingConfig &config)
{
    requireFinite(torch::isfinite(answers.losses).all().item<bool>() && allFinite(state), config,
                  config.epochs);
}

class StackTraining final : public CopyTraining
{
public:
    StackTraining(const SubsetTraining &task, const StackedArchitecture &architecture,
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

    bool trainEpoch(int epoch, const std::function<void(qint64)> &onBatch,
                    const std::stop_token &stop) override
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

    [[nodiscard]] Answers answers() override
    {
        m_network->eval();
        const auto forward = [this](const torch::Tensor &images) {
            std::vector<int64_t> sizes = images.unsqueeze(1).sizes().vec();
            sizes[1] = int64_t(m_network->copies());
            return m_network->forward(images.unsqueeze(1).expand(sizes));
        };
        Answers answers = answersOf(forward, m_task.test, m_network->copies(), m_task.config.batchSize);
        requireSound(answers, stateOfAll(), m_task.config);
        return answers;
    }

    [[nodiscard]] StateDict state(qint64 copy) const override { return m_network->state(copy); }

private:
    [[nodiscard]] StateDict stateOfAll() const
    {
        StateDict all;
        for (const auto &item : m_network->named_parameters())
            all[item.key()] = item.value();
        for (const auto &item : m_network->named_buffers())
            all[item.key()] = item.value();
        return all;
    }

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
        const compat::NoTf32Scope settled;
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

class LoneTraining final : public CopyTraining
{
public:
    LoneTraining(const SubsetTraining &task, const Subset &subset)
        : m_task(task),
          m_config(seeded(task.config, subset.seed)),
          m_network(makeSeeded(task, subset.seed)),
          m_trainer(m_network, m_config, task.device, task.precision)
    {
        m_trainer.setNoticeHandler(task.onNotice);
        m_trainer.setTrained(trainedOn(task.train.count(), subset.indices));
    }

    bool trainEpoch(int epoch, const std::function<void(qint64)> &onBatch,
                    const std::stop_token &stop) override
    {
        RateMeter meter(m_task.train.count()); // of this epoch alone
        const auto onSample = [&](const TrainingSample &) { onBatch(meter.done()); };
        return m_trainer.trainEpoch(epoch, m_task.train, meter, onSample, stop).has_value();
    }

    [[nodiscard]] Answers answers() override
    {
        m_network->eval();
        const auto forward = [this](const torch::Tensor &images) {
            return m_network->forward(images).unsqueeze(1);
        };
        Answers answers = answersOf(forward, m_task.test, 1, m_config.batchSize);
        requireSound(answers, stateDict(*m_network), m_config);
        return answers;
    }

    [[nodiscard]] StateDict state(qint64) const override { return stateDict(*m_network); }

private:
    static TrainingConfig seeded(TrainingConfig config, qint64 seed)
    {
        config.seed = seed;
        return config;
    }

    const SubsetTraining &m_task;
    TrainingConfig m_config;
    std::shared_ptr<Network> m_network;
    Trainer m_trainer;
};

} // namespace

std::unique_ptr<CopyTraining> makeCopyTraining(const SubsetTraining &task, const Subset &subset)
{
    return std::make_unique<LoneTraining>(task, subset);
}

std::unique_ptr<CopyTraining> makeCopyTraining(const SubsetTraining &task,
                                               const StackedArchitecture &architecture,
                                               std::vector<const Subset *> subsets)
{
    return std::make_unique<StackTraining>(task, architecture, std::move(subsets));
}

} // namespace proponent
