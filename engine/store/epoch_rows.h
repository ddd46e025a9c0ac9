// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/database.h"
#include "engine/store/session_store.h"

namespace proponent {

/// The tables `epochs`, `evaluations` and `checkpoints` of one session. What writes belongs into a
/// Transaction of the caller. Files are relative to the library folder.
class EpochRows
{
public:
    EpochRows(Database &database, SessionId session) : m_database(database), m_session(session) {}

    /// Replaces what the epoch had. Probabilities of earlier epochs go; this one's are in the file.
    void put(const EpochRecord &record, const QString &probabilitiesFile);
    void removeAfter(int epoch);
    void setMissingChecksum(int epoch, const QString &checksum);

    [[nodiscard]] QList<EpochMetrics> metrics();
    [[nodiscard]] QList<CheckpointInfo> checkpoints();
    /// Of checkpoints and probabilities.
    [[nodiscard]] QStringList filesAfter(int epoch);
    [[nodiscard]] QStringList probabilityFiles();
    [[nodiscard]] QList<float> testLosses(int epoch);
    /// Fills in all but the labels, from the last epoch; probabilities only where they are not in a file, whose name is
    /// the answer then.
    [[nodiscard]] QString readLastEvaluation(TestEvaluation &evaluation);

private:
    Database &m_database;
    SessionId m_session;
};

} // namespace proponent
