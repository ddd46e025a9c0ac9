// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/result.h"

namespace proponent {

/// The library can't be written, which doesn't mean that it can't be read.
class CantWrite : public EngineError
{
public:
    enum class Reason {
        Refused, ///< no permission, or a file system that is mounted read-only
        Full, ///< the disk
        NoSharedMemory ///< the write-ahead log's index can't be mapped there, as on some network shares
    };

    CantWrite(const QString &message, Reason reason) : EngineError(message), m_reason(reason) {}
    [[nodiscard]] Reason reason() const { return m_reason; }

private:
    Reason m_reason;
};

} // namespace proponent
