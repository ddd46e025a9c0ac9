// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/progress.h"
#include "engine/session.h"

#include <QString>

/// Numbers and states in the user's words and locale.
namespace proponent::ui::text {

[[nodiscard]] QString count(qint64 value); ///< "12,000"
[[nodiscard]] QString percent(double share); ///< "86.2 %"
[[nodiscard]] QString number(double value, int significant = 3); ///< "0.0512", "3.1e-07"
[[nodiscard]] QString loss(double value); ///< "1.00", "0.574": so that a column of them lines up
[[nodiscard]] QString signedScore(double score); ///< "+0.83", "−0.021": with a true minus sign
[[nodiscard]] QString duration(double seconds); ///< "0:16", "1:02:03", "< 1 s"
[[nodiscard]] QString rate(double perSecond); ///< "3,100/s"
[[nodiscard]] QString bytes(qint64 value); ///< "77.8 GiB"
[[nodiscard]] QString when(const QDateTime &moment); ///< "Today 14:02", "Mon 09:30", "3 Oct 2026"

[[nodiscard]] QString example(qint64 index); ///< "#4,211"
[[nodiscard]] QString className(const DatasetInfo &dataset, int label); ///< "Shirt"; "class 7" without names
/// Where lines are wrapped, a name with a hyphen stays whole: not "T-" and "shirt".
[[nodiscard]] QString unbroken(QString name);
[[nodiscard]] QString modelName(const QString &model); ///< "CNN", "Logistic regression"
[[nodiscard]] QString precisionName(Precision precision);
[[nodiscard]] QString stateName(SessionState state);
[[nodiscard]] QString stateIcon(SessionState state); ///< a name for themedIcon()

/// "Training 12,000 of 50,000 · epoch 3 of 5 · 3,100/s · 0:16 left"; leaves out what is not known.
[[nodiscard]] QString progress(const Progress &progress);

} // namespace proponent::ui::text
