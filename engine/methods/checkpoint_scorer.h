// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/query_gradients.h"

namespace proponent {

/// What training examples did to some questions, at one checkpoint. Whoever calls score() sees to it that the network
/// holds that checkpoint's weights. Scores of several checkpoints add up, and so do squares; see
/// AttributionMethod::Rule for what is made of both.
class CheckpointScorer
{
public:
    struct Block
    {
        /// Weighted, by layer, whose sum they are: float [groups, questions, batch].
        torch::Tensor scores;
        torch::Tensor squares; ///< float [batch], weighted; undefined unless the rule is OverRootSelf
    };

    /// `weight`: AttributionMethod::weightOf() this checkpoint. `transform` is kept, for other questions at the same
    /// checkpoint.
    CheckpointScorer(std::shared_ptr<const QueryGradients> queries,
                     std::shared_ptr<const GradientTransform> transform, AttributionMethod::Rule rule,
                     double weight);

    [[nodiscard]] Block score(PerExampleGradients &gradients, const ImageTensors::Batch &train,
                              const ParameterGroups &groups) const;

    [[nodiscard]] qint64 questions() const { return m_queries->count(); }
    [[nodiscard]] qint64 bytes() const { return m_queries->bytes(); } ///< of what is held for the questions
    /// For another checkpoint's, of a pooled method.
    [[nodiscard]] const std::shared_ptr<const QueryGradients> &queries() const { return m_queries; }

private:
    std::shared_ptr<const QueryGradients> m_queries;
    std::shared_ptr<const GradientTransform> m_transform;
    AttributionMethod::Rule m_rule;
    double m_weight;
};

} // namespace proponent
