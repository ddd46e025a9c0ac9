// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/influence/per_example_gradients.h"

#include "engine/device/autocast.h"
#include "engine/device/torch_compat.h"

namespace proponent {

namespace {

/// fp16 holds gradients down to 6e-8; scaling losses up keeps small ones above that.
constexpr double halfLossScale = 1024;

std::vector<TrackedParameter> track(const Network &network, const std::vector<std::string> &names)
{
    std::vector<TrackedParameter> parameters;
    for (const auto &item : network.named_parameters()) {
        const bool chosen = names.empty() || std::find(names.begin(), names.end(), item.key()) != names.end();
        if (chosen && item.value().requires_grad())
            parameters.push_back({item.key(), item.value()});
    }
    return parameters;
}

/// Gradients of the summed losses of a batch: one tensor a parameter.
std::vector<torch::Tensor> batchGradient(Network &network, const std::vector<torch::Tensor> &parameters,
                                         const ImageTensors::Batch &batch, torch::ScalarType dtype)
{
    const at::AutoGradMode grad(true);
    const bool autocasts = dtype == torch::kBFloat16 || dtype == torch::kHalf;
    const double scale = dtype == torch::kHalf ? halfLossScale : 1.0;
    const AutocastGuard autocast(batch.images.device(), dtype, autocasts);
    const compat::Tf32Off fullFloat32;
    torch::Tensor logits = network.forward(batch.images);
    if (logits.scalar_type() != torch::kDouble)
        logits = logits.to(torch::kFloat);
    const torch::Tensor loss = at::cross_entropy_loss(logits, batch.labels, {}, at::Reduction::Sum) * scale;
    std::vector<torch::Tensor> gradients =
        torch::autograd::grad({loss}, parameters, {}, /*retain_graph=*/{},
                              /*create_graph=*/false, /*allow_unused=*/true);
    for (std::size_t i = 0; i < gradients.size(); ++i)
        gradients[i] = gradients[i].defined() ? gradients[i] / scale : torch::zeros_like(parameters[i]);
    return gradients;
}

ImageTensors::Batch single(const ImageTensors::Batch &batch, int64_t index)
{
    return {batch.images.slice(0, index, index + 1), batch.labels.slice(0, index, index + 1)};
}

} // namespace

PerExampleGradients::PerExampleGradients(Network &network, const std::vector<std::string> &parameters,
                                         torch::ScalarType dtype)
    : m_capture(network, track(network, parameters)), m_dtype(dtype)
{
    network.eval();
}

PerExampleGradients::Result PerExampleGradients::compute(const ImageTensors::Batch &batch, int64_t others)
{
    CapturedPass pass =
        m_capture.run(batch.images, batch.labels, m_dtype, m_dtype == torch::kHalf ? halfLossScale : 1.0);
    m_slow.insert(pass.unsupported.begin(), pass.unsupported.end());
    pass.unsupported = m_slow;
    Result result{pass.losses, layerGradients(pass, m_capture.parameters(), m_dtype, others)};
    if (!m_checked)
        check(batch, result);
    for (const auto &[parameter, operatorName] : m_slow)
        result.layers.push_back(slowGradient(batch, parameter));
    return result;
}

LayerGradient PerExampleGradients::slowGradient(const ImageTensors::Batch &batch, int parameter) const
{
    std::vector<torch::Tensor> rows;
    for (int64_t i = 0; i < batch.images.size(0); ++i) {
        const auto gradient =
            batchGradient(m_capture.network(), {m_capture.parameters()[std::size_t(parameter)].tensor},
                          single(batch, i), m_dtype);
        rows.push_back(gradient.front().flatten());
    }
    LayerGradient layer;
    layer.weight = parameter;
    layer.rows = torch::stack(rows);
    return layer;
}

PerExampleGradients::Result PerExampleGradients::computeOneByOne(const ImageTensors::Batch &batch) const
{
    std::vector<torch::Tensor> parameters;
    for (const TrackedParameter &parameter : m_capture.parameters())
        parameters.push_back(parameter.tensor);
    std::vector<std::vector<torch::Tensor>> rows(parameters.size());
    for (int64_t i = 0; i < batch.images.size(0); ++i) {
        const auto gradients = batchGradient(m_capture.network(), parameters, single(batch, i), m_dtype);
        for (std::size_t parameter = 0; parameter < gradients.size(); ++parameter)
            rows[parameter].push_back(gradients[parameter].flatten());
    }
    Result result;
    for (std::size_t parameter = 0; parameter < rows.size(); ++parameter) {
        LayerGradient layer;
        layer.weight = int(parameter);
        layer.rows = torch::stack(rows[parameter]);
        result.layers.push_back(std::move(layer));
    }
    return result;
}

void PerExampleGradients::check(const ImageTensors::Batch &batch, Result &result)
{
    m_checked = true;
    const auto &parameters = m_capture.parameters();
    std::vector<torch::Tensor> tensors;
    for (const TrackedParameter &parameter : parameters)
        tensors.push_back(parameter.tensor);
    const auto expected = batchGradient(m_capture.network(), tensors, batch, m_dtype);

    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> sums(parameters.size());
    for (const LayerGradient &layer : result.layers) {
        const SummedGradient sum = sumOverExamples(layer);
        if (layer.weight >= 0)
            sums[std::size_t(layer.weight)] = sum.weight;
        if (layer.bias >= 0)
            sums[std::size_t(layer.bias)] = sum.bias;
    }
    const double tolerance = m_dtype == torch::kFloat || m_dtype == torch::kDouble ? 1e-3 : 5e-2;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (m_slow.contains(int(i)))
            continue;
        const torch::Tensor truth = expected[i].flatten().to(torch::kDouble);
        const double scale = truth.norm().item<double>();
        const double error =
            sums[i].defined() ? (sums[i].to(torch::kDouble) - truth).norm().item<double>() : scale;
        // Not "error > tolerance * scale": where neither is finite there is nothing to compare.
        if (std::isfinite(scale) && scale > 0 && !(error <= tolerance * scale))
            m_slow.emplace(int(i), "not all of its gradient was captured");
    }
    std::erase_if(result.layers, [this](const LayerGradient &layer) {
        return m_slow.contains(layer.weight) || m_slow.contains(layer.bias);
    });
    // A bias whose weight goes the slow way, or the other way round, goes with it.
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const bool held = std::any_of(result.layers.begin(), result.layers.end(), [i](const auto &layer) {
            return layer.weight == int(i) || layer.bias == int(i);
        });
        if (!held && expected[i].count_nonzero().item<int64_t>() > 0)
            m_slow.emplace(int(i), "goes with a parameter that is computed one example at a time");
    }
}

QStringList PerExampleGradients::slowParameters() const
{
    QStringList names;
    for (const auto &[parameter, operatorName] : m_slow) {
        names += QStringLiteral("%1 (%2)").arg(
            QString::fromStdString(m_capture.parameters()[std::size_t(parameter)].name),
            QString::fromStdString(operatorName));
    }
    return names;
}

} // namespace proponent
