// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gradients/gradient_capture.h"

#include "engine/device/autocast.h"

#include <ATen/record_function.h>
#include <torch/csrc/autograd/engine.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/variable.h>

#include <unordered_map>
#include <utility>

namespace proponent {

namespace {

using Inputs = c10::ArrayRef<const c10::IValue>;

/// A tensor that stands for a parameter: itself, or its transpose.
struct Alias
{
    int parameter = -1;
    bool transposed = false;
    torch::Tensor keepAlive; ///< so that its address isn't given to another tensor
};

/// A use whose output gradient is still to come.
struct PendingUse
{
    LayerUse use;
    torch::autograd::Edge output;
};

std::vector<int64_t> intList(const c10::IValue &value)
{
    return value.isInt() ? std::vector<int64_t>{value.toInt()} : value.toIntVector();
}

/// Everything one forward pass leaves behind. The callbacks find it through a thread-local pointer, since
/// at::RecordFunction takes plain functions.
class Recording
{
public:
    Recording(const std::vector<TrackedParameter> &parameters, int64_t batch) : m_batch(batch)
    {
        for (int i = 0; i < int(parameters.size()); ++i)
            m_aliases[parameters[i].tensor.unsafeGetTensorImpl()] = {i, false, parameters[i].tensor};
        current = this;
        at::RecordFunctionCallback callback(&Recording::onStart, &Recording::onEnd);
        callback.needsInputs(true).needsOutputs(true).scopes({at::RecordScope::FUNCTION});
        m_handle = at::addThreadLocalCallback(callback);
    }
    ~Recording()
    {
        at::removeCallback(m_handle);
        current = nullptr;
    }
    Recording(const Recording &) = delete;
    Recording &operator=(const Recording &) = delete;

    std::vector<PendingUse> uses;
    std::map<int, std::string> unsupported;

private:
    /// An operator call between its start and its end.
    struct Call : at::ObserverContext
    {
        enum class Handling { Nested, Ignored, View, Use, Unknown };
        Handling handling = Handling::Ignored;
        PendingUse pending;
        Alias alias;
        std::vector<int> parameters; ///< of an unknown operator
        std::size_t usesBefore = 0;
    };

    static std::unique_ptr<at::ObserverContext> onStart(const at::RecordFunction &function)
    {
        return current ? current->start(function) : nullptr;
    }
    static void onEnd(const at::RecordFunction &function, at::ObserverContext *context)
    {
        if (current && context)
            current->end(function, static_cast<Call &>(*context));
    }

    std::unique_ptr<Call> start(const at::RecordFunction &function)
    {
        auto call = std::make_unique<Call>();
        if (m_insideHandled) {
            call->handling = Call::Handling::Nested;
            return call;
        }
        const Inputs inputs = function.inputs();
        call->parameters = trackedAmong(inputs);
        if (call->parameters.empty())
            return call;
        const std::string name = function.name();
        if (name == "aten::detach" || !at::GradMode::is_enabled())
            return call;
        if (describeView(name, inputs, call->alias)) {
            call->handling = Call::Handling::View;
            m_insideHandled = true;
        } else if (describeUse(name, inputs, call->pending.use) &&
                   (call->pending.use.kind == LayerUse::Kind::Bias ||
                    call->pending.use.input.size(0) == m_batch)) {
            call->handling = Call::Handling::Use;
            m_insideHandled = true;
        } else {
            call->handling = Call::Handling::Unknown;
            call->usesBefore = uses.size();
        }
        return call;
    }

    void end(const at::RecordFunction &function, Call &call)
    {
        switch (call.handling) {
        case Call::Handling::Nested:
        case Call::Handling::Ignored:
            return;
        case Call::Handling::View: {
            m_insideHandled = false;
            const torch::Tensor output = function.outputs().at(0).toTensor();
            call.alias.keepAlive = output;
            m_aliases[output.unsafeGetTensorImpl()] = call.alias;
            return;
        }
        case Call::Handling::Use: {
            m_insideHandled = false;
            const torch::Tensor output = function.outputs().at(0).toTensor();
            if (output.dim() == 0 || output.size(0) != m_batch) {
                addUnsupported(call.parameters, function.name());
                return;
            }
            // The edge, not the tensor: an in-place operator may give the tensor another meaning later.
            call.pending.output = torch::autograd::impl::gradient_edge(output);
            uses.push_back(std::move(call.pending));
            return;
        }
        case Call::Handling::Unknown:
            // A wrapper of operators that were recorded (conv2d around convolution) has been taken care of.
            if (uses.size() == call.usesBefore)
                addUnsupported(call.parameters, function.name());
            return;
        }
    }

