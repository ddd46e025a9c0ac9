// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/stacked_network.h"

#include <torch/nn/modules/batchnorm.h>

#include <algorithm>

namespace proponent {

namespace {

/// Linear layers: [copies, in, batch] to [copies, out, batch]. Examples stand in columns, as the gradient of a weight
/// comes out in the weight's own layout then; transposing it would take longer than computing it.
class StackedLinear final : public torch::nn::Module
{
public:
    StackedLinear(qint64 copies, int64_t in, int64_t out)
        : m_copies(copies),
          m_weight(register_parameter("weight", torch::zeros({copies * out, in}))),
          m_bias(register_parameter("bias", torch::zeros({copies * out})))
    {
    }
    torch::Tensor forward(const torch::Tensor &x)
    {
        const torch::Tensor weight = m_weight.view({int64_t(m_copies), -1, m_weight.size(1)});
        return at::baddbmm(m_bias.view({int64_t(m_copies), -1, 1}), weight, x);
    }

private:
    qint64 m_copies;
    torch::Tensor m_weight, m_bias;
};

/// 3x3 convolutions: [batch, copies * in, height, width] to [batch, copies * out, height, width], a group a copy.
class StackedConv final : public torch::nn::Module
{
public:
    StackedConv(qint64 copies, int64_t in, int64_t out, bool bias = true)
        : m_copies(copies), m_weight(register_parameter("weight", torch::zeros({copies * out, in, 3, 3})))
    {
        if (bias)
            m_bias = register_parameter("bias", torch::zeros({copies * out}));
    }
    torch::Tensor forward(const torch::Tensor &x)
    {
        return at::conv2d(x, m_weight, m_bias, /*stride=*/1, /*padding=*/1, /*dilation=*/1, m_copies);
    }

private:
    qint64 m_copies;
    torch::Tensor m_weight, m_bias;
};

/// As layers of one copy are made, with the copies in front.
template <class Layer, class... Sizes>
std::shared_ptr<Layer> registered(torch::nn::Module &parent, const char *name, Sizes... sizes)
{
    return parent.register_module(name, std::make_shared<Layer>(sizes...));
}

/// [batch, copies, …] to [copies, features, batch], a view where the images are contiguous.
torch::Tensor columnsOfCopies(const torch::Tensor &images)
{
    return images.flatten(2).permute({1, 2, 0});
}

/// [batch, copies * channels, …] to [copies, features, batch].
torch::Tensor columnsOfCopies(const torch::Tensor &x, qint64 copies)
{
    return x.reshape({x.size(0), int64_t(copies), -1}).permute({1, 2, 0});
}

/// [copies, classes, batch] to [batch, copies, classes].
torch::Tensor logitsOfCopies(const torch::Tensor &x)
{
    return x.permute({2, 0, 1});
}

/// [batch, copies, channels, height, width] to [batch, copies * channels, height, width].
torch::Tensor channelsOfCopies(const torch::Tensor &images)
{
    return images.flatten(1, 2);
}

torch::Tensor reluOfPooled(const torch::Tensor &x)
{
    return torch::relu(torch::max_pool2d(x, 2));
}

class StackedLogistic final : public StackedNetwork
{
public:
    StackedLogistic(const NetworkShape &shape, qint64 copies)
        : StackedNetwork(copies), m_inputs(shape.channels * shape.height * shape.width)
    {
        m_fc = registered<StackedLinear>(*this, "fc", copies, m_inputs, int64_t(shape.classes));
    }
    torch::Tensor forward(const torch::Tensor &images) override
    {
        return logitsOfCopies(m_fc->forward(columnsOfCopies(images)));
    }
    [[nodiscard]] qint64 activations() const override { return m_inputs; }

private:
    int64_t m_inputs;
    std::shared_ptr<StackedLinear> m_fc;
};

class StackedMlp final : public StackedNetwork
{
public:
    StackedMlp(const NetworkShape &shape, qint64 copies)
        : StackedNetwork(copies), m_inputs(shape.channels * shape.height * shape.width)
    {
        m_fc1 = registered<StackedLinear>(*this, "fc1", copies, m_inputs, hidden);
        m_fc2 = registered<StackedLinear>(*this, "fc2", copies, hidden, hidden);
        m_fc3 = registered<StackedLinear>(*this, "fc3", copies, hidden, int64_t(shape.classes));
    }
    torch::Tensor forward(const torch::Tensor &images) override
    {
        const torch::Tensor first = torch::relu(m_fc1->forward(columnsOfCopies(images)));
        return logitsOfCopies(m_fc3->forward(torch::relu(m_fc2->forward(first))));
    }
    [[nodiscard]] qint64 activations() const override { return m_inputs + 6 * hidden; }

private:
    static constexpr int64_t hidden = 512;
    int64_t m_inputs;
    std::shared_ptr<StackedLinear> m_fc1, m_fc2, m_fc3;
};

class StackedCnn final : public StackedNetwork
{
public:
    StackedCnn(const NetworkShape &shape, qint64 copies)
        : StackedNetwork(copies), m_pixels(qint64(shape.height) * shape.width)
    {
        m_conv1 = registered<StackedConv>(*this, "conv1", copies, int64_t(shape.channels), int64_t(32));
        m_conv2 = registered<StackedConv>(*this, "conv2", copies, int64_t(32), int64_t(64));
        const int64_t inputs = int64_t(64) * (shape.height / 4) * (shape.width / 4);
        m_fc1 = registered<StackedLinear>(*this, "fc1", copies, inputs, int64_t(128));
        m_fc2 = registered<StackedLinear>(*this, "fc2", copies, int64_t(128), int64_t(shape.classes));
    }
    torch::Tensor forward(const torch::Tensor &images) override
    {
        const torch::Tensor first = reluOfPooled(m_conv1->forward(channelsOfCopies(images)));
        const torch::Tensor second = reluOfPooled(m_conv2->forward(first));
        const torch::Tensor x = torch::relu(m_fc1->forward(columnsOfCopies(second, copies())));
        return logitsOfCopies(m_fc2->forward(x));
    }
    /// Of each convolution its output and, of a quarter of the size, the pooled one, its places and their rectified.
    [[nodiscard]] qint64 activations() const override { return m_pixels * (32 + 64 / 4) * 2; }

private:
    qint64 m_pixels;
    std::shared_ptr<StackedConv> m_conv1, m_conv2;
    std::shared_ptr<StackedLinear> m_fc1, m_fc2;
};

/// Convolution, batch normalisation, ReLU.
class StackedConvBlock final : public torch::nn::Module
{
public:
    StackedConvBlock(qint64 copies, int64_t in, int64_t out)
        : m_conv(registered<StackedConv>(*this, "conv", copies, in, out, /*bias=*/false)),
          m_norm(register_module("norm", torch::nn::BatchNorm2d(copies * out)))
    {
    }
    torch::Tensor forward(const torch::Tensor &x) { return torch::relu(m_norm(m_conv->forward(x))); }

private:
    std::shared_ptr<StackedConv> m_conv;
    torch::nn::BatchNorm2d m_norm; ///< by channel, so that the copies don't mix
};

class StackedResNet9 final : public StackedNetwork
{
public:
    StackedResNet9(const NetworkShape &shape, qint64 copies)
        : StackedNetwork(copies), m_pixels(qint64(shape.height) * shape.width)
    {
        const auto block = [this, copies](const char *name, int64_t in, int64_t out) {
            return registered<StackedConvBlock>(*this, name, copies, in, out);
        };
        m_prep = block("prep", shape.channels, 64);
        m_layer1 = block("layer1", 64, 128);
        m_residual1a = block("residual1a", 128, 128);
        m_residual1b = block("residual1b", 128, 128);
        m_layer2 = block("layer2", 128, 256);
        m_layer3 = block("layer3", 256, 512);
        m_residual3a = block("residual3a", 512, 512);
        m_residual3b = block("residual3b", 512, 512);
        m_fc = registered<StackedLinear>(*this, "fc", copies, int64_t(512), int64_t(shape.classes));
    }
    torch::Tensor forward(const torch::Tensor &images) override
    {
        torch::Tensor x = m_layer1->forward(m_prep->forward(channelsOfCopies(images)));
        x = torch::max_pool2d(x, 2);
        x = x + m_residual1b->forward(m_residual1a->forward(x));
        x = torch::max_pool2d(m_layer2->forward(x), 2);
        x = torch::max_pool2d(m_layer3->forward(x), 2);
        x = x + m_residual3b->forward(m_residual3a->forward(x));
        return logitsOfCopies(m_fc->forward(columnsOfCopies(x.amax({2, 3}), copies())));
    }
    /// Three of each block's outputs: convolved, normalised, rectified.
    [[nodiscard]] qint64 activations() const override
    {
        return 3 * m_pixels * (64 + 128 + 2 * 128 / 4 + 256 / 4 + 512 / 16 + 2 * 512 / 64);
    }

private:
    qint64 m_pixels;
    std::shared_ptr<StackedConvBlock> m_prep, m_layer1, m_residual1a, m_residual1b, m_layer2, m_layer3,
        m_residual3a, m_residual3b;
    std::shared_ptr<StackedLinear> m_fc;
};

template <class Net>
std::shared_ptr<StackedNetwork> makeStack(const NetworkShape &shape, qint64 copies)
{
    return std::make_shared<Net>(shape, copies);
}

} // namespace

torch::Tensor StackedNetwork::part(const torch::Tensor &stacked, qint64 copy) const
{
    if (stacked.dim() == 0)
        return stacked;
    const int64_t rows = stacked.size(0) / int64_t(m_copies);
    return stacked.narrow(0, int64_t(copy) * rows, rows);
}

void StackedNetwork::setState(qint64 copy, const StateDict &state)
{
    const torch::NoGradGuard noGrad;
    const auto take = [&](const auto &items) {
        for (const auto &item : items)
            part(item.value(), copy).copy_(state.at(item.key()));
    };
    take(named_parameters());
    take(named_buffers());
}

StateDict StackedNetwork::state(qint64 copy) const
{
    StateDict state;
    for (const auto &item : named_parameters())
        state[item.key()] = part(item.value().detach(), copy);
    for (const auto &item : named_buffers())
        state[item.key()] = part(item.value(), copy);
    return state;
}

const StackedArchitecture *findStackedArchitecture(const QString &name)
{
    static const std::vector<StackedArchitecture> architectures{
        {QStringLiteral("logistic"), makeStack<StackedLogistic>, true},
        {QStringLiteral("mlp"), makeStack<StackedMlp>, true},
        {QStringLiteral("cnn"), makeStack<StackedCnn>, false},
        {QStringLiteral("resnet9"), makeStack<StackedResNet9>, false},
    };
    const auto found = std::ranges::find(architectures, name, &StackedArchitecture::name);
    return found == architectures.end() ? nullptr : &*found;
}

} // namespace proponent
