// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/result.h"

#include <QDir>
#include <QStringList>

#include <cstdint>
#include <span>

namespace proponent {

/// The names in the folder's classes.txt or labels.txt, in the order of the labels: one a line, or with its label
/// before it ("0 zero") in any order. None when there is no such file. A file that has a line for each example
/// instead is an error.
[[nodiscard]] Result<QStringList> readClassNames(const QDir &folder,
                                                 std::span<const std::int64_t> trainLabels,
                                                 std::span<const std::int64_t> testLabels);

} // namespace proponent
