// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/analysis_rows.h"

#include "engine/store/audit_rows.h"
#include "engine/store/blobs.h"
#include "engine/store/sample_rows.h"
#include "engine/store/session_rows.h"
#include "engine/store/store_text.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <limits>

namespace proponent {

namespace {

QString kindColumn(AnalysisKind kind)
{
    switch (kind) {
    case AnalysisKind::Influence:
        return QStringLiteral("influence");
    case AnalysisKind::SelfInfluence:
        return QStringLiteral("self-influence");
    case AnalysisKind::LabelAudit:
        return QStringLiteral("label-audit");
    }
    Q_UNREACHABLE();
}

AnalysisKind kindFromColumn(const QString &text)
{
    for (const AnalysisKind kind : {AnalysisKind::SelfInfluence, AnalysisKind::LabelAudit}) {
        if (text == kindColumn(kind))
            return kind;
    }
    return AnalysisKind::Influence;
}

constexpr QLatin1String Proponent("proponent");
constexpr QLatin1String Opponent("opponent");
constexpr QLatin1String Self("self");

/// Among the parameters: what the method chose by itself.
constexpr QLatin1String fittedKey("fitted");

QJsonObject objectFromColumn(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

/// Binds the columns that both kinds of result end with.
void bindHistogram(Statement &insertion, const ScoreHistogram &histogram, qint64 nonFinite)
{
    const bool isSmall = std::ranges::all_of(
        histogram.counts, [](qint64 count) { return count <= std::numeric_limits<qint32>::max(); });
    insertion.bind(nonFinite)
        .bind(histogram.minimum)
        .bind(histogram.maximum)
        .bind(isSmall ? toBlob<qint32>(histogram.counts) : toBlob<qint64>(histogram.counts))
        .bind(isSmall ? 32 : 64);
}

/// From the columns histogram_minimum, histogram_maximum, histogram_counts, histogram_bits.
ScoreHistogram readHistogram(const Statement &row, int column)
{
    const QByteArray counts = row.blob(column + 2);
    return {row.real(column), row.real(column + 1),
            row.number(column + 3) == 64 ? fromBlob<qint64>(counts) : fromBlob<qint32, qint64>(counts)};
}

/// From the columns train_index, label, original_label, score, score_by_checkpoint, score_by_layer.
RankedExample readRanked(const Statement &row, int column)
{
    return {row.integer(column),
            row.number(column + 1),
            row.number(column + 2),
            row.real(column + 3),
            fromBlob<float>(row.blob(column + 4)),
            fromBlob<float>(row.blob(column + 5))};
}

void bindCheck(Statement &insertion, const std::optional<PrecisionCheck> &check)
{
    if (!check) {
        insertion.bindNull().bindNull().bindNull().bindNull();
        return;
    }
    insertion.bind(check->trainCount)
        .bind(check->testCount)
        .bind(check->relativeError)
        .bind(check->rankCorrelation);
}

std::optional<PrecisionCheck> readCheck(const Statement &row, int column)
{
    if (row.isNull(column))
        return {};
    return PrecisionCheck{row.number(column), row.number(column + 1), row.real(column + 2),
                          row.real(column + 3)};
}

} // namespace

AnalysisId AnalysisRows::insert(const InfluenceAnalysis &analysis)
{
    const AnalysisId id = insertHeader(analysis.header, AnalysisKind::Influence);
    Statement insertion(
        m_database,
        QStringLiteral("INSERT INTO influence_results (analysis, position, test_index, label, predicted, "
                       "loss, non_finite, histogram_minimum, histogram_maximum, histogram_counts, "
                       "histogram_bits) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    for (qsizetype position = 0; position < analysis.results.size(); ++position) {
        const TestInfluence &result = analysis.results[position];
        insertion.bind(id.value)
            .bind(qint64(position))
            .bind(result.testIndex)
            .bind(result.label)
            .bind(result.predicted)
            .bind(result.loss);
        bindHistogram(insertion, result.histogram, result.nonFinite);
        insertion.run();
        insertRanking(id, position, Proponent, result.proponents);
        insertRanking(id, position, Opponent, result.opponents);
    }
    if (!analysis.sample.isEmpty())
        SampleRows(m_database).insert(id, analysis.sample);
    return id;
}

AnalysisId AnalysisRows::insert(const SelfInfluenceAnalysis &analysis)
{
    const AnalysisId id = insertHeader(analysis.header, AnalysisKind::SelfInfluence);
    Statement insertion(m_database,
                        QStringLiteral("INSERT INTO influence_results (analysis, position, non_finite, "
                                       "histogram_minimum, histogram_maximum, histogram_counts, "
                                       "histogram_bits) VALUES (?, 0, ?, ?, ?, ?, ?)"));
    insertion.bind(id.value);
    bindHistogram(insertion, analysis.histogram, analysis.nonFinite);
    insertion.run();
    insertRanking(id, 0, Self, analysis.top);
    return id;
}

AnalysisId AnalysisRows::insert(const LabelAudit &audit)
{
    const AnalysisId id = insertHeader(audit.header, AnalysisKind::LabelAudit);
    AuditRows(m_database).insert(id, audit);
    return id;
}

void AnalysisRows::setScoresFile(AnalysisId analysis, const QString &file)
{
    Statement(m_database, QStringLiteral("UPDATE analyses SET scores_file = ? WHERE id = ?"))
        .bind(file)
        .bind(analysis.value)
        .run();
}

bool AnalysisRows::namesScores(const QString &file)
{
    Statement select(m_database, QStringLiteral("SELECT 1 FROM analyses WHERE scores_file = ?"));
    select.bind(file);
    return select.next();
}

SessionStore::Analysis AnalysisRows::read(AnalysisId analysis)
{
    Statement select(
        m_database,
        QStringLiteral("SELECT session, kind, method, layers, checkpoints, device, precision, created, "
                       "seconds, examples_per_second, train_count, scores_file, check_train_count, "
                       "check_test_count, check_relative_error, check_rank_correlation, "
                       "layer_names, batch_size, expected_memory, parameters, question "
                       "FROM analyses WHERE id = ?"));
    select.bind(analysis.value);
    if (!select.next()) {
        throw EngineError(
            StoreText::tr("There is no analysis %1 in the library %2. Open its session again to see those "
                          "that there are.")
                .arg(QString::number(analysis.value), m_database.file()));
    }
    AnalysisHeader header;
    header.id = analysis;
    header.session = {select.integer(0)};
    header.method = select.text(2);
    header.layers = layerChoiceFromString(select.text(3)).value_or(LayerChoice::All);
    header.checkpoints = numbersFromColumn(select.text(4));
    header.device = select.text(5);
    header.precision = precisionFromString(select.text(6)).value_or(Precision::Fp32);
    header.created = timeFromColumn(select.text(7));
    header.seconds = select.real(8);
    header.examplesPerSecond = select.real(9);
    header.trainCount = select.integer(10);
    header.scoresFile = select.text(11);
    header.precisionCheck = readCheck(select, 12);
    header.layerNames = namesFromColumn(select.text(16));
    header.batchSize = select.number(17);
    header.expectedMemory = select.integer(18);
    header.parameters = objectFromColumn(select.text(19));
    header.fitted = header.parameters.take(fittedKey).toObject();
    header.parameters.remove(AuditRows::key);
    readQuestion(select.text(20), header);
    const AnalysisKind kind = kindFromColumn(select.text(1));
    if (kind == AnalysisKind::LabelAudit) {
        LabelAudit result;
        result.header = header;
        AuditRows(m_database).read(result);
        return result;
    }
    if (kind == AnalysisKind::SelfInfluence) {
        SelfInfluenceAnalysis result;
        result.header = header;
        readSelfInfluence(result);
        return result;
    }
    InfluenceAnalysis result;
    result.header = header;
    readInfluence(result);
    return result;
}

QList<AnalysisSummary> AnalysisRows::summaries(SessionId session, QHash<AnalysisId, QList<qint64>> &tests)
{
    QList<AnalysisSummary> summaries;
    Statement select(
        m_database,
        QStringLiteral("SELECT id, kind, method, layers, checkpoints, created, seconds, parameters, "
                       "question "
                       "FROM analyses WHERE session = ? ORDER BY id DESC"));
    select.bind(session.value);
    while (select.next()) {
        summaries.append({{select.integer(0)},
                          kindFromColumn(select.text(1)),
                          select.text(2),
                          select.text(3),
                          numbersFromColumn(select.text(4)),
                          timeFromColumn(select.text(5)),
                          select.real(6),
                          {},
                          objectFromColumn(select.text(7)),
                          select.text(8)});
        summaries.last().parameters.remove(fittedKey);
        summaries.last().parameters.remove(AuditRows::key);
    }
    Statement indices(m_database, QStringLiteral("SELECT test_index FROM influence_results "
                                                 "WHERE analysis = ? AND test_index >= 0 ORDER BY position"));
    for (AnalysisSummary &summary : summaries) {
        const auto known = tests.constFind(summary.id);
        if (known != tests.constEnd()) {
            summary.testIndices = *known;
            continue;
        }
        indices.rewind();
        indices.bind(summary.id.value);
        while (indices.next())
            summary.testIndices.append(indices.integer(0));
        tests.insert(summary.id, summary.testIndices);
    }
    return summaries;
}

AnalysisId AnalysisRows::insertHeader(const AnalysisHeader &header, AnalysisKind kind)
{
    const QDateTime created = header.created.isValid() ? header.created : QDateTime::currentDateTimeUtc();
    Statement insertion(
        m_database,
        QStringLiteral("INSERT INTO analyses (session, kind, method, layers, checkpoints, device, "
                       "precision, created, seconds, examples_per_second, train_count, scores_file, "
                       "check_train_count, check_test_count, check_relative_error, check_rank_correlation, "
                       "layer_names, batch_size, expected_memory, parameters, question) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    insertion.bind(header.session.value)
        .bind(kindColumn(kind))
        .bind(header.method)
        .bind(toString(header.layers))
        .bind(toColumn(header.checkpoints))
        .bind(header.device)
        .bind(toString(header.precision))
        .bind(toColumn(created))
        .bind(header.seconds)
        .bind(header.examplesPerSecond)
        .bind(header.trainCount);
    bindCheck(insertion, header.precisionCheck);
    QJsonObject parameters = header.parameters;
    if (!header.fitted.isEmpty())
        parameters[fittedKey] = header.fitted;
    insertion.bind(toColumn(header.layerNames))
        .bind(header.batchSize)
        .bind(header.expectedMemory)
        .bind(QString::fromUtf8(QJsonDocument(parameters).toJson(QJsonDocument::Compact)))
        .bind(questionText(header))
        .run();
    return {m_database.lastInsertId()};
}

void AnalysisRows::insertRanking(AnalysisId analysis, qsizetype position, QLatin1String side,
                                 const QList<RankedExample> &ranking)
{
    Statement insertion(
        m_database,
        QStringLiteral("INSERT INTO rankings (analysis, position, side, rank, train_index, label, "
                       "original_label, score, score_by_checkpoint, score_by_layer) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    for (qsizetype rank = 0; rank < ranking.size(); ++rank) {
        const RankedExample &example = ranking[rank];
        insertion.bind(analysis.value)
            .bind(qint64(position))
            .bind(QString(side))
            .bind(qint64(rank))
            .bind(example.trainIndex)
            .bind(example.label)
            .bind(example.originalLabel)
            .bind(example.score)
            .bind(toBlob<float>(example.scoreByCheckpoint))
            .bind(toBlob<float>(example.scoreByLayer))
            .run();
    }
}

void AnalysisRows::readInfluence(InfluenceAnalysis &analysis)
{
    Statement results(
        m_database,
        QStringLiteral("SELECT test_index, label, predicted, loss, non_finite, histogram_minimum, "
                       "histogram_maximum, histogram_counts, histogram_bits FROM influence_results "
                       "WHERE analysis = ? ORDER BY position"));
    results.bind(analysis.header.id.value);
    while (results.next()) {
        TestInfluence result;
        result.testIndex = results.integer(0);
        result.label = results.number(1);
        result.predicted = results.number(2);
        result.loss = results.real(3);
        result.nonFinite = results.integer(4);
        result.histogram = readHistogram(results, 5);
        analysis.results.append(result);
    }
    Statement ranked(m_database,
                     QStringLiteral("SELECT position, side, train_index, label, original_label, score, "
                                    "score_by_checkpoint, score_by_layer FROM rankings WHERE analysis = ? "
                                    "ORDER BY position, side, rank"));
    ranked.bind(analysis.header.id.value);
    while (ranked.next()) {
        TestInfluence &result = analysis.results[ranked.integer(0)];
        (ranked.text(1) == Proponent ? result.proponents : result.opponents).append(readRanked(ranked, 2));
    }
    analysis.sample = SampleRows(m_database).read(analysis.header.id);
}

void AnalysisRows::readSelfInfluence(SelfInfluenceAnalysis &analysis)
{
    Statement result(
        m_database,
        QStringLiteral("SELECT non_finite, histogram_minimum, histogram_maximum, "
                       "histogram_counts, histogram_bits FROM influence_results WHERE analysis = ?"));
    result.bind(analysis.header.id.value);
    if (result.next()) {
        analysis.nonFinite = result.integer(0);
        analysis.histogram = readHistogram(result, 1);
    }
    Statement ranked(
        m_database,
        QStringLiteral(
            "SELECT train_index, label, original_label, score, score_by_checkpoint, score_by_layer "
            "FROM rankings WHERE analysis = ? ORDER BY rank"));
    ranked.bind(analysis.header.id.value);
    while (ranked.next())
        analysis.top.append(readRanked(ranked, 0));
}

} // namespace proponent
