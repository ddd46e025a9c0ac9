// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/methods.h"
#include "engine/methods/methods_text.h"

namespace proponent {

AttributionMethod gradDot()
{
    AttributionMethod method;
    method.info.name = QStringLiteral("grad-dot");
    method.info.title = MethodsText::tr("Gradient product");
    method.info.explanation = MethodsText::tr("The plain product of both gradients, at the last checkpoint.");
    method.info.formula = QStringLiteral("∇loss(w, z) · ∇q(w)");
    method.info.source = QStringLiteral("Charpiat et al., 2019");
    method.info.url = QStringLiteral("https://arxiv.org/abs/1910.05085");
    method.info.checkpoints = AttributionInfo::Checkpoints::Last;
    method.weight = AttributionMethod::Weight::Mean;
    return method;
}

} // namespace proponent
