// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/projected_kernel.h"

#include <algorithm>
#include <tuple>

namespace proponent {

namespace {

using Form = LayerGradient::Form;

/// The lower half of a square matrix, with its diagonal: what a factor has, in half the space.
torch::Tensor packed(const torch::Tensor &lower)
{
    return lower.masked_select(torch::ones_like(lower, torch::kBool).tril());
}

torch::Tensor unpacked(const torch::Tensor &values, int64_t size)
{
    const torch::Tensor lower = torch::zeros({size, size}, values.options());
    return lower.masked_scatter_(torch::ones_like(lower, torch::kBool).tril(), values);
}

} // namespace

torch::Tensor ProjectedKernel::Layer::projected(const torch::Tensor &matrices) const
{
    const auto type = matrices.scalar_type();
    torch::Tensor result = inputs.defined() ? torch::matmul(matrices, inputs.to(type)) : matrices;
    result = outputs.defined() ? torch::matmul(outputs.t().to(type), result) : result;
    return result.flatten(1);
}

torch::Tensor ProjectedKernel::Layer::projected(const LayerGradient &layer) const
{
    if (layer.form != Form::Factors)
        return projected(matricesOf(layer, shape));
    const int64_t in = layer.inputs.size(2);
    const torch::Tensor smallOutputs = outputs.defined() ? layer.outputs.matmul(outputs) : layer.outputs;
    const torch::Tensor smallInputs =
        inputs.defined() ? layer.inputs.matmul(inputs.slice(0, 0, in)) : layer.inputs;
    torch::Tensor result = torch::bmm(smallOutputs.transpose(1, 2), smallInputs); // [batch, ko, ki or in]
    if (!layer.biasRows.defined())
        return result.flatten(1);
    const torch::Tensor bias = (outputs.defined() ? layer.biasRows.mm(outputs) : layer.biasRows).unsqueeze(2);
    result = inputs.defined() ? result.add_(torch::matmul(bias, inputs.slice(0, in)))
                              : torch::cat({result, bias}, 2);
    return result.flatten(1);
}

torch::Tensor ProjectedKernel::features(PerExampleGradients &gradients, const ImageTensors::Batch &batch,
                                        const Measurement &measurement) const
{
    torch::Tensor features = torch::zeros({batch.labels.size(0), m_width},
                                          torch::TensorOptions(batch.images.device()).dtype(torch::kFloat));
    const auto put = [&](const LayerGradient &gradient, int64_t first) {
        const Layer &layer = layerOf(gradient);
        const torch::Tensor values = layer.projected(gradient);
        features.slice(0, first, first + values.size(0))
            .slice(1, layer.begin, layer.begin + layer.width())
            .copy_(values);
    };
    constexpr int64_t others = 1; // in whole rows
    gradients.forEachBlock(batch, others, put, measurement);
    return features;
}

const ProjectedKernel::Layer &ProjectedKernel::layerOf(const LayerGradient &layer) const
{
    const auto found = m_layers.find(keyOf(layer));
    TORCH_CHECK(found != m_layers.end(), "the network uses different layers for different examples");
    return found->second;
}

void ProjectedKernel::findLeading(int64_t rank)
{
    const torch::NoGradGuard noGrad;
    const auto curvatureTimes = [this](const torch::Tensor &columns) {
        return m_curvature.mm(m_curvature.t().mm(columns)).sub_(columns, m_damping);
    };
    m_directions =
        leadingEigenvectors(m_width, std::min(rank, m_width), m_curvature.device(), curvatureTimes);
    m_eigenvalues = (m_directions * curvatureTimes(m_directions)).sum(0).clamp_min_(0);
}

std::shared_ptr<const ProjectedKernel> ProjectedKernel::withLeading(int64_t rank) const
{
    std::shared_ptr<ProjectedKernel> kernel(new ProjectedKernel);
    kernel->m_layers = m_layers;
    kernel->m_width = m_width;
    kernel->m_damping = m_damping;
    kernel->m_curvature = m_curvature;
    kernel->findLeading(rank);
    return kernel;
}

void ProjectedKernel::dropCurvature()
{
    m_curvature = torch::Tensor();
}

torch::Tensor ProjectedKernel::rowsOf(const torch::Tensor &features) const
{
    return features.mm(m_directions.to(features.scalar_type()));
}

torch::Tensor ProjectedKernel::rowWeights() const
{
    return (m_eigenvalues + m_damping).reciprocal_();
}

torch::Tensor ProjectedKernel::questionRowsOf(const torch::Tensor &features) const
{
    return rowsOf(features).div_(m_eigenvalues.to(features.scalar_type()) + m_damping);
}

torch::Tensor ProjectedKernel::solved(const torch::Tensor &rows) const
{
    if (!m_curvature.defined())
        return questionRowsOf(rows).mm(m_directions.t().to(rows.scalar_type()));
    return torch::cholesky_solve(rows.t(), m_curvature.to(rows.scalar_type())).t();
}

torch::Tensor ProjectedKernel::productsByLayer(const torch::Tensor &features, const torch::Tensor &vector,
                                               const ParameterGroups &groups) const
{
    torch::Tensor products = torch::zeros({groups.count, features.size(0)}, features.options());
    for (const auto &[key, layer] : m_layers) {
        LayerGradient named;
        std::tie(named.weight, named.bias) = key;
        const int64_t end = layer.begin + layer.width();
        products.select(0, groups.of(named))
            .add_(features.slice(1, layer.begin, end).mv(vector.slice(0, layer.begin, end)));
    }
    return products;
}

LayerGradient ProjectedKernel::training(LayerGradient layer) const
{
    LayerGradient projected;
    projected.weight = layer.weight;
    projected.bias = layer.bias;
    projected.rows = layerOf(layer).projected(layer);
    return projected;
}

std::vector<LayerGradient> ProjectedKernel::queries(std::vector<LayerGradient> layers) const
{
    for (LayerGradient &layer : layers)
        layer = training(std::move(layer));
    return layers;
}

std::vector<LayerGradient> ProjectedKernel::settled(std::vector<LayerGradient> layers) const
{
    if (layers.empty())
        return layers;
    torch::Tensor features = torch::zeros({layers.front().rows.size(0), m_width},
                                          layers.front().rows.options().dtype(torch::kFloat));
    for (const LayerGradient &layer : layers) {
        const Layer &directions = layerOf(layer);
        features.slice(1, directions.begin, directions.begin + directions.width()).copy_(layer.rows);
    }
    features = solved(features);
    for (LayerGradient &layer : layers) {
        const Layer &directions = layerOf(layer);
        layer.rows = features.slice(1, directions.begin, directions.begin + directions.width()).contiguous();
    }
    return layers;
}

torch::Tensor ProjectedKernel::exact(const torch::Tensor &gradient,
                                     const std::vector<TrackedParameter> &parameters) const
{
    std::vector<std::pair<Key, LayerShape>> shapes;
    std::vector<const Layer *> layers;
    for (const auto &[key, layer] : m_layers) {
        shapes.emplace_back(key, layer.shape);
        layers.push_back(&layer);
    }
    torch::Tensor features = torch::zeros({1, m_width}, torch::kDouble);
    (void)mappedMatrices(gradient, parameters, shapes, [&](std::size_t i, const torch::Tensor &matrix) {
        const Layer &layer = *layers[i];
        features.slice(1, layer.begin, layer.begin + layer.width())
            .copy_(layer.projected(matrix.unsqueeze(0)));
        return matrix;
    });
    features = solved(features);
    return mappedMatrices(gradient, parameters, shapes, [&](std::size_t i, const torch::Tensor &) {
        const Layer &layer = *layers[i];
        torch::Tensor matrix =
            features.slice(1, layer.begin, layer.begin + layer.width()).reshape({layer.rows, layer.columns});
        if (layer.outputs.defined())
            matrix = layer.outputs.to(torch::kDouble).mm(matrix);
        return layer.inputs.defined() ? matrix.mm(layer.inputs.t().to(torch::kDouble)) : matrix;
    });
}

qint64 ProjectedKernel::bytesOfQuestion(qint64) const
{
    return m_width * qint64(sizeof(float));
}

std::shared_ptr<const GradientTransform> ProjectedKernel::withoutQuestions() const
{
    std::shared_ptr<ProjectedKernel> slim(new ProjectedKernel);
    slim->m_layers = m_layers;
    slim->m_width = m_width;
    slim->m_damping = m_damping;
    return slim;
}

qint64 ProjectedKernel::bytes() const
{
    qint64 bytes = 0;
    const auto add = [&bytes](const torch::Tensor &tensor) {
        bytes += tensor.defined() ? qint64(tensor.nbytes()) : 0;
    };
    add(m_curvature);
    add(m_directions);
    for (const auto &[key, layer] : m_layers) {
        add(layer.outputs);
        add(layer.inputs);
    }
    return bytes;
}

StateDict ProjectedKernel::state() const
{
    StateDict state{{"damping", torch::tensor(m_damping, torch::kDouble)}};
    for (const auto &[key, layer] : m_layers) {
        const std::string prefix = layerPrefix(key);
        state[prefix + "shape"] = tensorOf(layer.shape);
        state[prefix + "projected"] = torch::tensor({layer.rows, layer.columns, layer.begin}, torch::kLong);
        if (layer.outputs.defined())
            state[prefix + "outputs"] = layer.outputs;
        if (layer.inputs.defined())
            state[prefix + "inputs"] = layer.inputs;
    }
    if (m_curvature.defined())
        state["curvature"] = packed(m_curvature);
    if (m_directions.defined()) {
        state["directions"] = m_directions;
        state["eigenvalues"] = m_eigenvalues;
    }
    return state;
}

std::unique_ptr<ProjectedKernel> ProjectedKernel::restore(const StateDict &state)
{
    const auto found = [](const StateDict &among, const char *name) {
        const auto item = among.find(name);
        return item == among.end() ? torch::Tensor() : item->second;
    };
    std::unique_ptr<ProjectedKernel> kernel(new ProjectedKernel);
    for (const auto &[key, parts] : layersOf(state)) {
        Layer layer;
        layer.shape = shapeOf(parts.at("shape"));
        const torch::Tensor projected = parts.at("projected").to(torch::kCPU);
        layer.rows = projected[0].item<int64_t>();
        layer.columns = projected[1].item<int64_t>();
        layer.begin = projected[2].item<int64_t>();
        layer.outputs = found(parts, "outputs");
        layer.inputs = found(parts, "inputs");
        kernel->m_width += layer.width();
        kernel->m_layers.emplace(key, std::move(layer));
    }
    kernel->m_damping = state.at("damping").item<double>();
    if (const torch::Tensor curvature = found(state, "curvature"); curvature.defined())
        kernel->m_curvature = unpacked(curvature, kernel->m_width);
    kernel->m_directions = found(state, "directions");
    kernel->m_eigenvalues = found(state, "eigenvalues");
    return kernel;
}

QJsonObject ProjectedKernel::chosen() const
{
    return {{QStringLiteral("damping"), m_damping}};
}

} // namespace proponent
