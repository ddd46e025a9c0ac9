// SPDX-License-Identifier: GPL-3.0-or-later
// How it is fitted.
#include "engine/methods/projected_kernel.h"

#include "engine/methods/methods_text.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace proponent {

namespace {

/// Of all layers together: C takes its square, and its time.
constexpr int64_t largestWidth = 12'288;
constexpr int64_t largestOnCpu = 6'144;
/// Of the time that the model was trained, in units of the loss's slope: curvature below one over it had no time to
/// act. The factor was chosen on the README's protocol, where 1 to 4 are about as good.
constexpr double dampingTimesTime = 2;
/// Where that time isn't known: a share of C's mean eigenvalue.
constexpr double dampingShare = 0.1;

/// Of each checkpoint; more changed nothing.
constexpr qint64 examplesForDirections = 1024;
/// What C is measured on, in all checkpoints together, for each of its rows. Fewer predict worse: on the README's protocol
/// four cost `logistic` .06 of its LDS.
constexpr qint64 examplesForRow = 16;

constexpr int64_t asFactors = 0;
constexpr int64_t asWholes = 1;

/// The blocks on and below the diagonal of `sum` += rows^T rows: a little more than half the work of all.
void addLowerProduct(const torch::Tensor &sum, const torch::Tensor &rows)
{
    constexpr int64_t size = 1024;
    for (int64_t begin = 0; begin < sum.size(0); begin += size) {
        const int64_t end = std::min(begin + size, sum.size(0));
        sum.slice(0, begin, end)
            .slice(1, 0, end)
            .addmm_(rows.slice(1, begin, end).t(), rows.slice(1, 0, end));
    }
}

torch::Tensor randomSigns(int64_t rows, int64_t columns, at::Generator &generator,
                          const torch::Device &device)
{
    const torch::Tensor bits = torch::randint(2, {rows, columns}, generator, torch::kFloat);
    return ((2 * bits - 1) / std::sqrt(double(columns))).to(device);
}

} // namespace

QList<AttributionParameter> ProjectedKernel::parameters()
{
    const Options usual;
    return {dampingParameter(),
            wholeParameter(QStringLiteral("out"),
                           MethodsText::tr("Directions of a layer's output side, at most."),
                           double(usual.out), 1, 4096),
            wholeParameter(QStringLiteral("in"),
                           MethodsText::tr("Directions of a layer's input side, at most."), double(usual.in),
                           1, 8192),
            wholeParameter(QStringLiteral("rank"),
                           MethodsText::tr("Of all layers' directions together, those in which the curvature "
                                           "is largest, as an index has them; 0: all."),
                           double(usual.rank), 0, largestWidth)};
}

ProjectedKernel::Options ProjectedKernel::optionsOf(const QJsonObject &parameters, Directions directions)
{
    Options options;
    options.directions = directions;
    options.out = int64_t(parameterOf(parameters, QLatin1StringView("out")).value_or(double(options.out)));
    options.in = int64_t(parameterOf(parameters, QLatin1StringView("in")).value_or(double(options.in)));
    if (const auto examples = parameterOf(parameters, QLatin1StringView("examples")))
        options.examples = qint64(*examples);
    options.rank = int64_t(parameterOf(parameters, QLatin1StringView("rank")).value_or(double(options.rank)));
    options.damping = parameterOf(parameters, QLatin1StringView("damping"));
    return options;
}

std::unique_ptr<ProjectedKernel> ProjectedKernel::fit(const FitTask &task, const Options &options)
{
    const torch::NoGradGuard noGrad;
    std::unique_ptr<ProjectedKernel> kernel(new ProjectedKernel);
    if (!kernel->findLayers(task, options) || !kernel->addCurvature(task, options))
        return nullptr;
    const double mean = kernel->m_curvature.diagonal().mean().item<double>();
    const double usual = task.trainingTime > 0 ? dampingTimesTime / task.trainingTime : dampingShare * mean;
    // Not below what float32 can tell apart.
    kernel->m_damping = std::max(options.damping.value_or(usual), 1e-6 * mean);
    kernel->m_curvature.diagonal().add_(kernel->m_damping);
    kernel->m_curvature =
        at::linalg_cholesky(kernel->m_curvature); // looks at the lower half, and leaves 0 above
    if (options.rank > 0) {
        kernel->findLeading(options.rank);
        kernel->dropCurvature();
    }
    return kernel;
}

