// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/label_audit.h"

namespace proponent {

QString toString(AuditMethod method)
{
    switch (method) {
    case AuditMethod::Combined:
        return QStringLiteral("combined");
    case AuditMethod::Loss:
        return QStringLiteral("loss");
    case AuditMethod::Margin:
        return QStringLiteral("margin");
    case AuditMethod::Neighbours:
        return QStringLiteral("neighbours");
    case AuditMethod::SelfInfluence:
        return QStringLiteral("self-influence");
    }
    Q_UNREACHABLE();
}

QList<AuditMethod> auditMethods()
{
    return {AuditMethod::Combined, AuditMethod::Loss, AuditMethod::Margin, AuditMethod::Neighbours,
            AuditMethod::SelfInfluence};
}

std::optional<AuditMethod> auditMethodFromString(const QString &text)
{
    for (const AuditMethod method : auditMethods()) {
        if (text == toString(method))
            return method;
    }
    return {};
}

} // namespace proponent
