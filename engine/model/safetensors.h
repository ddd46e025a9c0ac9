// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/network.h"

#include <QMap>

namespace proponent {

/// The contents of a safetensors file (https://github.com/huggingface/safetensors, format of version 0.3).
struct TensorFile
{
    StateDict tensors; ///< on the CPU
    QMap<QString, QString> metadata; ///< the header's "__metadata__"
};

/// Writes a file that is whole or not there: to a temporary name, synced, renamed, and the folder synced.
/// Throws EngineError when that fails (disk full, not writable). Tensors may be on any device. Returns the
/// checksum of what was to be written (file_checksum.h).
QString writeSafetensors(const QString &path, const TensorFile &contents);

/// Reads a file back. A file that isn't whole, isn't safetensors, or hasn't the checksum that is given, is an
/// error that names it.
[[nodiscard]] Result<TensorFile> readSafetensors(const QString &path, const QString &checksum = {});

} // namespace proponent
