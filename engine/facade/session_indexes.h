// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session_index.h"
#include "engine/store/session_store.h"

#include <QJsonArray>

#include <optional>

namespace proponent {

class GradientIndex;

/// What a file of an index says of itself.
[[nodiscard]] SessionIndex describe(const GradientIndex &index, const QString &file);
/// The parts of that which are known before there are rows, and those that are known afterwards.
[[nodiscard]] QJsonObject keyOf(const SessionIndex &index);
[[nodiscard]] QJsonObject factsOf(const SessionIndex &index);

/// Of the weights that its rows are of: the checksums of those checkpoints that are of the index's epochs.
[[nodiscard]] QJsonArray weightsKey(const QList<CheckpointInfo> &checkpoints, const SessionIndex &index);

/// Where the index of a session is, or will be.
[[nodiscard]] QString indexFileOf(const SessionStore &store, SessionId session);
/// The index that a session has; nothing where it has none that can be read.
[[nodiscard]] std::optional<SessionIndex> indexOf(const SessionStore &store, SessionId session);

} // namespace proponent