/// The layers, and of each its directions.
bool ProjectedKernel::findLayers(const FitTask &task, const Options &options)
{
    std::map<Key, KroneckerBasis> factors;
    std::mutex mapMutex; // the threads of a pass may come with the same layer
    std::map<Key, std::mutex> layerMutexes;
    const bool principal = options.directions == Directions::Principal;
    const auto look = [&](const ImageTensors::Batch &batch, qint64) {
        task.gradients.forEachBlock(
            batch, principal ? asFactors : asWholes,
            [&](const LayerGradient &layer, int64_t) {
                std::unique_lock lock(mapMutex);
                KroneckerBasis &basis =
                    factors
                        .try_emplace(keyOf(layer), shapeOf(layer, task.gradients.parameters()),
                                     batch.images.device())
                        .first->second;
                std::mutex &layerMutex = layerMutexes[keyOf(layer)];
                lock.unlock();
                if (!principal)
                    return;
                const std::scoped_lock layerLock(layerMutex);
                basis.addFactors(layer);
            },
            rootWeightedMargin());
    };
    // Which layers there are, the first example shows.
    if (!principal)
        look(task.train.batch(0, std::min<qint64>(1, task.train.count())), 0);
    else if (!task.pass(look, examplesForDirections))
        return false;
    chooseDirections(task, options, factors);
    return true;
}

void ProjectedKernel::chooseDirections(const FitTask &task, const Options &options,
                                       std::map<Key, KroneckerBasis> &factors)
{
    int64_t in = options.in;
    const auto widthWith = [&](int64_t columns) {
        int64_t width = 0;
        for (const auto &[key, basis] : factors)
            width += std::min(basis.shape().out, options.out) * std::min(basis.shape().in, columns);
        return width;
    };
    while (in > 1 && widthWith(in) > (task.train.device().is_cuda() ? largestWidth : largestOnCpu))
        in = in * 3 / 4;
    auto generator = at::detail::createCPUGenerator(task.seed);
    int64_t begin = 0;
    for (auto &[key, basis] : factors) {
        Layer layer;
        layer.shape = basis.shape();
        layer.rows = std::min(layer.shape.out, options.out);
        layer.columns = std::min(layer.shape.in, in);
        layer.begin = begin;
        begin += layer.width();
        const torch::Device device = task.train.device();
        const bool fewerOut = layer.rows < layer.shape.out;
        const bool fewerIn = layer.columns < layer.shape.in;
        if (options.directions == Directions::Principal && (fewerOut || fewerIn)) {
            basis.decomposeLeading(layer.rows, layer.columns);
            if (fewerOut)
                layer.outputs = basis.leadingOutputs(layer.rows);
            if (fewerIn)
                layer.inputs = basis.leadingInputs(layer.columns);
        }
        // Random, too, where a side is too long for eigenvectors.
        if (fewerOut && !layer.outputs.defined())
            layer.outputs = randomSigns(layer.shape.out, layer.rows, generator, device);
        if (fewerIn && !layer.inputs.defined())
            layer.inputs = randomSigns(layer.shape.in, layer.columns, generator, device);
        m_layers.emplace(key, std::move(layer));
    }
    m_width = begin;
    m_curvature =
        torch::zeros({m_width, m_width}, torch::TensorOptions(task.train.device()).dtype(torch::kFloat));
}

bool ProjectedKernel::addCurvature(const FitTask &task, const Options &options)
{
    double examples = 0;
    const qint64 enough = (examplesForRow * m_width + task.checkpoints - 1) / task.checkpoints;
    const bool done = task.pass(
        [&](const ImageTensors::Batch &batch, qint64) {
            const torch::Tensor rows = features(task.gradients, batch, rootWeightedMargin());
            addLowerProduct(m_curvature, rows);
            examples += double(rows.size(0));
        },
        options.examples.value_or(enough));
    m_curvature.div_(std::max(1.0, examples));
    return done;
}

} // namespace proponent
