// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/influence_run.h"
#include "engine/objective/objective.h"

namespace proponent {

Measurement AskedExamples::measurement() const
{
    const bool loss = question.kind == Question::Kind::Loss;
    return measurementOf(loss && method().asksMargin ? Question{Question::Kind::Margin} : question);
}

QueryGradients queriesOf(const AskedExamples &asked, PerExampleGradients &gradients,
                         const QuestionBlock &block, const GradientTransform *transform,
                         CheckpointWeights &weights, qsizetype position)
{
    const ImageTensors::Batch examples{asked.examples.images.slice(0, block.begin, block.end),
                                       asked.examples.labels.slice(0, block.begin, block.end)};
    const auto here = [&] {
        return QueryGradients(gradients, examples, block.batchSize, asked.measurement(), transform);
    };
    if (!asked.method().isPooled) {
        QueryGradients queries = here();
        queries.settle();
        if (asked.asGroup)
            queries.takeMean();
        return queries;
    }
    std::optional<QueryGradients> sum;
    for (qsizetype i = 0; i < weights.count(); ++i) {
        weights.use(i);
        if (sum)
            sum->add(here());
        else
            sum.emplace(here());
    }
    weights.use(position);
    sum->settle();
    if (asked.asGroup)
        sum->takeMean();
    return std::move(*sum);
}

} // namespace proponent
