// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/influence/per_example_gradients.h"

#include "engine/device/autocast.h"
#include "engine/device/blas.h"
#include "engine/device/torch_compat.h"

#include <ATen/Parallel.h>

#include <algorithm>

namespace proponent {

namespace {

/// fp16 holds gradients down to 6e-8; scaling losses up keeps small ones above that.
constexpr double halfLossScale = 1024;
/// Of a layer computed one example at a time.
constexpr int64_t slowBlock = 16;

/// Then products of what was rounded once already may be rounded to TF32, which keeps as many bits as fp16 and
/// more than bf16; their sums, and so the scores, stay float.
bool isReduced(torch::ScalarType dtype)
{
    return dtype == torch::kBFloat16 || dtype == torch::kHalf;
}

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
    const double scale = dtype == torch::kHalf ? halfLossScale : 1.0;
    const AutocastGuard autocast(batch.images.device(), dtype, isReduced(dtype));
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

ImageTensors::Batch examplesOf(const ImageTensors::Batch &batch, int64_t begin, int64_t end)
{
    return {batch.images.slice(0, begin, end), batch.labels.slice(0, begin, end)};
}

} // namespace

PerExampleGradients::PerExampleGradients(Network &network, const std::vector<std::string> &parameters,
                                         torch::ScalarType dtype)
    : m_capture(network, track(network, parameters)), m_dtype(dtype)
{
    network.eval();
}

std::vector<Layer> PerExampleGradients::capture(const ImageTensors::Batch &batch) const
{
    CapturedPass pass =
        m_capture.run(batch.images, batch.labels, m_dtype, m_dtype == torch::kHalf ? halfLossScale : 1.0);
    pass.unsupported.insert(m_slow.begin(), m_slow.end());
    return layersOf(pass, m_capture.parameters());
}

void PerExampleGradients::visit(const ImageTensors::Batch &batch, int64_t others,
                                const Visitor &visitor) const
{
    const torch::NoGradGuard noGrad; // per thread
    const int64_t count = batch.labels.size(0);
    std::vector<Layer> layers = capture(batch);
    while (!layers.empty()) {
        const Layer layer = std::move(layers.back());
        layers.pop_back();
        const int64_t block = blockSize(layer, count, others);
        for (int64_t begin = 0; begin < count; begin += block) {
            const int64_t end = std::min(count, begin + block);
            visitor(gradientOf(layer, begin, end, m_dtype, others), begin);
        }
    }
    for (const auto &[parameter, operatorName] : m_slow) {
        for (int64_t begin = 0; begin < count; begin += slowBlock) {
            const int64_t end = std::min(count, begin + slowBlock);
            visitor(slowGradient(examplesOf(batch, begin, end), parameter), begin);
        }
    }
}

void PerExampleGradients::forEachBlock(const ImageTensors::Batch &batch, int64_t others,
                                       const Visitor &visitor)
{
    const compat::Tf32Scope tf32(isReduced(m_dtype)); // of the process, so not within visit()
    check(batch);
    if (!batch.images.is_cpu())
        return visit(batch, others, visitor);
    const SingleThreadedBlas blas;
    const int64_t count = batch.labels.size(0);
    const int64_t share = (count + at::get_num_threads() - 1) / at::get_num_threads();
    at::parallel_for(0, count, share, [&](int64_t begin, int64_t end) {
        visit(examplesOf(batch, begin, end), others,
              [&](const LayerGradient &gradient, int64_t first) { visitor(gradient, begin + first); });
    });
}

PerExampleGradients::Sizes PerExampleGradients::sizes(const ImageTensors::Batch &probe, int64_t others)
{
    const compat::Tf32Scope tf32(isReduced(m_dtype));
    check(probe);
    Sizes sizes;
    for (const Layer &layer : capture(examplesOf(probe, 0, 1))) {
        sizes.captured += capturedBytes(layer);
        sizes.held += gradientOf(layer, 0, 1, m_dtype, others).bytes();
        sizes.block = std::max(sizes.block, blockBytes(layer, others));
    }
    for (const auto &[parameter, operatorName] : m_slow) {
        const qint64 row = qint64(m_capture.parameters()[std::size_t(parameter)].tensor.nbytes());
        sizes.held += row;
        sizes.block = std::max(sizes.block, slowBlock * row);
    }
    return sizes;
}

std::vector<LayerGradient> PerExampleGradients::compute(const ImageTensors::Batch &batch, int64_t others)
{
    const compat::Tf32Scope tf32(isReduced(m_dtype));
    check(batch);
    std::vector<std::vector<LayerGradient>> blocks; // by layer
    visit(batch, others, [&blocks](const LayerGradient &gradient, int64_t first) {
        if (first == 0)
            blocks.emplace_back();
        blocks.back().push_back(gradient);
    });
    std::vector<LayerGradient> layers;
    for (auto &layer : blocks) {
        layers.push_back(layer.size() == 1 ? layer.front() : concatenate(layer));
        layer.clear();
    }
    return layers;
}

LayerGradient PerExampleGradients::slowGradient(const ImageTensors::Batch &batch, int parameter) const
{
    std::vector<torch::Tensor> rows;
    for (int64_t i = 0; i < batch.images.size(0); ++i) {
        const auto gradient =
            batchGradient(m_capture.network(), {m_capture.parameters()[std::size_t(parameter)].tensor},
                          examplesOf(batch, i, i + 1), m_dtype);
        rows.push_back(gradient.front().flatten());
    }
    LayerGradient layer;
    layer.weight = parameter;
    layer.rows = torch::stack(rows);
    return layer;
}

std::vector<LayerGradient> PerExampleGradients::computeOneByOne(const ImageTensors::Batch &batch) const
{
    const compat::Tf32Scope tf32(isReduced(m_dtype));
    std::vector<torch::Tensor> parameters;
    for (const TrackedParameter &parameter : m_capture.parameters())
        parameters.push_back(parameter.tensor);
    std::vector<std::vector<torch::Tensor>> rows(parameters.size());
    for (int64_t i = 0; i < batch.images.size(0); ++i) {
        const auto gradients =
            batchGradient(m_capture.network(), parameters, examplesOf(batch, i, i + 1), m_dtype);
        for (std::size_t parameter = 0; parameter < gradients.size(); ++parameter)
            rows[parameter].push_back(gradients[parameter].flatten());
    }
    std::vector<LayerGradient> layers;
    for (std::size_t parameter = 0; parameter < rows.size(); ++parameter) {
        LayerGradient layer;
        layer.weight = int(parameter);
        layer.rows = torch::stack(rows[parameter]);
        layers.push_back(std::move(layer));
    }
    return layers;
}

void PerExampleGradients::check(const ImageTensors::Batch &batch)
{
    if (m_checked)
        return;
    const ImageTensors::Batch some = examplesOf(batch, 0, std::min(batch.labels.size(0), probeSize));
    const auto &parameters = m_capture.parameters();
    std::vector<torch::Tensor> tensors;
    for (const TrackedParameter &parameter : parameters)
        tensors.push_back(parameter.tensor);
    std::vector<torch::Tensor> expected = batchGradient(m_capture.network(), tensors, some, m_dtype);

    const torch::NoGradGuard noGrad;
    CapturedPass pass =
        m_capture.run(some.images, some.labels, m_dtype, m_dtype == torch::kHalf ? halfLossScale : 1.0);
    m_slow.insert(pass.unsupported.begin(), pass.unsupported.end());
    std::vector<torch::Tensor> sums(parameters.size());
    for (const Layer &layer : layersOf(pass, parameters)) {
        const LayerGradient gradient = gradientOf(layer, 0, some.labels.size(0), m_dtype, 1);
        const SummedGradient sum = sumOverExamples(gradient);
        if (layer.weight >= 0)
            sums[std::size_t(layer.weight)] = sum.weight;
        if (layer.bias >= 0)
            sums[std::size_t(layer.bias)] = sum.bias;
        if (gradient.inputInnermost)
            expected[std::size_t(layer.weight)] = expected[std::size_t(layer.weight)].movedim(1, -1);
    }
    const double tolerance = isReduced(m_dtype) ? 5e-2 : 1e-3;
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
    m_checked = true;
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
