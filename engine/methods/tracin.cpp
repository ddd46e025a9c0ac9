// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/methods.h"
#include "engine/methods/methods_text.h"

namespace proponent {

AttributionMethod tracIn()
{
    AttributionMethod method;
    method.info.name = QStringLiteral("tracin");
    method.info.title = QStringLiteral("TracIn");
    method.info.explanation = MethodsText::tr("What each training example did to the loss, step by step: "
                                              "gradient products summed over checkpoints, weighted "
                                              "by their learning rate.");
    method.info.formula = QStringLiteral("Σ lr_i · ∇loss(w_i, z) · ∇q(w_i)");
    method.info.source = QStringLiteral("Pruthi et al., 2020");
    method.info.url = QStringLiteral("https://arxiv.org/abs/2002.08484");
    return method;
}

} // namespace proponent
