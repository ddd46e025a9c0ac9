// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/dataset.h"

namespace proponent {

/// What is to be said of images that are the same, pixel by pixel: all of them, some in both splits, some twice in
/// the training images. A sentence each; none where there is nothing to say.
[[nodiscard]] QStringList remarksOnEqualExamples(const ImageSet &train, const ImageSet &test);

} // namespace proponent
