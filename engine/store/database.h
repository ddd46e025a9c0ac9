// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

class QSqlError;

namespace proponent {

/// One connection to an SQLite file, open from construction to destruction. Use it in the thread that made
/// it. Everything that goes wrong is thrown as EngineError, with the file's name and what to do; as CantWrite
/// where it is only that.
class Database
{
public:
    enum class Access {
        ReadOnly,
        Immutable, ///< as the file lies there: without the write-ahead log, and without a lock
        ReadWrite
    };

    Database(const QString &file, Access access);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    [[nodiscard]] QString file() const { return m_file; }
    [[nodiscard]] bool isImmutable() const { return m_access == Access::Immutable; }

    /// Runs one statement that has no result.
    void execute(const QString &sql);
    /// First column of the first row; null when there is no row.
    [[nodiscard]] QString value(const QString &sql);
    [[nodiscard]] qint64 lastInsertId()
    {
        return value(QStringLiteral("SELECT last_insert_rowid()")).toLongLong();
    }
    [[nodiscard]] QSqlQuery query() const { return QSqlQuery(m_connection); }

    /// Throws what an SQLite error means for the user, as one line.
    [[noreturn]] void fail(const QSqlError &error) const;

private:
    [[nodiscard]] QString inWords(const QSqlError &error) const;

    QString m_file;
    Access m_access;
    QString m_connectionName;
    QSqlDatabase m_connection;
};

/// A transaction that is rolled back unless it was committed. One that writes takes the write lock at once
/// (BEGIN IMMEDIATE), so that what was read inside is still true when it is written. One that only reads
/// sees the database as it was at its first statement, and needs no commit.
class Transaction
{
public:
    enum class Kind { Read, Write };

    explicit Transaction(Database &database, Kind kind = Kind::Write);
    ~Transaction();
    Q_DISABLE_COPY_MOVE(Transaction)

    void commit();

private:
    Database &m_database;
    bool m_open = true;
};

/// A statement with its values. Errors are thrown as EngineError.
class Statement
{
public:
    Statement(Database &database, const QString &sql);
    Q_DISABLE_COPY_MOVE(Statement)

    /// The next ? of the statement. A double that is not a number becomes NULL.
    Statement &bind(qint64 value);
    Statement &bind(int value) { return bind(qint64(value)); }
    Statement &bind(double value);
    Statement &bind(const QString &value);
    Statement &bind(const QByteArray &blob);
    Statement &bindNull();

    /// Runs a statement that has no result, and gets ready for the next values. Returns the number of rows
    /// that it changed.
    int run();
    /// Goes to the next row of the result, to the first one at first.
    bool next();
    /// Ends a result and gets ready for the next values.
    void rewind();

    /// @name Columns of the current row
    /// @{
    [[nodiscard]] qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    [[nodiscard]] int number(int column) const { return m_query.value(column).toInt(); }
    [[nodiscard]] double real(int column) const; ///< NULL is "not a number"
    [[nodiscard]] QString text(int column) const { return m_query.value(column).toString(); }
    [[nodiscard]] QByteArray blob(int column) const { return m_query.value(column).toByteArray(); }
    [[nodiscard]] bool isNull(int column) const { return m_query.isNull(column); }
    /// @}

private:
    void execute();

    Database &m_database;
    QSqlQuery m_query;
    int m_bound = 0;
    bool m_executed = false;
};

} // namespace proponent
