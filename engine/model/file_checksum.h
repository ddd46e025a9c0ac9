// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/result.h"

#include <QByteArray>

namespace proponent {

/// SHA-256 of bytes, hex: what the library keeps beside a checkpoint's name.
[[nodiscard]] QString checksumOf(QByteArrayView bytes);

/// All of a file. Where `checksum` isn't empty and isn't that of the bytes, the answer is an error that names the
/// file. A file that was found right before in this process and is still the same one, by inode, size and times,
/// isn't summed up again, so that questions after the first don't wait for it. Thread-safe.
[[nodiscard]] Result<QByteArray> readChecked(const QString &path, const QString &checksum);

} // namespace proponent
