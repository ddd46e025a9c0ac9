// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/trainer.h"

#include "engine/device/autocast.h"
#include "engine/device/memory.h"
#include "engine/device/precision.h"
#include "engine/device/torch_compat.h"
#include "engine/objective/objective.h"
#include "engine/rate_meter.h"
#include "engine/training/epoch_order.h"
#include "engine/training/training_text.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace proponent {

namespace {

constexpr qint64 largestEvaluationBatch = 500;
/// Below this the loss scaler has halved 30 times in a row: no scale makes the gradients finite.
constexpr double smallestLossScale = 1.0 / 16384;

GradScaler::Options scalerOptions(Precision precision)
{
    GradScaler::Options options;
    options.enabled = precision == Precision::Fp16;
    return options;
}

qint64 nonFinite(const QList<float> &values)
{
    return std::ranges::count_if(values, [](float value) { return !std::isfinite(value); });
}

QList<int> toInts(const torch::Tensor &values)
{
    const torch::Tensor cpu = values.to(torch::kCPU, torch::kInt).contiguous();
    return QList<int>(cpu.data_ptr<int>(), cpu.data_ptr<int>() + cpu.numel());
}

QList<float> toFloats(const torch::Tensor &values)
{
    const torch::Tensor cpu = values.to(torch::kCPU, torch::kFloat).contiguous();
    return QList<float>(cpu.data_ptr<float>(), cpu.data_ptr<float>() + cpu.numel());
}

} // namespace

/// Sums over an epoch, kept on the device so that the batch loop doesn't wait for it.
struct Trainer::Totals
{
    explicit Totals(torch::Device device)
        : sums(torch::zeros({2}, torch::TensorOptions(device).dtype(torch::kDouble))),
          loss(sums[0]),
          correct(sums[1])
    {
    }

    void add(const PartResult &part)
    {
        loss.add_(part.loss, part.count);
        correct.add_(part.correct);
    }

    struct Values
    {
        double loss = 0;
        double correct = 0;
        qint64 done = 0;
    };
    /// Waits for the device, once.
    [[nodiscard]] Values read(qint64 done) const
    {
        const torch::Tensor values = sums.cpu();
        return {values[0].item<double>(), values[1].item<double>(), done};
    }

    torch::Tensor sums; ///< double [2], in one tensor to be read at once
    torch::Tensor loss; ///< a part of it; skipped steps of the loss scaler count 0
    torch::Tensor correct; ///< the other: right predictions
    Values reported; ///< in the last sample
};

bool allFinite(const StateDict &state)
{
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> finite;
    for (const auto &[name, tensor] : state) {
        if (tensor.is_floating_point())
            finite.push_back(torch::isfinite(tensor).all());
    }
    return finite.empty() || torch::stack(finite).all().item<bool>();
}

void summarise(const TestEvaluation &evaluation, EpochMetrics &metrics)
{
    double loss = 0;
    qint64 correct = 0;
    for (qsizetype i = 0; i < evaluation.labels.size(); ++i) {
        loss += double(evaluation.losses[i]);
        correct += evaluation.predicted[i] == evaluation.labels[i] ? 1 : 0;
    }
    const double count = std::max(1.0, double(evaluation.labels.size()));
    metrics.testLoss = loss / count;
    metrics.testAccuracy = double(correct) / count;
}

Trainer::Trainer(std::shared_ptr<Network> network, const TrainingConfig &config, const DeviceId &device,
                 Precision precision)
    : m_network((network->to(device.torch()), std::move(network))),
      m_config(config),
      m_device(device.torch()),
      m_dtype(scalarType(precision)),
      m_optimizer(*m_network, config),
      m_scaler(m_device, scalerOptions(precision)),
      m_evaluationBatch(largestEvaluationBatch)
{
}

double Trainer::learningRate(const TrainingConfig &config, int epoch)
{
    if (config.schedule == ScheduleKind::Constant)
        return config.learningRate;
    return 0.5 * config.learningRate * (1 + std::cos(std::numbers::pi * (epoch - 1) / config.epochs));
}

/// Adds the gradients of `share` times the mean loss.
Trainer::PartResult Trainer::computeGradients(const ImageTensors::Batch &batch, double share) const
{
    const compat::NoTf32Scope settled;
    torch::Tensor logits;
    torch::Tensor loss;
    {
        const AutocastGuard autocast(m_device, m_dtype);
        logits = m_network->forward(batch.images);
        loss = meanLoss(logits, batch.labels);
    }
    m_scaler.scale(share == 1 ? loss : loss * share).backward();

    const torch::NoGradGuard noGrad;
    loss = loss.detach();
    return {m_scaler.isEnabled() ? loss.nan_to_num(0, 0, 0) : loss,
            logits.detach().argmax(1).eq(batch.labels).sum(), double(batch.labels.size(0))};
}

