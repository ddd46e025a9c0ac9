// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/dataset.h"

#include <QList>

namespace proponent {

/// Input normalisation: (pixel / 255 - mean[c]) / std[c].
struct Normalisation
{
    QList<double> mean; ///< one a channel
    QList<double> std; ///< one a channel, above 0
};

/// Mean and standard deviation of each channel over the first `count` examples, computed from exact
/// integer sums, so the same on every machine. A channel without any variation gets a std of 1.
[[nodiscard]] Normalisation normalisationOf(const ImageSet &images, qint64 count);

} // namespace proponent
