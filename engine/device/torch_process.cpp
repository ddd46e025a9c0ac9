// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/torch_process.h"

#include "engine/device/torch_compat.h"

#include <limits>
#include <malloc.h>

namespace proponent {

QString libtorchVersion()
{
    return QString::fromStdString(compat::libtorchVersion());
}

TorchWarningLog::TorchWarningLog()
    : m_listener(std::make_unique<compat::WarningListener>(
          [](const std::string &text) { qWarning("libtorch: %s", text.c_str()); }))
{
}

TorchWarningLog::~TorchWarningLog() = default;

void keepFreedMemory()
{
#ifdef __GLIBC__
    constexpr int never = std::numeric_limits<int>::max();
    ::mallopt(M_ARENA_MAX, 1); // other arenas consist of heaps of 64 MB, which come and go
    ::mallopt(M_MMAP_THRESHOLD, never);
    ::mallopt(M_TRIM_THRESHOLD, never);
#endif
}

void releaseFreedMemory()
{
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

} // namespace proponent
