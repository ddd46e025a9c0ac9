// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/proponent_moves.h"

#include <QHash>

#include <algorithm>

namespace proponent::ui {

namespace {

bool isTrainedOn(const SessionDetails &session, qint64 trainIndex)
{
    const QList<LabelDecision> &changes = session.config.labelChanges;
    return trainIndex < session.trainCount &&
           std::none_of(changes.begin(), changes.end(), [trainIndex](const LabelDecision &change) {
               return change.trainIndex == trainIndex && change.verdict == LabelDecision::Verdict::Exclude;
           });
}

QHash<qint64, int> ranksOf(const QList<RankedExample> &ranking)
{
    QHash<qint64, int> ranks;
    for (int i = 0; i < ranking.size(); ++i)
        ranks.insert(ranking.at(i).trainIndex, i + 1);
    return ranks;
}

Movement movementOf(int rankInA, int rankInB)
{
    if (rankInA == 0)
        return Movement::New;
    if (rankInB == 0)
        return Movement::Gone;
    return rankInB == rankInA ? Movement::Same : rankInB < rankInA ? Movement::Up : Movement::Down;
}

} // namespace

ProponentMoves proponentMoves(const QList<RankedExample> &a, const SessionDetails &sessionA,
                              const QList<RankedExample> &b, const SessionDetails &sessionB, int most)
{
    const QList<RankedExample> topA = a.mid(0, most);
    const QList<RankedExample> topB = b.mid(0, most);
    const QHash<qint64, int> ranksInA = ranksOf(topA);
    const QHash<qint64, int> ranksInB = ranksOf(topB);
    ProponentMoves moves;
    for (const RankedExample &example : topA) {
        const int rank = ranksInA.value(example.trainIndex);
        const int other = ranksInB.value(example.trainIndex);
        moves.inA.append({example, rank, other, movementOf(rank, other),
                          other == 0 && !isTrainedOn(sessionB, example.trainIndex)});
        moves.shared += other > 0;
    }
    for (const RankedExample &example : topB) {
        const int rank = ranksInB.value(example.trainIndex);
        const int other = ranksInA.value(example.trainIndex);
        moves.inB.append({example, rank, other, movementOf(other, rank),
                          other == 0 && !isTrainedOn(sessionA, example.trainIndex)});
    }
    return moves;
}

} // namespace proponent::ui
