// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/ekfac.h"

#include "engine/methods/methods.h"
#include "engine/methods/methods_text.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace proponent {

namespace {

/// A batch whose targets decide which labels lossOfSampledLabels() draws.
ImageTensors::Batch withDraws(const ImageTensors::Batch &batch, const torch::Tensor &draws, qint64 first)
{
    return {batch.images,
            draws.slice(0, first, first + batch.labels.size(0)).to(batch.labels.device(), torch::kFloat)};
}

double usualDamping(double meanEigenvalue, double trainingTime)
{
    constexpr double smallest = 1e-12; // of a layer without any curvature
    const double mean = std::max(smallest, meanEigenvalue);
    return trainingTime > 0 ? 0.5 * std::sqrt(mean / trainingTime) : mean;
}

AttributionParameter drawsParameter()
{
    AttributionParameter draws;
    draws.name = QStringLiteral("draws");
    draws.explanation = MethodsText::tr("Labels drawn from the model's prediction for each training example; "
                                        "0: none, but the curvature of its margin.");
    draws.usual = 0;
    draws.minimum = 0;
    draws.maximum = 100;
    draws.isWhole = true;
    return draws;
}

std::unique_ptr<GradientTransform> fitEkfac(const FitTask &task, const QJsonObject &parameters)
{
    return EkfacTransform::fit(task, parameterOf(parameters, QLatin1StringView("damping")),
                               int(parameterOf(parameters, QLatin1StringView("draws")).value_or(0)));
}

std::unique_ptr<GradientTransform> restoreEkfac(const StateDict &state)
{
    return EkfacTransform::restore(state);
}

} // namespace

std::unique_ptr<EkfacTransform> EkfacTransform::fit(const FitTask &task, std::optional<double> damping,
                                                    int draws)
{
    const torch::NoGradGuard noGrad;
    std::unique_ptr<EkfacTransform> transform(new EkfacTransform);
    std::mutex mapMutex; // the threads of a pass may come with the same layer
    std::map<Key, std::mutex> layerMutexes;
    qint64 examples = 0;
    const auto goOver = [&](int64_t others, const torch::Tensor &uniform, auto add) {
        const Measurement measurement = uniform.defined() ? lossOfSampledLabels() : rootWeightedMargin();
        const auto visitor = [&](const LayerGradient &layer, int64_t) {
            std::unique_lock lock(mapMutex);
            Layer &found = transform->m_layers
                               .try_emplace(keyOf(layer), shapeOf(layer, task.gradients.parameters()),
                                            task.train.device())
                               .first->second;
            std::mutex &layerMutex = layerMutexes[keyOf(layer)];
            lock.unlock();
            const std::scoped_lock layerLock(layerMutex);
            add(found.basis, layer);
        };
        const auto work = [&](const ImageTensors::Batch &batch, qint64 first) {
            examples += batch.labels.size(0);
            task.gradients.forEachBlock(uniform.defined() ? withDraws(batch, uniform, first) : batch, others,
                                        visitor, measurement);
        };
        return task.pass(work, /*examples=*/0);
    };
    // The same draws for both: eigenvalues are of the gradients that the basis is of.
    const auto goOverAll = [&](int64_t others, auto add) {
        examples = 0;
        auto generator = at::detail::createCPUGenerator(task.seed);
        for (int draw = 0; draw < std::max(1, draws); ++draw) {
            const torch::Tensor uniform =
                draws > 0 ? torch::rand({task.train.count()}, generator, torch::kFloat) : torch::Tensor();
            if (!goOver(others, uniform, add))
                return false;
        }
        return true;
    };
    constexpr int64_t asFactors = 0;
    constexpr int64_t asWholes = 1;
    if (!goOverAll(asFactors,
                   [](KroneckerBasis &basis, const LayerGradient &layer) { basis.addFactors(layer); }))
        return nullptr;
    for (auto &[key, layer] : transform->m_layers)
        layer.basis.decompose();
    if (!goOverAll(asWholes,
                   [](KroneckerBasis &basis, const LayerGradient &layer) { basis.addEigenvalues(layer); }))
        return nullptr;
    for (auto &[key, layer] : transform->m_layers) {
        layer.basis.finish(examples);
        const double mean = layer.basis.eigenvalues().mean(torch::kDouble).item<double>();
        layer.damping = damping.value_or(usualDamping(mean, task.trainingTime));
    }
    return transform;
}

const EkfacTransform::Layer &EkfacTransform::layerOf(const LayerGradient &layer) const
{
    const auto found = m_layers.find(keyOf(layer));
    TORCH_CHECK(found != m_layers.end(), "the network uses different layers for different examples");
    return found->second;
}

std::vector<LayerGradient> EkfacTransform::queries(std::vector<LayerGradient> layers) const
{
    for (LayerGradient &layer : layers) {
        const auto &[basis, damping] = layerOf(layer);
        layer =
            rowsOfMatrices(basis.inverse(matricesOf(layer, basis.shape()), damping), basis.shape(), layer);
    }
    return layers;
}

torch::Tensor EkfacTransform::squaredNorms(const LayerGradient &layer) const
{
    const auto &[basis, damping] = layerOf(layer);
    return basis.inverseNorms(layer, damping);
}

