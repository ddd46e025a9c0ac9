// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/audit_rows.h"

#include "engine/store/blobs.h"

namespace proponent {

void AuditRows::insert(AnalysisId id, const LabelAudit &audit)
{
    Statement(m_database, QStringLiteral("INSERT INTO label_audits (analysis, non_finite, histogram_minimum, "
                                         "histogram_maximum, histogram_counts) VALUES (?, ?, ?, ?, ?)"))
        .bind(id.value)
        .bind(audit.nonFinite)
        .bind(audit.histogram.minimum)
        .bind(audit.histogram.maximum)
        .bind(toBlob<qint64>(audit.histogram.counts))
        .run();
    insertSuspects(id, audit.top);
    Statement curve(m_database,
                    QStringLiteral("INSERT INTO recovery_curves (analysis, method, found) VALUES (?, ?, ?)"));
    for (const RecoveryCurve &recovery : audit.recovery)
        curve.bind(id.value).bind(toString(recovery.method)).bind(toBlob<double>(recovery.found)).run();
}

void AuditRows::insertSuspects(AnalysisId id, const QList<SuspectExample> &suspects)
{
    Statement insertion(
        m_database,
        QStringLiteral("INSERT INTO suspects (analysis, rank, train_index, label, original_label, "
                       "suggested_label, suspicion, combined, loss, margin, neighbours, self_influence, "
                       "loss_by_checkpoint, margin_by_checkpoint) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    for (qsizetype rank = 0; rank < suspects.size(); ++rank) {
        const SuspectExample &suspect = suspects[rank];
        insertion.bind(id.value)
            .bind(qint64(rank))
            .bind(suspect.trainIndex)
            .bind(suspect.label)
            .bind(suspect.originalLabel)
            .bind(suspect.suggestedLabel)
            .bind(suspect.suspicion);
        for (const double value : suspect.values) // columns in the order of AuditMethod
            insertion.bind(value);
        insertion.bind(toBlob<float>(suspect.lossByCheckpoint))
            .bind(toBlob<float>(suspect.marginByCheckpoint))
            .run();
    }
}

void AuditRows::read(LabelAudit &audit)
{
    Statement row(m_database,
                  QStringLiteral("SELECT non_finite, histogram_minimum, histogram_maximum, histogram_counts "
                                 "FROM label_audits WHERE analysis = ?"));
    row.bind(audit.header.id.value);
    if (row.next()) {
        audit.nonFinite = row.integer(0);
        audit.histogram = {row.real(1), row.real(2), fromBlob<qint64>(row.blob(3))};
    }
    audit.top = suspects(audit.header.id);
    Statement curves(m_database,
                     QStringLiteral("SELECT found FROM recovery_curves WHERE analysis = ? AND method = ?"));
    for (const AuditMethod method : auditMethods()) {
        curves.rewind();
        curves.bind(audit.header.id.value).bind(toString(method));
        if (curves.next())
            audit.recovery.append({method, fromBlob<double>(curves.blob(0))});
    }
}

QList<SuspectExample> AuditRows::suspects(AnalysisId id)
{
    QList<SuspectExample> suspects;
    Statement row(m_database,
                  QStringLiteral("SELECT train_index, label, original_label, suggested_label, suspicion, "
                                 "combined, loss, margin, neighbours, self_influence, loss_by_checkpoint, "
                                 "margin_by_checkpoint FROM suspects WHERE analysis = ? ORDER BY rank"));
    row.bind(id.value);
    while (row.next()) {
        SuspectExample suspect;
        suspect.trainIndex = row.integer(0);
        suspect.label = row.number(1);
        suspect.originalLabel = row.number(2);
        suspect.suggestedLabel = row.number(3);
        suspect.suspicion = row.real(4);
        for (int method = 0; method < auditMethodCount; ++method)
            suspect.values[std::size_t(method)] = row.real(5 + method);
        suspect.lossByCheckpoint = fromBlob<float>(row.blob(5 + auditMethodCount));
        suspect.marginByCheckpoint = fromBlob<float>(row.blob(6 + auditMethodCount));
        suspects.append(suspect);
    }
    return suspects;
}

} // namespace proponent
