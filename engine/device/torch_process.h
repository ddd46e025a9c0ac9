// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

/// What those need of libtorch and the process who see no tensor; draws in nothing of torch's.
namespace proponent {

namespace compat {
class WarningListener;
}

/// "1.13.1": of the library that this program was compiled against.
[[nodiscard]] QString libtorchVersion();

/// Logs what libtorch warns of on this thread, for the scope of this object, instead of printing it.
class TorchWarningLog
{
public:
    TorchWarningLog();
    ~TorchWarningLog();
    TorchWarningLog(const TorchWarningLog &) = delete;
    TorchWarningLog &operator=(const TorchWarningLog &) = delete;

private:
    std::unique_ptr<compat::WarningListener> m_listener;
};

/// Makes the C library keep freed memory for reuse, all of it in one pool. By default it gives large blocks
/// back to the kernel, which clears their pages again for the next batch: a tenth to a third of the time of
/// scoring, and a tenth of training, in fp32. releaseFreedMemory() gives it back. To be called before any
/// thread computes.
void keepFreedMemory();

/// Gives what the C library keeps for reuse back to the system.
void releaseFreedMemory();

} // namespace proponent
