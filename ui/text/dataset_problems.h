// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

#include <QStringList>

namespace proponent::ui::text {

/// What is wrong with a data set that can be read, as far as its reader and its counts tell: one sentence each, with
/// what follows from it. Empty when nothing is.
[[nodiscard]] QStringList datasetProblems(const DatasetInfo &dataset);

} // namespace proponent::ui::text
