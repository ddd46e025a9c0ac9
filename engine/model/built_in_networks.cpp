// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/network.h"

#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>

namespace proponent {

namespace {

namespace nn = torch::nn;

/// Images and convolution weights with the channels innermost in memory: on the CPU the small network
/// trains 1.5 times as fast that way, in fp32 and bf16, as both convolution and pooling are vectorised over
/// channels. Only strides differ; names, shapes and values are the same.
torch::Tensor channelsLast(const torch::Tensor &tensor)
{
    return tensor.contiguous(at::MemoryFormat::ChannelsLast);
}

nn::Conv2d conv3x3(int in, int out, bool bias = true)
{
    nn::Conv2d conv(nn::Conv2dOptions(in, out, 3).padding(1).bias(bias));
    // Copied: contiguous() leaves a one-channel weight's strides as they are, and then the output isn't
    // channels-last either.
    const torch::Tensor weight = conv->weight.detach();
    conv->weight.set_data(
        weight.to(weight.options(), /*non_blocking=*/false, /*copy=*/true, at::MemoryFormat::ChannelsLast));
    return conv;
}

/// relu(pool(x)) is pool(relu(x)) with a quarter of the work.
torch::Tensor pooledRelu(const torch::Tensor &x)
{
    return torch::relu(torch::max_pool2d(x, 2));
}

class Logistic final : public Network
{
public:
    explicit Logistic(const NetworkShape &shape)
        : m_fc(register_module("fc", nn::Linear(shape.channels * shape.height * shape.width, shape.classes)))
    {
    }
    torch::Tensor forward(const torch::Tensor &images) override { return m_fc(images.flatten(1)); }

private:
    nn::Linear m_fc;
};

constexpr const char *logisticPython = R"(
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(CHANNELS * HEIGHT * WIDTH, CLASSES)

    def forward(self, images):
        return self.fc(images.flatten(1))
)";

class Mlp final : public Network
{
public:
    explicit Mlp(const NetworkShape &shape)
        : m_fc1(register_module("fc1", nn::Linear(shape.channels * shape.height * shape.width, hidden))),
          m_fc2(register_module("fc2", nn::Linear(hidden, hidden))),
          m_fc3(register_module("fc3", nn::Linear(hidden, shape.classes)))
    {
    }
    torch::Tensor forward(const torch::Tensor &images) override
    {
        const torch::Tensor first = torch::relu(m_fc1(images.flatten(1)));
        return m_fc3(torch::relu(m_fc2(first)));
    }

private:
    static constexpr int hidden = 512;
    nn::Linear m_fc1, m_fc2, m_fc3;
};

constexpr const char *mlpPython = R"(
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(CHANNELS * HEIGHT * WIDTH, 512)
        self.fc2 = nn.Linear(512, 512)
        self.fc3 = nn.Linear(512, CLASSES)

    def forward(self, images):
        x = F.relu(self.fc1(images.flatten(1)))
        return self.fc3(F.relu(self.fc2(x)))
)";

class Cnn final : public Network
{
public:
    explicit Cnn(const NetworkShape &shape)
        : m_conv1(register_module("conv1", conv3x3(shape.channels, 32))),
          m_conv2(register_module("conv2", conv3x3(32, 64))),
          m_fc1(register_module("fc1", nn::Linear(64 * (shape.height / 4) * (shape.width / 4), 128))),
          m_fc2(register_module("fc2", nn::Linear(128, shape.classes)))
    {
    }
    torch::Tensor forward(const torch::Tensor &images) override
    {
        const torch::Tensor x = pooledRelu(m_conv2(pooledRelu(m_conv1(channelsLast(images)))));
        return m_fc2(torch::relu(m_fc1(x.flatten(1))));
    }

private:
    nn::Conv2d m_conv1, m_conv2;
    nn::Linear m_fc1, m_fc2;
};

