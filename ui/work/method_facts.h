// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

#include <optional>

namespace proponent::ui {

/// The table's line of a method; nothing of one that this version doesn't know.
[[nodiscard]] std::optional<AttributionInfo> methodInfo(const QString &name);

/// As the engine stores it: every parameter of the method by name, the usual ones too; null: the method chooses it.
[[nodiscard]] AttributionChoice completed(const AttributionChoice &choice);

/// Epochs of a session's checkpoints, ascending.
[[nodiscard]] QList<int> checkpointEpochs(const SessionDetails &session);
/// Which of them a trace by that method takes.
[[nodiscard]] QList<int> epochsTaken(const QList<int> &epochs, const QString &method,
                                     CheckpointChoice::Kind choice);

/// What a session knows of how well a method predicts.
struct KnownLds
{
    MethodResult result;
    MethodEvaluation evaluation; ///< its conditions
};

/// The newest; nothing where it was never found out. What a method chooses by itself is known after it: there a result
/// with any such value counts.
[[nodiscard]] std::optional<KnownLds> knownLds(const QList<MethodEvaluation> &evaluations,
                                               const AttributionChoice &method);

} // namespace proponent::ui
