// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/database.h"
#include "engine/store/session_store.h"

namespace proponent {

/// The tables `epochs`, `evaluations` and `checkpoints` of one session. What writes belongs into a
/// Transaction of the caller.
class EpochRows
{
public:
    EpochRows(Database &database, SessionId session) : m_database(database), m_session(session) {}

    /// Replaces what the epoch had. Probabilities of earlier epochs go.
    void put(const EpochRecord &record);
    void removeAfter(int epoch);
    void setMissingChecksum(int epoch, const QString &checksum);

    [[nodiscard]] QList<EpochMetrics> metrics();
    [[nodiscard]] QList<CheckpointInfo> checkpoints(); ///< files relative to the library folder
    [[nodiscard]] QStringList checkpointFilesAfter(int epoch);
    [[nodiscard]] QList<QList<float>> testLosses();
    /// Fills in all but the labels, from the last epoch.
    void readLastEvaluation(TestEvaluation &evaluation);

private:
    Database &m_database;
    SessionId m_session;
};

} // namespace proponent
