// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/image_layout.h"

namespace proponent {

/// Takes one in `every` images of each class away from the training images: every fifth, say, in the order of their
/// names.
[[nodiscard]] QList<ClassFolder> holdOutByPlace(QList<ClassFolder> &train, int every);

/// Likewise, those whose contents have the smallest hashes: an image that comes or goes changes the side of one other
/// at most, names don't count, and copies mostly stay on one side.
[[nodiscard]] QList<ClassFolder> holdOutByContent(QList<ClassFolder> &train, int every);

} // namespace proponent
