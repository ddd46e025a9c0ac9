// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/database.h"

#include "engine/store/cant_write.h"
#include "engine/store/library_lost.h"
#include "engine/store/store_text.h"

#include <QSqlError>
#include <QUrl>
#include <QUuid>

#include <cmath>
#include <limits>
#include <optional>

namespace proponent {

namespace {

/// SQLite's result codes that a user can do something about (https://sqlite.org/rescode.html).
namespace sqlite {

enum PrimaryCode {
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    InputOutput = 10,
    Corrupt = 11,
    Full = 13,
    CantOpen = 14,
    Protocol = 15, // of locks
    NotADatabase = 26
};

/// What of reading and writing failed.
enum InputOutputCode {
    Write = InputOutput | (3 << 8),
    Sync = InputOutput | (4 << 8),
    Unlock = InputOutput | (8 << 8),
    ReadLock = InputOutput | (9 << 8),
    CheckReservedLock = InputOutput | (14 << 8),
    Lock = InputOutput | (15 << 8),
    SharedMemoryOpen = InputOutput | (18 << 8),
    SharedMemorySize = InputOutput | (19 << 8),
    SharedMemoryLock = InputOutput | (20 << 8),
    SharedMemoryMap = InputOutput | (21 << 8)
};

} // namespace sqlite

/// How long a writer waits for another process or thread to finish its transaction.
constexpr int BusyTimeout = 10'000; // ms

int codeOf(const QSqlError &error)
{
    return error.nativeErrorCode().toInt();
}

/// The upper bits of an extended code say more.
int primaryCodeOf(const QSqlError &error)
{
    return codeOf(error) & 0xff;
}

bool isAboutLocks(const QSqlError &error)
{
    switch (codeOf(error)) {
    case sqlite::Unlock:
    case sqlite::ReadLock:
    case sqlite::CheckReservedLock:
    case sqlite::Lock:
    case sqlite::SharedMemoryLock:
        return true;
    default:
        return primaryCodeOf(error) == sqlite::Protocol;
    }
}

/// Why nothing can be written, if that is what the error says.
std::optional<CantWrite::Reason> reasonOf(const QSqlError &error)
{
    switch (codeOf(error)) {
    case sqlite::Write: // without space, too: only some of the ways to have none are told apart
    case sqlite::Sync:
    case sqlite::SharedMemorySize:
        return CantWrite::Reason::Full;
    case sqlite::SharedMemoryOpen:
    case sqlite::SharedMemoryMap:
        return CantWrite::Reason::NoSharedMemory;
    default:
        break;
    }
    switch (primaryCodeOf(error)) {
    case sqlite::ReadOnly:
        return CantWrite::Reason::Refused;
    case sqlite::Full:
        return CantWrite::Reason::Full;
    case sqlite::CantOpen: // the file, or the write-ahead log and its index, which reading needs, too
        return CantWrite::Reason::NoSharedMemory;
    default:
        return {};
    }
}

} // namespace

Database::Database(const QString &file, Access access)
    : m_file(file), m_access(access), m_connectionName(QUuid::createUuid().toString())
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
    if (access != Access::ReadWrite)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    if (access == Access::Immutable) {
        options += QStringLiteral(";QSQLITE_OPEN_URI");
        m_connection.setDatabaseName(QString::fromLatin1(QUrl::fromLocalFile(file).toEncoded()) +
                                     QStringLiteral("?immutable=1"));
    }
    m_connection.setConnectOptions(options);
    if (!m_connection.open()) {
        const QSqlError error = m_connection.lastError();
        m_connection = {};
        QSqlDatabase::removeDatabase(m_connectionName);
        fail(error);
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
        fail(statement.lastError());
}

QString Database::value(const QString &sql)
{
    Statement statement(*this, sql);
    return statement.next() ? statement.text(0) : QString();
}

void Database::fail(const QSqlError &error) const
{
    if (const auto reason = reasonOf(error))
        throw CantWrite(inWords(error), *reason);
    const int code = primaryCodeOf(error);
    if (code == sqlite::Corrupt || code == sqlite::NotADatabase)
        throw LibraryLost(inWords(error));
    throw EngineError(inWords(error));
}

QString Database::inWords(const QSqlError &error) const
{
    if (isAboutLocks(error)) {
        return StoreText::
            tr("The file system of the library %1 has no locks that work (%2), so that two programs would "
               "damage it. Keep the library on a disk of this machine, or mount the share with locks.")
                .arg(m_file, error.databaseText());
    }
    switch (primaryCodeOf(error)) {
    case sqlite::Busy:
    case sqlite::Locked:
        return StoreText::tr(
                   "The library %1 is in use by another program that does not let go of it. Close that "
                   "program, then try again.")
            .arg(m_file);
    case sqlite::ReadOnly:
        return StoreText::tr(
                   "The library %1 can't be written. Give yourself permission to write the file and its "
                   "folder, or use another library.")
            .arg(m_file);
    case sqlite::Corrupt:
    case sqlite::NotADatabase:
        return StoreText::tr(
                   "The library %1 is damaged (%2). Nothing was changed: put a backup in its place, or use "
                   "another folder for a new library.")
            .arg(m_file, error.databaseText());
    case sqlite::Full:
        return StoreText::tr("The disk of the library %1 is full. Free some space, then try again.")
            .arg(m_file);
    case sqlite::CantOpen:
        return StoreText::tr(
                   "The library %1 can't be opened. Check that its folder is there and may be written.")
            .arg(m_file);
    case sqlite::InputOutput:
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
        m_database.fail(m_query.lastError());
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
        m_database.fail(m_query.lastError());
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
        m_database.fail(m_query.lastError());
    m_executed = true;
}

} // namespace proponent
