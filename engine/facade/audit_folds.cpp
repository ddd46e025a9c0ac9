// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/audit_folds.h"

#include "engine/data/equal_examples.h"
#include "engine/device/autocast.h"
#include "engine/device/precision.h"
#include "engine/facade/facade_text.h"
#include "engine/rate_meter.h"
#include "engine/training/trainer.h"

#include <algorithm>

namespace proponent {

namespace {

constexpr int64_t askedAtATime = 500;

/// Trains one model after the other, and asks each.
class FoldTraining
{
public:
    FoldTraining(const AnalysisSetup &setup, const ImageTensors &train, std::vector<int> fold, int folds,
                 const AnalysisJobEvents &events)
        : m_setup(setup),
          m_train(train),
          m_config(setup.details.config),
          m_device(DeviceId::parse(setup.header.device).valueOrThrow()),
          m_fold(std::move(fold)),
          m_folds(folds),
          m_events(events),
          m_meter((qint64(m_fold.size()) - setup.inputs.excluded.size()) * (folds - 1) * m_config.epochs)
    {
        m_config.labelChanges.clear(); // the examples that are given are relabelled and chosen already
    }

    /// False when stopped.
    bool run(int fold, OutOfSample &answers, const std::stop_token &stop)
    {
        torch::manual_seed(std::uint64_t(m_config.seed));
        const auto network = makeNetwork(m_config.model, m_setup.inputs.shape()).valueOrThrow();
        const torch::Tensor others = indicesOf([fold](int of) { return of >= 0 && of != fold; });
        if (others.size(0) < network->smallestBatch() || m_config.batchSize < network->smallestBatch()) {
            throw EngineError(FacadeText::tr("%1 can't be trained on %n example(s). Use more folds.", nullptr,
                                             int(others.size(0)))
                                  .arg(m_config.model));
        }
        const ImageTensors part = m_train.subset(others.to(m_train.storage()));
        Trainer trainer(network, m_config, m_device, m_setup.header.precision);
        trainer.setNoticeHandler(m_events.onNotice);
        for (int epoch = 1; epoch <= m_config.epochs; ++epoch) {
            const auto report = [&](const TrainingSample &) {
                m_events.onProgress({Progress::Stage::Training, m_meter.done(), m_meter.total(),
                                     m_meter.rate(), m_meter.secondsLeft(), fold * m_config.epochs + epoch,
                                     m_folds * m_config.epochs});
            };
            if (!trainer.trainEpoch(epoch, part, m_meter, report, stop))
                return false;
        }
        ask(*network, indicesOf([fold](int of) { return of == fold; }), answers);
        return true;
    }

private:
    template <class Belongs>
    [[nodiscard]] torch::Tensor indicesOf(Belongs belongs) const
    {
        std::vector<int64_t> indices;
        for (std::size_t example = 0; example < m_fold.size(); ++example) {
            if (belongs(m_fold[example]))
                indices.push_back(int64_t(example));
        }
        return torch::tensor(indices, torch::kLong);
    }

    void ask(Network &network, const torch::Tensor &indices, OutOfSample &answers) const
    {
        const torch::NoGradGuard noGrad;
        network.eval();
        for (const torch::Tensor &batch : indices.split(askedAtATime)) {
            if (batch.size(0) == 0)
                continue; // of an empty fold
            const AutocastGuard autocast(m_train.device(), scalarType(m_setup.header.precision));
            const torch::Tensor probabilities =
                network.forward(m_train.batch(batch.to(m_train.storage())).images)
                    .to(torch::kFloat)
                    .softmax(1)
                    .cpu()
                    .contiguous(); // [batch, classes]
            const auto classes = std::size_t(probabilities.size(1));
            for (int64_t i = 0; i < batch.size(0); ++i) {
                answers.take(std::size_t(batch[i].item<int64_t>()),
                             {probabilities.data_ptr<float>() + std::size_t(i) * classes, classes});
            }
        }
    }

    const AnalysisSetup &m_setup;
    const ImageTensors &m_train;
    TrainingConfig m_config;
    DeviceId m_device;
    std::vector<int> m_fold; ///< [examples]; -1: in none
    int m_folds;
    const AnalysisJobEvents &m_events;
    RateMeter m_meter;
};

} // namespace

std::optional<OutOfSample> trainFolds(const AnalysisSetup &setup, const ImageTensors &train, int folds,
                                      const AnalysisJobEvents &events, const std::stop_token &stop)
{
    const SessionInputs &inputs = setup.inputs;
    const std::span<const std::int64_t> labels(inputs.noise.labels.data(), std::size_t(inputs.trainCount));
    const std::vector<qint64> copyOf = earliestEqual(inputs.dataset->train, inputs.trainCount);
    FoldTraining training(
        setup, train,
        foldsOf(labels, copyOf, inputs.excluded, folds, std::uint64_t(setup.details.config.seed)), folds,
        events);
    OutOfSample answers(labels, inputs.dataset->info.classCount());
    for (int fold = 0; fold < folds; ++fold) {
        if (!training.run(fold, answers, stop))
            return {};
    }
    return answers;
}

} // namespace proponent
