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

/// How many models a method trains before it can score.
[[nodiscard]] double modelsTrained(const AttributionInfo &method);
/// Of all its epochs.
[[nodiscard]] double trainingSeconds(const SessionDetails &session);
/// Seconds that a question by this method is likely to take, by what an epoch of the session's training took: each pass over
/// the training examples, to fit and to score, takes about as long. Nothing where that isn't known.
[[nodiscard]] std::optional<double> expectedSeconds(const SessionDetails &session, const QString &method,
                                                    CheckpointChoice::Kind checkpoints);

/// A method to ask with where nobody has chosen one, and what speaks for it.
struct ProposedMethod
{
    enum class Reason {
        Indexed, ///< the session's index answers by it at once
        Evaluated, ///< of what was tried on this session it predicts best what retraining does
        Published, ///< it has the best figures in the README among those that answer in at most quickSeconds
        Fastest, ///< none does, and of those with good figures it takes least
    };
    QString name;
    Reason reason = Reason::Published;
};

/// What somebody waits for who has clicked.
inline constexpr double quickSeconds = 60;

[[nodiscard]] ProposedMethod proposedMethod(const SessionDetails &session);

} // namespace proponent::ui
