// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/evaluation_rows.h"

#include "engine/store/blobs.h"
#include "engine/store/session_rows.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace proponent {

namespace {

QString jsonColumn(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject fromJsonColumn(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

/// What only one metric says.
QJsonObject figuresOf(const MethodResult &result)
{
    QJsonArray found;
    for (const double share : result.found)
        found.append(share);
    return {{QStringLiteral("found"), found}, {QStringLiteral("flipped"), result.flipped}};
}

void readFigures(const QJsonObject &figures, MethodResult &result)
{
    for (const auto &share : figures.value(QStringLiteral("found")).toArray())
        result.found += share.toDouble();
    result.flipped = figures.value(QStringLiteral("flipped")).toInt();
}

} // namespace

void EvaluationRows::insert(const MethodEvaluation &evaluation)
{
    const QDateTime created =
        evaluation.created.isValid() ? evaluation.created : QDateTime::currentDateTimeUtc();
    Statement(
        m_database,
        QStringLiteral("INSERT INTO method_evaluations (session, metric, subsets, runs, share, top, tests, "
                       "device, precision, created, seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"))
        .bind(evaluation.session.value)
        .bind(toString(evaluation.metric))
        .bind(evaluation.subsets)
        .bind(evaluation.runs)
        .bind(evaluation.share)
        .bind(evaluation.topK)
        .bind(toBlob<qint64>(evaluation.tests))
        .bind(evaluation.device)
        .bind(toString(evaluation.precision))
        .bind(toColumn(created))
        .bind(evaluation.seconds)
        .run();
    insertResults(m_database.lastInsertId(), evaluation.results);
}

void EvaluationRows::insertResults(qint64 evaluation, const QList<MethodResult> &results)
{
    Statement insertion(
        m_database,
        QStringLiteral("INSERT INTO method_results (evaluation, position, method, parameters, value, "
                       "standard_error, seconds, figures) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
    for (qsizetype position = 0; position < results.size(); ++position) {
        const MethodResult &result = results[position];
        insertion.bind(evaluation)
            .bind(qint64(position))
            .bind(result.method)
            .bind(jsonColumn(result.parameters))
            .bind(result.value)
            .bind(result.standardError)
            .bind(result.seconds)
            .bind(jsonColumn(figuresOf(result)))
            .run();
    }
}

QList<MethodEvaluation> EvaluationRows::evaluations(SessionId session)
{
    QList<MethodEvaluation> evaluations;
    Statement row(
        m_database,
        QStringLiteral("SELECT id, metric, subsets, runs, share, top, tests, device, precision, created, "
                       "seconds FROM method_evaluations WHERE session = ? ORDER BY id DESC"));
    row.bind(session.value);
    while (row.next()) {
        MethodEvaluation evaluation;
        evaluation.session = session;
        evaluation.metric = evaluationMetricFromString(row.text(1)).value_or(EvaluationMetric::Lds);
        evaluation.subsets = row.number(2);
        evaluation.runs = row.number(3);
        evaluation.share = row.real(4);
        evaluation.topK = row.number(5);
        evaluation.tests = fromBlob<qint64>(row.blob(6));
        evaluation.device = row.text(7);
        evaluation.precision = precisionFromString(row.text(8)).value_or(Precision::Fp32);
        evaluation.created = timeFromColumn(row.text(9));
        evaluation.seconds = row.real(10);
        evaluation.results = results(row.integer(0));
        evaluations += evaluation;
    }
    return evaluations;
}

QList<MethodResult> EvaluationRows::results(qint64 evaluation)
{
    QList<MethodResult> results;
    Statement row(m_database,
                  QStringLiteral("SELECT method, parameters, value, standard_error, seconds, figures "
                                 "FROM method_results WHERE evaluation = ? ORDER BY position"));
    row.bind(evaluation);
    while (row.next()) {
        MethodResult result;
        result.method = row.text(0);
        result.parameters = fromJsonColumn(row.text(1));
        result.value = row.real(2);
        result.standardError = row.real(3);
        result.seconds = row.real(4);
        readFigures(fromJsonColumn(row.text(5)), result);
        results += result;
    }
    return results;
}

EvaluationRows::KeptFile EvaluationRows::readRetrainings(SessionId session, Retrainings &retrainings)
{
    Statement row(m_database, QStringLiteral("SELECT columns, parts, seeds, file, checksum FROM retrainings "
                                             "WHERE session = ? AND question = ?"));
    row.bind(session.value).bind(retrainings.question);
    if (!row.next())
        return {};
    retrainings.columns = row.integer(0);
    retrainings.parts = fromBlob<quint64>(row.blob(1));
    retrainings.seeds = fromBlob<qint64>(row.blob(2));
    return {row.text(3), row.text(4)};
}

void EvaluationRows::put(SessionId session, const Retrainings &retrainings, const KeptFile &file)
{
    Statement(
        m_database,
        QStringLiteral("INSERT OR REPLACE INTO retrainings (session, question, columns, parts, seeds, file, "
                       "checksum) VALUES (?, ?, ?, ?, ?, ?, ?)"))
        .bind(session.value)
        .bind(retrainings.question)
        .bind(retrainings.columns)
        .bind(toBlob<quint64>(retrainings.parts))
        .bind(toBlob<qint64>(retrainings.seeds))
        .bind(file.file)
        .bind(file.checksum)
        .run();
}

bool EvaluationRows::namesRetrainings(const QString &file)
{
    Statement select(m_database, QStringLiteral("SELECT 1 FROM retrainings WHERE file = ?"));
    select.bind(file);
    return select.next();
}

} // namespace proponent
