// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/database.h"
#include "engine/store/migrations.h"
#include "tests/engine/store/example_session.h"
#include "tests/engine/without_root.h"
#include "tests/test_registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <sys/stat.h>

using namespace proponent;

namespace {

/// Breaks the library whose database file is named.
using Break = std::function<void(const QString &)>;

QByteArray contents(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("can't write %s", qPrintable(name));
}

/// The beginnings of all pages from `first` on.
void overwritePages(const QString &name, int first)
{
    constexpr int pageSize = 4096;
    QByteArray bytes = contents(name);
    for (qsizetype page = first * pageSize; page < bytes.size(); page += pageSize)
        bytes.replace(page, 64, QByteArray(64, '\x7f'));
    write(name, bytes);
}

void fill(const QString &folder)
{
    const auto store = openStore(folder);
    for (int number = 0; number < 20; ++number) {
        const CreatedSession session = store->createSession(exampleSession());
        store->addEpoch(session.id, exampleEpoch(1));
        store->setNote(session.id, QString(2000, u'x'));
        store->setState(session.id, SessionState::Completed);
    }
}

} // namespace

Q_DECLARE_METATYPE(Break)

class LibraryOpeningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesFolders();
    void opensAgain();
    void refuses_data();
    void refuses();
    void refusesReadOnly_data();
    void refusesReadOnly();
    void refusesFile();
    void setsPragmas();
    void migrates();
    void rollsBackABrokenMigration();
};

void LibraryOpeningTest::makesFolders()
{
    const QTemporaryDir folder;
    const QString library = folder.filePath(QString::fromUtf8("new/Bücherei; 100%1"));
    const auto store = openStore(library);
    QVERIFY(QFile::exists(library + "/library.sqlite"));
    QCOMPARE(store->folder(), library);
}

void LibraryOpeningTest::opensAgain()
{
    const QTemporaryDir folder;
    fill(folder.path());
    QCOMPARE(openStore(folder.path())->sessions().size(), 20);
    QCOMPARE(QDir(folder.path()).entryList({"*backup*"}).size(), 0);
    // What a process that is killed while it makes the library leaves.
    const QTemporaryDir other;
    write(other.filePath("library.sqlite"), {});
    QVERIFY(openStore(other.path())->sessions().isEmpty());
}

void LibraryOpeningTest::refuses_data()
{
    QTest::addColumn<Break>("breakIt");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const char *words, const Break &breakIt) {
        QTest::newRow(name) << breakIt << QString(words);
    };
    row("another file", "is damaged", [](const QString &file) { write(file, QByteArray(5000, 'x')); });
    row("a short file", "is damaged", [](const QString &file) { write(file, "not SQLite"); });
    row("header overwritten", "is damaged",
        [](const QString &file) { write(file, QByteArray(100, '\0') + contents(file).mid(100)); });
    row("cut in half", "is damaged", [](const QString &file) {
        const QByteArray bytes = contents(file);
        write(file, bytes.first(bytes.size() / 2));
    });
    row("pages overwritten", "is damaged", [](const QString &file) { overwritePages(file, 1); });
    // The tables can still be listed, so that only the check finds it.
    row("data pages overwritten", "is damaged", [](const QString &file) { overwritePages(file, 30); });
    row("newer schema", "newer version of Proponent (schema 99", [](const QString &file) {
        Database(file, Database::Access::ReadWrite).execute("PRAGMA user_version = 99");
    });
    row("SQLite of another program", "another program", [](const QString &file) {
        QFile::remove(file);
        Database(file, Database::Access::ReadWrite).execute("CREATE TABLE songs (id)");
    });
    row("SQLite of another program with versions", "another program", [](const QString &file) {
        QFile::remove(file);
        Database(file, Database::Access::ReadWrite).execute("PRAGMA user_version = 1");
    });
}

void LibraryOpeningTest::refuses()
{
    QFETCH(const Break, breakIt);
    QFETCH(const QString, words);
    const QTemporaryDir folder;
    const QString file = folder.filePath("library.sqlite");
    fill(folder.path());
    breakIt(file);
    const QByteArray before = contents(file);

    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto store = SessionStore::open(folder.path());
        QVERIFY(!store);
        QVERIFY2(store.error().contains(words), qPrintable(store.error()));
        QVERIFY2(store.error().contains(file), qPrintable(store.error()));
        QVERIFY2(!store.error().contains('\n'), qPrintable(store.error()));
        QVERIFY(contents(file) == before);
    }
}

void LibraryOpeningTest::refusesReadOnly_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("filled");
    QTest::newRow("an empty folder") << "" << false;
    QTest::newRow("the folder") << "" << true;
    QTest::newRow("the file") << "library.sqlite" << true;
}

