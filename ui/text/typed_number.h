// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

// Numbers as somebody types them. A point and a comma are both the decimal mark, whatever the locale: what one prints
// the other can type. What might be meant otherwise is no number, never another one: two marks, blanks inside,
// digits in groups.
namespace proponent::ui::text {

[[nodiscard]] std::optional<double> numberFrom(const QString &typed);
/// As numberFrom(), or in percent: "10 %" is 0.1.
[[nodiscard]] std::optional<double> shareFrom(const QString &typed);
/// Digits alone, with a sign at most: "1.000" may be one or a thousand.
[[nodiscard]] std::optional<qint64> countFrom(const QString &typed);

/// In the locale's digits and with its mark; numberFrom() reads every bit of it again.
[[nodiscard]] QString toType(double value);

} // namespace proponent::ui::text
