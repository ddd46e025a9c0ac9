// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/json_shape.h"

#include <QJsonArray>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace proponent::test {

QString shapeProblem(const QJsonObject &fieldsOf, JsonFields fields)
{
    QStringList unexpected = fieldsOf.keys();
    for (const auto &[name, type] : fields) {
        const QString key = QString::fromLatin1(name);
        if (!fieldsOf.contains(key))
            return u"there is no field '%1'; there are %2"_s.arg(key, fieldsOf.keys().join(u", "_s));
        if (fieldsOf.value(key).type() != type)
            return u"field '%1' has type %2 and not %3"_s.arg(key).arg(fieldsOf.value(key).type()).arg(type);
        unexpected.removeAll(key);
    }
    return unexpected.isEmpty() ? QString() : u"unexpected fields: %1"_s.arg(unexpected.join(u", "_s));
}

QString elementProblem(const QJsonValue &list, JsonFields fields)
{
    const QJsonArray elements = list.toArray();
    if (elements.isEmpty())
        return u"there is no element"_s;
    for (const QJsonValue &element : elements) {
        const QString problem = shapeProblem(element.toObject(), fields);
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace proponent::test
