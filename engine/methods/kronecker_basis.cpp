// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/kronecker_basis.h"

#include "engine/device/blas.h"
#include "engine/gradients/use_gradient.h"

#include <algorithm>

namespace proponent {

namespace {

using Form = LayerGradient::Form;

/// `sum` += left^T right.
void addProduct(torch::Tensor &sum, const torch::Tensor &left, const torch::Tensor &right)
{
    sum.addmm_(left.t(), right);
}

torch::Tensor withOnes(const torch::Tensor &inputs, bool bias)
{
    return bias ? torch::cat({inputs, inputs.new_ones({inputs.size(0), 1})}, 1) : inputs;
}

/// Eigenvectors as columns. In float only where double is slow, on CUDA for many: they needn't be exact, but orthogonal.
/// On the CPU LAPACK's SSYEVD is told how much room it has by a float, which from 2,897 rows on rounds it down, and fails.
torch::Tensor eigenvectorsOf(const torch::Tensor &symmetric)
{
    // Thousands of small products, for each of which OpenBLAS' threads would wait for each other: on a busy machine,
    // minutes.
    const SingleThreadedBlas blas;
    constexpr int64_t quick = 1024;
    const bool inDouble = symmetric.is_cpu() || symmetric.size(0) <= quick;
    const torch::Tensor matrix = symmetric.to(inDouble ? torch::kDouble : torch::kFloat);
    return std::get<1>(at::linalg_eigh((matrix + matrix.t()) / 2)).to(torch::kFloat).contiguous();
}

/// Of the `count` largest eigenvalues, in ascending order: float [n, count].
torch::Tensor leadingOf(const torch::Tensor &symmetric, int64_t count)
{
    constexpr int64_t few = 1024;
    const int64_t size = symmetric.size(0);
    if (size <= few || 4 * count > size)
        return eigenvectorsOf(symmetric).slice(1, size - count).contiguous();
    return leadingEigenvectors(size, count, symmetric.device(),
                               [&](const torch::Tensor &columns) { return symmetric.mm(columns); });
}

} // namespace

/// By subspace iteration (Halko et al., 2011, arXiv 0909.4061): products instead of a whole decomposition.
torch::Tensor leadingEigenvectors(int64_t size, int64_t count, const torch::Device &device,
                                  const std::function<torch::Tensor(const torch::Tensor &)> &times)
{
    const int64_t spare = std::min(size - count, std::max<int64_t>(32, count / 16));
    const int iterations = count > 512 ? 3 : 12; // of many, the last few matter little
    auto generator = at::detail::createCPUGenerator(1);
    torch::Tensor basis = torch::randn({size, count + spare}, generator, torch::kFloat).to(device);
    for (int i = 0; i < iterations; ++i)
        basis = std::get<0>(at::linalg_qr(times(basis), "reduced"));
    const torch::Tensor small = basis.t().mm(times(basis));
    return basis.mm(eigenvectorsOf(small).slice(1, spare)).contiguous();
}

torch::Tensor tensorOf(const LayerShape &shape)
{
    return torch::tensor({shape.out, shape.in, shape.weights, shape.biases, int64_t(shape.inputInnermost)},
                         torch::kLong);
}

LayerShape shapeOf(const torch::Tensor &stored)
{
    TORCH_CHECK(stored.dim() == 1 && stored.size(0) == 5, "stored curvature without the layers' shapes");
    const torch::Tensor values = stored.to(torch::kCPU, torch::kLong);
    const auto *at = values.data_ptr<int64_t>();
    return {at[0], at[1], at[2], at[3], at[4] != 0};
}

std::string layerPrefix(const std::pair<int, int> &layer)
{
    return std::to_string(layer.first) + '.' + std::to_string(layer.second) + '.';
}

std::map<std::pair<int, int>, StateDict> layersOf(const StateDict &state)
{
    std::map<std::pair<int, int>, StateDict> layers;
    for (const auto &[name, tensor] : state) {
        const QStringList parts = QString::fromStdString(name).split(QLatin1Char('.'));
        if (parts.size() == 3)
            layers[{parts[0].toInt(), parts[1].toInt()}][parts[2].toStdString()] = tensor;
    }
    return layers;
}

LayerShape shapeOf(const LayerGradient &layer, const std::vector<TrackedParameter> &parameters)
{
    LayerShape shape;
    if (layer.weight >= 0)
        shape.weights = parameters[std::size_t(layer.weight)].tensor.numel();
    if (layer.bias >= 0)
        shape.biases = parameters[std::size_t(layer.bias)].tensor.numel();
    if (layer.weight >= 0) {
        const torch::Tensor &weight = parameters[std::size_t(layer.weight)].tensor;
        const bool isMatrix = weight.dim() >= 2 && (shape.biases == 0 || shape.biases == weight.size(0));
        shape.out = isMatrix ? weight.size(0) : 1;
    }
    shape.in = (shape.weights + shape.biases) / shape.out;
    shape.inputInnermost = layer.inputInnermost;
    return shape;
}

torch::Tensor matricesOf(const LayerGradient &layer, const LayerShape &shape)
{
    torch::Tensor weight;
    if (layer.form == Form::Factors)
        weight = torch::bmm(layer.outputs.transpose(1, 2), layer.inputs);
    else if (layer.rows.defined())
        weight = widened(layer.rows).view({layer.rows.size(0), shape.out, -1});
    if (!layer.biasRows.defined())
        return weight;
    const torch::Tensor bias = layer.biasRows.view({layer.biasRows.size(0), shape.out, -1});
    return weight.defined() ? torch::cat({weight, bias}, 2) : bias;
}

LayerGradient rowsOfMatrices(const torch::Tensor &matrices, const LayerShape &shape,
                             const LayerGradient &like)
{
    LayerGradient layer;
    layer.weight = like.weight;
    layer.bias = like.bias;
    layer.inputInnermost = like.inputInnermost;
    const int64_t columns = shape.weights / shape.out;
    if (layer.weight >= 0)
        layer.rows = matrices.slice(2, 0, columns).flatten(1).contiguous();
    if (layer.bias >= 0)
        layer.biasRows = matrices.slice(2, columns).flatten(1).contiguous();
    return layer;
}

torch::Tensor mappedMatrices(const torch::Tensor &gradient, const std::vector<TrackedParameter> &parameters,
                             const std::vector<std::pair<std::pair<int, int>, LayerShape>> &layers,
                             const LayerMap &map)
{
    std::vector<torch::Tensor> parts; // by parameter, as they stand in the gradient
    int64_t begin = 0;
    for (const TrackedParameter &parameter : parameters) {
        parts.push_back(gradient.slice(0, begin, begin + parameter.tensor.numel()));
        begin += parameter.tensor.numel();
    }
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const auto &[weight, bias] = layers[i].first;
        const LayerShape &shape = layers[i].second;
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
        matrix = map(i, matrix);
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

KroneckerBasis::KroneckerBasis(const LayerShape &shape, const torch::Device &device) : m_shape(shape)
{
    const auto options = torch::TensorOptions(device).dtype(torch::kFloat);
    if (shape.in <= longestSide)
        m_inputs = torch::zeros({shape.in, shape.in}, options);
    if (shape.out > 1 && shape.out <= longestSide)
        m_outputs = torch::zeros({shape.out, shape.out}, options);
    m_eigenvalues = torch::zeros({shape.out, shape.in}, options);
}

void KroneckerBasis::addFactors(const LayerGradient &layer)
{
    torch::Tensor inputs;
    torch::Tensor outputs;
    if (layer.form == Form::Factors) {
        inputs = withOnes(layer.inputs.flatten(0, 1), layer.bias >= 0);
        outputs = layer.outputs.flatten(0, 1);
    } else {
        const torch::Tensor matrices = matricesOf(layer, m_shape);
        inputs = matrices.flatten(0, 1);
        outputs = m_outputs.defined() ? matrices.transpose(1, 2).flatten(0, 1) : torch::Tensor();
    }
    if (m_inputs.defined())
        addProduct(m_inputs, inputs, inputs);
    if (m_outputs.defined())
        addProduct(m_outputs, outputs, outputs);
}

void KroneckerBasis::decompose()
{
    for (torch::Tensor *side : {&m_inputs, &m_outputs}) {
        if (side->defined())
            *side = eigenvectorsOf(*side);
    }
}

void KroneckerBasis::decomposeLeading(int64_t outputs, int64_t inputs)
{
    if (m_outputs.defined())
        m_outputs = leadingOf(m_outputs, outputs);
    if (m_inputs.defined())
        m_inputs = leadingOf(m_inputs, inputs);
}

torch::Tensor KroneckerBasis::leadingOutputs(int64_t count) const
{
    return m_outputs.defined() ? m_outputs.slice(1, m_outputs.size(1) - count).contiguous() : torch::Tensor();
}

torch::Tensor KroneckerBasis::leadingInputs(int64_t count) const
{
    return m_inputs.defined() ? m_inputs.slice(1, m_inputs.size(1) - count).contiguous() : torch::Tensor();
}

torch::Tensor KroneckerBasis::rotated(const torch::Tensor &matrices) const
{
    const auto type = matrices.scalar_type();
    const torch::Tensor result =
        m_inputs.defined() ? torch::matmul(matrices, m_inputs.to(type)) : matrices.clone();
    return m_outputs.defined() ? torch::matmul(m_outputs.t().to(type), result) : result;
}

KroneckerBasis::Squares KroneckerBasis::squaresOf(const LayerGradient &layer) const
{
    if (layer.form != Form::Factors || layer.inputs.size(1) != 1)
        return {rotated(matricesOf(layer, m_shape)).square_(), {}, {}};
    const torch::Tensor inputs = withOnes(layer.inputs.squeeze(1), layer.bias >= 0);
    const torch::Tensor outputs = layer.outputs.squeeze(1);
    return {{},
            (m_outputs.defined() ? outputs.mm(m_outputs) : outputs).square(),
            (m_inputs.defined() ? inputs.mm(m_inputs) : inputs).square()};
}

void KroneckerBasis::addEigenvalues(const LayerGradient &layer)
{
    const Squares squares = squaresOf(layer);
    if (squares.whole.defined())
        m_eigenvalues.add_(squares.whole.sum(0));
    else
        addProduct(m_eigenvalues, squares.outputs, squares.inputs);
}

void KroneckerBasis::finish(qint64 examples)
{
    m_eigenvalues.div_(double(examples));
}

torch::Tensor KroneckerBasis::inverse(const torch::Tensor &matrices, double damping) const
{
    const auto type = matrices.scalar_type();
    torch::Tensor result = rotated(matrices).div_(m_eigenvalues.to(type) + damping);
    if (m_inputs.defined())
        result = torch::matmul(result, m_inputs.t().to(type));
    return m_outputs.defined() ? torch::matmul(m_outputs.to(type), result) : result;
}

torch::Tensor KroneckerBasis::inverseNorms(const LayerGradient &layer, double damping) const
{
    const torch::Tensor weights = (m_eigenvalues + damping).reciprocal_(); // [out, in]
    const Squares squares = squaresOf(layer);
    if (squares.whole.defined())
        return squares.whole.mul_(weights).sum({1, 2});
    return squares.outputs.mm(weights).mul_(squares.inputs).sum(1);
}

StateDict KroneckerBasis::state() const
{
    StateDict state{{"eigenvalues", m_eigenvalues}};
    if (m_inputs.defined())
        state["inputs"] = m_inputs;
    if (m_outputs.defined())
        state["outputs"] = m_outputs;
    return state;
}

void KroneckerBasis::restore(const StateDict &state)
{
    const auto take = [&state](const char *name, torch::Tensor &tensor) {
        if (!tensor.defined())
            return;
        const torch::Tensor &stored = state.at(name);
        TORCH_CHECK(stored.sizes() == tensor.sizes(), "stored curvature of another network");
        tensor.copy_(stored);
    };
    take("eigenvalues", m_eigenvalues);
    take("inputs", m_inputs);
    take("outputs", m_outputs);
}

} // namespace proponent
