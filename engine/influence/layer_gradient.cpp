// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/influence/layer_gradient.h"

#include "engine/device/blas.h"

#include <ATen/Parallel.h>
#include <ATen/ops/im2col.h>

#include <algorithm>

namespace proponent {

namespace {

using Form = LayerGradient::Form;
using Uses = std::vector<const LayerUse *>;

/// The type that sums and dot products are held in.
torch::Tensor widened(const torch::Tensor &tensor)
{
    return tensor.scalar_type() == torch::kDouble ? tensor : tensor.to(torch::kFloat);
}

/// Two matrices whose product over positions is an example's weight gradient.
struct Factors
{
    torch::Tensor inputs; ///< [batch, groups, positions, in]
    torch::Tensor outputs; ///< [batch, groups, positions, out]
};

/// A convolution as one over images: a one-dimensional one has height 1.
struct Convolution2d
{
    torch::Tensor input; ///< [batch, in, height, width]
    torch::Tensor output; ///< its gradient: [batch, out, positions]
    std::vector<int64_t> kernel, stride, padding, dilation;
    int64_t groups;
};

Convolution2d asConvolution2d(const LayerUse &use, const torch::Tensor &weight, torch::ScalarType dtype)
{
    const auto &shape = use.convolution;
    Convolution2d convolution{use.input.to(dtype),
                              use.outputGradient.to(dtype).flatten(2),
                              weight.sizes().slice(2).vec(),
                              shape.stride,
                              shape.padding,
                              shape.dilation,
                              shape.groups};
    if (convolution.kernel.size() == 1) {
        convolution.input = convolution.input.unsqueeze(2);
        convolution.kernel.insert(convolution.kernel.begin(), 1);
        convolution.stride.insert(convolution.stride.begin(), 1);
        convolution.padding.insert(convolution.padding.begin(), 0);
        convolution.dilation.insert(convolution.dilation.begin(), 1);
    }
    return convolution;
}

/// libtorch's im2col for CUDA launches one kernel an example; a view of the patches and one copy don't.
torch::Tensor patchesByView(const Convolution2d &convolution, const torch::Tensor &input)
{
    const auto &kernel = convolution.kernel;
    const auto &stride = convolution.stride;
    const auto &padding = convolution.padding;
    const auto &dilation = convolution.dilation;
    const torch::Tensor padded =
        at::constant_pad_nd(input, {padding[1], padding[1], padding[0], padding[0]}).contiguous();
    const auto steps = [&](std::size_t axis) {
        return (padded.size(int64_t(axis) + 2) - dilation[axis] * (kernel[axis] - 1) - 1) / stride[axis] + 1;
    };
    const int64_t row = padded.stride(2);
    const int64_t column = padded.stride(3);
    return padded
        .as_strided({input.size(0), input.size(1), kernel[0], kernel[1], steps(0), steps(1)},
                    {padded.stride(0), padded.stride(1), dilation[0] * row, dilation[1] * column,
                     stride[0] * row, stride[1] * column})
        .reshape({input.size(0), input.size(1) * kernel[0] * kernel[1], steps(0) * steps(1)});
}

/// The patches of the input under the kernel: [batch, in * kernel, positions].
torch::Tensor patchesOf(const Convolution2d &convolution, const torch::Tensor &input)
{
    if (input.is_cuda())
        return patchesByView(convolution, input);
    return at::im2col(input, convolution.kernel, convolution.dilation, convolution.padding,
                      convolution.stride);
}

/// A convolution is a linear layer over the patches under its kernel.
Factors convolutionFactors(const Convolution2d &convolution)
{
    const int64_t batch = convolution.input.size(0);
    const int64_t positions = convolution.output.size(2);
    const torch::Tensor patches =
        patchesOf(convolution, convolution.input).view({batch, convolution.groups, -1, positions});
    const torch::Tensor outputs = convolution.output.reshape({batch, convolution.groups, -1, positions});
    return {patches.transpose(2, 3), outputs.transpose(2, 3)};
}

/// The rows of an ungrouped convolution on the CPU, an example a task: its patches stay in the cache, and
/// no product waits for another. [batch, out * in * kernel].
torch::Tensor convolutionRowsOnCpu(const Convolution2d &convolution)
{
    const int64_t batch = convolution.input.size(0);
    const int64_t outputs = convolution.output.size(1);
    const int64_t inputs = convolution.input.size(1) * convolution.kernel[0] * convolution.kernel[1];
    const torch::Tensor input = convolution.input.contiguous();
    const torch::Tensor output = convolution.output.contiguous();
    const torch::Tensor rows = torch::empty({batch, outputs, inputs}, output.options());
    const SingleThreadedBlas blas;
    at::parallel_for(0, batch, 1, [&](int64_t begin, int64_t end) {
        const torch::NoGradGuard noGrad; // per thread
        for (int64_t i = begin; i < end; ++i) {
            const torch::Tensor patches = patchesOf(convolution, input.slice(0, i, i + 1)).squeeze(0);
            torch::Tensor row = rows.select(0, i);
            at::mm_out(row, output.select(0, i), patches.t());
        }
    });
    return rows.view({batch, -1});
}

Factors factorsOf(const LayerUse &use, const torch::Tensor &weight, torch::ScalarType dtype)
{
    if (use.kind == LayerUse::Kind::Convolution)
        return convolutionFactors(asConvolution2d(use, weight, dtype));
    const int64_t batch = use.input.size(0);
    return {use.input.to(dtype).reshape({batch, 1, -1, use.input.size(-1)}),
            use.outputGradient.to(dtype).reshape({batch, 1, -1, use.outputGradient.size(-1)})};
}

/// sum over positions of outputs^T inputs, flat: [batch, groups * out * in].
torch::Tensor productRows(const Factors &factors)
{
    const int64_t batch = factors.inputs.size(0);
    const torch::Tensor outputs = factors.outputs.flatten(0, 1); // [batch * groups, positions, out]
    const torch::Tensor inputs = factors.inputs.flatten(0, 1); // [batch * groups, positions, in]
    return widened(torch::bmm(outputs.transpose(1, 2), inputs).view({batch, -1}));
}

/// Sums over all dimensions but the first and the `count` ones from `first` on: [batch, values].
torch::Tensor sumAround(const torch::Tensor &tensor, int64_t first, int64_t count)
{
    std::vector<int64_t> around;
    for (int64_t dimension = 1; dimension < tensor.dim(); ++dimension) {
        if (dimension < first || dimension >= first + count)
            around.push_back(dimension);
    }
    const torch::Tensor sum = around.empty() ? tensor : tensor.sum(around);
    return sum.reshape({tensor.size(0), -1});
}

/// [batch, values of the bias] of one use.
torch::Tensor biasRowsOf(const LayerUse &use, const torch::Tensor &bias)
{
    const torch::Tensor gradient = widened(use.outputGradient);
    switch (use.kind) {
    case LayerUse::Kind::Linear:
        return sumAround(gradient, gradient.dim() - 1, 1);
    case LayerUse::Kind::Convolution:
        return sumAround(gradient, 1, 1);
    case LayerUse::Kind::Scale:
    case LayerUse::Kind::Bias:
    case LayerUse::Kind::Embedding:
        break;
    }
    const int64_t first =
        use.channelDimension < 0 ? gradient.dim() + use.channelDimension : use.channelDimension;
    return sumAround(gradient, first, bias.dim());
}

torch::Tensor scaleRows(const LayerUse &use, const torch::Tensor &weight)
{
    const torch::Tensor product = widened(use.outputGradient) * use.input;
    const int64_t first =
        use.channelDimension < 0 ? product.dim() + use.channelDimension : use.channelDimension;
    return sumAround(product, first, weight.dim());
}

torch::Tensor embeddingRows(const LayerUse &use, const torch::Tensor &weight)
{
    const int64_t batch = use.input.size(0);
    const int64_t width = weight.size(1);
    const torch::Tensor indices = use.input.reshape({batch, -1, 1}); // [batch, positions, 1]
    torch::Tensor gradient = widened(use.outputGradient).reshape({batch, -1, width});
    if (use.paddingIndex >= 0)
        gradient = gradient * indices.ne(use.paddingIndex);
    return torch::zeros({batch, weight.size(0), width}, gradient.options())
        .scatter_add_(1, indices.expand_as(gradient), gradient)
        .view({batch, -1});
}

torch::Tensor sumOf(const std::vector<torch::Tensor> &terms)
{
    torch::Tensor sum = terms.front();
    for (std::size_t i = 1; i < terms.size(); ++i)
        sum = sum + terms[i];
    return sum;
}

bool isProduct(const LayerUse &use)
{
    return use.kind == LayerUse::Kind::Linear || use.kind == LayerUse::Kind::Convolution;
}

/// Positions that one example's gradient is summed over.
int64_t positionsOf(const LayerUse &use)
{
    const torch::Tensor &gradient = use.outputGradient;
    const int64_t outputs = use.kind == LayerUse::Kind::Convolution ? gradient.size(1) : gradient.size(-1);
    return gradient.numel() / std::max<int64_t>(1, gradient.size(0) * outputs);
}

/// One use's rows: float [batch, values of the weight].
torch::Tensor rowsOf(const LayerUse &use, const torch::Tensor &weight, torch::ScalarType dtype)
{
    switch (use.kind) {
    case LayerUse::Kind::Scale:
        return scaleRows(use, weight);
    case LayerUse::Kind::Embedding:
        return embeddingRows(use, weight);
    case LayerUse::Kind::Convolution:
        // In bf16 libtorch's batched product is as good, as oneDNN does it.
        if (use.input.is_cpu() && use.convolution.groups == 1 && dtype != torch::kBFloat16)
            return widened(convolutionRowsOnCpu(asConvolution2d(use, weight, dtype)));
        break;
    case LayerUse::Kind::Linear:
    case LayerUse::Kind::Bias:
        break;
    }
    return productRows(factorsOf(use, weight, dtype));
}

/// The weight's part of a layer from all uses of the weight.
void setWeightGradient(LayerGradient &layer, const Uses &uses, const torch::Tensor &weight,
                       torch::ScalarType dtype, int64_t others)
{
    int64_t positions = 0;
    bool plain = true; // products without groups, and no weight used in two ways at once
    for (const LayerUse *use : uses) {
        positions += positionsOf(*use);
        plain = plain && isProduct(*use) && use->convolution.groups == 1;
    }
    if (!plain || cheaperForm(positions, weight[0].numel(), weight.size(0), others) == Form::Rows) {
        std::vector<torch::Tensor> rows;
        for (const LayerUse *use : uses)
            rows.push_back(rowsOf(*use, weight, dtype));
        layer.rows = sumOf(rows);
        return;
    }
    layer.form = Form::Factors;
    std::vector<torch::Tensor> inputs;
    std::vector<torch::Tensor> outputs;
    for (const LayerUse *use : uses) {
        // The factors are multiplied in float also under autocast: they are small, and rounding a product
        // of two sums to bf16 would cost more accuracy than it saves time.
        const Factors factors = factorsOf(*use, weight, dtype);
        inputs.push_back(factors.inputs.squeeze(1));
        outputs.push_back(factors.outputs.squeeze(1));
    }
    layer.inputs = widened(inputs.size() == 1 ? inputs.front() : torch::cat(inputs, 1)).contiguous();
    layer.outputs = widened(outputs.size() == 1 ? outputs.front() : torch::cat(outputs, 1)).contiguous();
}

} // namespace

qint64 LayerGradient::bytes() const
{
    qint64 sum = 0;
    for (const torch::Tensor *tensor : {&inputs, &outputs, &rows, &biasRows})
        sum += tensor->defined() ? qint64(tensor->nbytes()) : 0;
    return sum;
}

Form cheaperForm(int64_t positions, int64_t inputs, int64_t outputs, int64_t others)
{
    const double factors = double(positions) * double(positions) * double(inputs + outputs) * double(others);
    const double rows = double(inputs) * double(outputs) * double(positions + others);
    return factors <= rows ? Form::Factors : Form::Rows;
}

std::vector<LayerGradient> layerGradients(const CapturedPass &pass,
                                          const std::vector<TrackedParameter> &parameters,
                                          torch::ScalarType dtype, int64_t others)
{
    const torch::NoGradGuard noGrad;
    std::map<int, Uses> byWeight;
    std::map<int, Uses> byBias;
    for (const LayerUse &use : pass.uses) {
        if (use.weight >= 0 && !pass.unsupported.contains(use.weight))
            byWeight[use.weight].push_back(&use);
        if (use.bias >= 0 && !pass.unsupported.contains(use.bias))
            byBias[use.bias].push_back(&use);
    }
    std::vector<LayerGradient> layers;
    for (const auto &[weight, uses] : byWeight) {
        LayerGradient layer;
        layer.weight = weight;
        setWeightGradient(layer, uses, parameters[std::size_t(weight)].tensor, dtype, others);
        layers.push_back(std::move(layer));
    }
    // A bias goes with its weight; one that isn't used along with exactly one weight stands on its own.
    for (const auto &[bias, uses] : byBias) {
        std::vector<torch::Tensor> rows;
        for (const LayerUse *use : uses)
            rows.push_back(biasRowsOf(*use, parameters[std::size_t(bias)].tensor));
        const int weight = uses.front()->weight;
        const auto partner = std::find_if(layers.begin(), layers.end(), [weight](const LayerGradient &layer) {
            return weight >= 0 && layer.weight == weight && layer.bias < 0;
        });
        LayerGradient alone;
        LayerGradient &layer = partner == layers.end() ? alone : *partner;
        layer.bias = bias;
        layer.biasRows = sumOf(rows);
        if (partner == layers.end())
            layers.push_back(std::move(alone));
    }
    return layers;
}

torch::Tensor dotProducts(const LayerGradient &left, const LayerGradient &right)
{
    torch::Tensor dots;
    if (left.form == Form::Factors) {
        const int64_t positions = left.inputs.size(1);
        const int64_t otherPositions = right.inputs.size(1);
        const torch::Tensor inputs = left.inputs.flatten(0, 1).mm(right.inputs.flatten(0, 1).t());
        const torch::Tensor outputs = left.outputs.flatten(0, 1).mm(right.outputs.flatten(0, 1).t());
        if (positions == 1 && otherPositions == 1) {
            // A bias is an input that is always 1, and its part of the dot product is `outputs` itself.
            const bool bias = left.bias >= 0;
            return bias ? inputs.add_(1).mul_(outputs) : inputs.mul(outputs);
        }
        dots = inputs.mul(outputs)
                   .view({left.inputs.size(0), positions, right.inputs.size(0), otherPositions})
                   .sum({1, 3});
    } else if (left.rows.defined()) {
        dots = left.rows.mm(right.rows.t());
    }
    if (left.biasRows.defined()) {
        const torch::Tensor bias = left.biasRows.mm(right.biasRows.t());
        dots = dots.defined() ? dots.add_(bias) : bias;
    }
    return dots;
}

torch::Tensor squaredNorms(const LayerGradient &gradient)
{
    const auto squares = [](const torch::Tensor &rows) { return rows.square().sum(1); };
    torch::Tensor norms;
    if (gradient.form == Form::Factors) {
        const torch::Tensor inputs = gradient.inputs.bmm(gradient.inputs.transpose(1, 2));
        const torch::Tensor outputs = gradient.outputs.bmm(gradient.outputs.transpose(1, 2));
        norms = inputs.mul(outputs).sum({1, 2}); // [batch, positions, positions] to [batch]
    } else if (gradient.rows.defined()) {
        norms = squares(gradient.rows);
    }
    if (gradient.biasRows.defined())
        norms = norms.defined() ? norms + squares(gradient.biasRows) : squares(gradient.biasRows);
    return norms;
}

SummedGradient sumOverExamples(const LayerGradient &gradient)
{
    SummedGradient sum;
    if (gradient.form == Form::Factors)
        sum.weight = gradient.outputs.flatten(0, 1).t().mm(gradient.inputs.flatten(0, 1)).flatten();
    else if (gradient.rows.defined())
        sum.weight = gradient.rows.sum(0);
    if (gradient.biasRows.defined())
        sum.bias = gradient.biasRows.sum(0);
    return sum;
}

LayerGradient concatenate(const std::vector<LayerGradient> &parts)
{
    LayerGradient whole = parts.front();
    const auto join = [&parts](torch::Tensor LayerGradient::*member) {
        std::vector<torch::Tensor> tensors;
        for (const LayerGradient &part : parts)
            tensors.push_back(part.*member);
        return tensors.front().defined() ? torch::cat(tensors) : torch::Tensor();
    };
    for (const auto member :
         {&LayerGradient::inputs, &LayerGradient::outputs, &LayerGradient::rows, &LayerGradient::biasRows})
        whole.*member = join(member);
    return whole;
}

} // namespace proponent
