// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session.h"

namespace proponent {

QString toString(SessionState state)
{
    switch (state) {
    case SessionState::Running:
        return QStringLiteral("running");
    case SessionState::Interrupted:
        return QStringLiteral("interrupted");
    case SessionState::Completed:
        return QStringLiteral("completed");
    case SessionState::Failed:
        return QStringLiteral("failed");
    }
    Q_UNREACHABLE();
}

} // namespace proponent
