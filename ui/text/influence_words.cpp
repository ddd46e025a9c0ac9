// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/influence_words.h"

#include <QCoreApplication>

namespace proponent::ui::text {

namespace {

struct InfluenceText
{
    Q_DECLARE_TR_FUNCTIONS(proponent::ui::InfluenceWords)
};

} // namespace

QString influenceMethodName(InfluenceMethod method)
{
    switch (method) {
    case InfluenceMethod::TracIn:
        return InfluenceText::tr("TracIn");
    case InfluenceMethod::TracInCosine:
        return InfluenceText::tr("TracIn, cosine");
    case InfluenceMethod::RelatIf:
        return InfluenceText::tr("RelatIF");
    }
    return {};
}

QString influenceMethodName(const QString &stored)
{
    const auto known = influenceMethodFromString(stored);
    return known ? influenceMethodName(*known) : stored;
}

QString layersName(LayerChoice layers)
{
    return layers == LayerChoice::All ? InfluenceText::tr("all layers") : InfluenceText::tr("last layer");
}

QString influenceMethodExplanation(InfluenceMethod method)
{
    switch (method) {
    case InfluenceMethod::TracIn:
        return InfluenceText::tr(
            "TracIn (Pruthi et al., 2020): how far a step on the training example lowers the loss of "
            "the test example, summed over checkpoints");
    case InfluenceMethod::TracInCosine:
        return InfluenceText::tr(
            "TracIn between gradients of length 1 (Charpiat et al., 2019): what a training example "
            "teaches counts, not how strongly");
    case InfluenceMethod::RelatIf:
        return InfluenceText::tr(
            "TracIn over the square root of the training example's self-influence (after Barshan et "
            "al., 2020): outliers don't come first for every question");
    }
    return {};
}

} // namespace proponent::ui::text