torch::Tensor EkfacTransform::exact(const torch::Tensor &gradient,
                                    const std::vector<TrackedParameter> &parameters) const
{
    std::vector<std::pair<Key, LayerShape>> shapes;
    std::vector<const Layer *> layers;
    for (const auto &[key, layer] : m_layers) {
        shapes.emplace_back(key, layer.basis.shape());
        layers.push_back(&layer);
    }
    return mappedMatrices(gradient, parameters, shapes, [&](std::size_t i, const torch::Tensor &matrix) {
        return layers[i]->basis.inverse(matrix.unsqueeze(0), layers[i]->damping).squeeze(0);
    });
}

qint64 EkfacTransform::bytes() const
{
    qint64 bytes = 0;
    for (const auto &[key, layer] : m_layers) {
        for (const auto &[name, tensor] : layer.basis.state())
            bytes += qint64(tensor.nbytes());
    }
    return bytes;
}

StateDict EkfacTransform::state() const
{
    StateDict state;
    for (const auto &[key, layer] : m_layers) {
        const std::string prefix = layerPrefix(key);
        state[prefix + "shape"] = tensorOf(layer.basis.shape());
        state[prefix + "damping"] = torch::tensor(layer.damping, torch::kDouble);
        for (const auto &[name, tensor] : layer.basis.state())
            state[prefix + name] = tensor;
    }
    return state;
}

std::unique_ptr<EkfacTransform> EkfacTransform::restore(const StateDict &state)
{
    std::unique_ptr<EkfacTransform> transform(new EkfacTransform);
    for (const auto &[key, parts] : layersOf(state)) {
        Layer layer(shapeOf(parts.at("shape")), parts.at("eigenvalues").device());
        layer.basis.restore(parts);
        layer.damping = parts.at("damping").item<double>();
        transform->m_layers.emplace(key, std::move(layer));
    }
    return transform;
}

QJsonObject EkfacTransform::chosen() const
{
    double largest = 0;
    for (const auto &[key, layer] : m_layers)
        largest = std::max(largest, layer.damping);
    return {{QStringLiteral("damping"), largest}};
}

qint64 EkfacTransform::bytesOfQuestion(qint64) const
{
    qint64 values = 0;
    for (const auto &[key, layer] : m_layers)
        values += layer.basis.shape().weights + layer.basis.shape().biases;
    return values * qint64(sizeof(float));
}

AttributionMethod ekfac()
{
    AttributionMethod method;
    method.info.name = QStringLiteral("ekfac");
    method.info.title = QStringLiteral("EK-FAC");
    method.info.explanation = MethodsText::tr("How the answer would change if the training example had "
                                              "counted a little less: the influence function, with "
                                              "the curvature of each layer in Kronecker-factored form.");
    method.info.formula = QStringLiteral("∇loss(w, z)ᵀ (H + λ)⁻¹ ∇q(w)");
    method.info.source = QStringLiteral("Grosse et al., 2023");
    method.info.url = QStringLiteral("https://arxiv.org/abs/2308.03296");
    method.info.parameters = {dampingParameter(), drawsParameter()};
    method.info.checkpoints = AttributionInfo::Checkpoints::Last;
    method.info.passes = 2;
    method.weight = AttributionMethod::Weight::Mean;
    method.fit = fitEkfac;
    method.restore = restoreEkfac;
    method.fitted = QStringLiteral("ekfac");
    return method;
}

AttributionMethod relatIfEkfac()
{
    AttributionMethod method = ekfac();
    method.info.name = QStringLiteral("relatif-ekfac");
    method.info.title = MethodsText::tr("RelatIF, EK-FAC");
    method.info.explanation = MethodsText::tr("EK-FAC over the square root of the training example's own: "
                                              "what helps most for how much it moves the model in "
                                              "all, as RelatIF's paper has it.");
    method.info.formula = QStringLiteral("ekfac(z, q) / √ekfac(z, z)");
    method.info.source = QStringLiteral("Barshan et al., 2020");
    method.info.url = QStringLiteral("https://arxiv.org/abs/2003.11630");
    method.rule = AttributionMethod::Rule::OverRootSelf;
    return method;
}

/// The whole way through training, each step in the metric of where it was: on the protocol of the README it predicts
/// what retraining does better than either of its parents.
AttributionMethod tracInEkfac()
{
    AttributionMethod method = ekfac();
    method.info.name = QStringLiteral("tracin-ekfac");
    method.info.title = MethodsText::tr("TracIn, EK-FAC");
    method.info.explanation = MethodsText::tr("EK-FAC at every checkpoint, summed as TracIn does: what each "
                                              "training example did along the way, with the "
                                              "curvature where it did it.");
    method.info.formula = QStringLiteral("Σ lr_i · ∇loss(w_i, z)ᵀ (H_i + λ)⁻¹ ∇q(w_i)");
    method.info.source = QStringLiteral("Pruthi et al., 2020; Grosse et al., 2023");
    method.info.checkpoints = AttributionInfo::Checkpoints::All;
    method.weight = AttributionMethod::Weight::LearningRate;
    return method;
}

} // namespace proponent