/// How many of a batch's `count` examples are computed at a time.
qint64 Trainer::partSize(qint64 count) const
{
    return std::max((count + m_parts - 1) / m_parts, m_network->smallestBatch());
}

std::vector<Trainer::PartResult> Trainer::computeGradientsInParts(const ImageTensors::Batch &batch) const
{
    const qint64 count = batch.labels.size(0);
    const qint64 size = partSize(count);
    std::vector<PartResult> results;
    for (qint64 begin = 0, end = 0; begin < count; begin = end) {
        end = pieceEnd(begin, size, count, m_network->smallestBatch());
        const ImageTensors::Batch part{batch.images.slice(0, begin, end), batch.labels.slice(0, begin, end)};
        results.push_back(computeGradients(part, double(end - begin) / double(count)));
    }
    return results;
}

/// After memory ran out for `examples` examples at a time.
void Trainer::makeRoom(qint64 examples, qint64 parts) const
{
    releaseCachedMemory(m_device);
    m_onNotice(TrainingText::tr(
                   "The memory of %1 is too small for %n example(s) at a time. Batches are now computed "
                   "in %2 parts each.",
                   nullptr, int(examples))
                   .arg(QString::fromStdString(m_device.str()))
                   .arg(parts));
}

void Trainer::trainBatch(const ImageTensors::Batch &batch, Totals &totals)
{
    const qint64 count = batch.labels.size(0);
    std::vector<PartResult> results;
    while (results.empty()) {
        m_optimizer.clearGradients();
        try {
            results = computeGradientsInParts(batch);
            continue;
        } catch (const std::exception &error) {
            if (!isOutOfMemory(error) || partSize(count) <= m_network->smallestBatch())
                throw;
        }
        // Out of the handler, as the exception may keep alive what it met.
        const qint64 tooMany = partSize(count);
        m_parts *= 2;
        makeRoom(tooMany, m_parts);
    }
    m_scaler.step(m_optimizer.torch());
    m_scaler.update();
    const torch::NoGradGuard noGrad;
    for (const PartResult &part : results)
        totals.add(part);
}

std::optional<EpochMetrics> Trainer::trainEpoch(int epoch, const ImageTensors &train, RateMeter &meter,
                                                const SampleHandler &onSample, const std::stop_token &stop)
{
    const torch::Tensor trained =
        m_trained.defined() ? m_trained : trainedWithout(train.count(), m_config.labelChanges);
    const torch::Tensor order = epochOrder(trained, m_config.seed, epoch).to(train.storage());
    const qint64 count = order.size(0);
    const qint64 doneBefore = meter.done();
    const qint64 skippedBefore = m_scaler.skippedSteps();
    EpochMetrics metrics;
    metrics.epoch = epoch;
    metrics.learningRate = learningRate(m_config, epoch);
    m_optimizer.setLearningRate(metrics.learningRate);
    m_network->train();

    QElapsedTimer clock;
    clock.start();
    Totals totals(m_device);
    for (qint64 begin = 0, end = 0; begin < count; begin = end) {
        if (stop.stop_requested())
            return {};
        end = pieceEnd(begin, m_config.batchSize, count, m_network->smallestBatch());
        trainBatch(train.batch(order.slice(0, begin, end)), totals);
        if (meter.isDue(doneBefore + end))
            onSample(sample(epoch, end, count, totals, meter));
    }
    const Totals::Values values = totals.read(count);
    metrics.trainLoss = values.loss / double(count);
    metrics.trainAccuracy = values.correct / double(count);
    metrics.seconds = double(clock.nsecsElapsed()) * 1e-9;
    metrics.samplesPerSecond = double(count) / metrics.seconds;
    metrics.lossScale = m_scaler.isEnabled() ? m_scaler.currentScale() : 0;
    metrics.skippedSteps = m_scaler.skippedSteps() - skippedBefore;
    requireFinite(values.loss, epoch);
    return metrics;
}

TrainingSample Trainer::sample(int epoch, qint64 done, qint64 count, Totals &totals,
                               const RateMeter &meter) const
{
    const Totals::Values values = totals.read(done);
    requireFinite(values.loss, epoch);
    const auto examples = double(std::max<qint64>(1, done - totals.reported.done));
    TrainingSample sample;
    sample.epoch = epoch - 1 + double(done) / double(count);
    sample.loss = (values.loss - totals.reported.loss) / examples;
    sample.accuracy = (values.correct - totals.reported.correct) / examples;
    sample.learningRate = learningRate(m_config, epoch);
    sample.samplesPerSecond = meter.rate();
    sample.lossScale = m_scaler.isEnabled() ? m_scaler.currentScale() : 0;
    sample.skippedSteps = m_scaler.skippedSteps();
    totals.reported = values;
    return sample;
}

