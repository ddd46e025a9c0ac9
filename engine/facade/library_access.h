// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/session_store.h"

#include <QMutex>

namespace proponent {

/// How the engine's threads come to the library: each by a store of its own, and the contents are looked at once.
/// Thread-safe.
class LibraryAccess
{
public:
    explicit LibraryAccess(QString folder) : m_folder(std::move(folder)) {}

    /// For the calling thread. Throws EngineError, LibraryLost where the database is damaged or gone.
    [[nodiscard]] std::unique_ptr<SessionStore> open();

private:
    QMutex m_mutex;
    QString m_folder;
    bool m_inspected = false;
};

} // namespace proponent
