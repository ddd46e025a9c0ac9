// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/dataset_reader.h"

namespace proponent {

/// IDX files, plain or gzip, found by content: images of unsigned bytes [N, H, W], [N, C, H, W] or
/// [N, H, W, C] with 1 or 3 channels, labels [N] or [N, 1] of bytes or integers, or QMNIST's [N, 8] with the class
/// first. Which are the training files and which the test files their names tell (train…; t10k… or test…), or else
/// their sizes: there are more training images. An optional classes.txt or labels.txt names the classes, one a line.
[[nodiscard]] bool recognisesIdxFolder(const QDir &folder);
[[nodiscard]] Result<ReadSplits> readIdxFolder(const QDir &folder, int rules);

} // namespace proponent