void Trainer::requireFinite(double loss, int epoch) const
{
    const bool scaleCollapsed = m_scaler.isEnabled() && m_scaler.currentScale() < smallestLossScale;
    if (!std::isfinite(loss) || scaleCollapsed)
        throwDiverged(TrainingText::tr("the loss"), epoch);
}

void Trainer::requireSound(const TestEvaluation &evaluation, int epoch) const
{
    if (!allFinite(stateDict(*m_network)))
        throwDiverged(TrainingText::tr("a weight"), epoch);
    if (const qint64 count = nonFinite(evaluation.losses); count > 0)
        throwDiverged(TrainingText::tr("the loss of %n test example(s)", nullptr, int(count)), epoch);
}

void Trainer::throwDiverged(const QString &what, int epoch) const
{
    throw EngineError(
        TrainingText::tr(
            "Training diverged: in epoch %1 %2 is no longer finite (learning rate %3). Train again with a "
            "smaller learning rate; earlier checkpoints are kept.")
            .arg(epoch)
            .arg(what)
            .arg(learningRate(m_config, epoch)));
}

TestEvaluation Trainer::evaluate(const ImageTensors &test, int epoch)
{
    TestEvaluation evaluation = evaluateIn(m_dtype, test);
    // fp16 ends at 65,504, which a single picture may reach in a network that is all right.
    if (m_dtype != torch::kFloat && nonFinite(evaluation.losses) > 0)
        evaluation = evaluateIn(torch::kFloat, test);
    evaluation.epoch = epoch;
    return evaluation;
}

TestEvaluation Trainer::evaluateIn(torch::ScalarType dtype, const ImageTensors &test)
{
    const torch::NoGradGuard noGrad;
    const bool wasTraining = m_network->is_training();
    m_network->eval();
    std::vector<torch::Tensor> losses;
    std::vector<torch::Tensor> probabilities;
    for (qint64 begin = 0; begin < test.count();) {
        const qint64 end = std::min(test.count(), begin + m_evaluationBatch);
        try {
            const auto batch = test.batch(begin, end);
            const compat::NoTf32Scope settled;
            const AutocastGuard autocast(m_device, dtype);
            const torch::Tensor logits = m_network->forward(batch.images);
            const torch::Tensor loss = exampleLosses(logits, batch.labels);
            probabilities.push_back(logits.to(torch::kFloat).softmax(1));
            losses.push_back(loss);
            begin = end;
            continue;
        } catch (const std::exception &error) {
            if (!isOutOfMemory(error) || m_evaluationBatch == 1)
                throw;
        }
        m_evaluationBatch /= 2;
        releaseCachedMemory(m_device);
    }
    m_network->train(wasTraining);

    TestEvaluation evaluation;
    evaluation.labels = toInts(test.labels());
    if (!losses.empty()) {
        const torch::Tensor all = torch::cat(probabilities); // [examples, classes]
        evaluation.losses = toFloats(torch::cat(losses));
        evaluation.predicted = toInts(all.argmax(1));
        evaluation.probabilities = toFloats(all);
    }
    return evaluation;
}

TensorFile Trainer::state()
{
    TensorFile file;
    file.tensors = m_optimizer.state();
    const GradScaler::State scaler = m_scaler.state();
    file.tensors["loss_scale"] = torch::full({}, scaler.scale, torch::kDouble);
    file.tensors["loss_scale_growth"] = torch::full({}, scaler.growthTracker, torch::kLong);
    file.tensors["loss_scale_skipped"] = torch::full({}, int64_t(scaler.skippedSteps), torch::kLong);
    return file;
}

Result<bool> Trainer::restore(const TensorFile &state)
{
    const auto &tensors = state.tensors;
    for (const char *name : {"loss_scale", "loss_scale_growth", "loss_scale_skipped"}) {
        if (!tensors.contains(name))
            return Error{TrainingText::tr("The training state lacks %1.").arg(QString::fromLatin1(name))};
    }
    m_scaler.restore({tensors.at("loss_scale").item<double>(), tensors.at("loss_scale_growth").item<int>(),
                      tensors.at("loss_scale_skipped").item<int64_t>()});
    if (m_scaler.skippedSteps() > 0 && !Optimizer::hasState(tensors))
        return true; // every step so far was skipped while the loss scale was found
    return m_optimizer.restore(tensors);
}

} // namespace proponent
