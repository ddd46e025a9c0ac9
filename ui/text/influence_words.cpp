// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/influence_words.h"

#include <QCoreApplication>

namespace proponent::ui::text {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(proponent::ui::InfluenceWords)
};

} // namespace

QString influenceMethodName(InfluenceMethod method)
{
    switch (method) {
    case InfluenceMethod::TracIn:
        return Text::tr("TracIn");
    case InfluenceMethod::TracInCosine:
        return Text::tr("TracIn, cosine");
    case InfluenceMethod::RelatIf:
        return Text::tr("RelatIF");
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
    return layers == LayerChoice::All ? Text::tr("all layers") : Text::tr("last layer");
}

QString influenceMethodExplanation(InfluenceMethod method)
{
    switch (method) {
    case InfluenceMethod::TracIn:
        return Text::tr(
            "TracIn (Pruthi et al., 2020): how far a step on the training example lowers the loss of "
            "the test example, summed over checkpoints");
    case InfluenceMethod::TracInCosine:
        return Text::tr(
            "TracIn between gradients of length 1 (Charpiat et al., 2019): what a training example "
            "teaches counts, not how strongly");
    case InfluenceMethod::RelatIf:
        return Text::tr(
            "TracIn over the square root of the training example's self-influence (after Barshan et "
            "al., 2020): outliers don't come first for every question");
    }
    return {};
}

} // namespace proponent::ui::text
