// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/network.h"

#include <torch/nn.h>

namespace proponent {

/// A network made of a function over registered parameters and modules: one for each layer kind to test.
class ZooNetwork final : public Network
{
public:
    using Forward = std::function<torch::Tensor(ZooNetwork &, const torch::Tensor &)>;

    template <class Module>
    Module add(const std::string &name, Module module)
    {
        return register_module(name, module);
    }
    torch::Tensor addParameter(const std::string &name, const torch::Tensor &value)
    {
        return register_parameter(name, value);
    }
    void setForward(Forward forward) { m_forward = std::move(forward); }
    torch::Tensor forward(const torch::Tensor &images) override { return m_forward(*this, images); }

private:
    Forward m_forward;
};

/// What a test network is made of, and whether its gradients can be captured (or go the slow way).
struct ZooEntry
{
    const char *name;
    std::shared_ptr<ZooNetwork> (*make)(const NetworkShape &shape);
    bool captured = true;
};

/// A linear layer over [length, batch, features].
[[nodiscard]] inline std::shared_ptr<ZooNetwork> sequenceFirst(const NetworkShape &shape, int64_t length)
{
    auto net = std::make_shared<ZooNetwork>();
    const int64_t features = shape.channels * shape.height * shape.width / length;
    auto steps = net->add("steps", torch::nn::Linear(features, 6));
    auto head = net->add("head", torch::nn::Linear(6, shape.classes));
    net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
        const torch::Tensor sequence = x.flatten(1).slice(1, 0, length * features);
        return head(torch::tanh(steps(sequence.view({-1, length, features}).transpose(0, 1))).mean(0));
    });
    return net;
}

/// The same over sequences of different lengths, of which an image's first value says its own: a batch is cut to its
/// longest.
[[nodiscard]] inline std::shared_ptr<ZooNetwork> paddedSequenceFirst(const NetworkShape &shape,
                                                                     int64_t longest)
{
    auto net = std::make_shared<ZooNetwork>();
    const int64_t features = (shape.channels * shape.height * shape.width - 1) / longest;
    auto steps = net->add("steps", torch::nn::Linear(features, 6));
    auto head = net->add("head", torch::nn::Linear(6, shape.classes));
    net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
        const torch::Tensor values = x.flatten(1);
        const torch::Tensor lengths = values.select(1, 0);
        const auto length = lengths.max().item<int64_t>();
        const torch::Tensor sequence = values.slice(1, 1, 1 + length * features).view({-1, length, features});
        const torch::Tensor hidden = torch::tanh(steps(sequence.transpose(0, 1))); // [length, batch, 6]
        const torch::Tensor within =
            torch::arange(length, x.options()).unsqueeze(1) < lengths; // [length, batch]
        return head((hidden * within.unsqueeze(2)).sum(0));
    });
    return net;
}

