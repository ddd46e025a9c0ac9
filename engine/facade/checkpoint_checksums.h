// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/session_store.h"

namespace proponent {

/// The checkpoints of a session, each with the checksum that its file is read by. One from before checksums were
/// kept gets its file's now, and the library keeps it. Throws EngineError when such a file can't be read.
[[nodiscard]] QList<CheckpointInfo> withChecksums(SessionStore &store, SessionId session,
                                                  QList<CheckpointInfo> checkpoints);

} // namespace proponent
