// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/methods.h"
#include "engine/methods/methods_text.h"

namespace proponent {

/// With TracIn's kernel in the place of the influence function; with that of the paper it is relatIfEkfac().
AttributionMethod relatIf()
{
    AttributionMethod method;
    method.info.name = QStringLiteral("relatif");
    method.info.title = QStringLiteral("RelatIF");
    method.info.explanation = MethodsText::tr("TracIn over the square root of the training example's "
                                              "self-influence, so that outliers don't come first for "
                                              "every question.");
    method.info.formula = QStringLiteral("tracin(z, q) / √tracin(z, z)");
    method.info.source = QStringLiteral("Barshan et al., 2020");
    method.info.url = QStringLiteral("https://arxiv.org/abs/2003.11630");
    method.rule = AttributionMethod::Rule::OverRootSelf;
    return method;
}

} // namespace proponent
