// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"

#include <QString>

/// Influence analyses in the user's words.
namespace proponent::ui::text {

[[nodiscard]] QString influenceMethodName(InfluenceMethod method); ///< "TracIn, cosine"
/// As it is stored; a method that this version doesn't know keeps that name.
[[nodiscard]] QString influenceMethodName(const QString &stored);
[[nodiscard]] QString layersName(LayerChoice layers); ///< "all layers"
[[nodiscard]] QString influenceMethodExplanation(InfluenceMethod method); ///< one sentence

} // namespace proponent::ui::text
