// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <initializer_list>
#include <utility>

namespace proponent::test {

using JsonFields = std::initializer_list<std::pair<const char *, QJsonValue::Type>>;

/// @name Types of fields
/// @{
inline constexpr auto number = QJsonValue::Double;
inline constexpr auto string = QJsonValue::String;
inline constexpr auto array = QJsonValue::Array;
inline constexpr auto object = QJsonValue::Object;
inline constexpr auto boolean = QJsonValue::Bool;
/// @}

/// What is wrong with the names and types of an object's fields; empty when it has exactly these.
[[nodiscard]] QString shapeProblem(const QJsonObject &object, JsonFields fields);

/// The same of every element of an array of objects, which must have some.
[[nodiscard]] QString elementProblem(const QJsonValue &array, JsonFields fields);

} // namespace proponent::test
