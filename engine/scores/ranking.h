// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/scores/histogram_sink.h"

#include <span>
#include <vector>

namespace proponent {

/// Which training examples have the highest, and the lowest, score. Scores that aren't finite are counted
/// and left out. Equal scores go by index, so that the result is the same every time.
struct Ranking
{
    std::vector<qint64> highest; ///< highest score first
    std::vector<qint64> lowest; ///< lowest score first
    ScoreHistogram histogram;
    qint64 nonFinite = 0;
};
/// Examples of `leftOut` are neither ranked nor counted.
[[nodiscard]] Ranking rank(std::span<const float> scores, int topK, const QList<qint64> &leftOut = {});

} // namespace proponent