    void addUnsupported(const std::vector<int> &parameters, const char *name)
    {
        for (const int parameter : parameters)
            unsupported.emplace(parameter, name);
    }

    [[nodiscard]] const Alias *aliasOf(const torch::Tensor &tensor) const
    {
        const auto found = tensor.defined() ? m_aliases.find(tensor.unsafeGetTensorImpl()) : m_aliases.end();
        return found == m_aliases.end() ? nullptr : &found->second;
    }
    [[nodiscard]] const Alias *aliasOf(const c10::IValue &value) const
    {
        return value.isTensor() ? aliasOf(value.toTensor()) : nullptr;
    }
    [[nodiscard]] int plainParameter(const c10::IValue &value) const
    {
        const Alias *alias = aliasOf(value);
        return alias && !alias->transposed ? alias->parameter : -1;
    }

    [[nodiscard]] std::vector<int> trackedAmong(Inputs inputs) const
    {
        std::vector<int> found;
        for (const c10::IValue &input : inputs) {
            if (const Alias *alias = aliasOf(input))
                found.push_back(alias->parameter);
            if (!input.isTensorList())
                continue;
            for (const torch::Tensor &tensor : input.toTensorVector()) {
                if (const Alias *alias = aliasOf(tensor))
                    found.push_back(alias->parameter);
            }
        }
        return found;
    }

    bool describeView(const std::string &name, Inputs inputs, Alias &alias) const
    {
        const Alias *source = aliasOf(inputs[0]);
        if (!source)
            return false;
        const bool matrix = source->keepAlive.dim() == 2;
        const bool swaps =
            name == "aten::t" || name == "aten::numpy_T" ||
            (name == "aten::transpose" && inputs[1].isInt() && inputs[1].toInt() != inputs[2].toInt());
        if (!matrix || !swaps)
            return false;
        alias = {source->parameter, !source->transposed, {}};
        return true;
    }

    bool describeUse(const std::string &name, Inputs inputs, LayerUse &use) const
    {
        if (name == "aten::linear")
            return describeLinear(use, inputs[0], plainParameter(inputs[1]), plainParameter(inputs[2]));
        if (name == "aten::addmm")
            return describeAddmm(inputs, use);
        if (name == "aten::matmul" || name == "aten::mm") {
            const Alias *weight = aliasOf(inputs[1]);
            return weight && weight->transposed && !aliasOf(inputs[0]) &&
                   describeLinear(use, inputs[0], weight->parameter, -1);
        }
        if (name == "aten::conv1d" || name == "aten::conv2d")
            return describeConvolution(inputs, 3, 4, 5, 6, use);
        if (name == "aten::convolution" || name == "aten::_convolution")
            return inputs[6].isBool() && !inputs[6].toBool() && describeConvolution(inputs, 3, 4, 5, 8, use);
        if (name == "aten::batch_norm")
            return describeBatchNorm(inputs, use);
        if (name == "aten::group_norm" || name == "aten::layer_norm")
            return describeGroupOrLayerNorm(name == "aten::group_norm", inputs, use);
        if (name == "aten::embedding")
            return describeEmbedding(inputs, use);
        if (name == "aten::add" || name == "aten::add_")
            return describeBias(inputs, use);
        return false;
    }

    static bool describeLinear(LayerUse &use, const c10::IValue &input, int weight, int bias)
    {
        if (!input.isTensor() || input.toTensor().dim() < 2)
            return false;
        use.kind = LayerUse::Kind::Linear;
        use.input = input.toTensor().detach();
        use.weight = weight;
        use.bias = bias;
        return weight >= 0 || bias >= 0;
    }

