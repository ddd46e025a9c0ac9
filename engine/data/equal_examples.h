// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/dataset.h"

namespace proponent {

/// What is to be said of images that are the same, pixel by pixel: all of them, some in both splits, some twice in
/// the training images. A sentence each; none where there is nothing to say.
[[nodiscard]] QStringList remarksOnEqualExamples(const ImageSet &train, const ImageSet &test);

/// Of each of the first `count` examples the earliest that is the same pixel by pixel, itself where none is: [count].
[[nodiscard]] std::vector<qint64> earliestEqual(const ImageSet &images, qint64 count);

} // namespace proponent
