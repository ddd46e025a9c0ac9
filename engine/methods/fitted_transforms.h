// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/network.h"

#include <QString>

#include <optional>

namespace proponent {

/// Where what methods fitted is kept, to be found by the next question. Everything that it depends on is in its name, but
/// for the training examples, the parameters and the device, which are the keeper's own. Engine thread only.
class FittedTransforms
{
public:
    virtual ~FittedTransforms() = default;

    /// Where the training examples are; nothing where there is none, or it is damaged.
    [[nodiscard]] virtual std::optional<StateDict> find(const QString &name) = 0;
    /// False where it can't be kept, which is no error: it will be fitted again.
    virtual bool keep(const QString &name, const StateDict &state) = 0;
};

} // namespace proponent
