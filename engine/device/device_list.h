// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/device_info.h"

#include <QList>

namespace proponent {

/// The devices of this machine as they are now, the CPU first. Asking a CUDA device for its memory makes
/// a context on it: engine thread only.
[[nodiscard]] QList<DeviceInfo> listDevices();

} // namespace proponent
