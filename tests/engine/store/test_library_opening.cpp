// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/database.h"
#include "engine/store/migrations.h"
#include "tests/engine/small_disk.h"
#include "tests/engine/store/damage.h"
#include "tests/engine/without_root.h"
#include "tests/test_registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <sys/stat.h>

using namespace proponent;

class LibraryOpeningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesFolders();
    void opensAgain();
    void refuses_data();
    void refuses();
    void refusesALostDatabase_data();
    void refusesALostDatabase();
    void readsWhatCantBeWritten_data();
    void readsWhatCantBeWritten();
    void refusesWhatCantBeMade();
    void seesWhatAnotherWroteToWhatItCantWrite();
    void deletesFromAFullDisk_data();
    void deletesFromAFullDisk();
    void worksWithoutSharedMemory_data();
    void worksWithoutSharedMemory();
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

void LibraryOpeningTest::refusesALostDatabase_data()
{
    QTest::addColumn<Break>("lose");
    QTest::addColumn<QString>("beside");
    QTest::addColumn<QStringList>("words"); ///< none: it isn't refused
    const Break empty = [](const QString &file) { write(file, {}); };
    const Break remove = [](const QString &file) { QFile::remove(file); };
    const QString checkpoint = "checkpoints/7/epoch-001.safetensors";
    QTest::newRow("emptied") << empty << checkpoint << QStringList{"is empty", "put a backup in its place"};
    QTest::newRow("gone") << remove << checkpoint << QStringList{"is missing", "put a backup in its place"};
    QTest::newRow("gone, scores are left")
        << remove << "analyses/7/analysis-3.npy" << QStringList{"is missing", "files of 1 session"};
    QTest::newRow("gone, two sessions are left") << Break([remove](const QString &file) {
        QDir(QFileInfo(file).path()).mkpath("checkpoints/8/below");
        remove(file);
    }) << checkpoint << QStringList{"is missing", "files of 2 session"};
    QTest::newRow("gone, with a backup") << Break([remove](const QString &file) {
        write(QFileInfo(file).path() + "/library-schema-2-backup.sqlite", "older");
        write(QFileInfo(file).path() + "/library-schema-4-backup-2.sqlite", "newer");
        QFile old(QFileInfo(file).path() + "/library-schema-2-backup.sqlite");
        if (!old.open(QIODevice::ReadWrite) ||
            !old.setFileTime(QDateTime(QDate(2020, 1, 1), {}), QFileDevice::FileModificationTime))
            qFatal("no time for a file");
        remove(file);
    }) << checkpoint << QStringList{"is missing", "copy its backup library-schema-4-backup-2.sqlite there"};
    QTest::newRow("emptied before it held anything") << empty << "checkpoints/other/file" << QStringList();
    QTest::newRow("gone before it held anything") << remove << "notes/7/file" << QStringList();
}

void LibraryOpeningTest::refusesALostDatabase()
{
    QFETCH(const Break, lose);
    QFETCH(const QString, beside);
    QFETCH(const QStringList, words);
    const QTemporaryDir folder;
    const QString file = folder.filePath("library.sqlite");
    openStore(folder.path());
    QVERIFY(QDir().mkpath(QFileInfo(folder.filePath(beside)).path()));
    write(folder.filePath(beside), "weights");
    lose(file);
    const bool there = QFile::exists(file);
    const auto store = SessionStore::open(folder.path());
    if (words.isEmpty()) {
        QVERIFY(store.hasValue());
        return;
    }
    QVERIFY(!store);
    for (const QString &one : QStringList(words) + QStringList{file})
        QVERIFY2(store.error().contains(one), qPrintable(store.error()));
    QCOMPARE(QFile::exists(file), there);
    QCOMPARE(contents(file), QByteArray());
    // What is advised works.
    QVERIFY(QDir().rename(folder.filePath("checkpoints"), folder.filePath("away")) ||
            QDir().rename(folder.filePath("analyses"), folder.filePath("away")));
    QVERIFY(openStore(folder.path())->sessions().isEmpty());
}

void LibraryOpeningTest::readsWhatCantBeWritten_data()
{
    QTest::addColumn<QStringList>("closed");
    QTest::newRow("the folder") << QStringList{""};
    QTest::newRow("the file") << QStringList{"library.sqlite"};
    QTest::newRow("all of it") << QStringList{"library.sqlite", "locks", "tmp", ""};
}

void LibraryOpeningTest::readsWhatCantBeWritten()
{
    QFETCH(const QStringList, closed);
    const QTemporaryDir folder;
    QVERIFY(chmod(qPrintable(folder.path()), 0777) == 0);
    const WithoutRoot withoutRoot;
    const QString library = folder.filePath(QString::fromUtf8("Bücherei; 100%1?#"));
    fill(library);
    const auto setMode = [&](int folderMode, int fileMode) {
        for (const QString &what : closed) {
            const QString path = QDir::cleanPath(library + "/" + what);
            QVERIFY(chmod(QFile::encodeName(path), mode_t(QFileInfo(path).isDir() ? folderMode : fileMode)) ==
                    0);
        }
    };
    setMode(0555, 0444);
    auto store = SessionStore::open(library);
    if (!store)
        setMode(0755, 0644);
    QVERIFY2(store, store ? "" : qPrintable(store.error()));
    QVERIFY2((*store)->notice().contains("can't be written"), qPrintable((*store)->notice()));
    const QList<SessionSummary> sessions = (*store)->sessions();
    QCOMPARE(sessions.size(), 20);
    QCOMPARE((*store)->details(sessions.first().id).epochs.size(), 1);
    for (const auto &change : std::initializer_list<std::function<void(SessionStore &)>>{
             [](SessionStore &one) { one.requireWritable(); },
             [](SessionStore &one) { one.rename({1}, "x"); },
             [](SessionStore &one) { one.remove({1}); },
             [](SessionStore &one) { (void)one.createSession(exampleSession()); },
             [](SessionStore &one) { (void)one.lockSession({1}); },
         }) {
        try {
            change(**store);
            QFAIL("nothing was thrown");
        } catch (const EngineError &error) {
            QVERIFY2(error.message().contains("can't be written"), qPrintable(error.message()));
        }
    }
    QCOMPARE((*store)->sessions().size(), 20);
    setMode(0755, 0644);
    (*store)->rename({1}, "written since"); // by the store that could only read
    QCOMPARE((*store)->notice(), QString());
    QCOMPARE(openStore(library)->details({1}).summary.name, "written since");
}

