// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"

#include <QString>

/// Influence analyses in the user's words.
namespace proponent::ui::text {

/// "TracIn, cosine" of "tracin-cosine"; a method that this version doesn't know keeps that name.
[[nodiscard]] QString influenceMethodName(const QString &stored);
[[nodiscard]] QString layersName(LayerChoice layers); ///< "all layers"
/// A sentence, and where it is from.
[[nodiscard]] QString influenceMethodExplanation(const AttributionInfo &method);

} // namespace proponent::ui::text
