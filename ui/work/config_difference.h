// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

namespace proponent::ui {

/// A setting in which two sessions differ, in the words of the training form.
struct ConfigDifference
{
    QString setting;
    QString inA;
    QString inB;

    friend bool operator==(const ConfigDifference &, const ConfigDifference &) = default;
};

/// What determined the two runs and is not the same. Compares what was used, not how it was asked for: a
/// limit that equals the size of the data is no limit, "auto" is the device that it stood for, and momentum
/// counts only where SGD reads it.
[[nodiscard]] QList<ConfigDifference> configDifferences(const SessionDetails &a, const SessionDetails &b);

} // namespace proponent::ui