void LibraryOpeningTest::refusesWhatCantBeMade()
{
    const QTemporaryDir folder;
    QVERIFY(chmod(qPrintable(folder.path()), 0777) == 0);
    const WithoutRoot withoutRoot;
    const QString library = folder.filePath("library");
    QVERIFY(QDir().mkpath(library));
    QVERIFY(chmod(qPrintable(library), 0555) == 0);
    const auto store = SessionStore::open(library);
    QVERIFY(!store);
    QVERIFY2(store.error().contains("can't be written"), qPrintable(store.error()));
    QVERIFY2(store.error().contains(library), qPrintable(store.error()));
}

void LibraryOpeningTest::seesWhatAnotherWroteToWhatItCantWrite()
{
    const QTemporaryDir folder;
    QVERIFY(chmod(qPrintable(folder.path()), 0777) == 0);
    const WithoutRoot withoutRoot;
    const QString library = folder.filePath("library");
    fill(library);
    QVERIFY(chmod(qPrintable(library), 0555) == 0);
    const auto store = openStore(library);
    QCOMPARE(store->sessions().size(), 20);
    QVERIFY(!store->changedElsewhere());
    QVERIFY(chmod(qPrintable(library), 0755) == 0);
    openStore(library)->remove({1});
    QVERIFY(store->changedElsewhere());
    QCOMPARE(store->sessions().size(), 19);
    QVERIFY(!store->changedElsewhere());
}

void LibraryOpeningTest::deletesFromAFullDisk_data()
{
    QTest::addColumn<bool>("openBefore");
    QTest::newRow("opened on the full disk") << false;
    QTest::newRow("open already") << true;
}

void LibraryOpeningTest::deletesFromAFullDisk()
{
    QFETCH(const bool, openBefore);
    const SmallDisk disk;
    if (!disk.isThere())
        QSKIP("only root may mount a disk to fill it");
    SessionId id;
    std::unique_ptr<SessionStore> store = openStore(disk.path());
    {
        const CreatedSession session = store->createSession(exampleSession());
        id = session.id;
        const QString checkpoint = store->checkpointFolder(id) + "/epoch-001.safetensors";
        write(disk.path() + "/" + checkpoint, QByteArray(4'000'000, 'w'));
        store->addEpoch(id, exampleEpoch(1, checkpoint));
        store->setState(id, SessionState::Completed);
    }
    if (!openBefore)
        store.reset();
    disk.fill();
    if (!openBefore)
        store = openStore(disk.path());
    QCOMPARE(store->sessions().size(), 1);
    QCOMPARE(store->details(id).epochs.size(), 1);
    QVERIFY_EXCEPTION_THROWN(store->setNote(id, QString(200'000, u'x')), EngineError);
    store->remove(id);
    QVERIFY(store->sessions().isEmpty());
    QVERIFY(!QDir(disk.path() + "/" + QStringLiteral("checkpoints/%1").arg(id.value)).exists());
    const CreatedSession next = store->createSession(exampleSession()); // there is room for it now
    QCOMPARE(openStore(disk.path())->sessions().size(), 1);
    store.reset(); // before the disk
}

void LibraryOpeningTest::worksWithoutSharedMemory_data()
{
    QTest::addColumn<bool>("filled");
    QTest::newRow("a new library") << false;
    QTest::newRow("a library that comes from elsewhere") << true;
}

void LibraryOpeningTest::worksWithoutSharedMemory()
{
    QFETCH(const bool, filled);
    const QTemporaryDir folder;
    if (filled)
        fill(folder.path());
    // In place of a file system that can't map it.
    QVERIFY(QFile::link(folder.filePath("nowhere/shm"), folder.filePath("library.sqlite-shm")));
    const auto store = openStore(folder.path());
    QVERIFY2(store->notice().contains("without shared memory"), qPrintable(store->notice()));
    const auto other = openStore(folder.path());
    QCOMPARE(other->sessions().size(), filled ? 20 : 0);
    const CreatedSession session = store->createSession(exampleSession());
    QVERIFY(other->changedElsewhere());
    other->rename(session.id, "by the other");
    QCOMPARE(store->details(session.id).summary.name, "by the other");
    Database database(folder.filePath("library.sqlite"), Database::Access::ReadOnly);
    QCOMPARE(database.value("PRAGMA journal_mode"), "delete");
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
        Database database(file, Database::Access::ReadWrite);
        inspectLibrary(database, folder.path(), Inspection::Header);
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
