// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/network.h"
#include "engine/model/model_text.h"

#include <QStringList>

namespace proponent {

namespace {

const Architecture *findArchitecture(const QString &name)
{
    for (const Architecture &architecture : builtInArchitectures()) {
        if (architecture.name == name)
            return &architecture;
    }
    return nullptr;
}

QString shapeText(const torch::Tensor &tensor)
{
    QStringList sizes;
    for (const int64_t size : tensor.sizes())
        sizes += QString::number(size);
    return QStringLiteral("[%1]").arg(sizes.join(QStringLiteral(", ")));
}

} // namespace

Result<std::shared_ptr<Network>> makeNetwork(const QString &name, const NetworkShape &shape)
{
    if (const Architecture *architecture = findArchitecture(name))
        return architecture->make(shape);
    QStringList names;
    for (const Architecture &architecture : builtInArchitectures())
        names += architecture.name;
    return Error{ModelText::tr("There is no built-in model “%1”. Use one of %2.")
                     .arg(name, names.join(QStringLiteral(", ")))};
}

QByteArray pythonModule(const QString &name, const NetworkShape &shape)
{
    const Architecture *architecture = findArchitecture(name);
    Q_ASSERT(architecture);
    return QStringLiteral(
               "\"\"\"The model “%1” as trained by Proponent. Load a checkpoint with\n\n"
               "    from safetensors.torch import load_file\n"
               "    net = Net()\n"
               "    net.load_state_dict(load_file(\"checkpoint-001.safetensors\"))\n"
               "    net.eval()\n\n"
               "Inputs: float images [batch, CHANNELS, HEIGHT, WIDTH], (pixel / 255 - mean) / std with the\n"
               "mean and std of session.json. Output: logits [batch, CLASSES].\n\"\"\"\n"
               "import torch\n"
               "from torch import nn\n"
               "import torch.nn.functional as F\n\n"
               "CHANNELS, HEIGHT, WIDTH, CLASSES = %2, %3, %4, %5\n\n")
               .arg(name)
               .arg(shape.channels)
               .arg(shape.height)
               .arg(shape.width)
               .arg(shape.classes)
               .toUtf8() +
           architecture->python;
}

StateDict stateDict(const Network &network)
{
    StateDict state;
    for (const auto &item : network.named_parameters())
        state[item.key()] = item.value();
    for (const auto &item : network.named_buffers())
        state[item.key()] = item.value();
    return state;
}

Result<bool> loadStateDict(Network &network, const StateDict &state)
{
    StateDict own = stateDict(network);
    QStringList problems;
    for (const auto &[name, tensor] : own) {
        const auto found = state.find(name);
        if (found == state.end())
            problems += ModelText::tr("%1 is missing").arg(QString::fromStdString(name));
        else if (found->second.sizes() != tensor.sizes())
            problems += ModelText::tr("%1 has shape %2 where the model has %3")
                            .arg(QString::fromStdString(name), shapeText(found->second), shapeText(tensor));
    }
    for (const auto &[name, tensor] : state) {
        if (!own.contains(name))
            problems += ModelText::tr("%1 is not in the model").arg(QString::fromStdString(name));
    }
    if (!problems.isEmpty())
        return Error{ModelText::tr("The parameters don't fit the model: %1.")
                         .arg(problems.join(QStringLiteral("; ")))};
    const torch::NoGradGuard noGrad;
    for (auto &[name, tensor] : own)
        tensor.copy_(state.at(name));
    return true;
}

qint64 parameterCount(const Network &network)
{
    qint64 count = 0;
    for (const torch::Tensor &parameter : network.parameters()) {
        if (parameter.requires_grad())
            count += parameter.numel();
    }
    return count;
}

std::vector<std::string> lastLayerParameters(const Network &network)
{
    std::vector<std::string> last;
    for (const auto &module : network.named_modules()) {
        std::vector<std::string> names;
        for (const auto &parameter : module.value()->named_parameters(/*recurse=*/false)) {
            if (parameter.value().requires_grad())
                names.push_back(module.key().empty() ? parameter.key()
                                                     : module.key() + "." + parameter.key());
        }
        if (!names.empty())
            last = std::move(names);
    }
    return last;
}

} // namespace proponent
