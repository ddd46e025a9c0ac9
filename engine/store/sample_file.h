// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/progress.h"
#include "engine/store/library_files.h"

namespace proponent {

/// @file
/// The curve of a session's training: "checkpoints/<session>/samples.f32", [samples, 4] little-endian float32.

/// Throws EngineError.
void keepSamples(const LibraryFiles &files, SessionId session, const QList<TrainingSample> &samples);

/// Nothing where there is none, as of sessions that an older version of the program trained.
[[nodiscard]] QList<TrainingSample> readSamples(const LibraryFiles &files, SessionId session);

} // namespace proponent
