// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/influence/influence_run.h"

#include "engine/device/autocast.h"
#include "engine/influence/test_gradients.h"
#include "engine/model/safetensors.h"
#include "engine/rate_meter.h"

#include <QDir>

#include <algorithm>
#include <cmath>

namespace proponent {

namespace {

/// Of a batch of training examples.
struct BatchLimits
{
    qint64 examples;
    qint64 rowMemory; ///< bytes for the gradient rows
};
constexpr BatchLimits cpuLimits{256, qint64(512) << 20};
/// A GPU is busy with larger ones only: launching a kernel costs the same for one example as for a thousand.
constexpr BatchLimits cudaLimits{1024, qint64(2) << 30};
constexpr qint64 testMemory = qint64(1) << 30; ///< bytes for the test side

/// A batch whose gradients, were they all built, fit the row memory.
qint64 chooseBatch(const ScoringTask &task)
{
    if (task.batchSize > 0)
        return task.batchSize;
    const BatchLimits &limits = task.train.device().is_cuda() ? cudaLimits : cpuLimits;
    const qint64 rowBytes = parameterCount(task.network) * qint64(sizeof(float));
    return std::clamp<qint64>(limits.rowMemory / std::max<qint64>(1, rowBytes), 8, limits.examples);
}

void loadCheckpoint(Network &network, const CheckpointInfo &checkpoint)
{
    const TensorFile file = readSafetensors(checkpoint.file).valueOrThrow();
    loadStateDict(network, file.tensors).valueOrThrow();
    AutocastGuard::weightsChanged();
}

/// What one checkpoint contributes: fills `matrix`; false when stopped.
using CheckpointScorer = std::function<bool(PerExampleGradients &, ScoreMatrix &, int position)>;

/// Runs `score` for every checkpoint that isn't finished yet.
std::optional<CheckpointScores> scoreCheckpoints(const ScoringTask &task, qint64 rows,
                                                 const CheckpointScorer &score)
{
    const QDir folder(task.partialFolder);
    folder.mkpath(QStringLiteral("."));
    CheckpointScores scores;
    for (int i = 0; i < int(task.checkpoints.size()); ++i) {
        const CheckpointInfo &checkpoint = task.checkpoints[i];
        const QString path = folder.filePath(QStringLiteral("epoch-%1.f32").arg(checkpoint.epoch));
        if (auto finished = ScoreMatrix::open(path, rows, task.train.count())) {
            scores.push_back(std::move(*finished));
            continue;
        }
        loadCheckpoint(task.network, checkpoint);
        PerExampleGradients gradients(task.network, task.parameters, task.dtype);
        ScoreMatrix matrix = ScoreMatrix::create(path, rows, task.train.count());
        if (!score(gradients, matrix, i))
            return {};
        if (!gradients.slowParameters().isEmpty())
            task.onNotice(gradients.slowParameters().join(QStringLiteral(", ")));
        matrix.commit();
        scores.push_back(std::move(matrix));
    }
    return scores;
}

/// Goes over the training examples in batches; false when stopped. `doneAt`: the progress once `end` of
/// them are scored.
template <class ScoreBatch, class DoneAt>
bool forEachBatch(const ScoringTask &task, qint64 batchSize, RateMeter &meter, Progress::Stage stage,
                  int position, const std::stop_token &stop, ScoreBatch scoreBatch, DoneAt doneAt)
{
    for (qint64 begin = 0; begin < task.train.count(); begin += batchSize) {
        if (stop.stop_requested())
            return false;
        const qint64 end = std::min(task.train.count(), begin + batchSize);
        scoreBatch(begin, task.train.batch(begin, end));
        if (meter.isDue(doneAt(end))) {
            task.onProgress({stage, meter.done(), meter.total(), meter.rate(), meter.secondsLeft(),
                             position + 1, int(task.checkpoints.size())});
        }
    }
    return true;
}

} // namespace

std::optional<CheckpointScores> traceScores(const ScoringTask &task, const ImageTensors::Batch &tests,
                                            InfluenceMethod method, const std::stop_token &stop)
{
    const qint64 batchSize = chooseBatch(task);
    const qint64 testCount = tests.labels.size(0);
    const bool needsSelf = method == InfluenceMethod::RelatIf;
    const qint64 examples = task.train.count();
    RateMeter meter(examples * task.checkpoints.size());

    return scoreCheckpoints(
        task, testCount + (needsSelf ? 1 : 0),
        [&](PerExampleGradients &gradients, ScoreMatrix &matrix, int position) {
            const double rate = task.checkpoints[position].learningRate;
            for (qint64 begin = 0; begin < testCount;) {
                const TestGradients side(gradients, tests, begin, batchSize, testMemory);
                // Blocks of tests share the checkpoint's progress by their size.
                const qint64 doneBefore = examples * position + examples * begin / testCount;
                const double share = double(side.end() - begin) / double(testCount);
                const bool finished = forEachBatch(
                    task, batchSize, meter, Progress::Stage::Tracing, position, stop,
                    [&](qint64 column, const ImageTensors::Batch &batch) {
                        const auto result = side.scores(gradients, batch, method);
                        matrix.set(begin, column, result.scores.mul(rate));
                        if (needsSelf && begin == 0)
                            matrix.set(testCount, column, result.squaredNorms.mul(rate).unsqueeze(0));
                    },
                    [&](qint64 end) { return doneBefore + qint64(share * double(end)); });
                if (!finished)
                    return false;
                begin = side.end();
            }
            return true;
        });
}

std::optional<CheckpointScores> selfInfluenceScores(const ScoringTask &task, const std::stop_token &stop)
{
    const qint64 batchSize = chooseBatch(task);
    const qint64 examples = task.train.count();
    RateMeter meter(examples * task.checkpoints.size());
    return scoreCheckpoints(task, 1, [&](PerExampleGradients &gradients, ScoreMatrix &matrix, int position) {
        const double rate = task.checkpoints[position].learningRate;
        return forEachBatch(
            task, batchSize, meter, Progress::Stage::SelfInfluence, position, stop,
            [&](qint64 column, const ImageTensors::Batch &batch) {
                matrix.set(0, column, squaredNorms(gradients, batch).mul(rate).unsqueeze(0));
            },
            [&](qint64 end) { return examples * position + end; });
    });
}

std::vector<float> summedScores(const CheckpointScores &scores, qint64 row, qint64 selfRow)
{
    const auto sum = [&scores](qint64 which) {
        const std::size_t count = scores.front().row(which).size();
        std::vector<double> total(count, 0.0);
        for (const ScoreMatrix &checkpoint : scores) {
            const std::span<const float> values = checkpoint.row(which);
            for (std::size_t i = 0; i < count; ++i)
                total[i] += double(values[i]);
        }
        return total;
    };
    std::vector<double> total = sum(row);
    if (selfRow >= 0) {
        const std::vector<double> self = sum(selfRow);
        for (std::size_t i = 0; i < total.size(); ++i)
            total[i] = self[i] == 0 ? 0 : total[i] / std::sqrt(self[i]);
    }
    return std::vector<float>(total.begin(), total.end());
}

QList<float> contributions(const CheckpointScores &scores, qint64 row, qint64 index, qint64 selfRow)
{
    double divisor = 1;
    if (selfRow >= 0) {
        double self = 0;
        for (const ScoreMatrix &checkpoint : scores)
            self += double(checkpoint.row(selfRow)[std::size_t(index)]);
        divisor = std::sqrt(self);
    }
    QList<float> parts;
    for (const ScoreMatrix &checkpoint : scores) {
        const auto value = double(checkpoint.row(row)[std::size_t(index)]);
        parts += divisor == 0 ? 0.0F : float(value / divisor);
    }
    return parts;
}

} // namespace proponent
