// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/influence/test_gradients.h"

#include "engine/result.h"

#include <algorithm>

namespace proponent {

namespace {

ImageTensors::Batch slice(const ImageTensors::Batch &batch, qint64 begin, qint64 end)
{
    return {batch.images.slice(0, begin, end), batch.labels.slice(0, begin, end)};
}

qint64 bytesOf(const std::vector<LayerGradient> &layers)
{
    qint64 sum = 0;
    for (const LayerGradient &layer : layers)
        sum += layer.bytes();
    return sum;
}

const LayerGradient &sameLayer(const std::vector<LayerGradient> &layers, const LayerGradient &layer)
{
    const auto found = std::find_if(layers.begin(), layers.end(), [&layer](const LayerGradient &candidate) {
        return candidate.isSameLayer(layer);
    });
    TORCH_CHECK(found != layers.end(), "the network uses different layers for different examples");
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

torch::Tensor squaredNorms(PerExampleGradients &gradients, const ImageTensors::Batch &batch)
{
    const torch::NoGradGuard noGrad;
    torch::Tensor norms = torch::zeros({batch.labels.size(0)}, batch.images.options());
    gradients.forEachBlock(batch, 1, [&norms](const LayerGradient &layer, int64_t first) {
        const torch::Tensor part = squaredNorms(layer);
        norms.slice(0, first, first + part.size(0)).add_(part);
    });
    return norms;
}

TestGradients::TestGradients(PerExampleGradients &gradients, const ImageTensors::Batch &tests, qint64 begin,
                             qint64 batchSize, qint64 memory)
    : m_others(tests.labels.size(0)), m_end(begin)
{
    const qint64 count = tests.labels.size(0);
    std::vector<std::vector<LayerGradient>> parts; // by layer
    qint64 used = 0;
    qint64 partBytes = 0;
    do {
        const qint64 partEnd = std::min(count, m_end + batchSize);
        std::vector<LayerGradient> layers = gradients.compute(slice(tests, m_end, partEnd), m_others);
        partBytes = bytesOf(layers);
        used += partBytes;
        parts.resize(layers.size());
        for (std::size_t i = 0; i < layers.size(); ++i)
            parts[i].push_back(std::move(layers[i]));
        m_end = partEnd;
    } while (m_end < count && used + partBytes <= memory);
    for (auto &layer : parts) {
        m_layers.push_back(concatenate(layer));
        layer.clear();
    }
    m_norms = squaredNorms(m_layers).sqrt();
}

qint64 TestGradients::bytes() const
{
    return bytesOf(m_layers);
}

TestGradients::BatchScores TestGradients::scores(PerExampleGradients &gradients,
                                                 const ImageTensors::Batch &train,
                                                 InfluenceMethod method) const
{
    const torch::NoGradGuard noGrad;
    const int64_t count = train.labels.size(0);
    const bool needsNorms = method != InfluenceMethod::TracIn;
    BatchScores result{torch::zeros({m_norms.size(0), count}, m_norms.options()),
                       needsNorms ? torch::zeros({count}, m_norms.options()) : torch::Tensor()};
    gradients.forEachBlock(train, m_others, [&](const LayerGradient &layer, int64_t first) {
        const torch::Tensor dots = dotProducts(sameLayer(m_layers, layer), layer); // [tests, block]
        result.scores.slice(1, first, first + dots.size(1)).add_(dots);
        if (needsNorms)
            result.squaredNorms.slice(0, first, first + dots.size(1)).add_(squaredNorms(layer));
    });
    if (method == InfluenceMethod::TracInCosine) {
        // A gradient that vanished has no direction: its cosine with anything is 0.
        const torch::Tensor norms = m_norms.unsqueeze(1) * result.squaredNorms.sqrt().unsqueeze(0);
        result.scores = torch::where(norms > 0, result.scores / norms, torch::zeros_like(norms));
    }
    return result;
}

} // namespace proponent
