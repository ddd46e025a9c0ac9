// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/database.h"

#include "engine/result.h"
#include "engine/store/store_text.h"

#include <QSqlError>
#include <QUuid>

#include <cmath>
#include <limits>

namespace proponent {

namespace {

/// SQLite's primary result codes that a user can do something about (https://sqlite.org/rescode.html).
enum SqliteCode {
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    InputOutput = 10,
    Corrupt = 11,
    Full = 13,
    CantOpen = 14,
    NotADatabase = 26
};

/// How long a writer waits for another process or thread to finish its transaction.
constexpr int BusyTimeout = 10'000; // ms

} // namespace

Database::Database(const QString &file, Access access)
    : m_file(file), m_connectionName(QUuid::createUuid().toString())
{
    const QString driver = QStringLiteral("QSQLITE");
    if (!QSqlDatabase::isDriverAvailable(driver)) {
        throw EngineError(
            StoreText::tr("Qt's SQLite driver is missing, so %1 can't be opened. Run “apt install "
                          "libqt6sql6-sqlite”.")
                .arg(file));
    }
    m_connection = QSqlDatabase::addDatabase(driver, m_connectionName);
    m_connection.setDatabaseName(file);
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(BusyTimeout);
    if (access == Access::ReadOnly)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    m_connection.setConnectOptions(options);
    if (!m_connection.open()) {
        const QString message = inWords(m_connection.lastError());
        m_connection = {};
        QSqlDatabase::removeDatabase(m_connectionName);
        throw EngineError(message);
    }
}

Database::~Database()
{
    m_connection.close();
    m_connection = {};
    QSqlDatabase::removeDatabase(m_connectionName);
}

void Database::execute(const QString &sql)
{
    QSqlQuery statement(m_connection);
    if (!statement.exec(sql))
        throw EngineError(inWords(statement.lastError()));
}

QString Database::value(const QString &sql)
{
    Statement statement(*this, sql);
    return statement.next() ? statement.text(0) : QString();
}

QString Database::inWords(const QSqlError &error) const
{
    switch (error.nativeErrorCode().toInt() & 0xff) { // the upper bits of an extended code say more
    case Busy:
    case Locked:
        return StoreText::tr(
                   "The library %1 is in use by another program that does not let go of it. Close that "
                   "program, then try again.")
            .arg(m_file);
    case ReadOnly:
        return StoreText::tr(
                   "The library %1 can't be written. Give yourself permission to write the file and its "
                   "folder, or use another library.")
            .arg(m_file);
    case Corrupt:
    case NotADatabase:
        return StoreText::tr(
                   "The library %1 is damaged (%2). Nothing was changed: put a backup in its place, or move "
                   "it away to begin a new one.")
            .arg(m_file, error.databaseText());
    case Full:
        return StoreText::tr("The disk of the library %1 is full. Free some space, then try again.")
            .arg(m_file);
    case CantOpen:
        return StoreText::tr(
                   "The library %1 can't be opened. Check that its folder is there and may be written.")
            .arg(m_file);
    case InputOutput:
        return StoreText::tr(
                   "The library %1 can't be read or written (%2). Check the disk, and that it isn't full.")
            .arg(m_file, error.databaseText());
    default:
        return StoreText::tr("The library %1 answers with an error: %2. If it comes again, please report it.")
            .arg(m_file, error.text());
    }
}

Transaction::Transaction(Database &database, Kind kind) : m_database(database)
{
    m_database.execute(kind == Kind::Write ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN"));
}

Transaction::~Transaction()
{
    if (!m_open)
        return;
    // SQLite has rolled back by itself after some errors; this one then fails, and nothing is lost.
    QSqlQuery rollback = m_database.query();
    rollback.exec(QStringLiteral("ROLLBACK"));
}

void Transaction::commit()
{
    m_database.execute(QStringLiteral("COMMIT"));
    m_open = false;
}

Statement::Statement(Database &database, const QString &sql) : m_database(database), m_query(database.query())
{
    m_query.setForwardOnly(true);
    if (!m_query.prepare(sql))
        throw EngineError(m_database.inWords(m_query.lastError()));
}

Statement &Statement::bind(qint64 value)
{
    m_query.bindValue(m_bound++, value);
    return *this;
}

Statement &Statement::bind(double value)
{
    if (std::isnan(value))
        return bindNull();
    m_query.bindValue(m_bound++, value);
    return *this;
}

Statement &Statement::bind(const QString &value)
{
    // A null string would become NULL.
    m_query.bindValue(m_bound++, value.isNull() ? QStringLiteral("") : value);
    return *this;
}

Statement &Statement::bind(const QByteArray &blob)
{
    m_query.bindValue(m_bound++, blob.isNull() ? QByteArray("") : blob);
    return *this;
}

Statement &Statement::bindNull()
{
    m_query.bindValue(m_bound++, QVariant());
    return *this;
}

int Statement::run()
{
    execute();
    const int changed = m_query.numRowsAffected();
    rewind();
    return changed;
}

void Statement::rewind()
{
    m_query.finish();
    m_bound = 0;
    m_executed = false;
}

bool Statement::next()
{
    if (!m_executed)
        execute();
    if (m_query.next())
        return true;
    if (m_query.lastError().isValid())
        throw EngineError(m_database.inWords(m_query.lastError()));
    return false;
}

double Statement::real(int column) const
{
    return m_query.isNull(column) ? std::numeric_limits<double>::quiet_NaN()
                                  : m_query.value(column).toDouble();
}

void Statement::execute()
{
    if (!m_query.exec())
        throw EngineError(m_database.inWords(m_query.lastError()));
    m_executed = true;
}

} // namespace proponent
