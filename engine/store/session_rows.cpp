// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/session_rows.h"

#include "engine/store/blobs.h"
#include "engine/store/dataset_json.h"
#include "engine/store/store_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace proponent {

namespace {

/// In the order that readSummary() reads.
constexpr auto SummaryColumns =
    "sessions.id, name, note, tags, state, failure, created, updated, session_lines.data_name, "
    "session_lines.model, device, precision, session_lines.epochs, parent, "
    "(SELECT epoch FROM epochs WHERE session = sessions.id ORDER BY epoch DESC LIMIT 1), "
    "(SELECT test_accuracy FROM epochs WHERE session = sessions.id ORDER BY epoch DESC LIMIT 1), "
    "(SELECT count(*) FROM analyses WHERE session = sessions.id)";
constexpr int SummaryColumnCount = 17;
constexpr auto SummaryTables = "sessions LEFT JOIN session_lines ON session_lines.session = sessions.id";

QString toText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString toText(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QString now()
{
    return toColumn(QDateTime::currentDateTimeUtc());
}

SessionState stateFromColumn(const QString &text)
{
    for (const SessionState state :
         {SessionState::Running, SessionState::Interrupted, SessionState::Completed}) {
        if (text == toString(state))
            return state;
    }
    return SessionState::Failed;
}

SessionSummary readSummary(const Statement &row)
{
    SessionSummary summary;
    summary.id = {row.integer(0)};
    summary.name = row.text(1);
    summary.note = row.text(2);
    summary.tags = namesFromColumn(row.text(3));
    summary.state = stateFromColumn(row.text(4));
    summary.failure = row.text(5);
    summary.created = timeFromColumn(row.text(6));
    summary.updated = timeFromColumn(row.text(7));
    summary.dataName = row.text(8);
    summary.model = row.text(9);
    summary.device = row.text(10);
    summary.precision = precisionFromString(row.text(11)).value_or(Precision::Fp32);
    summary.epochsPlanned = row.number(12);
    summary.parent = {row.integer(13)};
    summary.epochsDone = row.number(14);
    if (!row.isNull(14))
        summary.testAccuracy = row.real(15);
    summary.analysisCount = row.number(16);
    return summary;
}

} // namespace

SessionId SessionRows::insert(const NewSession &session, SessionId floor)
{
    Statement insertion(
        m_database,
        QStringLiteral("INSERT INTO sessions (id, name, state, created, updated, device, precision, "
                       "parameters, train_count, test_count, libtorch, config, dataset, mean, std, "
                       "flipped, parent) VALUES (max(?, 1 + ifnull((SELECT seq FROM sqlite_sequence WHERE "
                       "name = 'sessions'), 0)), ?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    const QString created = now();
    insertion.bind(floor.value + 1)
        .bind(session.name)
        .bind(created)
        .bind(created)
        .bind(session.device)
        .bind(toString(session.precision))
        .bind(session.parameters)
        .bind(session.trainCount)
        .bind(session.testCount)
        .bind(session.libtorchVersion)
        .bind(toText(session.config.toJson()))
        .bind(toText(toJson(session.dataset)))
        .bind(toBlob<double>(session.mean))
        .bind(toBlob<double>(session.std))
        .bind(toBlob<qint64>(session.flipped));
    session.parent.isValid() ? insertion.bind(session.parent.value) : insertion.bindNull();
    insertion.run();
    const SessionId id{m_database.lastInsertId()};
    Statement(m_database, QStringLiteral("INSERT INTO session_lines (session, model, epochs, data_name) "
                                         "VALUES (?, ?, ?, ?)"))
        .bind(id.value)
        .bind(session.config.model)
        .bind(session.config.epochs)
        .bind(session.dataset.name)
        .run();
    return id;
}

void SessionRows::remove(SessionId session)
{
    Statement select(m_database, QStringLiteral("SELECT fingerprint FROM sessions WHERE id = ?"));
    select.bind(session.value);
    if (!select.next())
        throwMissing(session);
    const QString fingerprint = select.text(0);
    Statement(m_database, QStringLiteral("DELETE FROM sessions WHERE id = ?")).bind(session.value).run();
    Statement(m_database, QStringLiteral("INSERT INTO removed_sessions (id) VALUES (?)"))
        .bind(session.value)
        .run();
    Statement(
        m_database,
        QStringLiteral("DELETE FROM thumbnails WHERE fingerprint = ? "
                       "AND NOT EXISTS (SELECT 1 FROM sessions WHERE fingerprint = thumbnails.fingerprint)"))
        .bind(fingerprint)
        .run();
}

QList<SessionId> SessionRows::removed()
{
    QList<SessionId> ids;
    Statement select(m_database, QStringLiteral("SELECT id FROM removed_sessions"));
    while (select.next())
        ids.append(SessionId{select.integer(0)});
    return ids;
}

void SessionRows::forgetRemoved(SessionId session)
{
    Statement(m_database, QStringLiteral("DELETE FROM removed_sessions WHERE id = ?"))
        .bind(session.value)
        .run();
}

QList<SessionSummary> SessionRows::summaries()
{
    QList<SessionSummary> summaries;
    Statement select(m_database, QStringLiteral("SELECT %1 FROM %2 ORDER BY sessions.id DESC")
                                     .arg(QLatin1String(SummaryColumns), QLatin1String(SummaryTables)));
    while (select.next())
        summaries.append(readSummary(select));
    return summaries;
}

SessionDetails SessionRows::details(SessionId session)
{
    Statement select(
        m_database,
        QStringLiteral("SELECT %1, config, dataset, mean, std, parameters, train_count, test_count, flipped, "
                       "libtorch, test_labels FROM %2 WHERE sessions.id = ?")
            .arg(QLatin1String(SummaryColumns), QLatin1String(SummaryTables)));
    select.bind(session.value);
    if (!select.next())
        throwMissing(session);
    SessionDetails details;
    details.summary = readSummary(select);
    int column = SummaryColumnCount;
    const auto json = [&] { return QJsonDocument::fromJson(select.text(column++).toUtf8()).object(); };
    details.config = TrainingConfig::fromJson(json()).valueOrThrow();
    details.config.parent = details.summary.parent;
    details.dataset = datasetInfoFromJson(json());
    details.mean = fromBlob<double>(select.blob(column++));
    details.std = fromBlob<double>(select.blob(column++));
    details.parameters = select.integer(column++);
    details.trainCount = select.integer(column++);
    details.testCount = select.integer(column++);
    details.flipped = fromBlob<qint64>(select.blob(column++));
    details.libtorchVersion = select.text(column++);
    details.evaluation.labels = fromBlob<qint32, int>(select.blob(column++));
    return details;
}

DatasetInfo SessionRows::dataset(SessionId session)
{
    Statement select(m_database, QStringLiteral("SELECT dataset FROM sessions WHERE id = ?"));
    select.bind(session.value);
    if (!select.next())
        throwMissing(session);
    return datasetInfoFromJson(QJsonDocument::fromJson(select.text(0).toUtf8()).object());
}

QList<SessionId> SessionRows::running()
{
    QList<SessionId> ids;
    Statement select(m_database, QStringLiteral("SELECT id FROM sessions WHERE state = 'running'"));
    while (select.next())
        ids.append(SessionId{select.integer(0)});
    return ids;
}

bool SessionRows::contains(SessionId session)
{
    Statement select(m_database, QStringLiteral("SELECT 1 FROM sessions WHERE id = ?"));
    select.bind(session.value);
    return select.next();
}

void SessionRows::require(SessionId session)
{
    if (!contains(session))
        throwMissing(session);
}

void SessionRows::setState(SessionId session, SessionState state, const QString &failure)
{
    Statement change(m_database,
                     QStringLiteral("UPDATE sessions SET state = ?, failure = ?, updated = ? WHERE id = ?"));
    change.bind(toString(state)).bind(failure).bind(now()).bind(session.value);
    if (change.run() == 0)
        throwMissing(session);
}

void SessionRows::markInterrupted(SessionId session)
{
    Statement(m_database,
              QStringLiteral("UPDATE sessions SET state = 'interrupted' WHERE id = ? AND state = 'running'"))
        .bind(session.value)
        .run();
}

void SessionRows::relocate(const DatasetInfo &from, const DatasetInfo &to)
{
    Statement(m_database, QStringLiteral("UPDATE sessions SET config = json_set(config, '$.data', ?), "
                                         "dataset = json_set(dataset, '$.spec', ?, '$.path', ?) "
                                         "WHERE fingerprint = ? AND json_extract(dataset, '$.spec') = ?"))
        .bind(to.spec)
        .bind(to.spec)
        .bind(to.path)
        .bind(from.fingerprint)
        .bind(from.spec)
        .run();
}

void SessionRows::setName(SessionId session, const QString &name)
{
    update(session, QStringLiteral("name"), name);
}

void SessionRows::setNote(SessionId session, const QString &note)
{
    update(session, QStringLiteral("note"), note);
}

void SessionRows::setTags(SessionId session, const QStringList &tags)
{
    update(session, QStringLiteral("tags"), toColumn(tags));
}

void SessionRows::setTestLabels(SessionId session, const QList<int> &labels)
{
    Statement change(m_database,
                     QStringLiteral("UPDATE sessions SET test_labels = ?, updated = ? WHERE id = ?"));
    change.bind(toBlob<qint32>(labels)).bind(now()).bind(session.value);
    if (change.run() == 0)
        throwMissing(session);
}

void SessionRows::update(SessionId session, const QString &column, const QString &value)
{
    Statement change(m_database,
                     QStringLiteral("UPDATE sessions SET %1 = ?, updated = ? WHERE id = ?").arg(column));
    change.bind(value).bind(now()).bind(session.value);
    if (change.run() == 0)
        throwMissing(session);
}

void SessionRows::throwMissing(SessionId session) const
{
    throw EngineError(
        StoreText::tr("There is no session %1 in the library %2. Look at the list of sessions for those "
                      "that there are.")
            .arg(QString::number(session.value), m_database.file()));
}

QString toColumn(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime timeFromColumn(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs);
}

QString toColumn(const QList<int> &numbers)
{
    QJsonArray array;
    for (const int number : numbers)
        array.append(number);
    return toText(array);
}

QString toColumn(const QStringList &names)
{
    return toText(QJsonArray::fromStringList(names));
}

QStringList namesFromColumn(const QString &text)
{
    if (text == QLatin1String("[]"))
        return {}; // as most tags are
    QStringList names;
    for (const QJsonValue &name : QJsonDocument::fromJson(text.toUtf8()).array())
        names.append(name.toString());
    return names;
}

QList<int> numbersFromColumn(const QString &text)
{
    QList<int> numbers;
    for (const QJsonValue &number : QJsonDocument::fromJson(text.toUtf8()).array())
        numbers.append(number.toInt());
    return numbers;
}

} // namespace proponent
