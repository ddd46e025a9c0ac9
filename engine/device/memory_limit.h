// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace proponent {

/// What the control groups that this process is in leave it: of a container, a batch system's job, or a systemd
/// unit. All groups up to the top count (https://docs.kernel.org/admin-guide/cgroup-v2.html, and version 1).
struct MemoryLimit
{
    qint64 total = 0; ///< bytes: the lowest limit
    qint64 free = 0; ///< bytes up to the first limit that is met, where the kernel drops cached files first

    /// Nothing where there is no limit, or no control group. `root`: what stands before /proc and the mount
    /// points.
    [[nodiscard]] static std::optional<MemoryLimit> ofThisProcess(const QString &root = {});
};

} // namespace proponent
