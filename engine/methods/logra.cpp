// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/methods.h"
#include "engine/methods/methods_text.h"
#include "engine/methods/projected_kernel.h"

namespace proponent {

namespace {

std::unique_ptr<GradientTransform> fitLogra(const FitTask &task, const QJsonObject &parameters)
{
    return ProjectedKernel::fit(
        task, ProjectedKernel::optionsOf(parameters, ProjectedKernel::Directions::Principal));
}

std::unique_ptr<GradientTransform> restoreLogra(const StateDict &state)
{
    return ProjectedKernel::restore(state);
}

AttributionParameter examplesParameter()
{
    AttributionParameter examples;
    examples.name = QStringLiteral("examples");
    examples.explanation =
        MethodsText::tr("Training examples of each checkpoint that the curvature is measured on; 0: all.");
    examples.maximum = 1e9;
    examples.isWhole = true;
    return examples;
}

} // namespace

/// LoGra, with the directions of the principal components, pooled over some checkpoints of one training: directions and
/// curvature are of all of them, and an example's features are their sum. So each example has one row of features, of
/// the training and of the questions, whatever the number of checkpoints. On the README's protocol it predicts
/// retraining better than all else that one training allows.
AttributionMethod logra()
{
    AttributionMethod method;
    method.info.name = QStringLiteral("logra");
    method.info.title = QStringLiteral("LoGra");
    method.info.explanation = MethodsText::tr(
        "How the answer would change without the training example: some checkpoints of the training "
        "together, with the "
        "whole curvature between layers, in the directions in which each layer's gradients vary most.");
    method.info.formula = QStringLiteral("(Σ P∇loss(w_i, z))ᵀ (C + λ)⁻¹ (Σ P∇q(w_i))");
    method.info.source = QStringLiteral("Choe et al., 2024; Park et al., 2023");
    method.info.url = QStringLiteral("https://arxiv.org/abs/2405.13954");
    method.info.parameters = ProjectedKernel::parameters() + QList<AttributionParameter>{examplesParameter()};
    method.info.checkpoints = AttributionInfo::Checkpoints::Spread;
    method.info.passes = 2;
    method.weight = AttributionMethod::Weight::Mean;
    method.asksMargin = true;
    method.isPooled = true;
    method.fit = fitLogra;
    method.restore = restoreLogra;
    method.fitted = QStringLiteral("logra");
    return method;
}

} // namespace proponent
