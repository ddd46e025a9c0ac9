// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/verification.h"

#include "engine/gradients/brute_force.h"
#include "engine/methods/influence_run.h"

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

    ExactGradient &operator+=(const ExactGradient &other)
    {
        values = values.defined() ? values + other.values : other.values;
        length += other.length;
        return *this;
    }
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

/// The product that a method's rule is about; plain without a transform.
struct Metric
{
    std::shared_ptr<const GradientTransform> transform;
    std::vector<TrackedParameter> parameters;

    [[nodiscard]] torch::Tensor applied(const torch::Tensor &gradient) const
    {
        return transform ? transform->exact(gradient, parameters) : gradient;
    }
};

/// A pair's score, summed over the checkpoints, in float64.
struct Recomputed
{
    using Rule = AttributionMethod::Rule;

    double score = 0;
    double bound = 0; ///< of |score|, by Cauchy and Schwarz
    double self = 0; ///< of the training example with itself

    void add(double weight, const ExactGradient &train, const ExactGradient &question, const Metric &metric,
             Rule rule)
    {
        const torch::Tensor asked = metric.applied(question.values);
        const double dot = train.values.dot(asked).item<double>();
        const double norms = (train.values.norm() * asked.norm()).item<double>();
        const double stretch =
            asked.norm().item<double>() / std::max(question.values.norm().item<double>(), tiny);
        if (rule == Rule::OverRootSelf)
            self += weight * train.values.dot(metric.applied(train.values)).item<double>();
        if (rule != Rule::Cosine) {
            score += weight * dot;
            bound += weight * train.length * question.length * stretch;
        } else if (norms > 0) {
            score += weight * dot / norms;
            bound += weight * train.length * question.length / norms;
        }
    }

    void finish(Rule rule)
    {
        if (rule != Rule::OverRootSelf)
            return;
        const double divisor = std::sqrt(self);
        score = divisor > 0 ? score / divisor : 0;
        bound = divisor > 0 ? bound / divisor : 0;
    }

private:
    static constexpr double tiny = std::numeric_limits<double>::min();
};

/// Puts a checkpoint's values, which are float32, into the network, and makes it float64.
void loadInDouble(const VerificationTask &task, const CheckpointInfo &checkpoint)
{
    task.network.to(torch::kFloat);
    loadCheckpoint(task.network, checkpoint);
    task.network.to(torch::kDouble);
    task.network.eval();
}

/// What the method fits at these checkpoints. Nothing when stopped.
std::optional<Metric> metricOf(const VerificationTask &task, const AttributionMethod &method,
                               const QList<CheckpointInfo> &checkpoints, const std::stop_token &stop)
{
    Metric metric;
    task.network.to(torch::kFloat);
    loadCheckpoint(task.network, checkpoints.first());
    PerExampleGradients gradients(task.network, task.parameters, torch::kFloat);
    if (method.fit) {
        const ScoringTask fitting{task.network,
                                  task.parameters,
                                  task.train,
                                  checkpoints,
                                  torch::kFloat,
                                  0,
                                  0,
                                  [](const Progress &) {},
                                  [](const QString &) {},
                                  [](const MemoryPlan &) {},
                                  task.trainingTime};
        const bool fitted = gradients.consistently([&] {
            return fitTransform(fitting, task.choice, checkpoints.first(), gradients, metric.transform, stop);
        });
        if (!fitted)
            return {};
    }
    metric.parameters = gradients.parameters();
    return metric;
}

ExactGradient gradientOf(const VerificationTask &task, const ImageTensors &examples, qint64 index,
                         const Measurement &measurement)
{
    const ImageTensors::Batch batch = examples.batch(index, index + 1);
    ExactGradient gradient;
    gradient.values =
        bruteForceGradients(task.network, task.parameters, batch.images, batch.labels, measurement)
            .squeeze(0);
    const torch::NoGradGuard noGrad;
    const torch::Tensor logits = task.network.forward(batch.images.to(torch::kDouble));
    const auto loss = meanLoss(logits, batch.labels).item<double>();
    gradient.length = blurredLength(gradient.values, loss, toleranceOf(task.precision));
    return gradient;
}

/// What is asked of a pair's test, or of all of the group.
ExactGradient questionOf(const VerificationTask &task, qint64 test)
{
    const ImageTensors &examples = task.ofTraining ? task.train : task.test;
    const Measurement measurement = AskedExamples{{}, task.choice, task.question}.measurement();
    if (task.group.isEmpty())
        return gradientOf(task, examples, test, measurement);
    ExactGradient mean;
    for (const qint64 member : task.group) {
        const ExactGradient one = gradientOf(task, examples, member, measurement);
        const double share = 1.0 / double(task.group.size());
        mean += {one.values * share, one.length * share};
    }
    return mean;
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
    const AttributionMethod &method = attributionMethod(task.choice.name);
    std::vector<Recomputed> truth(std::size_t(pairs.size()));
    std::optional<Metric> metric;
    // Of a pooled method each question is the sum over all checkpoints, before the first training example.
    std::map<qint64, ExactGradient> pooled; // by test; of a group by -1
    const auto questionKey = [&](const ScoredPair &pair) { return task.group.isEmpty() ? pair.test : -1; };
    if (method.isPooled) {
        metric = metricOf(task, method, task.checkpoints, stop);
        for (const CheckpointInfo &checkpoint : task.checkpoints) {
            std::map<qint64, ExactGradient> here;
            loadInDouble(task, checkpoint);
            for (const ScoredPair &pair : pairs) {
                if (stop.stop_requested() || !metric)
                    return {};
                if (!here.contains(questionKey(pair)))
                    here.emplace(questionKey(pair), questionOf(task, pair.test));
            }
            for (const auto &[key, gradient] : here)
                pooled[key] += gradient;
        }
    }
    int done = 0;
    for (const CheckpointInfo &checkpoint : task.checkpoints) {
        if (!method.isPooled)
            metric = metricOf(task, method, {checkpoint}, stop);
        if (!metric)
            return {};
        loadInDouble(task, checkpoint);
        const double weight = method.weightOf(checkpoint, task.checkpoints.size());
        std::map<qint64, ExactGradient> group; // the one question of a group, once
        for (qsizetype i = 0; i < pairs.size(); ++i) {
            if (stop.stop_requested())
                return {};
            if (!task.group.isEmpty() && group.empty() && !method.isPooled)
                group.emplace(-1, questionOf(task, -1));
            const ExactGradient question = method.isPooled        ? pooled.at(questionKey(pairs[i]))
                                           : task.group.isEmpty() ? questionOf(task, pairs[i].test)
                                                                  : group.at(-1);
            truth[std::size_t(i)].add(weight, gradientOf(task, task.train, pairs[i].train, exampleLosses),
                                      question, *metric, method.rule);
            task.onPair(++done);
        }
    }
    for (Recomputed &pair : truth)
        pair.finish(method.rule);
    return compare(pairs, truth, task.precision);
}

} // namespace proponent
