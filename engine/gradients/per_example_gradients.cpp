// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gradients/per_example_gradients.h"

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

/// Examples of the second probe: an odd number, so that it isn't the first one's size, nor a usual length of
/// anything.
constexpr int64_t smallProbe = 7;

/// What rounding may make of a gradient, as a share of its length: of the sum over some examples, and of that of
/// one. Of one it is more: where an activation is next to 0 its gradient is there or not. Where examples are mixed it
/// is about the whole length.
struct Tolerance
{
    double sum;
    double row;
};
constexpr Tolerance fullTolerance{1e-3, 5e-2};
constexpr Tolerance reducedTolerance{5e-2, 0.3};

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

/// Gradients of what is measured of a batch, summed: one tensor a parameter.
std::vector<torch::Tensor> batchGradient(Network &network, const std::vector<torch::Tensor> &parameters,
                                         const ImageTensors::Batch &batch, torch::ScalarType dtype,
                                         const Measurement &measurement = exampleLosses)
{
    const at::AutoGradMode grad(true);
    const double scale = dtype == torch::kHalf ? halfLossScale : 1.0;
    const AutocastGuard autocast(batch.images.device(), dtype, isReduced(dtype));
    const torch::Tensor loss = measurement(network.forward(batch.images), batch.labels).sum() * scale;
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

/// The same images with labels that the network finds unlikely, not all the same: the gradient of an example that
/// it is sure of is little more than rounding.
ImageTensors::Batch withUnlikelyLabels(Network &network, const ImageTensors::Batch &batch,
                                       torch::ScalarType dtype)
{
    const torch::NoGradGuard noGrad;
    const AutocastGuard autocast(batch.images.device(), dtype, isReduced(dtype));
    const torch::Tensor order =
        network.forward(batch.images).argsort(1, /*descending=*/false); // [batch, classes]
    const int64_t choices = std::max<int64_t>(1, order.size(1) / 2);
    const torch::Tensor which = torch::arange(order.size(0), order.options()).remainder(choices);
    return {batch.images, order.gather(1, which.unsqueeze(1)).squeeze(1)};
}

} // namespace

PerExampleGradients::PerExampleGradients(Network &network, const std::vector<std::string> &parameters,
                                         torch::ScalarType dtype)
    : m_capture(network, track(network, parameters)), m_dtype(dtype)
{
    network.eval();
}

CapturedPass PerExampleGradients::pass(const ImageTensors::Batch &batch, const Measurement &measurement) const
{
    return m_capture.run(batch.images, batch.labels, measurement, m_dtype,
                         m_dtype == torch::kHalf ? halfLossScale : 1.0);
}

std::optional<std::vector<Layer>> PerExampleGradients::capture(const ImageTensors::Batch &batch,
                                                               const Measurement &measurement)
{
    CapturedPass captured = pass(batch, measurement);
    for (const auto &[parameter, operatorName] : captured.unsupported) {
        if (m_slow.contains(parameter))
            continue;
        const std::scoped_lock lock(m_lateMutex);
        m_late.insert(captured.unsupported.begin(), captured.unsupported.end());
        return {};
    }
    captured.unsupported.insert(m_slow.begin(), m_slow.end());
    return layersOf(captured, m_capture.parameters());
}

bool PerExampleGradients::takeLate()
{
    const std::size_t before = m_slow.size();
    m_slow.merge(m_late);
    m_late.clear();
    return m_slow.size() > before;
}

void PerExampleGradients::visit(const ImageTensors::Batch &batch, int64_t others,
                                const Measurement &measurement, const Visitor &visitor)
{
    const torch::NoGradGuard noGrad; // per thread
    const int64_t count = batch.labels.size(0);
    std::optional<std::vector<Layer>> layers = capture(batch, measurement);
    if (!layers)
        return;
    while (!layers->empty()) {
        const Layer layer = std::move(layers->back());
        layers->pop_back();
        const int64_t block = blockSize(layer, count, others);
        for (int64_t begin = 0; begin < count; begin += block) {
            const int64_t end = std::min(count, begin + block);
            visitor(gradientOf(layer, begin, end, m_dtype, others), begin);
        }
    }
    for (const auto &[parameter, operatorName] : m_slow) {
        for (int64_t begin = 0; begin < count; begin += slowBlock) {
            const int64_t end = std::min(count, begin + slowBlock);
            visitor(slowGradient(examplesOf(batch, begin, end), parameter, measurement), begin);
        }
    }
}

