// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/ekfac.h"

#include "engine/methods/methods.h"
#include "engine/methods/methods_text.h"

#include <algorithm>
#include <mutex>

namespace proponent {

namespace {

/// A batch whose targets decide which labels lossOfSampledLabels() draws.
ImageTensors::Batch withDraws(const ImageTensors::Batch &batch, const torch::Tensor &draws, qint64 first)
{
    return {batch.images,
            draws.slice(0, first, first + batch.labels.size(0)).to(batch.labels.device(), torch::kFloat)};
}

std::unique_ptr<GradientTransform> fitEkfac(const FitTask &task, const QJsonObject &parameters)
{
    return EkfacTransform::fit(task, parameterOf(parameters, QLatin1StringView("damping")));
}

} // namespace

std::unique_ptr<EkfacTransform> EkfacTransform::fit(const FitTask &task, std::optional<double> damping)
{
    const torch::NoGradGuard noGrad;
    auto generator = at::detail::createCPUGenerator(task.seed);
    const torch::Tensor draws = torch::rand({task.train.count()}, generator, torch::kFloat);
    std::unique_ptr<EkfacTransform> transform(new EkfacTransform);
    std::mutex mapMutex; // the threads of a pass may come with the same layer
    std::map<Key, std::mutex> layerMutexes;
    const auto pass = [&](int64_t others, auto add) {
        return task.pass([&](const ImageTensors::Batch &batch, qint64 first) {
            task.gradients.forEachBlock(
                withDraws(batch, draws, first), others,
                [&](const LayerGradient &layer, int64_t) {
                    std::unique_lock lock(mapMutex);
                    const auto [basis, isNew] = transform->m_layers.try_emplace(
                        keyOf(layer), shapeOf(layer, task.gradients.parameters()), batch.images.device());
                    std::mutex &layerMutex = layerMutexes[keyOf(layer)];
                    lock.unlock();
                    const std::scoped_lock layerLock(layerMutex);
                    add(basis->second, layer);
                },
                lossOfSampledLabels());
        });
    };
    constexpr int64_t asFactors = 0;
    constexpr int64_t asWholes = 1;
    if (!pass(asFactors, [](KroneckerBasis &basis, const LayerGradient &layer) { basis.addFactors(layer); }))
        return nullptr;
    for (auto &[key, basis] : transform->m_layers)
        basis.decompose();
    if (!pass(asWholes,
              [](KroneckerBasis &basis, const LayerGradient &layer) { basis.addEigenvalues(layer); }))
        return nullptr;
    double sum = 0;
    double count = 0;
    for (auto &[key, basis] : transform->m_layers) {
        basis.finish(task.train.count());
        sum += basis.eigenvalues().sum(torch::kDouble).item<double>();
        count += double(basis.eigenvalues().numel());
    }
    constexpr double shareOfMean = 0.1;
    transform->m_damping = damping.value_or(shareOfMean * sum / std::max(1.0, count));
    return transform;
}

const KroneckerBasis &EkfacTransform::basisOf(const LayerGradient &layer) const
{
    const auto found = m_layers.find(keyOf(layer));
    TORCH_CHECK(found != m_layers.end(), "the network uses different layers for different examples");
    return found->second;
}

std::vector<LayerGradient> EkfacTransform::queries(std::vector<LayerGradient> layers) const
{
    for (LayerGradient &layer : layers) {
        const KroneckerBasis &basis = basisOf(layer);
        layer =
            rowsOfMatrices(basis.inverse(matricesOf(layer, basis.shape()), m_damping), basis.shape(), layer);
    }
    return layers;
}

torch::Tensor EkfacTransform::squaredNorms(const LayerGradient &layer) const
{
    return basisOf(layer).inverseNorms(layer, m_damping);
}

torch::Tensor EkfacTransform::exact(const torch::Tensor &gradient,
                                    const std::vector<TrackedParameter> &parameters) const
{
    std::vector<torch::Tensor> parts; // by parameter, as they stand in the gradient
    int64_t begin = 0;
    for (const TrackedParameter &parameter : parameters) {
        parts.push_back(gradient.slice(0, begin, begin + parameter.tensor.numel()));
        begin += parameter.tensor.numel();
    }
    for (const auto &[key, basis] : m_layers) {
        const LayerShape &shape = basis.shape();
        const auto [weight, bias] = key;
        torch::Tensor matrix;
        if (weight >= 0) {
            const torch::Tensor values =
                parts[std::size_t(weight)].view(parameters[std::size_t(weight)].tensor.sizes());
            matrix = (shape.inputInnermost ? values.movedim(1, -1) : values).reshape({shape.out, -1});
        }
        if (bias >= 0) {
            const torch::Tensor column = parts[std::size_t(bias)].view({shape.out, -1});
            matrix = matrix.defined() ? torch::cat({matrix, column}, 1) : column;
        }
        matrix = basis.inverse(matrix.unsqueeze(0), m_damping).squeeze(0);
        const int64_t columns = shape.weights / shape.out;
        if (bias >= 0)
            parts[std::size_t(bias)] = matrix.slice(1, columns).flatten();
        if (weight >= 0) {
            std::vector<int64_t> sizes = parameters[std::size_t(weight)].tensor.sizes().vec();
            if (shape.inputInnermost)
                std::rotate(sizes.begin() + 1, sizes.begin() + 2, sizes.end());
            const torch::Tensor values = matrix.slice(1, 0, columns).reshape(sizes);
            parts[std::size_t(weight)] = (shape.inputInnermost ? values.movedim(-1, 1) : values).flatten();
        }
    }
    return torch::cat(parts);
}

qint64 EkfacTransform::bytesOfQuestion(qint64) const
{
    qint64 values = 0;
    for (const auto &[key, basis] : m_layers)
        values += basis.shape().weights + basis.shape().biases;
    return values * qint64(sizeof(float));
}

AttributionParameter dampingParameter()
{
    AttributionParameter damping;
    damping.name = QStringLiteral("damping");
    damping.explanation =
        MethodsText::tr("What is added to each eigenvalue of the curvature before it is inverted.");
    damping.minimum = 1e-12;
    damping.maximum = 1e6;
    return damping;
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
    method.info.parameters = {dampingParameter()};
    method.info.usesAllCheckpoints = false;
    method.info.passes = 2;
    method.weight = AttributionMethod::Weight::Mean;
    method.fit = fitEkfac;
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
    method.info.usesAllCheckpoints = true;
    method.weight = AttributionMethod::Weight::LearningRate;
    return method;
}

} // namespace proponent
