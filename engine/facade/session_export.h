// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/facade/dataset_cache.h"
#include "engine/store/session_store.h"

namespace proponent {

/// Writes what a Python user needs to go on with a session into `folder`, which is made when missing:
/// session.json, checkpoint-NNN.safetensors, train_labels.npy, flipped.npy, model.py and what else README lists.
/// An earlier export of the same session is replaced; a folder that has such files of anything else is refused.
/// Files of other names are left alone. Throws EngineError.
void exportSession(SessionStore &store, SessionId session, DatasetCache &datasets, const QString &folder);

} // namespace proponent
