// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/logit_digest.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace proponent {

namespace {

/// float32 [rows, pointDimensions] of +-1 / sqrt(pointDimensions), by the numbers of std::mt19937_64, which the
/// standard fixes.
torch::Tensor signVectors(int64_t rows, std::uint64_t seed)
{
    torch::Tensor signs = torch::empty({rows, pointDimensions}, torch::kFloat);
    const float size = 1 / std::sqrt(float(pointDimensions));
    std::mt19937_64 random{seed};
    std::uint64_t bits = 0;
    float *const values = signs.data_ptr<float>();
    for (int64_t i = 0; i < signs.numel(); ++i) {
        bits = i % 64 == 0 ? random() : bits >> 1U;
        values[i] = (bits & 1U) != 0 ? size : -size;
    }
    return signs;
}

std::vector<float> toVector(const torch::Tensor &values)
{
    const torch::Tensor cpu = values.to(torch::kCPU, torch::kFloat).contiguous();
    return {cpu.data_ptr<float>(), cpu.data_ptr<float>() + cpu.numel()};
}

void append(std::vector<float> &all, const torch::Tensor &values)
{
    const std::vector<float> more = toVector(values);
    all.insert(all.end(), more.begin(), more.end());
}

/// Takes the batches of one checkpoint after the other.
class Digestion
{
public:
    Digestion(const LogitSource &source, torch::Tensor labels)
        : m_labels(std::move(labels)), m_classes(source.classes)
    {
        const int64_t wide = int64_t(source.classes) * source.checkpoints;
        m_projects = wide > pointDimensions;
        m_digest.answers.losses.resize(std::size_t(source.checkpoints));
        m_digest.answers.margins.resize(std::size_t(source.checkpoints));
        for (auto *rows : {&m_digest.answers.losses, &m_digest.answers.margins}) {
            for (std::vector<float> &row : *rows)
                row.reserve(std::size_t(m_labels.size(0)));
        }
        const auto floats = torch::TensorOptions(m_labels.device()).dtype(torch::kFloat);
        m_digest.points = torch::zeros({m_labels.size(0), m_projects ? pointDimensions : wide}, floats);
    }

    void beginBlock(int64_t first, int64_t last)
    {
        m_first = first;
        m_probabilities = torch::zeros({last - first, m_classes}, m_digest.points.options());
    }

    void beginCheckpoint(int position)
    {
        m_position = position;
        if (m_projects)
            m_signs = signVectors(m_classes, std::uint64_t(position) + 1).to(m_labels.device());
    }

    void take(int64_t begin, const torch::Tensor &logits)
    {
        const int64_t end = begin + logits.size(0);
        const torch::Tensor labels = m_labels.slice(0, begin, end).unsqueeze(1); // [batch, 1]
        const torch::Tensor logProbabilities = logits.log_softmax(1);
        append(m_digest.answers.losses[std::size_t(m_position)],
               logProbabilities.gather(1, labels).neg().squeeze(1));
        constexpr float never = -std::numeric_limits<float>::infinity();
        append(m_digest.answers.margins[std::size_t(m_position)],
               logits.gather(1, labels).squeeze(1) - logits.scatter(1, labels, never).amax(1));
        m_probabilities.slice(0, begin - m_first, end - m_first).add_(logProbabilities.exp());
        const torch::Tensor centred = logits - logits.mean(1, /*keepdim=*/true);
        const torch::Tensor points = m_digest.points.slice(0, begin, end);
        if (m_projects)
            points.addmm_(centred, m_signs);
        else
            points.slice(1, m_position * m_classes, (m_position + 1) * m_classes).copy_(centred);
    }

    void endBlock()
    {
        const torch::Tensor labels = m_probabilities.argmax(1).to(torch::kCPU, torch::kInt);
        const int *const values = labels.data_ptr<int>();
        std::vector<int> &suggested = m_digest.answers.suggestedLabels;
        suggested.insert(suggested.end(), values, values + labels.numel());
    }

    [[nodiscard]] LogitDigest finish() { return std::move(m_digest); }

private:
    torch::Tensor m_labels;
    int64_t m_classes;
    bool m_projects = false;
    int m_position = 0; ///< of the checkpoint
    torch::Tensor m_signs; ///< [classes, pointDimensions] of the checkpoint
    int64_t m_first = 0; ///< of the block
    torch::Tensor m_probabilities; ///< [block, classes], summed over the checkpoints
    LogitDigest m_digest;
};

} // namespace

std::optional<LogitDigest> digestLogits(const LogitSource &source, const torch::Tensor &labels,
                                        int64_t blockElements)
{
    const torch::NoGradGuard noGrad;
    const int64_t examples = labels.size(0);
    const int64_t block = std::max<int64_t>(1, blockElements / source.classes);
    Digestion digestion(source, labels);
    for (int64_t first = 0, last = 0; first < examples; first = last) {
        last = std::min(examples, first + block);
        digestion.beginBlock(first, last);
        for (int position = 0; position < source.checkpoints; ++position) {
            digestion.beginCheckpoint(position);
            const bool complete =
                source.read(position, first, last, [&](int64_t begin, const torch::Tensor &logits) {
                    digestion.take(begin, logits);
                });
            if (!complete)
                return {};
        }
        digestion.endBlock();
    }
    return digestion.finish();
}

} // namespace proponent
