// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/result.h"

#include <torch/nn/module.h>

#include <QString>

#include <map>
#include <memory>
#include <string>

namespace proponent {

/// What a network takes and gives.
struct NetworkShape
{
    int channels = 1; ///< 1 or 3
    int height = 0; ///< 8 or more
    int width = 0; ///< 8 or more
    int classes = 0;
};

/// A classifier of images.
class Network : public torch::nn::Module
{
public:
    using torch::nn::Module::Module;
    /// Normalised float images [batch, channels, height, width] to logits [batch, classes].
    virtual torch::Tensor forward(const torch::Tensor &images) = 0;
    /// Fewest examples that can be trained on together: 2 where batch normalisation is left with a single
    /// value a channel of each, as one value has no spread.
    [[nodiscard]] virtual qint64 smallestBatch() const { return 1; }
};

/// A built-in architecture: how to make it here, and the same as a Python module.
struct Architecture
{
    QString name;
    std::shared_ptr<Network> (*make)(const NetworkShape &shape);
    /// Body of `class Net(nn.Module)`: the constructor's layers and forward(), with the same names in its
    /// state_dict, written in terms of CHANNELS, HEIGHT, WIDTH and CLASSES.
    const char *python;
};

/// Smallest first; the names are those of builtInModelNames().
[[nodiscard]] const std::vector<Architecture> &builtInArchitectures();

/// A built-in network with freshly initialised weights, drawn from torch's default generator. An unknown
/// name is an error that lists what exists.
[[nodiscard]] Result<std::shared_ptr<Network>> makeNetwork(const QString &name, const NetworkShape &shape);

/// `model.py`: a plain PyTorch module `Net` for the same architecture, whose state_dict has the same names.
[[nodiscard]] QByteArray pythonModule(const QString &name, const NetworkShape &shape);

/// Parameters and buffers by their state_dict names. The tensors share the network's storage.
using StateDict = std::map<std::string, torch::Tensor>;
[[nodiscard]] StateDict stateDict(const Network &network);

/// Copies values into the network. Missing, unknown or wrongly shaped tensors are an error that names them;
/// the network is unchanged then.
[[nodiscard]] Result<bool> loadStateDict(Network &network, const StateDict &state);

/// Number of trainable values.
[[nodiscard]] qint64 parameterCount(const Network &network);

/// Names of the parameters of the last module, in order of registration, that has trainable ones of its own.
[[nodiscard]] std::vector<std::string> lastLayerParameters(const Network &network);

} // namespace proponent
