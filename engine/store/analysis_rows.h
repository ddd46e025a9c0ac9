// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/database.h"
#include "engine/store/session_store.h"

namespace proponent {

/// The tables `analyses`, `influence_results` and `rankings`; those of label audits through AuditRows. What writes belongs into a Transaction of the
/// caller. Files of scores are relative to the library folder.
class AnalysisRows
{
public:
    explicit AnalysisRows(Database &database) : m_database(database) {}

    AnalysisId insert(const InfluenceAnalysis &analysis);
    AnalysisId insert(const SelfInfluenceAnalysis &analysis);
    AnalysisId insert(const LabelAudit &audit);
    void setScoresFile(AnalysisId analysis, const QString &file);
    [[nodiscard]] bool namesScores(const QString &file);

    /// Throws EngineError when there is none such.
    [[nodiscard]] SessionStore::Analysis read(AnalysisId analysis);
    /// Newest first. `tests` are those that are known of some analyses; the others' come to them.
    [[nodiscard]] QList<AnalysisSummary> summaries(SessionId session,
                                                   QHash<AnalysisId, QList<qint64>> &tests);

private:
    AnalysisId insertHeader(const AnalysisHeader &header, AnalysisKind kind);
    void insertRanking(AnalysisId analysis, qsizetype position, QLatin1String side,
                       const QList<RankedExample> &ranking);
    void readInfluence(InfluenceAnalysis &analysis);
    void readSelfInfluence(SelfInfluenceAnalysis &analysis);

    Database &m_database;
};

} // namespace proponent
