// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/library_access.h"

namespace proponent {

std::unique_ptr<SessionStore> LibraryAccess::open()
{
    const QMutexLocker lock(&m_mutex);
    auto store = SessionStore::openOrThrow(m_folder, m_inspected ? Inspection::Header : Inspection::Contents);
    m_inspected = true;
    return store;
}

} // namespace proponent
