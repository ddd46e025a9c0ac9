// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/test_comparison.h"

#include <QString>

/// What a comparison of two sessions comes to, in the user's words.
namespace proponent::ui::text {

/// "in 10 of 100 cases", "in fewer than 1 of 1,000 cases".
[[nodiscard]] QString chance(double probability);
/// Which of the two is better, by how much, and whether that may be chance; or why it can't be said.
[[nodiscard]] QString comparisonVerdict(const TestComparison &tests, const SessionDetails &a,
                                        const SessionDetails &b);
/// On how many test examples, and how many of them each gets right. Empty when they can't be compared.
[[nodiscard]] QString comparisonBasis(const TestComparison &tests);
/// What the test of the verdict takes into account, and what not.
[[nodiscard]] QString aboutChance();

} // namespace proponent::ui::text
