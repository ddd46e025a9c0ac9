// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gradients/use_gradient.h"

#include "engine/device/torch_compat.h"

#include <algorithm>

namespace proponent {

namespace {

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

/// The patches of the input under the kernel: [batch, groups, positions, kernel * in]. A view of the padded
/// input and one copy: libtorch's im2col isn't vectorised for channels-last input, and on CUDA launches a
/// kernel an example.
torch::Tensor patchesOf(const Convolution2d &convolution, bool inputInnermost)
{
    const auto &[input, output, kernel, stride, padding, dilation, groups] = convolution;
    const torch::Tensor padded =
        at::constant_pad_nd(input, {padding[1], padding[1], padding[0], padding[0]})
            .contiguous(inputInnermost ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous);
    const int64_t batch = input.size(0);
    const int64_t channels = input.size(1) / groups;
    const int64_t positions = output.size(2);
    const auto steps = [&](std::size_t axis) {
        const int64_t reach = dilation[axis] * (kernel[axis] - 1) + 1;
        return (padded.size(int64_t(axis) + 2) - reach) / stride[axis] + 1;
    };
    // Strides by name: a dimension of size 1 may have any.
    const int64_t channel = inputInnermost ? 1 : padded.size(2) * padded.size(3);
    const int64_t column = inputInnermost ? padded.size(1) : 1;
    const int64_t row = padded.size(3) * column;
    const int64_t example = padded.size(1) * padded.size(2) * padded.size(3);
    if (inputInnermost) {
        return padded
            .as_strided({batch, groups, steps(0), steps(1), kernel[0], kernel[1], channels},
                        {example, channels * channel, stride[0] * row, stride[1] * column, dilation[0] * row,
                         dilation[1] * column, channel})
            .reshape({batch, groups, positions, -1});
    }
    return padded
        .as_strided({batch, groups, channels, kernel[0], kernel[1], steps(0), steps(1)},
                    {example, channels * channel, channel, dilation[0] * row, dilation[1] * column,
                     stride[0] * row, stride[1] * column})
        .reshape({batch, groups, -1, positions})
        .transpose(2, 3);
}

/// A convolution is a linear layer over the patches under its kernel.
Factors convolutionFactors(const Convolution2d &convolution, bool inputInnermost)
{
    const int64_t batch = convolution.input.size(0);
    const int64_t positions = convolution.output.size(2);
    const torch::Tensor outputs = convolution.output.reshape({batch, convolution.groups, -1, positions});
    return {patchesOf(convolution, inputInnermost), outputs.transpose(2, 3)};
}

/// sum over positions of outputs^T inputs, flat: [batch, groups * out * in]. In float, but on the CPU in what the
/// factors are in.
torch::Tensor productRows(const Factors &factors)
{
    const int64_t batch = factors.inputs.size(0);
    const torch::Tensor outputs = factors.outputs.flatten(0, 1); // [batch * groups, positions, out]
    const torch::Tensor inputs = factors.inputs.flatten(0, 1); // [batch * groups, positions, in]
    const torch::Tensor rows = inputs.is_cpu() ? torch::bmm(outputs.transpose(1, 2), inputs)
                                               : compat::batchedProduct(outputs.transpose(1, 2), inputs);
    return rows.view({batch, -1});
}

/// Sums, in float, over all dimensions but the first and the `count` ones from `first` on: [batch, values].
torch::Tensor sumAround(const torch::Tensor &tensor, int64_t first, int64_t count)
{
    std::vector<int64_t> around;
    for (int64_t dimension = 1; dimension < tensor.dim(); ++dimension) {
        if (dimension < first || dimension >= first + count)
            around.push_back(dimension);
    }
    const torch::ScalarType type = tensor.scalar_type() == torch::kDouble ? torch::kDouble : torch::kFloat;
    const torch::Tensor sum = around.empty() ? tensor.to(type) : tensor.sum(around, /*keepdim=*/false, type);
    return sum.reshape({tensor.size(0), -1});
}

torch::Tensor scaleRows(const LayerUse &use, const torch::Tensor &weight)
{
    const torch::Tensor product = use.outputGradient * use.input; // which is float
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

} // namespace

torch::Tensor widened(const torch::Tensor &tensor)
{
    return tensor.scalar_type() == torch::kDouble ? tensor : tensor.to(torch::kFloat);
}

bool isInputInnermost(const torch::Tensor &weight)
{
    constexpr int64_t longRun = 16;
    return weight.dim() >= 3 && weight.size(1) * weight.size(-1) >= longRun;
}

bool isProduct(const LayerUse &use)
{
    return use.kind == LayerUse::Kind::Linear || use.kind == LayerUse::Kind::Convolution;
}

int64_t positionsOf(const LayerUse &use)
{
    const torch::Tensor &gradient = use.outputGradient;
    const int64_t outputs = use.kind == LayerUse::Kind::Convolution ? gradient.size(1) : gradient.size(-1);
    return gradient.numel() / std::max<int64_t>(1, gradient.size(0) * outputs);
}

LayerUse examplesOf(const LayerUse &use, int64_t begin, int64_t end)
{
    LayerUse part = use;
    if (use.input.defined())
        part.input = use.input.slice(0, begin, end);
    part.outputGradient = use.outputGradient.slice(0, begin, end);
    return part;
}

Factors factorsOf(const LayerUse &use, const torch::Tensor &weight, torch::ScalarType dtype)
{
    if (use.kind == LayerUse::Kind::Convolution)
        return convolutionFactors(asConvolution2d(use, weight, dtype), isInputInnermost(weight));
    const int64_t batch = use.input.size(0);
    return {use.input.to(dtype).reshape({batch, 1, -1, use.input.size(-1)}),
            use.outputGradient.to(dtype).reshape({batch, 1, -1, use.outputGradient.size(-1)})};
}

torch::Tensor biasRowsOf(const LayerUse &use, const torch::Tensor &bias)
{
    const torch::Tensor &gradient = use.outputGradient;
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

torch::Tensor rowsOf(const LayerUse &use, const torch::Tensor &weight, torch::ScalarType dtype)
{
    if (use.kind == LayerUse::Kind::Scale)
        return scaleRows(use, weight);
    if (use.kind == LayerUse::Kind::Embedding)
        return embeddingRows(use, weight);
    const torch::Tensor rows = productRows(factorsOf(use, weight, dtype));
    return rows.is_cpu() && dtype == torch::kHalf ? widened(rows) : rows;
}

} // namespace proponent
