// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace proponent::test {

/// Writes a data set of four IDX files into `folder`: 12 x 12 grey pictures of 4 classes, each a bright
/// quarter on noise. Every eighth test label is wrong, so that a model that has learnt makes mistakes.
void writeSmallDataset(const QString &folder, int trainCount, int testCount);

} // namespace proponent::test
