// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/migrations.h"

#include "engine/store/backups.h"
#include "engine/store/library_lost.h"
#include "engine/store/store_text.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace proponent {

namespace {

constexpr qint64 ApplicationId = 0x50524f50; // 'PROP', set by schema-1.sql

int userVersion(Database &database)
{
    return database.value(QStringLiteral("PRAGMA user_version")).toInt();
}

/// Statements of a schema file are separated by empty lines, so that a trigger may hold semicolons.
QStringList statementsOf(const QString &script)
{
    static const QRegularExpression emptyLine(QStringLiteral("\\n[ \\t]*\\n"));
    static const QRegularExpression comment(QStringLiteral("^\\s*--"));
    QStringList statements = script.split(emptyLine, Qt::SkipEmptyParts);
    statements.removeIf([](const QString &statement) {
        const QStringList lines = statement.split(u'\n', Qt::SkipEmptyParts);
        return std::ranges::all_of(lines, [](const QString &line) { return comment.match(line).hasMatch(); });
    });
    return statements;
}

QStringList readSchema(const QString &schemaFolder, int version)
{
    QFile file(QStringLiteral("%1/schema-%2.sql").arg(schemaFolder).arg(version));
    if (!file.open(QIODevice::ReadOnly)) {
        throw EngineError(
            StoreText::tr("%1, a part of this program, can't be read: %2. Install the program again.")
                .arg(file.fileName(), file.errorString()));
    }
    return statementsOf(QString::fromUtf8(file.readAll()));
}

} // namespace

int newestSchema(const QString &schemaFolder)
{
    static const QRegularExpression pattern(QStringLiteral("^schema-(\\d+)\\.sql$"));
    int newest = 0;
    for (const QString &name : QDir(schemaFolder).entryList(QDir::Files))
        newest = std::max(newest, pattern.match(name).captured(1).toInt());
    return newest;
}

void inspectLibrary(Database &database, const QString &schemaFolder, Inspection inspection)
{
    const QString file = database.file();
    const int version = userVersion(database);
    const int newest = newestSchema(schemaFolder);
    if (version > newest) {
        throw EngineError(
            StoreText::tr("The library %1 was written by a newer version of Proponent (schema %2, this "
                          "version knows up to %3). It was not changed: update Proponent, or use another "
                          "library.")
                .arg(file, QString::number(version), QString::number(newest)));
    }
    const bool closely = inspection == Inspection::Contents || version < newest;
    const QString verdict =
        closely ? database.value(QStringLiteral("PRAGMA quick_check(1)")) : QStringLiteral("ok");
    if (verdict != QLatin1String("ok")) {
        throw LibraryLost(
            StoreText::tr("The library %1 is damaged (%2). Nothing was changed: %3, or use another "
                          "folder for a new library.")
                .arg(file, verdict.simplified(), adviceToRestore(file)));
    }
    const qint64 applicationId = database.value(QStringLiteral("PRAGMA application_id")).toLongLong();
    const bool empty = database.value(QStringLiteral("SELECT count(*) FROM sqlite_master")).toInt() == 0;
    if (version > 0 ? applicationId != ApplicationId : !empty) {
        throw EngineError(
            StoreText::tr("%1 is a database of another program, not a library. It was not changed: use "
                          "another folder for the library.")
                .arg(file));
    }
}

bool needsMigration(Database &database, const QString &schemaFolder)
{
    return userVersion(database) < newestSchema(schemaFolder);
}

void migrate(Database &database, const QString &schemaFolder)
{
    const int from = userVersion(database);
    const int to = newestSchema(schemaFolder);
    if (from > 0 && from < to)
        backUp(database, from);
    for (int version = from + 1; version <= to; ++version) {
        Transaction transaction(database);
        for (const QString &statement : readSchema(schemaFolder, version))
            database.execute(statement);
        database.execute(QStringLiteral("PRAGMA user_version = %1").arg(version));
        transaction.commit();
    }
}

} // namespace proponent
