// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/methods.h"
#include "engine/methods/methods_text.h"

namespace proponent {

/// So that an example with a large gradient isn't near everything.
AttributionMethod tracInCosine()
{
    AttributionMethod method;
    method.info.name = QStringLiteral("tracin-cosine");
    method.info.title = MethodsText::tr("TracIn, cosine");
    method.info.explanation = MethodsText::tr("How alike the gradients point, whatever their lengths, so "
                                              "that an example with a large gradient isn't near "
                                              "everything.");
    method.info.formula = QStringLiteral("Σ lr_i · cos(∇loss(w_i, z), ∇q(w_i))");
    method.info.source = QStringLiteral("Charpiat et al., 2019");
    method.info.url = QStringLiteral("https://arxiv.org/abs/1910.05085");
    method.rule = AttributionMethod::Rule::Cosine;
    return method;
}

} // namespace proponent
