// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/query_gradients.h"

#include <algorithm>
#include <limits>

namespace proponent {

namespace {

constexpr const char *differentLayers = "the network uses different layers for different examples";

ImageTensors::Batch slice(const ImageTensors::Batch &batch, qint64 begin, qint64 end)
{
    return {batch.images.slice(0, begin, end), batch.labels.slice(0, begin, end)};
}

const LayerGradient &sameLayer(const std::vector<LayerGradient> &layers, const LayerGradient &layer)
{
    const auto found = std::find_if(layers.begin(), layers.end(), [&layer](const LayerGradient &candidate) {
        return candidate.isSameLayer(layer);
    });
    TORCH_CHECK(found != layers.end(), differentLayers);
    return *found;
}

} // namespace

torch::Tensor squaredNorms(const std::vector<LayerGradient> &layers)
{
    torch::Tensor sum;
    for (const LayerGradient &layer : layers) {
        const torch::Tensor norms = squaredNorms(layer);
        sum = sum.defined() ? sum.add_(norms) : norms;
    }
    return sum;
}

torch::Tensor squaredNormsByLayer(PerExampleGradients &gradients, const ImageTensors::Batch &batch,
                                  const ParameterGroups &groups)
{
    const torch::NoGradGuard noGrad;
    return gradients.consistently([&] {
        torch::Tensor norms = torch::zeros({groups.count, batch.labels.size(0)}, batch.images.options());
        gradients.forEachBlock(batch, 1, [&](const LayerGradient &layer, int64_t first) {
            const torch::Tensor part = squaredNorms(layer);
            norms.select(0, groups.of(layer)).slice(0, first, first + part.size(0)).add_(part);
        });
        return norms;
    });
}

torch::Tensor squaredNorms(PerExampleGradients &gradients, const ImageTensors::Batch &batch)
{
    return squaredNormsByLayer(gradients, batch, ParameterGroups::together(gradients)).squeeze(0);
}

QueryGradients::QueryGradients(PerExampleGradients &gradients, const ImageTensors::Batch &tests,
                               qint64 batchSize, const Measurement &question,
                               const GradientTransform *transform)
    : m_others(tests.labels.size(0)), m_transform(transform)
{
    std::vector<std::vector<LayerGradient>> parts; // by layer
    for (qint64 begin = 0; begin < m_others; begin += batchSize) {
        const qint64 end = std::min<qint64>(m_others, begin + batchSize);
        std::vector<LayerGradient> layers = gradients.compute(slice(tests, begin, end), m_others, question);
        if (m_transform)
            layers = m_transform->queries(std::move(layers));
        if (begin == 0)
            parts.resize(layers.size());
        TORCH_CHECK(parts.size() == layers.size(), differentLayers);
        for (std::size_t i = 0; i < layers.size(); ++i) {
            TORCH_CHECK(begin == 0 || parts[i].front().isSameLayer(layers[i]), differentLayers);
            parts[i].push_back(std::move(layers[i]));
        }
    }
    for (auto &layer : parts) {
        m_layers.push_back(concatenate(layer));
        layer.clear();
    }
    m_norms = squaredNorms(m_layers).sqrt();
}

void QueryGradients::add(const QueryGradients &other)
{
    for (LayerGradient &layer : m_layers)
        addRows(layer, sameLayer(other.m_layers, layer));
}

void QueryGradients::settle()
{
    if (m_transform)
        m_layers = m_transform->settled(std::move(m_layers));
    m_norms = squaredNorms(m_layers).sqrt();
}

void QueryGradients::takeMean()
{
    for (LayerGradient &layer : m_layers)
        layer = meanOf(layer);
    m_norms = squaredNorms(m_layers).sqrt();
}

qint64 QueryGradients::bytes() const
{
    qint64 sum = 0;
    for (const LayerGradient &layer : m_layers)
        sum += layer.bytes();
    return sum;
}

QueryGradients::BatchScores QueryGradients::scores(PerExampleGradients &gradients,
                                                   const ImageTensors::Batch &train, Rule rule) const
{
    BatchScores result = scoresByLayer(gradients, train, rule, ParameterGroups::together(gradients));
    result.scores = result.scores.squeeze(0);
    return result;
}

QueryGradients::BatchScores QueryGradients::scoresByLayer(PerExampleGradients &gradients,
                                                          const ImageTensors::Batch &train, Rule rule,
                                                          const ParameterGroups &groups) const
{
    BatchScores result = dots(gradients, train, rule != Rule::Product, groups);
    if (rule == Rule::Cosine)
        result.scores = cosines(result.scores, result.squaredNorms);
    return result;
}

QueryGradients::BatchScores QueryGradients::dots(PerExampleGradients &gradients,
                                                 const ImageTensors::Batch &train, bool needsNorms,
                                                 const ParameterGroups &groups) const
{
    const torch::NoGradGuard noGrad;
    const int64_t count = train.labels.size(0);
    BatchScores result{torch::zeros({groups.count, m_norms.size(0), count}, m_norms.options()),
                       needsNorms ? torch::zeros({count}, m_norms.options()) : torch::Tensor()};
    gradients.forEachBlock(train, m_others, [&](const LayerGradient &layer, int64_t first) {
        const torch::Tensor part = // [questions, block]
            dotProducts(sameLayer(m_layers, layer), m_transform ? m_transform->training(layer) : layer);
        const int64_t end = first + part.size(1);
        result.scores.select(0, groups.of(layer)).slice(1, first, end).add_(part);
        if (needsNorms) {
            result.squaredNorms.slice(0, first, end)
                .add_(m_transform ? m_transform->squaredNorms(layer) : squaredNorms(layer));
        }
    });
    return result;
}

torch::Tensor QueryGradients::cosines(const torch::Tensor &dots, const torch::Tensor &squaredNorms) const
{
    // A gradient that vanished has no direction: its cosine with anything is 0. One without a finite length has no
    // cosine.
    const torch::Tensor norms = m_norms.unsqueeze(1) * squaredNorms.sqrt().unsqueeze(0);
    const torch::Tensor lengths = norms.masked_fill(norms.isinf(), std::numeric_limits<double>::quiet_NaN());
    return torch::where(lengths == 0, torch::zeros_like(dots), dots / lengths);
}

} // namespace proponent
