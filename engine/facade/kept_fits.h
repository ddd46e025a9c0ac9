// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/fitted_transforms.h"

#include <torch/types.h>

namespace proponent {

/// What methods fitted, as files in a folder of a session, each with its checksum in its name. The longest unused go when
/// all together take more than 4 GiB. Engine thread only.
class KeptFits final : public FittedTransforms
{
public:
    /// `folder`: made when something is kept.
    KeptFits(QString folder, torch::Device device);

    [[nodiscard]] std::optional<StateDict> find(const QString &name) override;
    bool keep(const QString &name, const StateDict &state) override;

private:
    void makeRoom(qint64 bytes) const;

    QString m_folder;
    torch::Device m_device;
};

} // namespace proponent
