// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <functional>

namespace proponent::benchmark {

class WatchedApplication;

/// Throws where it can't be opened.
[[nodiscard]] std::unique_ptr<Engine> openEngine(const QString &library);

/// What a library is to hold.
struct LibraryPlan
{
    QString data; ///< "fashion-mnist" or a folder
    int sessions = 50;
};

/// The sessions that the measurements use.
struct LibrarySessions
{
    SessionId analysed; ///< a small cnn: a test example is traced, its labels are audited
    qint64 tracedTest = -1;
    SessionId other; ///< any other
};

/// Trains and analyses what an empty library lacks of the plan; one that was filled before is taken as it is. Throws
/// where the library holds anything else. `say` is told how far it is.
[[nodiscard]] LibrarySessions fillLibrary(WatchedApplication &application, Engine &engine,
                                          const LibraryPlan &plan,
                                          const std::function<void(const QString &)> &say);

} // namespace proponent::benchmark
