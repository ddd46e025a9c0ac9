// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/session.h"

namespace proponent::ui {

/// What became of a proponent from A to B. New and Gone: it is among the top proponents of one only.
enum class Movement { Same, Up, Down, New, Gone };

/// A proponent in one session, and where it stands in the other.
struct MovedProponent
{
    RankedExample example;
    int rank = 0; ///< from 1
    int otherRank = 0; ///< 0: not among the other's top
    Movement movement = Movement::Same;
    bool isUntrainedInOther = false; ///< the other session has not been trained on it at all
};

/// The top proponents of one test example in both sessions, each in its own order.
struct ProponentMoves
{
    QList<MovedProponent> inA;
    QList<MovedProponent> inB;
    int shared = 0; ///< training examples that are in both lists
};

/// The first `most` proponents of each side, matched by training example.
[[nodiscard]] ProponentMoves proponentMoves(const QList<RankedExample> &a, const SessionDetails &sessionA,
                                            const QList<RankedExample> &b, const SessionDetails &sessionB,
                                            int most);

} // namespace proponent::ui
