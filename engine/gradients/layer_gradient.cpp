// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gradients/layer_gradient.h"

#include "engine/device/cpu_info.h"
#include "engine/device/memory.h"
#include "engine/gradients/use_gradient.h"

#include <algorithm>
#include <limits>

namespace proponent {

namespace {

using Form = LayerGradient::Form;

/// @name Memory for one layer's rows of a block of examples, with the patches that they are made from
/// On the CPU, for each thread: what the second-level cache holds, about, so that rows are compared with the
/// tests while they are in it; and less than glibc's allocator asks the kernel for anew each time. A block is
/// never smaller than what a matrix product with the tests does well.
/// @{
constexpr qint64 cpuBlockMemory = qint64(8) << 20;
constexpr qint64 smallestCudaBlockMemory = qint64(256) << 20;
constexpr qint64 largestCudaBlockMemory = qint64(4) << 30; ///< so many rows that the tests are read seldom
constexpr int64_t smallestBlock = 16;
/// @}

qint64 blockMemory(const torch::Device &device)
{
    if (!device.is_cuda())
        return cpuBlockMemory;
    constexpr qint64 share = 16;
    static const qint64 ofCuda =
        std::clamp(totalMemory(device) / share, smallestCudaBlockMemory, largestCudaBlockMemory);
    return ofCuda;
}

/// Products in bf16 on a processor without a unit for them are slow, and in libtorch not accumulated in
/// float.
torch::ScalarType productType(torch::ScalarType dtype, const torch::Tensor &weight)
{
    const bool hasUnit = CpuInfo::host().amxBf16 || CpuInfo::host().avx512Bf16;
    return dtype == torch::kBFloat16 && weight.is_cpu() && !hasUnit ? torch::kFloat : dtype;
}

/// Of one term as it is, of more in float.
torch::Tensor sumOf(const std::vector<torch::Tensor> &terms)
{
    torch::Tensor sum = terms.front();
    for (std::size_t i = 1; i < terms.size(); ++i)
        sum = widened(sum) + terms[i];
    return sum;
}

/// What an example's share of computing a layer's gradients takes.
struct LayerCost
{
    int64_t positions = 0;
    bool plain = true; ///< products without groups, and no weight used in two ways at once
    qint64 rowBytes = 0; ///< of an example's row, with the patches that it is made from
    qint64 factorBytes = 0; ///< of its factors
};

LayerCost costOf(const std::vector<LayerUse> &uses, const torch::Tensor &weight)
{
    LayerCost cost;
    cost.rowBytes = weight.numel() * qint64(sizeof(float));
    for (const LayerUse &use : uses) {
        const int64_t positions = positionsOf(use);
        cost.positions += positions;
        cost.factorBytes += positions * (weight[0].numel() + weight.size(0)) * qint64(sizeof(float));
        cost.plain = cost.plain && isProduct(use) && use.convolution.groups == 1;
        if (use.kind == LayerUse::Kind::Convolution)
            cost.rowBytes += positions * weight[0].numel() * qint64(sizeof(float));
    }
    return cost;
}

Form formOf(const LayerCost &cost, const torch::Tensor &weight, int64_t others)
{
    return cost.plain ? cheaperForm(cost.positions, weight[0].numel(), weight.size(0), others) : Form::Rows;
}

/// Of an example's row with what it is made from, or of its factors.
qint64 exampleBytes(const Layer &layer, int64_t others)
{
    if (layer.weight < 0)
        return 0;
    const LayerCost cost = costOf(layer.weightUses, layer.weightValues);
    return formOf(cost, layer.weightValues, others) == Form::Factors ? cost.factorBytes : cost.rowBytes;
}

std::vector<LayerUse> examplesOf(const std::vector<LayerUse> &uses, int64_t begin, int64_t end)
{
    std::vector<LayerUse> parts;
    for (const LayerUse &use : uses)
        parts.push_back(examplesOf(use, begin, end));
    return parts;
}

/// The weight's part of a layer from all uses of the weight.
void setWeightGradient(LayerGradient &gradient, const std::vector<LayerUse> &uses,
                       const torch::Tensor &weight, torch::ScalarType dtype)
{
    if (gradient.form == Form::Rows) {
        std::vector<torch::Tensor> rows;
        for (const LayerUse &use : uses)
            rows.push_back(rowsOf(use, weight, dtype));
        gradient.rows = sumOf(rows);
        return;
    }
    std::vector<torch::Tensor> inputs;
    std::vector<torch::Tensor> outputs;
    for (const LayerUse &use : uses) {
        // The factors are multiplied in float also under autocast: they are small, and rounding a product
        // of two sums to bf16 would cost more accuracy than it saves time.
        const Factors factors = factorsOf(use, weight, dtype);
        inputs.push_back(factors.inputs.squeeze(1));
        outputs.push_back(factors.outputs.squeeze(1));
    }
    gradient.inputs = widened(inputs.size() == 1 ? inputs.front() : torch::cat(inputs, 1)).contiguous();
    gradient.outputs = widened(outputs.size() == 1 ? outputs.front() : torch::cat(outputs, 1)).contiguous();
}

/// Whether a product in bf16 is large enough that libtorch leaves it to oneDNN, which accumulates in float.
bool accumulatesInFloat(const torch::Tensor &left, const torch::Tensor &right)
{
    constexpr int64_t largeEnough = int64_t(1) << 16;
    return left.size(0) * right.size(0) * left.size(1) >= largeEnough;
}

/// What each of `rows`, [rows, out * in], says of outer products [batch, 1, out] x [batch, 1, in]: without building
/// these, whose rows are the larger.
torch::Tensor outerProducts(const torch::Tensor &rows, const LayerGradient &factors)
{
    const torch::Tensor inputs = factors.inputs.squeeze(1); // [batch, in]
    const torch::Tensor outputs = factors.outputs.squeeze(1); // [batch, out]
    const torch::Tensor halves = inputs.mm(
        widened(rows).view({rows.size(0) * outputs.size(1), inputs.size(1)}).t()); // [batch, rows * out]
    return torch::bmm(halves.view({inputs.size(0), rows.size(0), outputs.size(1)}), outputs.unsqueeze(2))
        .squeeze(2)
        .t();
}

/// left right^T in float.
torch::Tensor rowProducts(const torch::Tensor &left, const torch::Tensor &right)
{
    const bool lower = left.scalar_type() == torch::kBFloat16 && right.scalar_type() == torch::kBFloat16 &&
                       accumulatesInFloat(left, right);
    return lower ? left.mm(right.t()).to(torch::kFloat) : widened(left).mm(widened(right).t());
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
    constexpr double traffic = 16;
    const auto p = double(positions);
    const auto in = double(inputs);
    const auto out = double(outputs);
    const auto pairs = double(others);
    const double factors = pairs * p * p * (in + out + traffic);
    const double rows = in * out * (p + pairs + traffic);
    return factors <= rows ? Form::Factors : Form::Rows;
}

std::vector<Layer> layersOf(CapturedPass &pass, const std::vector<TrackedParameter> &parameters)
{
    std::map<int, Layer> byWeight;
    std::map<int, Layer> byBias; // those that aren't used along with exactly one weight
    for (const LayerUse &use : pass.uses) {
        if (use.weight < 0 || pass.unsupported.contains(use.weight))
            continue;
        Layer &layer = byWeight[use.weight];
        layer.weight = use.weight;
        layer.weightValues = parameters[std::size_t(use.weight)].tensor.detach();
        layer.weightUses.push_back(use);
    }
    std::map<int, std::vector<LayerUse>> biasUses;
    for (const LayerUse &use : pass.uses) {
        if (use.bias >= 0 && !pass.unsupported.contains(use.bias))
            biasUses[use.bias].push_back(use);
    }
    for (auto &[bias, uses] : biasUses) {
        const auto partner = byWeight.find(uses.front().weight);
        const bool goesWithWeight = partner != byWeight.end() && partner->second.bias < 0 &&
                                    std::all_of(uses.begin(), uses.end(), [&partner](const LayerUse &use) {
                                        return use.weight == partner->first;
                                    });
        Layer &layer = goesWithWeight ? partner->second : byBias[bias];
        layer.bias = bias;
        layer.biasValues = parameters[std::size_t(bias)].tensor.detach();
        layer.biasUses = std::move(uses);
    }
    pass.uses.clear();
    std::vector<Layer> layers;
    for (auto *map : {&byWeight, &byBias}) {
        for (auto &[parameter, layer] : *map)
            layers.push_back(std::move(layer));
    }
    return layers;
}

int64_t blockSize(const Layer &layer, int64_t batch, int64_t others)
{
    const qint64 bytes = exampleBytes(layer, others);
    if (bytes == 0)
        return batch;
    return std::clamp<int64_t>(blockMemory(layer.weightValues.device()) / bytes,
                               std::min(batch, smallestBlock), batch);
}

qint64 blockBytes(const Layer &layer, int64_t others)
{
    constexpr int64_t anyBatch = std::numeric_limits<int64_t>::max();
    const qint64 bytes = exampleBytes(layer, others);
    return bytes == 0 ? 0 : bytes * blockSize(layer, anyBatch, others);
}

qint64 capturedBytes(const Layer &layer)
{
    qint64 bytes = 0;
    for (const LayerUse &use : layer.weight >= 0 ? layer.weightUses : layer.biasUses) {
        bytes += qint64(use.outputGradient.nbytes());
        bytes += use.input.defined() ? qint64(use.input.nbytes()) : 0;
    }
    return bytes;
}

LayerGradient gradientOf(const Layer &layer, int64_t begin, int64_t end, torch::ScalarType dtype,
                         int64_t others)
{
    const torch::NoGradGuard noGrad;
    LayerGradient gradient;
    gradient.weight = layer.weight;
    gradient.bias = layer.bias;
    if (layer.weight >= 0) {
        const std::vector<LayerUse> uses = examplesOf(layer.weightUses, begin, end);
        gradient.form = formOf(costOf(uses, layer.weightValues), layer.weightValues, others);
        gradient.inputInnermost =
            uses.front().kind == LayerUse::Kind::Convolution && isInputInnermost(layer.weightValues);
        setWeightGradient(gradient, uses, layer.weightValues, productType(dtype, layer.weightValues));
    }
    if (layer.bias >= 0) {
        std::vector<torch::Tensor> rows;
        for (const LayerUse &use : examplesOf(layer.biasUses, begin, end))
            rows.push_back(biasRowsOf(use, layer.biasValues));
        gradient.biasRows = sumOf(rows);
    }
    return gradient;
}

torch::Tensor dotProducts(const LayerGradient &left, const LayerGradient &right)
{
    torch::Tensor dots;
    if (left.form == Form::Rows && right.form == Form::Factors) {
        dots =
            right.inputs.size(1) == 1
                ? outerProducts(left.rows, right)
                : rowProducts(left.rows, torch::bmm(right.outputs.transpose(1, 2), right.inputs).flatten(1));
    } else if (left.form == Form::Factors) {
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
        dots = rowProducts(left.rows, right.rows);
    }
    if (left.biasRows.defined()) {
        const torch::Tensor bias = left.biasRows.mm(right.biasRows.t());
        dots = dots.defined() ? dots.add_(bias) : bias;
    }
    return dots;
}

torch::Tensor squaredNorms(const LayerGradient &gradient)
{
    const auto squares = [](const torch::Tensor &rows) { return widened(rows).norm(2, 1).square_(); };
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
        sum.weight = widened(gradient.rows).sum(0);
    if (gradient.biasRows.defined())
        sum.bias = gradient.biasRows.sum(0);
    return sum;
}

LayerGradient meanOf(const LayerGradient &gradient)
{
    LayerGradient mean = gradient;
    if (gradient.form == Form::Factors) {
        mean.inputs = gradient.inputs.flatten(0, 1).unsqueeze(0);
        mean.outputs = gradient.outputs.flatten(0, 1).unsqueeze(0) / double(gradient.outputs.size(0));
    }
    if (gradient.rows.defined())
        mean.rows = widened(gradient.rows).mean(0, /*keepdim=*/true);
    if (gradient.biasRows.defined())
        mean.biasRows = gradient.biasRows.mean(0, /*keepdim=*/true);
    return mean;
}

void addRows(LayerGradient &sum, const LayerGradient &other)
{
    TORCH_CHECK(sum.form == Form::Rows && other.form == Form::Rows, "factors can't be added");
    if (sum.rows.defined())
        sum.rows = widened(sum.rows) + other.rows;
    if (sum.biasRows.defined())
        sum.biasRows = sum.biasRows + other.biasRows;
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