    bool describeAddmm(Inputs inputs, LayerUse &use) const
    {
        const Alias *weight = aliasOf(inputs[2]);
        const bool plain = inputs[3].isScalar() && inputs[3].toScalar().equal(1) && inputs[4].isScalar() &&
                           inputs[4].toScalar().equal(1);
        if (!plain || aliasOf(inputs[1]) || (weight && !weight->transposed))
            return false;
        return describeLinear(use, inputs[1], weight ? weight->parameter : -1, plainParameter(inputs[0]));
    }

    bool describeConvolution(Inputs inputs, std::size_t stride, std::size_t padding, std::size_t dilation,
                             std::size_t groups, LayerUse &use) const
    {
        const torch::Tensor weight = inputs[1].toTensor();
        if (inputs[padding].isString() || aliasOf(inputs[0]) || weight.dim() < 3 || weight.dim() > 4 ||
            inputs[0].toTensor().dim() != weight.dim())
            return false;
        use.kind = LayerUse::Kind::Convolution;
        use.input = inputs[0].toTensor().detach();
        use.weight = plainParameter(inputs[1]);
        use.bias = plainParameter(inputs[2]);
        const auto spatial = std::size_t(weight.dim() - 2);
        use.convolution = {intList(inputs[stride]), intList(inputs[padding]), intList(inputs[dilation]),
                           inputs[groups].toInt()};
        for (auto *list : {&use.convolution.stride, &use.convolution.padding, &use.convolution.dilation}) {
            if (list->size() == 1)
                list->resize(spatial, list->front());
        }
        return true;
    }

    /// Evaluation mode: an affine function of each channel by the running statistics.
    bool describeBatchNorm(Inputs inputs, LayerUse &use) const
    {
        if (inputs[5].toBool() || !inputs[3].isTensor() || !inputs[3].toTensor().defined())
            return false;
        const torch::Tensor input = inputs[0].toTensor().detach();
        std::vector<int64_t> shape(std::size_t(input.dim()), 1);
        shape[1] = -1;
        const torch::Tensor mean = inputs[3].toTensor().view(shape);
        const torch::Tensor variance = inputs[4].toTensor().view(shape);
        const torch::NoGradGuard noGrad;
        const torch::Tensor scale = (variance + inputs[7].toDouble()).rsqrt();
        // Two passes through memory, and none that only widens it.
        describeScale(use, (input * scale).sub_(mean * scale), inputs[1], inputs[2], 1);
        return true;
    }

    bool describeGroupOrLayerNorm(bool group, Inputs inputs, LayerUse &use) const
    {
        const int64_t weightAt = 2;
        const torch::Tensor input = inputs[0].toTensor().detach();
        const torch::NoGradGuard noGrad;
        const torch::Tensor wide = input.scalar_type() == torch::kDouble ? input : input.to(torch::kFloat);
        if (group) {
            describeScale(use, torch::group_norm(wide, inputs[1].toInt(), {}, {}, inputs[4].toDouble()),
                          inputs[weightAt], inputs[3], 1);
        } else {
            const std::vector<int64_t> shape = inputs[1].toIntVector();
            if (int64_t(shape.size()) >= input.dim())
                return false;
            describeScale(use, torch::layer_norm(wide, shape, {}, {}, inputs[4].toDouble()), inputs[weightAt],
                          inputs[3], input.dim() - int64_t(shape.size()));
            use.channelDimension = -int64_t(shape.size());
        }
        return true;
    }

    void describeScale(LayerUse &use, const torch::Tensor &normalised, const c10::IValue &weight,
                       const c10::IValue &bias, int64_t channelDimension) const
    {
        use.kind = LayerUse::Kind::Scale;
        use.input = normalised;
        use.weight = plainParameter(weight);
        use.bias = plainParameter(bias);
        use.channelDimension = channelDimension;
    }

    bool describeEmbedding(Inputs inputs, LayerUse &use) const
    {
        if (inputs[3].toBool())
            return false; // gradients scaled by frequency within the batch aren't per example
        use.kind = LayerUse::Kind::Embedding;
        use.weight = plainParameter(inputs[0]);
        use.input = inputs[1].toTensor().detach();
        use.paddingIndex = inputs[2].toInt();
        return use.weight >= 0;
    }

