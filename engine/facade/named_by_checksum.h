// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/network.h"

#include <QString>

namespace proponent {

/// Writes tensors to a file of that folder, "name-%1.suffix" with its checksum in place of %1, which is returned. The file is
/// whole or not there. Throws EngineError when it can't be written.
QString writeNamedByChecksum(const QString &folder, const QString &pattern, const StateDict &state);

} // namespace proponent
