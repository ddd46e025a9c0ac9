// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/verification.h"

#include "engine/gradients/brute_force.h"
#include "engine/model/safetensors.h"

#include <cmath>
#include <limits>

namespace proponent {

namespace {

/// What rounding can explain, as a share of the largest score that gradients of these lengths can have.
/// Logits carry 24, 11 or 8 bits, and are up to some 20: so far a softmax, and the gradients, may be off.
double toleranceOf(Precision precision)
{
    switch (precision) {
    case Precision::Bf16:
        return 0.15;
    case Precision::Fp16:
        return 0.02;
    case Precision::Fp32:
    case Precision::Auto:
        break;
    }
    return 1e-4;
}

/// An example's gradient in float64.
struct ExactGradient
{
    torch::Tensor values; ///< [parameters]
    double length = 0; ///< Euclidean, made longer where float32 can't tell how short it is
};

/// The loss is computed in float32 whatever the precision: next to 1 the softmax, and with it the gradient at
/// the logits, p - 1, has an absolute error of some units in the last place of 1. Of a confident example that
/// is a large share, and the whole gradient is in proportion to it.
double blurredLength(const torch::Tensor &gradient, double loss, double tolerance)
{
    constexpr double resolution = 4 * double(std::numeric_limits<float>::epsilon());
    const double doubt = -std::expm1(-loss); // 1 - p
    const double length = gradient.norm().item<double>();
    return doubt > 0 ? length * (1 + resolution / (tolerance * doubt)) : length;
}

/// A pair's score, summed over the checkpoints, in float64.
struct Recomputed
{
    double score = 0;
    double bound = 0; ///< of |score|, by Cauchy and Schwarz
    double self = 0; ///< self-influence of the training example

    void add(double rate, const ExactGradient &train, const ExactGradient &test, InfluenceMethod method)
    {
        const double dot = train.values.dot(test.values).item<double>();
        const double norms = (train.values.norm() * test.values.norm()).item<double>();
        self += rate * train.values.dot(train.values).item<double>();
        if (method != InfluenceMethod::TracInCosine) {
            score += rate * dot;
            bound += rate * train.length * test.length;
        } else if (norms > 0) {
            score += rate * dot / norms;
            bound += rate * train.length * test.length / norms;
        }
    }

    void finish(InfluenceMethod method)
    {
        if (method != InfluenceMethod::RelatIf)
            return;
        const double divisor = std::sqrt(self);
        score = divisor > 0 ? score / divisor : 0;
        bound = divisor > 0 ? bound / divisor : 0;
    }
};

/// Puts a checkpoint's values, which are float32, into the network and makes it float64.
void loadInDouble(Network &network, const CheckpointInfo &checkpoint)
{
    const TensorFile file = readSafetensors(checkpoint.file, checkpoint.checksum).valueOrThrow();
    network.to(torch::kFloat);
    loadStateDict(network, file.tensors).valueOrThrow();
    network.to(torch::kDouble);
    network.eval();
}

ExactGradient gradientOf(const VerificationTask &task, const ImageTensors &examples, qint64 index)
{
    const ImageTensors::Batch batch = examples.batch(index, index + 1);
    ExactGradient gradient;
    gradient.values =
        bruteForceGradients(task.network, task.parameters, batch.images, batch.labels).squeeze(0);
    const torch::NoGradGuard noGrad;
    const torch::Tensor logits = task.network.forward(batch.images.to(torch::kDouble));
    const auto loss = at::cross_entropy_loss(logits, batch.labels).item<double>();
    gradient.length = blurredLength(gradient.values, loss, toleranceOf(task.precision));
    return gradient;
}

Verification compare(const QList<ScoredPair> &pairs, const std::vector<Recomputed> &truth,
                     Precision precision)
{
    Verification result;
    result.pairs = int(pairs.size());
    result.tolerance = toleranceOf(precision);
    double squaredErrors = 0;
    double squaredTruth = 0;
    // A score that isn't a number is the largest error there is.
    const auto raise = [](double &largest, double value) {
        if (!std::isnan(largest) && !(value <= largest))
            largest = value;
    };
    for (qsizetype i = 0; i < pairs.size(); ++i) {
        const Recomputed &recomputed = truth[std::size_t(i)];
        const double error = std::abs(pairs[i].score - recomputed.score);
        raise(result.largestError, error);
        raise(result.scaledError, recomputed.bound > 0 ? error / recomputed.bound : error);
        squaredErrors += error * error;
        squaredTruth += recomputed.score * recomputed.score;
    }
    result.relativeError =
        squaredTruth > 0 ? std::sqrt(squaredErrors / squaredTruth) : std::sqrt(squaredErrors);
    return result;
}

} // namespace

std::optional<Verification> verifyScores(const VerificationTask &task, const QList<ScoredPair> &pairs,
                                         const std::stop_token &stop)
{
    std::vector<Recomputed> truth(std::size_t(pairs.size()));
    int done = 0;
    for (const CheckpointInfo &checkpoint : task.checkpoints) {
        loadInDouble(task.network, checkpoint);
        for (qsizetype i = 0; i < pairs.size(); ++i) {
            if (stop.stop_requested())
                return {};
            truth[std::size_t(i)].add(checkpoint.learningRate, gradientOf(task, task.train, pairs[i].train),
                                      gradientOf(task, task.test, pairs[i].test), task.method);
            task.onPair(++done);
        }
    }
    for (Recomputed &pair : truth)
        pair.finish(task.method);
    return compare(pairs, truth, task.precision);
}

} // namespace proponent
