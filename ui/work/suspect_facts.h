// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_audit.h"
#include "ui/work/selected_example.h"

namespace proponent::ui {

/// What an audit knows about a suspect. `planted`: tell that its label was planted wrong.
[[nodiscard]] ExampleFacts factsOfSuspect(const SuspectExample &suspect, const AnalysisHeader &audit,
                                          bool planted);

} // namespace proponent::ui
