// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attribution.h"

#include <QList>

namespace proponent {

/// Epochs of the checkpoints that a method takes where nothing else is asked for, out of those that a session has, both
/// ascending. Spread: at most seven, with the first and the last, at distances that grow as evenly as there are
/// checkpoints for it.
[[nodiscard]] QList<int> usualEpochs(AttributionInfo::Checkpoints usual, const QList<int> &epochs);

} // namespace proponent
