// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/device/device_id.h"
#include "engine/device/grad_scaler.h"
#include "engine/model/image_tensors.h"
#include "engine/model/safetensors.h"
#include "engine/progress.h"
#include "engine/session.h"
#include "engine/training/optimizer.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace proponent {

class RateMeter;

/// Trains a network an epoch at a time. Reproducible: what epoch n does depends on the state before it, the
/// seed and n, not on how the run came there.
/// Engine thread only.
class Trainer
{
public:
    /// `network` is moved to the device. `config.device` and `config.precision` are not looked at: what they
    /// resolved to is passed in.
    Trainer(std::shared_ptr<Network> network, const TrainingConfig &config, const DeviceId &device,
            Precision precision);

    /// Called about 20 times a second within an epoch.
    using SampleHandler = std::function<void(const TrainingSample &)>;
    /// Called with what a person should know, such as that memory ran out.
    using NoticeHandler = std::function<void(const QString &)>;
    void setNoticeHandler(NoticeHandler onNotice) { m_onNotice = std::move(onNotice); }
    /// Trains on some examples only: bool [training examples] on the CPU, as of epoch_order.h. Without it on all but
    /// those that the configuration leaves out.
    void setTrained(const torch::Tensor &trained) { m_trained = trained; }

    /// One pass over the training examples in a new random order. Nothing when `stop` was requested: the
    /// weights are then somewhere within the epoch. Throws EngineError when the loss is no longer finite.
    ///
    /// When memory runs out, batches are from then on computed in 2, 4, … parts whose gradients add up: the
    /// step is the configured batch's, but for batch normalisation, which sees the parts.
    ///
    /// Examples left over at the end that are too few for the network (Network::smallestBatch()) join the batch
    /// before them.
    [[nodiscard]] std::optional<EpochMetrics> trainEpoch(int epoch, const ImageTensors &train,
                                                         RateMeter &meter, const SampleHandler &onSample,
                                                         const std::stop_token &stop);

    /// The network's answers on all examples, in evaluation mode.
    [[nodiscard]] TestEvaluation evaluate(const ImageTensors &test, int epoch);

    /// Throws EngineError when a weight, or the loss of a test example, isn't finite after epoch `epoch`: nothing
    /// can be made of such a checkpoint. The last step of an epoch shows in no training loss.
    void requireSound(const TestEvaluation &evaluation, int epoch) const;

    /// Optimiser and loss scaler, to go on from after the weights are restored.
    [[nodiscard]] TensorFile state();
    [[nodiscard]] Result<bool> restore(const TensorFile &state);

    [[nodiscard]] Network &network() { return *m_network; }
    /// The rate that epoch `epoch` (from 1) trains with.
    [[nodiscard]] static double learningRate(const TrainingConfig &config, int epoch);

private:
    struct Totals;
    /// What a batch, or a part of one, gave.
    struct PartResult
    {
        torch::Tensor loss; ///< mean
        torch::Tensor correct; ///< number of right predictions
        double count = 0;
    };
    void trainBatch(const ImageTensors::Batch &batch, Totals &totals);
    [[nodiscard]] PartResult computeGradients(const ImageTensors::Batch &batch, double share) const;
    [[nodiscard]] std::vector<PartResult> computeGradientsInParts(const ImageTensors::Batch &batch) const;
    [[nodiscard]] qint64 partSize(qint64 count) const;
    [[nodiscard]] TestEvaluation evaluateIn(torch::ScalarType dtype, const ImageTensors &test);
    void makeRoom(qint64 examples, qint64 parts) const;
    [[nodiscard]] TrainingSample sample(int epoch, qint64 done, qint64 count, Totals &totals,
                                        const RateMeter &meter) const;
    void requireFinite(double loss, int epoch) const;
    [[noreturn]] void throwDiverged(const QString &what, int epoch) const;

    std::shared_ptr<Network> m_network;
    TrainingConfig m_config;
    torch::Device m_device;
    torch::ScalarType m_dtype;
    Optimizer m_optimizer;
    GradScaler m_scaler;
    NoticeHandler m_onNotice = [](const QString &) {};
    torch::Tensor m_trained; ///< undefined: as the configuration says
    qint64 m_parts = 1; ///< that a training batch is computed in
    qint64 m_evaluationBatch;
};

/// Waits for the device, once.
[[nodiscard]] bool allFinite(const StateDict &state);

/// Mean of the losses, and share of right predictions, into the test fields of `metrics`.
void summarise(const TestEvaluation &evaluation, EpochMetrics &metrics);

} // namespace proponent
