// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/epoch_rows.h"

#include "engine/store/blobs.h"

namespace proponent {

void EpochRows::put(const EpochRecord &record, const QString &probabilitiesFile)
{
    const EpochMetrics &metrics = record.metrics;
    Statement(m_database, QStringLiteral("DELETE FROM epochs WHERE session = ? AND epoch = ?"))
        .bind(m_session.value)
        .bind(metrics.epoch)
        .run();
    Statement(m_database,
              QStringLiteral(
                  "INSERT INTO epochs (session, epoch, train_loss, train_accuracy, test_loss, test_accuracy, "
                  "learning_rate, seconds, samples_per_second, loss_scale, skipped_steps) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"))
        .bind(m_session.value)
        .bind(metrics.epoch)
        .bind(metrics.trainLoss)
        .bind(metrics.trainAccuracy)
        .bind(metrics.testLoss)
        .bind(metrics.testAccuracy)
        .bind(metrics.learningRate)
        .bind(metrics.seconds)
        .bind(metrics.samplesPerSecond)
        .bind(metrics.lossScale)
        .bind(metrics.skippedSteps)
        .run();
    Statement(m_database,
              QStringLiteral("INSERT INTO evaluations (session, epoch, predicted, losses, probabilities, "
                             "probabilities_file) VALUES (?, ?, ?, ?, x'', ?)"))
        .bind(m_session.value)
        .bind(metrics.epoch)
        .bind(toBlob<qint32>(record.evaluation.predicted))
        .bind(toBlob<float>(record.evaluation.losses))
        .bind(probabilitiesFile)
        .run();
    Statement(m_database,
              QStringLiteral(
                  "UPDATE evaluations SET probabilities = x'', probabilities_file = '' WHERE session = ? "
                  "AND epoch < ? AND (length(probabilities) > 0 OR probabilities_file <> '')"))
        .bind(m_session.value)
        .bind(metrics.epoch)
        .run();
    if (!record.checkpointFile.isEmpty()) {
        Statement(m_database,
                  QStringLiteral("INSERT INTO checkpoints (session, epoch, learning_rate, file, checksum, "
                                 "training_state_checksum) "
                                 "VALUES (?, ?, ?, ?, nullif(?, ''), nullif(?, ''))"))
            .bind(m_session.value)
            .bind(metrics.epoch)
            .bind(metrics.learningRate)
            .bind(record.checkpointFile)
            .bind(record.checkpointChecksum)
            .bind(record.trainingStateChecksum)
            .run();
    }
}

void EpochRows::setMissingChecksum(int epoch, const QString &checksum)
{
    Statement(m_database, QStringLiteral("UPDATE checkpoints SET checksum = ? "
                                         "WHERE session = ? AND epoch = ? AND checksum IS NULL"))
        .bind(checksum)
        .bind(m_session.value)
        .bind(epoch)
        .run();
}

void EpochRows::removeAfter(int epoch)
{
    Statement(m_database, QStringLiteral("DELETE FROM epochs WHERE session = ? AND epoch > ?"))
        .bind(m_session.value)
        .bind(epoch)
        .run();
}

QList<EpochMetrics> EpochRows::metrics()
{
    QList<EpochMetrics> all;
    Statement select(
        m_database,
        QStringLiteral("SELECT epoch, train_loss, train_accuracy, test_loss, test_accuracy, learning_rate, "
                       "seconds, samples_per_second, loss_scale, skipped_steps FROM epochs "
                       "WHERE session = ? ORDER BY epoch"));
    select.bind(m_session.value);
    while (select.next()) {
        EpochMetrics metrics;
        metrics.epoch = select.number(0);
        metrics.trainLoss = select.real(1);
        metrics.trainAccuracy = select.real(2);
        metrics.testLoss = select.real(3);
        metrics.testAccuracy = select.real(4);
        metrics.learningRate = select.real(5);
        metrics.seconds = select.real(6);
        metrics.samplesPerSecond = select.real(7);
        metrics.lossScale = select.real(8);
        metrics.skippedSteps = select.integer(9);
        all.append(metrics);
    }
    return all;
}

QList<CheckpointInfo> EpochRows::checkpoints()
{
    QList<CheckpointInfo> all;
    Statement select(m_database,
                     QStringLiteral("SELECT epoch, learning_rate, file, checksum, training_state_checksum "
                                    "FROM checkpoints WHERE session = ? ORDER BY epoch"));
    select.bind(m_session.value);
    while (select.next())
        all.append({select.number(0), select.real(1), select.text(2), select.text(3), select.text(4)});
    return all;
}

QStringList EpochRows::filesAfter(int epoch)
{
    QStringList files;
    Statement select(
        m_database,
        QStringLiteral("SELECT file FROM checkpoints WHERE session = ? AND epoch > ? UNION ALL "
                       "SELECT probabilities_file FROM evaluations WHERE session = ? AND epoch > ? "
                       "AND probabilities_file <> ''"));
    select.bind(m_session.value).bind(epoch).bind(m_session.value).bind(epoch);
    while (select.next())
        files.append(select.text(0));
    return files;
}

QStringList EpochRows::probabilityFiles()
{
    QStringList files;
    Statement select(m_database, QStringLiteral("SELECT probabilities_file FROM evaluations "
                                                "WHERE session = ? AND probabilities_file <> ''"));
    select.bind(m_session.value);
    while (select.next())
        files.append(select.text(0));
    return files;
}

QList<float> EpochRows::testLosses(int epoch)
{
    Statement select(m_database,
                     QStringLiteral("SELECT losses FROM evaluations WHERE session = ? AND epoch = ?"));
    select.bind(m_session.value).bind(epoch);
    return select.next() ? fromBlob<float>(select.blob(0)) : QList<float>();
}

QString EpochRows::readLastEvaluation(TestEvaluation &evaluation)
{
    Statement select(
        m_database,
        QStringLiteral("SELECT epoch, predicted, losses, probabilities, probabilities_file FROM evaluations "
                       "WHERE session = ? ORDER BY epoch DESC LIMIT 1"));
    select.bind(m_session.value);
    if (!select.next())
        return {};
    evaluation.epoch = select.number(0);
    evaluation.predicted = fromBlob<qint32, int>(select.blob(1));
    evaluation.losses = fromBlob<float>(select.blob(2));
    evaluation.probabilities = fromBlob<float>(select.blob(3));
    return select.text(4);
}

} // namespace proponent
