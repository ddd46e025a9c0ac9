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
    case AuditMethod::SelfConfidence:
        return QStringLiteral("self-confidence");
    case AuditMethod::NormalisedMargin:
        return QStringLiteral("normalised-margin");
    }
    Q_UNREACHABLE();
}

QString toString(ModelStrength::Source source)
{
    switch (source) {
    case ModelStrength::Source::Neighbours:
        return QStringLiteral("neighbours");
    case ModelStrength::Source::TestExamples:
        return QStringLiteral("test-examples");
    case ModelStrength::Source::Folds:
        return QStringLiteral("folds");
    }
    Q_UNREACHABLE();
}

bool needsFolds(AuditMethod method)
{
    return method == AuditMethod::SelfConfidence || method == AuditMethod::NormalisedMargin;
}

QList<AuditMethod> auditMethods()
{
    return {AuditMethod::Combined,        AuditMethod::Loss,          AuditMethod::Margin,
            AuditMethod::Neighbours,      AuditMethod::SelfInfluence, AuditMethod::SelfConfidence,
            AuditMethod::NormalisedMargin};
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