[[nodiscard]] inline std::vector<ZooEntry> layerZoo()
{
    namespace nn = torch::nn;
    using Pointer = std::shared_ptr<ZooNetwork>;
    const auto pooled = [](const torch::Tensor &x) { return x.flatten(2).mean(2); };
    static const auto pool = pooled;
    return {
        {"linear over a sequence",
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             auto rows = net->add("rows", nn::Linear(s.width, 6));
             auto head = net->add("head", nn::Linear(6, s.classes));
             net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
                 return head(torch::tanh(rows(x.flatten(1, 2))).mean(1));
             });
             return Pointer(net);
         }},
        {"linear over 32 steps, sequence first", [](const NetworkShape &s) { return sequenceFirst(s, 32); },
         false},
        {"linear without bias",
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             auto fc = net->add(
                 "fc", nn::Linear(nn::LinearOptions(s.channels * s.height * s.width, s.classes).bias(false)));
             net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable { return fc(x.flatten(1)); });
             return Pointer(net);
         }},
        {"conv2d with stride, padding, dilation, groups",
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             auto first = net->add(
                 "first",
                 nn::Conv2d(nn::Conv2dOptions(s.channels, 4, {3, 2}).stride({2, 1}).padding({1, 2})));
             auto second = net->add(
                 "second",
                 nn::Conv2d(nn::Conv2dOptions(4, 6, 3).dilation(2).padding(2).groups(2).bias(false)));
             auto head = net->add("head", nn::Linear(6, s.classes));
             net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
                 return head(pool(second(first(x).relu_()).relu_()));
             });
             return Pointer(net);
         }},
        {"conv1d",
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             auto conv = net->add(
                 "conv", nn::Conv1d(nn::Conv1dOptions(s.channels * s.height, 5, 3).padding(1).stride(2)));
             auto head = net->add("head", nn::Linear(5, s.classes));
             net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
                 return head(pool(torch::tanh(conv(x.flatten(1, 2)))));
             });
             return Pointer(net);
         }},
        {"batch norm",
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             auto conv = net->add("conv", nn::Conv2d(nn::Conv2dOptions(s.channels, 4, 3).bias(false)));
             auto norm = net->add("norm", nn::BatchNorm2d(4));
             auto head = net->add("head", nn::Linear(4, s.classes));
             net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
                 return head(pool(torch::relu(norm(conv(x)))));
             });
             return Pointer(net);
         }},
        {"group norm and layer norm",
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             auto conv = net->add("conv", nn::Conv2d(nn::Conv2dOptions(s.channels, 4, 3)));
             auto norm = net->add("norm", nn::GroupNorm(nn::GroupNormOptions(2, 4)));
             auto layer = net->add("layer", nn::LayerNorm(nn::LayerNormOptions({4})));
             auto head = net->add("head", nn::Linear(4, s.classes));
             net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
                 return head(layer(pool(torch::relu(norm(conv(x))))));
             });
             return Pointer(net);
         }},
        {"embedding",
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             auto words = net->add("words", nn::Embedding(nn::EmbeddingOptions(16, 5)));
             auto head = net->add("head", nn::Linear(5, s.classes));
             net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
                 const torch::Tensor ids = (x.flatten(1).abs() * 7).to(torch::kLong).clamp(0, 15);
                 return head(torch::tanh(words(ids)).mean(1));
             });
             return Pointer(net);
         }},
        {"shared weight",
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             const int64_t size = s.channels * s.height * s.width;
             auto shared = net->add("shared", nn::Linear(size, size));
             auto head = net->add("head", nn::Linear(size, s.classes));
             net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
                 return head(torch::tanh(shared(torch::tanh(shared(x.flatten(1))))));
             });
             return Pointer(net);
         }},
        {"shared convolution",
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             auto first = net->add("first", nn::Conv2d(nn::Conv2dOptions(s.channels, 4, 3).padding(1)));
             auto shared = net->add("shared", nn::Conv2d(nn::Conv2dOptions(4, 4, 3).padding(1)));
             auto head = net->add("head", nn::Linear(4, s.classes));
             net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
                 const torch::Tensor once = torch::tanh(shared(torch::tanh(first(x))));
                 return head(pool(shared(torch::max_pool2d(once, 2))));
             });
             return Pointer(net);
         }},
        {"frozen weight, trained bias",
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             auto conv = net->add("conv", nn::Conv2d(nn::Conv2dOptions(s.channels, 4, 3)));
             auto fc = net->add("fc", nn::Linear(4, 8));
             auto head = net->add("head", nn::Linear(8, s.classes));
             conv->weight.set_requires_grad(false);
             fc->weight.set_requires_grad(false);
             head->bias.set_requires_grad(false);
             net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
                 return head(torch::relu(fc(pool(torch::relu(conv(x))))));
             });
             return Pointer(net);
         }},
        {"examples that see each other",
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             auto head = net->add("head", nn::Linear(s.channels * s.height * s.width, s.classes));
             net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
                 return head((x - 0.5 * x.mean(0, /*keepdim=*/true)).flatten(1));
             });
             return Pointer(net);
         },
         false},
        {"examples in another order within", // as where a network sorts sequences by length
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             auto body = net->add("body", nn::Linear(s.channels * s.height * s.width, 6));
             auto head = net->add("head", nn::Linear(6, s.classes));
             net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
                 return head(torch::tanh(body(x.flatten(1).flip(0))).flip(0));
             });
             return Pointer(net);
         },
         false},
        {"a parameter used in an unknown way",
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             auto gain = net->addParameter("gain", torch::rand({s.channels, s.height, s.width}) + 0.5);
             auto head = net->add("head", nn::Linear(s.channels * s.height * s.width, s.classes));
             net->setForward(
                 [=](ZooNetwork &, const torch::Tensor &x) mutable { return head((x * gain).flatten(1)); });
             return Pointer(net);
         },
         false},
        {"a parameter used in a known and an unknown way",
         [](const NetworkShape &s) {
             auto net = std::make_shared<ZooNetwork>();
             const int64_t size = s.channels * s.height * s.width;
             auto body = net->add("body", nn::Linear(size, size));
             auto head = net->add("head", nn::Linear(size, s.classes));
             net->setForward([=](ZooNetwork &, const torch::Tensor &x) mutable {
                 return head(torch::tanh(body(x.flatten(1))) * body->weight.square().sum());
             });
             return Pointer(net);
         },
         false},
    };
}

} // namespace proponent
