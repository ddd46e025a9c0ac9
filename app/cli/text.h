// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace proponent::cli {

/// Translation context of everything the program prints.
struct Cli
{
    Q_DECLARE_TR_FUNCTIONS(Cli)
};

/// What somebody typed, or named a file, in one line that a terminal shows as it is: line breaks and other
/// control characters as "\n", "\t", "\x1b".
[[nodiscard]] QString oneLine(const QString &text);
[[nodiscard]] QString checkpointList(const QList<int> &epochs); ///< "1, 3"

} // namespace proponent::cli
