// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/benchmarks/window_library.h"
#include "tests/benchmarks/window_report.h"

namespace proponent::benchmark {

struct StartTimes
{
    Times process; ///< from the start of the process to the first painting
    Times engine; ///< from the opening of the library to it
    Times session; ///< from the opening of the library to the last session
};

/// Starts the window several times, each in a process of its own, with the analysed session as the one that was open
/// last. Nobody else may have the library open.
[[nodiscard]] StartTimes measureStart(const QString &library, const LibrarySessions &sessions, int times);

/// In such a process: does what the program does and prints how long it took.
void runStart(WatchedApplication &application, const QString &library, const QString &settingsFile);

} // namespace proponent::benchmark
