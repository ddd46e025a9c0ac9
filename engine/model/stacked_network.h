// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/network.h"

namespace proponent {

/// Copies of a network side by side, each with weights of its own, that are computed together: what one copy does
/// depends on no other. A parameter, or a buffer, is the copies' own one behind the other along its first dimension;
/// a single number that counts batches is shared.
class StackedNetwork : public torch::nn::Module
{
public:
    explicit StackedNetwork(qint64 copies) : m_copies(copies) {}

    [[nodiscard]] qint64 copies() const { return m_copies; }

    /// Normalised images [batch, copies, channels, height, width] to logits [batch, copies, classes].
    virtual torch::Tensor forward(const torch::Tensor &images) = 0;
    /// About how many numbers a copy's training pass keeps for an example.
    [[nodiscard]] virtual qint64 activations() const = 0;

    /// Takes a copy's weights from the state dict of the network alone, on any device.
    void setState(qint64 copy, const StateDict &state);
    /// A copy's state dict, as of the network alone; shares the storage.
    [[nodiscard]] StateDict state(qint64 copy) const;

private:
    [[nodiscard]] torch::Tensor part(const torch::Tensor &stacked, qint64 copy) const;

    qint64 m_copies;
};

/// How copies of a built-in architecture stand side by side.
struct StackedArchitecture
{
    QString name; ///< of the Architecture
    std::shared_ptr<StackedNetwork> (*make)(const NetworkShape &shape, qint64 copies);
    /// Whether that is worth it on a processor, too: its threads are as busy with a single copy's convolutions.
    bool paysOnCpu = false;
};

/// Null for one whose copies can be trained one after another only.
[[nodiscard]] const StackedArchitecture *findStackedArchitecture(const QString &name);

} // namespace proponent
