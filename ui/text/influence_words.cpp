// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/influence_words.h"

#include "engine/engine.h"

#include <QCoreApplication>

#include <algorithm>

namespace proponent::ui::text {

namespace {

struct InfluenceText
{
    Q_DECLARE_TR_FUNCTIONS(proponent::ui::InfluenceWords)
};

} // namespace

QString influenceMethodName(const QString &stored)
{
    const QList<AttributionInfo> methods = Engine::methods();
    const auto known = std::find_if(methods.begin(), methods.end(), [&stored](const AttributionInfo &method) {
        return method.name == stored;
    });
    return known == methods.end() ? stored : known->title;
}

QString layersName(LayerChoice layers)
{
    return layers == LayerChoice::All ? InfluenceText::tr("all layers") : InfluenceText::tr("last layer");
}

QString influenceMethodExplanation(const AttributionInfo &method)
{
    return InfluenceText::tr("%1 (%2)").arg(method.explanation, method.source);
}

} // namespace proponent::ui::text
