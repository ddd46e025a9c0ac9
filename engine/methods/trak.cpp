// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/methods.h"
#include "engine/methods/methods_text.h"
#include "engine/methods/projected_kernel.h"

namespace proponent {

namespace {

std::unique_ptr<GradientTransform> fitTrak(const FitTask &task, const QJsonObject &parameters)
{
    return ProjectedKernel::fit(task,
                                ProjectedKernel::optionsOf(parameters, ProjectedKernel::Directions::Random));
}

std::unique_ptr<GradientTransform> restoreTrak(const StateDict &state)
{
    return ProjectedKernel::restore(state);
}

} // namespace

/// Projected by random signs on both sides of a layer's gradient (LoGra's form), which needs no matrix of [parameters,
/// dimensions]; other signs for each model. The kernel has the weights p (1 - p) of the logistic regression that TRAK is
/// derived from, which the paper leaves out: in a prototype, on the README's protocol, they were worth .05.
AttributionMethod trak()
{
    AttributionMethod method;
    method.info.name = QStringLiteral("trak");
    method.info.title = QStringLiteral("TRAK");
    method.info.explanation = MethodsText::tr("How models trained on random halves would answer without the "
                                              "training example, their mean: trains them first, "
                                              "and keeps them with the session.");
    method.info.formula = QStringLiteral("mean over models: (P∇loss(w, z))ᵀ (ΦᵀWΦ / n + λ)⁻¹ P∇q(w)");
    method.info.source = QStringLiteral("Park et al., 2023");
    method.info.url = QStringLiteral("https://arxiv.org/abs/2303.14186");
    method.info.parameters =
        QList<AttributionParameter>{
            wholeParameter(QStringLiteral("models"),
                           MethodsText::tr("Models, each trained on another random half."), 10, 1, 1000)} +
        ProjectedKernel::parameters();
    method.info.checkpoints = AttributionInfo::Checkpoints::Last;
    method.info.passes = 1;
    method.weight = AttributionMethod::Weight::Mean;
    method.asksMargin = true;
    method.trainsModels = true;
    method.fit = fitTrak;
    method.restore = restoreTrak;
    method.fitted = QStringLiteral("trak");
    return method;
}

} // namespace proponent