void LibraryOpeningTest::refusesReadOnly()
{
    QFETCH(const QString, what);
    QFETCH(const bool, filled);
    const QTemporaryDir folder;
    QVERIFY(chmod(qPrintable(folder.path()), 0777) == 0);
    const WithoutRoot withoutRoot;
    const QString library = folder.filePath("library");
    QVERIFY(QDir().mkpath(library));
    if (filled)
        fill(library);
    const QByteArray path = QFile::encodeName(QDir::cleanPath(library + "/" + what));
    QVERIFY(chmod(path.constData(), what.isEmpty() ? 0555 : 0444) == 0);
    const auto store = SessionStore::open(library);
    QVERIFY(chmod(path.constData(), what.isEmpty() ? 0755 : 0644) == 0);
    QVERIFY(!store);
    QVERIFY2(store.error().contains("can't be written"), qPrintable(store.error()));
    QVERIFY2(store.error().contains(QFile::decodeName(path)), qPrintable(store.error()));
}

void LibraryOpeningTest::refusesFile()
{
    const QTemporaryDir folder;
    write(folder.filePath("file"), "x");
    const auto store = SessionStore::open(folder.filePath("file"));
    QVERIFY(!store);
    QVERIFY2(store.error().contains("is a file, not a folder"), qPrintable(store.error()));
    const auto below = SessionStore::open(folder.filePath("file/below"));
    QVERIFY(!below);
    QVERIFY2(below.error().contains("can't be written"), qPrintable(below.error()));
}

void LibraryOpeningTest::setsPragmas()
{
    const QTemporaryDir folder;
    fill(folder.path());
    Database database(folder.filePath("library.sqlite"), Database::Access::ReadOnly);
    QCOMPARE(database.value("PRAGMA journal_mode"), "wal");
    QCOMPARE(database.value("PRAGMA user_version"), QString::number(newestSchema(":/schema")));
    QCOMPARE(database.value("PRAGMA foreign_key_check"), QString());
    QVERIFY(database.value("PRAGMA busy_timeout").toInt() >= 5000);
}

void LibraryOpeningTest::migrates()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("library.sqlite");
    write(folder.filePath("schema-1.sql"), "-- first\n-- schema\n\nPRAGMA application_id = 0x50524f50;\n\n"
                                           "CREATE TABLE a (x -- a ;\n);\n");
    {
        Database database(file, Database::Access::ReadWrite);
        migrate(database, folder.path());
        QCOMPARE(database.value("PRAGMA user_version"), "1");
        database.execute("INSERT INTO a VALUES ('kept')");
        migrate(database, folder.path());
        QCOMPARE(database.value("SELECT count(*) FROM a"), "1");
    }
    write(folder.filePath("schema-2.sql"), "ALTER TABLE a ADD COLUMN y DEFAULT 2;\n");
    write(folder.filePath("schema-10.sql"), "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n"
                                            "    UPDATE a SET y = 3;\n    UPDATE a SET y = y + 1;\nEND;\n");
    for (int version = 3; version < 10; ++version)
        write(folder.filePath(QStringLiteral("schema-%1.sql").arg(version)), "SELECT 1;\n");
    QCOMPARE(newestSchema(folder.path()), 10);
    {
        inspectLibrary(file, folder.path());
        Database database(file, Database::Access::ReadWrite);
        migrate(database, folder.path());
        QCOMPARE(database.value("PRAGMA user_version"), "10");
        QCOMPARE(database.value("SELECT y FROM a"), "2");
        database.execute("INSERT INTO a VALUES ('new', 0)");
        QCOMPARE(database.value("SELECT sum(y) FROM a"), "8");
    }
    Database backup(folder.filePath("library-schema-1-backup.sqlite"), Database::Access::ReadOnly);
    QCOMPARE(backup.value("PRAGMA user_version"), "1");
    QCOMPARE(backup.value("SELECT x FROM a"), "kept");
    QCOMPARE(QDir(folder.path()).entryList({"*.sqlite", "*.part"}).size(), 2);
}

void LibraryOpeningTest::rollsBackABrokenMigration()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("library.sqlite");
    write(folder.filePath("schema-1.sql"), "CREATE TABLE a (x);\n");
    Database database(file, Database::Access::ReadWrite);
    migrate(database, folder.path());
    write(folder.filePath("schema-2.sql"), "CREATE TABLE b (x);\n\nCREATE TABLE a (x);\n");
    for (int attempt = 0; attempt < 2; ++attempt) {
        QVERIFY_EXCEPTION_THROWN(migrate(database, folder.path()), EngineError);
        QCOMPARE(database.value("PRAGMA user_version"), "1");
        QCOMPARE(database.value("SELECT count(*) FROM sqlite_master"), "1");
    }
    // Two statements without an empty line between them would otherwise lose the second one.
    write(folder.filePath("schema-2.sql"), "CREATE TABLE b (x);\nCREATE TABLE c (x);\n");
    QVERIFY_EXCEPTION_THROWN(migrate(database, folder.path()), EngineError);
    QCOMPARE(database.value("SELECT count(*) FROM sqlite_master"), "1");
}

PROPONENT_TEST(LibraryOpeningTest)
#include "test_library_opening.moc"