    /// output + bias over the last dimensions, as a Linear layer over sequences does it.
    bool describeBias(Inputs inputs, LayerUse &use) const
    {
        const int bias = plainParameter(inputs[1]);
        const bool plain = inputs[2].isScalar() && inputs[2].toScalar().equal(1);
        if (bias < 0 || !plain || !inputs[0].isTensor() || aliasOf(inputs[0]))
            return false;
        const torch::Tensor &value = inputs[1].toTensor();
        const torch::Tensor &other = inputs[0].toTensor();
        if (other.dim() <= value.dim() ||
            other.sizes().slice(std::size_t(other.dim() - value.dim())) != value.sizes())
            return false;
        use.kind = LayerUse::Kind::Bias;
        use.bias = bias;
        use.channelDimension = -value.dim();
        return true;
    }

    static thread_local Recording *current;

    int64_t m_batch;
    std::unordered_map<const c10::TensorImpl *, Alias> m_aliases;
    bool m_insideHandled = false; ///< what a known operator calls in turn is its own business
    at::CallbackHandle m_handle = 0;
};

thread_local Recording *Recording::current = nullptr;

bool isSameMemory(const torch::Tensor &left, const torch::Tensor &right)
{
    return left.defined() && right.defined() && left.data_ptr() == right.data_ptr() &&
           left.sizes() == right.sizes() && left.strides() == right.strides();
}

/// Over sequences some versions of libtorch compute a linear layer as a product and a sum: then both have the very
/// same output gradient, unless something else was made of the product. Makes one use of the two, as it is elsewhere.
void joinBiases(std::vector<PendingUse> &uses, const torch::autograd::variable_list &gradients)
{
    for (std::size_t i = 0; i < uses.size(); ++i) {
        LayerUse &linear = uses[i].use;
        if (linear.kind != LayerUse::Kind::Linear || linear.bias >= 0)
            continue;
        for (std::size_t j = i + 1; j < uses.size(); ++j) {
            LayerUse &sum = uses[j].use;
            if (sum.kind == LayerUse::Kind::Bias && sum.bias >= 0 && sum.channelDimension == -1 &&
                isSameMemory(gradients[i], gradients[j])) {
                linear.bias = std::exchange(sum.bias, -1);
                break;
            }
        }
    }
}

} // namespace

GradientCapture::GradientCapture(Network &network, std::vector<TrackedParameter> parameters)
    : m_network(network), m_parameters(std::move(parameters))
{
}

CapturedPass GradientCapture::run(const torch::Tensor &images, const torch::Tensor &targets,
                                  const Measurement &measurement, torch::ScalarType dtype,
                                  double lossScale) const
{
    TORCH_CHECK(!m_network.is_training(), "gradients of single examples need evaluation mode");
    const at::AutoGradMode grad(true);
    const bool autocasts = dtype == torch::kBFloat16 || dtype == torch::kHalf;
    const AutocastGuard autocast(images.device(), dtype, autocasts);

    std::vector<PendingUse> pendingUses;
    CapturedPass pass;
    torch::Tensor logits;
    {
        Recording recording(m_parameters, images.size(0));
        logits = m_network.forward(images);
        pendingUses = std::move(recording.uses);
        pass.unsupported = std::move(recording.unsupported);
    }
    const torch::Tensor measured = measurement(logits, targets); // [batch]
    if (pendingUses.empty())
        return pass;
    torch::autograd::edge_list outputs;
    for (const PendingUse &pending : pendingUses)
        outputs.push_back(pending.output);
    const torch::autograd::variable_list gradients = torch::autograd::Engine::get_default_engine().execute(
        {torch::autograd::impl::gradient_edge(measured)}, {torch::full_like(measured, lossScale)},
        /*keep_graph=*/false, /*create_graph=*/false, /*accumulate_grad=*/false, outputs);
    joinBiases(pendingUses, gradients);
    for (std::size_t i = 0; i < pendingUses.size(); ++i) {
        if (pendingUses[i].use.weight < 0 && pendingUses[i].use.bias < 0)
            continue; // joined
        LayerUse use = std::move(pendingUses[i].use);
        // Undefined: what is measured doesn't depend on this output.
        if (!gradients[i].defined())
            continue;
        use.outputGradient = lossScale == 1.0 ? gradients[i] : gradients[i].to(torch::kFloat) / lossScale;
        pass.uses.push_back(std::move(use));
    }
    return pass;
}

} // namespace proponent
