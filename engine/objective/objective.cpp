// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/objective/objective.h"

namespace proponent {

namespace {

torch::Tensor wide(const torch::Tensor &logits)
{
    return logits.scalar_type() == torch::kDouble ? logits : logits.to(torch::kFloat);
}

torch::Tensor ofLabel(const torch::Tensor &values, const torch::Tensor &labels)
{
    return values.gather(1, labels.unsqueeze(1)).squeeze(1);
}

/// -log(p / (1 - p)) of the label: the others' log-sum-exp less its logit, without the cancellation of 1 - p.
torch::Tensor negativeMargins(const torch::Tensor &logits, const torch::Tensor &labels)
{
    const torch::Tensor all = wide(logits);
    constexpr double never = -std::numeric_limits<double>::infinity();
    return all.scatter(1, labels.unsqueeze(1), never).logsumexp(1) - ofLabel(all, labels);
}

} // namespace

torch::Tensor exampleLosses(const torch::Tensor &logits, const torch::Tensor &labels)
{
    return at::cross_entropy_loss(wide(logits), labels, {}, at::Reduction::None);
}

torch::Tensor meanLoss(const torch::Tensor &logits, const torch::Tensor &labels)
{
    return at::cross_entropy_loss(wide(logits), labels, {}, at::Reduction::Mean);
}

Measurement measurementOf(const Question &question)
{
    const int64_t label = question.label;
    switch (question.kind) {
    case Question::Kind::Loss:
        break;
    case Question::Kind::Predicted:
        return [](const torch::Tensor &logits, const torch::Tensor &) {
            return exampleLosses(logits, logits.detach().argmax(1));
        };
    case Question::Kind::Class:
        return [label](const torch::Tensor &logits, const torch::Tensor &targets) {
            return exampleLosses(logits, torch::full_like(targets, label));
        };
    case Question::Kind::Margin:
        return negativeMargins;
    case Question::Kind::Versus:
        return [label](const torch::Tensor &logits, const torch::Tensor &targets) {
            return wide(logits).select(1, label) - ofLabel(wide(logits), targets);
        };
    }
    return exampleLosses;
}

Measurement rootWeightedMargin()
{
    return [](const torch::Tensor &logits, const torch::Tensor &labels) {
        const torch::Tensor margins = -negativeMargins(logits, labels);
        const torch::Tensor p = margins.detach().sigmoid();
        return margins * (p * (1 - p)).sqrt();
    };
}

Measurement lossOfSampledLabels()
{
    return [](const torch::Tensor &logits, const torch::Tensor &uniform) {
        const torch::Tensor cumulated = wide(logits.detach()).softmax(1).cumsum(1);
        const torch::Tensor labels = cumulated.le(uniform.unsqueeze(1)).sum(1).clamp_max(logits.size(1) - 1);
        return exampleLosses(logits, labels);
    };
}

} // namespace proponent
