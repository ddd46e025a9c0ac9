// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/session_lookup.h"

#include "app/cli/text.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace proponent::cli {

Result<SessionId> findSession(const QList<SessionSummary> &sessions, const QString &named)
{
    bool isNumber = false;
    const SessionId id{named.toLongLong(&isNumber)};
    if (isNumber && std::ranges::any_of(sessions, [&](const auto &summary) { return summary.id == id; }))
        return id;

    QStringList matches;
    SessionId match;
    for (const SessionSummary &summary : sessions) {
        if (summary.name == named) {
            match = summary.id;
            matches.append(QString::number(summary.id.value));
        }
    }
    if (matches.isEmpty())
        return Error{Cli::tr("there is no session '%1'; 'proponent-cli sessions' lists them").arg(named)};
    if (matches.size() > 1)
        return Error{Cli::tr("the sessions %1 are all named '%2'; give the number of one")
                         .arg(matches.join(u", "_s), named)};
    return match;
}

} // namespace proponent::cli
