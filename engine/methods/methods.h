// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/attribution_method.h"

/// One function a method, each in a file of its own. The table in method_table.cpp names them all.
namespace proponent {

[[nodiscard]] AttributionMethod tracIn();
[[nodiscard]] AttributionMethod tracInCosine();
[[nodiscard]] AttributionMethod relatIf();
[[nodiscard]] AttributionMethod gradDot();
[[nodiscard]] AttributionMethod ekfac();
[[nodiscard]] AttributionMethod relatIfEkfac();
[[nodiscard]] AttributionMethod tracInEkfac();
[[nodiscard]] AttributionMethod logra();
[[nodiscard]] AttributionMethod trak();

} // namespace proponent
