// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

#include <QByteArray>

namespace proponent {

/// Counts a file for its reason; the first few are named.
void leaveOut(QList<LeftOut> &list, const QString &reason, const QString &file);

/// A file's name as the file system has it, for people: bytes that aren't UTF-8 and control characters as "\xe9".
[[nodiscard]] QString printable(const QByteArray &name);

} // namespace proponent
