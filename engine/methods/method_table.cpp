// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/method_infos.h"
#include "engine/methods/methods.h"
#include "engine/methods/methods_text.h"
#include "engine/result.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace proponent {

namespace {

const AttributionParameter *parameterNamed(const AttributionInfo &info, const QString &name)
{
    const auto found = std::ranges::find(info.parameters, name, &AttributionParameter::name);
    return found == info.parameters.end() ? nullptr : &*found;
}

QString namesOf(const QList<AttributionParameter> &parameters)
{
    QStringList names;
    for (const AttributionParameter &parameter : parameters)
        names += parameter.name;
    return names.join(QStringLiteral(", "));
}

void require(const AttributionInfo &info, const QString &name, const QJsonValue &value)
{
    const AttributionParameter *parameter = parameterNamed(info, name);
    if (!parameter) {
        throw EngineError(info.parameters.isEmpty()
                              ? MethodsText::tr("%1 has no parameters; %2 can't be set.").arg(info.name, name)
                              : MethodsText::tr("%1 has no parameter %2. It has: %3.")
                                    .arg(info.name, name, namesOf(info.parameters)));
    }
    const double number = value.toDouble(std::nan(""));
    const bool good = number >= parameter->minimum && number <= parameter->maximum &&
                      (!parameter->isWhole || number == std::floor(number));
    if (!good && !(value.isNull() && !parameter->usual)) {
        throw EngineError(
            MethodsText::tr("%1 of %2 must be from %3 to %4, not %5.")
                .arg(name, info.name)
                .arg(parameter->minimum)
                .arg(parameter->maximum)
                .arg(value.isDouble() ? QString::number(number) : value.toVariant().toString()));
    }
}

} // namespace

const std::vector<AttributionMethod> &attributionMethods()
{
    static const std::vector<AttributionMethod> methods{tracIn(),       tracInCosine(), relatIf(),
                                                        gradDot(),      ekfac(),        tracInEkfac(),
                                                        relatIfEkfac(), logra(),        trak()};
    return methods;
}

QList<AttributionInfo> attributionInfos()
{
    static const QList<AttributionInfo> infos = [] {
        QList<AttributionInfo> list;
        for (const AttributionMethod &method : attributionMethods())
            list += method.info;
        return list;
    }();
    return infos;
}

const AttributionMethod &attributionMethod(const QString &name)
{
    QStringList names;
    for (const AttributionMethod &method : attributionMethods()) {
        if (method.info.name == name)
            return method;
        names += method.info.name;
    }
    throw EngineError(MethodsText::tr("There is no method “%1”. Use one of %2.")
                          .arg(name, names.join(QStringLiteral(", "))));
}

AttributionChoice checkedChoice(const AttributionChoice &choice)
{
    const AttributionInfo &info = attributionMethod(choice.name).info;
    for (auto item = choice.parameters.begin(); item != choice.parameters.end(); ++item)
        require(info, item.key(), item.value());
    AttributionChoice checked{choice.name, {}};
    for (const AttributionParameter &parameter : info.parameters) {
        const QJsonValue usual = parameter.usual ? QJsonValue(*parameter.usual) : QJsonValue();
        const QJsonValue chosen = choice.parameters.value(parameter.name);
        checked.parameters[parameter.name] = chosen.isDouble() ? chosen : usual;
    }
    return checked;
}

AttributionParameter dampingParameter()
{
    AttributionParameter damping;
    damping.name = QStringLiteral("damping");
    damping.explanation =
        MethodsText::tr("What is added to each eigenvalue of the curvature before it is inverted.");
    damping.minimum = 1e-12;
    damping.maximum = 1e6;
    return damping;
}

AttributionParameter wholeParameter(const QString &name, const QString &explanation, double usual,
                                    double minimum, double maximum)
{
    AttributionParameter parameter;
    parameter.name = name;
    parameter.explanation = explanation;
    parameter.usual = usual;
    parameter.minimum = minimum;
    parameter.maximum = maximum;
    parameter.isWhole = true;
    return parameter;
}

std::optional<double> parameterOf(const QJsonObject &parameters, QLatin1StringView name)
{
    const QJsonValue value = parameters.value(name);
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

} // namespace proponent
