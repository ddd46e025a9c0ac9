// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace proponent::cli {

[[nodiscard]] QString countText(qint64 count); ///< "60,000"
[[nodiscard]] QString rateText(double perSecond); ///< "3,120", "8.4"
[[nodiscard]] QString durationText(double seconds); ///< "0:16", "1:02:03"
[[nodiscard]] QString secondsText(double seconds); ///< "2.94 s"
[[nodiscard]] QString percentText(double share); ///< "83.1 %" for 0.831
[[nodiscard]] QString lossText(double loss); ///< "0.4821"
[[nodiscard]] QString scoreText(double score); ///< "+0.831", "-12.10", "+1.200e-05"
[[nodiscard]] QString bytesText(qint64 bytes); ///< "23.4 GiB"

} // namespace proponent::cli
