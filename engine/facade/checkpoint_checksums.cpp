// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/checkpoint_checksums.h"

#include "engine/model/file_checksum.h"

namespace proponent {

QList<CheckpointInfo> withChecksums(SessionStore &store, SessionId session, QList<CheckpointInfo> checkpoints)
{
    for (CheckpointInfo &checkpoint : checkpoints) {
        if (!checkpoint.checksum.isEmpty())
            continue;
        checkpoint.checksum = checksumOf(readChecked(checkpoint.file, {}).valueOrThrow());
        try {
            store.setCheckpointChecksum(session, checkpoint.epoch, checkpoint.checksum);
        } catch (const EngineError &) {
            // Where the library can't be written, its checkpoints can still be read.
        }
    }
    return checkpoints;
}

} // namespace proponent