constexpr const char *cnnPython = R"(
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(CHANNELS, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.fc1 = nn.Linear(64 * (HEIGHT // 4) * (WIDTH // 4), 128)
        self.fc2 = nn.Linear(128, CLASSES)

    def forward(self, images):
        x = F.relu(F.max_pool2d(self.conv1(images), 2))
        x = F.relu(F.max_pool2d(self.conv2(x), 2))
        return self.fc2(F.relu(self.fc1(x.flatten(1))))
)";

/// Convolution, batch normalisation, ReLU.
class ConvBlock final : public nn::Module
{
public:
    ConvBlock(int in, int out)
        : m_conv(register_module("conv", conv3x3(in, out, /*bias=*/false))),
          m_norm(register_module("norm", nn::BatchNorm2d(out)))
    {
    }
    torch::Tensor forward(const torch::Tensor &x) { return torch::relu(m_norm(m_conv(x))); }

private:
    nn::Conv2d m_conv;
    nn::BatchNorm2d m_norm;
};

/// The nine-layer residual network of the DAWNBench entries (Page, "How to train your ResNet", 2018).
class ResNet9 final : public Network
{
public:
    explicit ResNet9(const NetworkShape &shape)
        : m_smallestBatch((shape.height / 8) * (shape.width / 8) > 1 ? 1 : 2) // after three poolings
    {
        const auto block = [this](const char *name, int in, int out) {
            return register_module(name, std::make_shared<ConvBlock>(in, out));
        };
        m_prep = block("prep", shape.channels, 64);
        m_layer1 = block("layer1", 64, 128);
        m_residual1a = block("residual1a", 128, 128);
        m_residual1b = block("residual1b", 128, 128);
        m_layer2 = block("layer2", 128, 256);
        m_layer3 = block("layer3", 256, 512);
        m_residual3a = block("residual3a", 512, 512);
        m_residual3b = block("residual3b", 512, 512);
        m_fc = register_module("fc", nn::Linear(512, shape.classes));
    }
    torch::Tensor forward(const torch::Tensor &images) override
    {
        torch::Tensor x = torch::max_pool2d(m_layer1->forward(m_prep->forward(channelsLast(images))), 2);
        x = x + m_residual1b->forward(m_residual1a->forward(x));
        x = torch::max_pool2d(m_layer2->forward(x), 2);
        x = torch::max_pool2d(m_layer3->forward(x), 2);
        x = x + m_residual3b->forward(m_residual3a->forward(x));
        return m_fc(x.amax({2, 3}));
    }
    [[nodiscard]] qint64 smallestBatch() const override { return m_smallestBatch; }

private:
    qint64 m_smallestBatch;
    std::shared_ptr<ConvBlock> m_prep, m_layer1, m_residual1a, m_residual1b, m_layer2, m_layer3, m_residual3a,
        m_residual3b;
    nn::Linear m_fc{nullptr};
};

constexpr const char *resNet9Python = R"(
class ConvBlock(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return F.relu(self.norm(self.conv(x)))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.prep = ConvBlock(CHANNELS, 64)
        self.layer1 = ConvBlock(64, 128)
        self.residual1a = ConvBlock(128, 128)
        self.residual1b = ConvBlock(128, 128)
        self.layer2 = ConvBlock(128, 256)
        self.layer3 = ConvBlock(256, 512)
        self.residual3a = ConvBlock(512, 512)
        self.residual3b = ConvBlock(512, 512)
        self.fc = nn.Linear(512, CLASSES)

    def forward(self, images):
        x = F.max_pool2d(self.layer1(self.prep(images)), 2)
        x = x + self.residual1b(self.residual1a(x))
        x = F.max_pool2d(self.layer2(x), 2)
        x = F.max_pool2d(self.layer3(x), 2)
        x = x + self.residual3b(self.residual3a(x))
        return self.fc(x.amax((2, 3)))
)";

template <class Net>
std::shared_ptr<Network> make(const NetworkShape &shape)
{
    return std::make_shared<Net>(shape);
}

} // namespace

const std::vector<Architecture> &builtInArchitectures()
{
    static const std::vector<Architecture> architectures{
        {QStringLiteral("logistic"), make<Logistic>, logisticPython},
        {QStringLiteral("mlp"), make<Mlp>, mlpPython},
        {QStringLiteral("cnn"), make<Cnn>, cnnPython},
        {QStringLiteral("resnet9"), make<ResNet9>, resNet9Python},
    };
    return architectures;
}

} // namespace proponent
