// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace proponent {

/// Whether an image file ends before its image does: what is missing, decoders fill with grey and say nothing. Known
/// of JPEG, PNG, GIF, BMP and WebP; of other formats it is false.
[[nodiscard]] bool isCutShort(QByteArrayView file);

} // namespace proponent
