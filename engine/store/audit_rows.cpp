// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/audit_rows.h"

#include "engine/store/blobs.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>

namespace proponent {

namespace {

constexpr int methodsWithColumns = 5; ///< the first; the others' values are in the analysis' JSON

QJsonValue numberOrNull(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

double numberOrNaN(const QJsonValue &value)
{
    return value.toDouble(std::numeric_limits<double>::quiet_NaN());
}

/// [[given, likely, expected], …]
QJsonArray toJson(const QList<LabelConfusion> &confusions)
{
    QJsonArray array;
    for (const LabelConfusion &confusion : confusions)
        array.append(QJsonArray{confusion.given, confusion.likely, confusion.expected});
    return array;
}

/// What models trained on folds say of the suspects, a row each in their order: [likely label, values by method …].
QJsonArray foldColumns(const QList<SuspectExample> &suspects)
{
    QJsonArray rows;
    for (const SuspectExample &suspect : suspects) {
        QJsonArray row{suspect.likelyLabel};
        for (int method = methodsWithColumns; method < auditMethodCount; ++method)
            row.append(numberOrNull(suspect.values[std::size_t(method)]));
        rows.append(row);
    }
    return rows;
}

/// What has no column of its own.
QJsonObject toJson(const LabelAudit &audit)
{
    QJsonObject json{{QStringLiteral("source"), toString(audit.strength.source)},
                     {QStringLiteral("accuracy"), numberOrNull(audit.strength.accuracy)},
                     {QStringLiteral("chance"), audit.strength.chance},
                     {QStringLiteral("neighbour_recall"), audit.neighbourRecall}};
    if (audit.folds) {
        json.insert(QStringLiteral("folds"),
                    QJsonObject{{QStringLiteral("folds"), audit.folds->folds},
                                {QStringLiteral("accuracy"), audit.folds->accuracy},
                                {QStringLiteral("expected_errors"), audit.folds->expectedErrors},
                                {QStringLiteral("confusions"), toJson(audit.folds->confusions)},
                                {QStringLiteral("suspects"), foldColumns(audit.top)}});
    }
    return json;
}

void readFolds(const QJsonObject &json, LabelAudit &audit)
{
    FoldEstimates folds;
    folds.folds = json.value(QStringLiteral("folds")).toInt();
    folds.accuracy = json.value(QStringLiteral("accuracy")).toDouble();
    folds.expectedErrors = json.value(QStringLiteral("expected_errors")).toDouble();
    const QJsonArray confusions = json.value(QStringLiteral("confusions")).toArray();
    for (const QJsonValue &confusion : confusions)
        folds.confusions.append({confusion[0].toInt(), confusion[1].toInt(), confusion[2].toDouble()});
    const QJsonArray rows = json.value(QStringLiteral("suspects")).toArray();
    for (qsizetype rank = 0; rank < std::min(rows.size(), audit.top.size()); ++rank) {
        const QJsonValue row = rows.at(rank);
        audit.top[rank].likelyLabel = row[0].toInt(-1);
        for (int method = methodsWithColumns; method < auditMethodCount; ++method)
            audit.top[rank].values[std::size_t(method)] = numberOrNaN(row[1 + method - methodsWithColumns]);
    }
    audit.folds = folds;
}

/// Of an audit by an earlier version the object is empty.
void readJson(const QJsonObject &json, LabelAudit &audit)
{
    using Source = ModelStrength::Source;
    for (const Source source : {Source::Neighbours, Source::TestExamples, Source::Folds}) {
        if (json.value(QStringLiteral("source")).toString() == toString(source))
            audit.strength.source = source;
    }
    audit.strength.accuracy = numberOrNaN(json.value(QStringLiteral("accuracy")));
    audit.strength.chance = json.value(QStringLiteral("chance")).toDouble();
    audit.neighbourRecall = json.value(QStringLiteral("neighbour_recall")).toDouble(1);
    if (const QJsonObject folds = json.value(QStringLiteral("folds")).toObject(); !folds.isEmpty())
        readFolds(folds, audit);
}

} // namespace

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
    Statement(m_database, QStringLiteral("UPDATE analyses SET parameters = json_set(parameters, '$.audit', "
                                         "json(?)) WHERE id = ?"))
        .bind(QString::fromUtf8(QJsonDocument(toJson(audit)).toJson(QJsonDocument::Compact)))
        .bind(id.value)
        .run();
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
        for (int method = 0; method < methodsWithColumns; ++method) // columns in the order of AuditMethod
            insertion.bind(suspect.values[std::size_t(method)]);
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
    Statement json(m_database, QStringLiteral("SELECT json_extract(parameters, '$.audit') FROM analyses "
                                              "WHERE id = ?"));
    json.bind(audit.header.id.value);
    if (json.next())
        readJson(QJsonDocument::fromJson(json.text(0).toUtf8()).object(), audit);
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
        suspect.values.fill(std::numeric_limits<double>::quiet_NaN());
        for (int method = 0; method < methodsWithColumns; ++method)
            suspect.values[std::size_t(method)] = row.real(5 + method);
        suspect.lossByCheckpoint = fromBlob<float>(row.blob(5 + methodsWithColumns));
        suspect.marginByCheckpoint = fromBlob<float>(row.blob(6 + methodsWithColumns));
        suspects.append(suspect);
    }
    return suspects;
}

} // namespace proponent