void PerExampleGradients::forEachBlock(const ImageTensors::Batch &batch, int64_t others,
                                       const Visitor &visitor, const Measurement &measurement)
{
    const compat::Tf32Scope tf32(isReduced(m_dtype)); // of the process, so not within visit()
    check(batch, others);
    if (batch.images.is_cpu()) {
        const SingleThreadedBlas blas;
        const int64_t count = batch.labels.size(0);
        const int64_t share = (count + at::get_num_threads() - 1) / at::get_num_threads();
        at::parallel_for(0, count, share, [&](int64_t begin, int64_t end) {
            visit(examplesOf(batch, begin, end), others, measurement,
                  [&](const LayerGradient &gradient, int64_t first) { visitor(gradient, begin + first); });
        });
    } else {
        visit(batch, others, measurement, visitor);
    }
    if (takeLate())
        throw CaptureChanged();
}

PerExampleGradients::Sizes PerExampleGradients::sizes(const ImageTensors::Batch &probe, int64_t others)
{
    const compat::Tf32Scope tf32(isReduced(m_dtype));
    check(probe, others);
    std::optional<std::vector<Layer>> layers = capture(examplesOf(probe, 0, 1), exampleLosses);
    while (!layers && takeLate())
        layers = capture(examplesOf(probe, 0, 1), exampleLosses);
    Sizes sizes;
    for (const Layer &layer : *layers) {
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

std::vector<LayerGradient> PerExampleGradients::compute(const ImageTensors::Batch &batch, int64_t others,
                                                        const Measurement &measurement)
{
    const compat::Tf32Scope tf32(isReduced(m_dtype));
    check(batch, others);
    std::vector<std::vector<LayerGradient>> blocks; // by layer
    visit(batch, others, measurement, [&blocks](const LayerGradient &gradient, int64_t first) {
        if (first == 0)
            blocks.emplace_back();
        blocks.back().push_back(gradient);
    });
    if (takeLate())
        throw CaptureChanged();
    std::vector<LayerGradient> layers;
    for (auto &layer : blocks) {
        layers.push_back(layer.size() == 1 ? layer.front() : concatenate(layer));
        layer.clear();
    }
    return layers;
}

LayerGradient PerExampleGradients::slowGradient(const ImageTensors::Batch &batch, int parameter,
                                                const Measurement &measurement) const
{
    std::vector<torch::Tensor> rows;
    for (int64_t i = 0; i < batch.images.size(0); ++i) {
        const auto gradient =
            batchGradient(m_capture.network(), {m_capture.parameters()[std::size_t(parameter)].tensor},
                          examplesOf(batch, i, i + 1), m_dtype, measurement);
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

/// One flat gradient a parameter, in the parameter's order; undefined where nothing was captured.
std::vector<torch::Tensor> PerExampleGradients::capturedSums(const std::vector<Layer> &layers, int64_t begin,
                                                             int64_t end, int64_t others) const
{
    std::vector<torch::Tensor> sums(m_capture.parameters().size());
    const auto add = [&sums](int parameter, const torch::Tensor &part) {
        torch::Tensor &sum = sums[std::size_t(parameter)];
        sum = sum.defined() ? sum + part : part;
    };
    for (const Layer &layer : layers) {
        const int64_t block = blockSize(layer, end - begin, others);
        for (int64_t first = begin; first < end; first += block) {
            const LayerGradient gradient =
                gradientOf(layer, first, std::min(end, first + block), m_dtype, others);
            SummedGradient sum = sumOverExamples(gradient);
            if (gradient.inputInnermost) {
                const torch::IntArrayRef sizes = layer.weightValues.sizes();
                std::vector<int64_t> order{sizes[0]};
                order.insert(order.end(), sizes.begin() + 2, sizes.end());
                order.push_back(sizes[1]);
                sum.weight = sum.weight.view(order).movedim(-1, 1).flatten();
            }
            if (layer.weight >= 0)
                add(layer.weight, sum.weight);
            if (layer.bias >= 0)
                add(layer.bias, sum.bias);
        }
    }
    return sums;
}

/// Some of the examples that were captured.
struct PerExampleGradients::Part
{
    const ImageTensors::Batch &batch; ///< all
    int64_t begin = 0;
    int64_t end = 0;
    int64_t others = 0;

    [[nodiscard]] bool isWhole() const { return begin == 0 && end == batch.labels.size(0); }
};

/// What `layers` say of a part, with what autograd says of it. `usual`: the length of an example's gradient, by
/// parameter, which the whole sets.
void PerExampleGradients::compare(const std::vector<Layer> &layers, const Part &part,
                                  std::vector<double> &usual)
{
    const auto &parameters = m_capture.parameters();
    std::vector<torch::Tensor> tensors;
    for (const TrackedParameter &parameter : parameters)
        tensors.push_back(parameter.tensor);
    const std::vector<torch::Tensor> expected =
        batchGradient(m_capture.network(), tensors, examplesOf(part.batch, part.begin, part.end), m_dtype);
    const std::vector<torch::Tensor> sums = capturedSums(layers, part.begin, part.end, part.others);
    const bool whole = part.isWhole();
    const Tolerance tolerance = isReduced(m_dtype) ? reducedTolerance : fullTolerance;
    usual.resize(parameters.size());
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (m_slow.contains(int(i)))
            continue;
        const torch::Tensor truth = expected[i].flatten().to(torch::kDouble);
        const double length = truth.norm().item<double>();
        if (whole)
            usual[i] = length / double(part.end - part.begin);
        const double error =
            sums[i].defined() ? (sums[i].to(torch::kDouble) - truth).norm().item<double>() : length;
        const double scale = whole ? length : std::max(length, usual[i]);
        const double allowed = scale * (whole ? tolerance.sum : tolerance.row);
        // Not "error > allowed": where neither is finite there is nothing to compare.
        if (std::isfinite(scale) && scale > 0 && !(error <= allowed))
            m_slow.emplace(int(i), whole ? "not all of its gradient was captured"
                                         : "gradients of single examples were mixed");
    }
}

void PerExampleGradients::check(const ImageTensors::Batch &batch, int64_t others)
{
    const auto before = m_checked.find(others);
    const bool again = before != m_checked.end();
    // Once is enough for what the examples may show; the other forms of the layers need few.
    const int64_t count = std::min(batch.labels.size(0), m_checked.empty() ? probeSize : smallProbe);
    if (count == 0 || (again && before->second >= count))
        return;
    const torch::NoGradGuard noGrad;
    const std::size_t slowBefore = m_slow.size();
    const ImageTensors::Batch probe =
        withUnlikelyLabels(m_capture.network(), examplesOf(batch, 0, count), m_dtype);
    for (const int64_t size : {count, std::min(count - 1, smallProbe)}) {
        if (size == 0)
            continue;
        const ImageTensors::Batch some = examplesOf(probe, 0, size);
        CapturedPass captured = pass(some, exampleLosses);
        m_slow.insert(captured.unsupported.begin(), captured.unsupported.end());
        const std::vector<Layer> layers = layersOf(captured, m_capture.parameters());
        std::vector<double> usual;
        compare(layers, {some, 0, size, others}, usual);
        if (size == 1)
            continue;
        for (const int64_t example : {int64_t(0), size - 1})
            compare(layers, {some, example, example + 1, others}, usual);
    }
    m_checked[others] = count;
    if (again && m_slow.size() > slowBefore)
        throw CaptureChanged();
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
