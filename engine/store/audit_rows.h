// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_audit.h"
#include "engine/store/database.h"

namespace proponent {

/// The tables `label_audits`, `suspects` and `recovery_curves`: what a label audit has besides the header in
/// `analyses`. What has no column there is an object among the header's parameters. What writes belongs into a
/// Transaction of the caller.
class AuditRows
{
public:
    static constexpr QLatin1String key{"audit"}; ///< of that object

    explicit AuditRows(Database &database) : m_database(database) {}

    void insert(AnalysisId id, const LabelAudit &audit);
    void read(LabelAudit &audit); ///< fills in everything but the header, by the header's id

private:
    void insertSuspects(AnalysisId id, const QList<SuspectExample> &suspects);
    [[nodiscard]] QList<SuspectExample> suspects(AnalysisId id);

    Database &m_database;
};

} // namespace proponent
