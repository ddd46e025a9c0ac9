// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/method_evaluation.h"

namespace proponent {

QString toString(EvaluationMetric metric)
{
    switch (metric) {
    case EvaluationMetric::Lds:
        return QStringLiteral("lds");
    case EvaluationMetric::Mislabelled:
        return QStringLiteral("mislabelled");
    case EvaluationMetric::Removal:
        return QStringLiteral("removal");
    }
    return {};
}

QList<EvaluationMetric> evaluationMetrics()
{
    return {EvaluationMetric::Lds, EvaluationMetric::Mislabelled, EvaluationMetric::Removal};
}

std::optional<EvaluationMetric> evaluationMetricFromString(const QString &text)
{
    for (const EvaluationMetric metric : evaluationMetrics()) {
        if (toString(metric) == text)
            return metric;
    }
    return {};
}

} // namespace proponent
