// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"

#include <QJsonObject>

namespace proponent {

/// By what methods are judged on a session.
/// - Lds: the linear datamodeling score of Park et al., 2023 (arXiv 2303.14186). Copies of the model are trained on random
///   subsets of the training examples, several runs each from other seeds, with the session's own settings. For each
///   test example: Spearman's correlation, over the subsets, of the sum of the scores of the subset's examples and minus
///   the loss averaged over the runs. 1: the scores say exactly which subset is better.
/// - Mislabelled: where label noise was planted, how well a ranking of the training examples by suspicion finds it.
/// - Removal: each test example's strongest proponents are taken away and copies trained without them: what that does to
///   its loss, compared with taking away as many at random.
enum class EvaluationMetric { Lds, Mislabelled, Removal };

[[nodiscard]] QString toString(EvaluationMetric metric); ///< "lds", "mislabelled", "removal"
[[nodiscard]] QList<EvaluationMetric> evaluationMetrics();
[[nodiscard]] std::optional<EvaluationMetric> evaluationMetricFromString(const QString &text);

struct EvaluationRequest
{
    SessionId session;
    EvaluationMetric metric = EvaluationMetric::Lds;
    QList<AttributionChoice>
        methods; ///< of influence; for Mislabelled those of a label audit, without parameters
    int subsets = 0; ///< random ones; of a Removal those that it is compared with. 0: 100, of a Removal 10
    int runs = 3; ///< copies on each subset, from other seeds
    double share = 0.5; ///< of the training examples in a subset
    std::optional<TestChoice> tests; ///< none: the first 500, of a Removal the first 20
    int topK = 50; ///< proponents that a Removal takes away
    QString device = QStringLiteral("auto");
    /// None: copies are trained in the session's, scores computed in fp32.
    std::optional<Precision> precision;
    int threads = 0; ///< 0: all cores
};

/// Shares of a ranking that its recovery of planted labels is told for, in percent.
inline constexpr int foundPercents[] = {5, 10, 20};

/// What is known of one method.
struct MethodResult
{
    QString method;
    QJsonObject parameters; ///< that it was computed with
    /// Lds: mean over the test examples. Mislabelled: area under the ROC curve. Removal: mean change of the loss, nats;
    /// above 0 the proponents had helped.
    double value = 0;
    double standardError = 0; ///< over the test examples; 0 for Mislabelled
    double seconds = 0; ///< of scoring
    QList<double> found; ///< Mislabelled: share of the planted labels in the top of foundPercents
    int flipped =
        0; ///< Removal: tests that most copies get right with random ones removed, and wrong without these
};

/// What was found of some methods in one go.
struct MethodEvaluation
{
    SessionId session;
    EvaluationMetric metric = EvaluationMetric::Lds;
    int subsets = 0; ///< 0 for Mislabelled
    int runs = 0;
    double share = 0; ///< of the training examples in a subset
    int topK = 0; ///< taken away; 0 but for Removal
    QList<qint64> tests; ///< indices, ascending; empty for Mislabelled
    QString device;
    Precision precision = Precision::Fp32; ///< that copies were trained in; of Mislabelled that of scores
    QDateTime created;
    double seconds = 0; ///< of everything, without what was kept from earlier evaluations
    QList<MethodResult> results; ///< in the order of the request
};

} // namespace proponent
