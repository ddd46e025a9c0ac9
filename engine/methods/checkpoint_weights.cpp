// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/checkpoint_weights.h"

#include "engine/device/autocast.h"
#include "engine/model/safetensors.h"

namespace proponent {

namespace {

qint64 bytesOf(const StateDict &weights)
{
    qint64 sum = 0;
    for (const auto &[name, tensor] : weights)
        sum += qint64(tensor.nbytes());
    return sum;
}

} // namespace

void loadCheckpoint(Network &network, const CheckpointInfo &checkpoint)
{
    const TensorFile file = readSafetensors(checkpoint.file, checkpoint.checksum).valueOrThrow();
    loadStateDict(network, file.tensors).valueOrThrow();
    AutocastGuard::weightsChanged();
}

CheckpointWeights::CheckpointWeights(Network &network, QList<CheckpointInfo> checkpoints,
                                     torch::Device device, qint64 memory)
    : m_network(network),
      m_checkpoints(std::move(checkpoints)),
      m_device(device),
      m_memory(memory),
      m_weights(std::size_t(m_checkpoints.size()))
{
}

void CheckpointWeights::use(qsizetype checkpoint)
{
    if (m_used == checkpoint)
        return;
    StateDict &weights = m_weights[std::size_t(checkpoint)];
    if (weights.empty()) {
        const CheckpointInfo &info = m_checkpoints[checkpoint];
        weights = readSafetensors(info.file, info.checksum).valueOrThrow().tensors;
        if (const qint64 bytes = bytesOf(weights); bytes <= m_memory) {
            m_memory -= bytes;
            for (auto &[name, tensor] : weights)
                tensor = tensor.to(m_device);
        }
    }
    m_used = -1;
    loadStateDict(m_network, weights).valueOrThrow();
    AutocastGuard::weightsChanged();
    m_used = checkpoint;
}

} // namespace proponent
