// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attribution.h"

namespace proponent {

/// What attributionMethods() says of itself: for those who have no tensors.
[[nodiscard]] QList<AttributionInfo> attributionInfos();

} // namespace proponent
