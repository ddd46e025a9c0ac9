// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/dataset.h"

namespace proponent {

/// Whether the first `limit` examples are a poor sample because the labels are sorted: classes of the split are
/// missing from them, and neighbours have the same label far more often than they would in any order. 0: no limit.
[[nodiscard]] bool isSortedSample(const ImageSet &images, qint64 limit);

/// Names of the classes that the split has examples of, but not among its first `limit`.
[[nodiscard]] QStringList classesMissingFrom(const ImageSet &images, qint64 limit, const QStringList &names);

/// The dataset with the examples of one or both splits taken from the classes in turn, each class's in the files'
/// order, so that the first N are of all classes. It has a fingerprint of its own, so that indices mean the same
/// wherever the fingerprint is.
[[nodiscard]] std::shared_ptr<const Dataset> inTurn(const Dataset &dataset, bool train, bool test);

} // namespace proponent
