// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/result.h"
#include "engine/session.h"

namespace proponent::cli {

/// The session that the user named: by its number, else by a name that no other session has.
[[nodiscard]] Result<SessionId> findSession(const QList<SessionSummary> &sessions, const QString &named);

} // namespace proponent::cli
