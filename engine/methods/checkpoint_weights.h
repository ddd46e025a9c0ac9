// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/network.h"
#include "engine/session.h"

#include <vector>

namespace proponent {

/// Puts a checkpoint's values into the network. Throws EngineError when its file can't be read or doesn't fit.
void loadCheckpoint(Network &network, const CheckpointInfo &checkpoint);

/// Several checkpoints of a network to go back and forth between: their weights are kept where the network is, or with
/// the host where they'd take too much there. Engine thread only.
class CheckpointWeights
{
public:
    /// Refers to the network. `memory`: bytes of the device that they may take.
    CheckpointWeights(Network &network, QList<CheckpointInfo> checkpoints, torch::Device device,
                      qint64 memory);

    [[nodiscard]] qsizetype count() const { return m_checkpoints.size(); }

    /// Puts that checkpoint's weights into the network, unless it has them already. Throws EngineError as
    /// loadCheckpoint() does, the first time.
    void use(qsizetype checkpoint);
    /// Somebody else changed the network's weights.
    void changed() { m_used = -1; }

private:
    Network &m_network;
    QList<CheckpointInfo> m_checkpoints;
    torch::Device m_device;
    qint64 m_memory;
    std::vector<StateDict> m_weights; ///< empty while not read
    qsizetype m_used = -1;
};

} // namespace proponent
