// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

namespace proponent::ui {

/// The training of a child session: the parent's settings with these label changes, under a name that none of
/// the known sessions has.
[[nodiscard]] TrainingConfig retrainingOf(const SessionDetails &parent, const QList<LabelDecision> &changes,
                                          const QList<SessionSummary> &known);

} // namespace proponent::ui
