// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/checkpoint_scorer.h"

namespace proponent {

CheckpointScorer::CheckpointScorer(std::shared_ptr<const QueryGradients> queries,
                                   std::shared_ptr<const GradientTransform> transform,
                                   AttributionMethod::Rule rule, double weight)
    : m_queries(std::move(queries)), m_transform(std::move(transform)), m_rule(rule), m_weight(weight)
{
}

CheckpointScorer::Block CheckpointScorer::score(PerExampleGradients &gradients,
                                                const ImageTensors::Batch &train,
                                                const ParameterGroups &groups) const
{
    QueryGradients::BatchScores result = m_queries->scoresByLayer(gradients, train, m_rule, groups);
    Block block{result.scores.mul_(m_weight), {}};
    if (m_rule == AttributionMethod::Rule::OverRootSelf)
        block.squares = result.squaredNorms.mul_(m_weight);
    return block;
}

} // namespace proponent
