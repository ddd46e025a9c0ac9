// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/database.h"
#include "tests/engine/store/damage.h"
#include "tests/test_registry.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace proponent;

/// A backup beside a library that is damaged or lost takes its place.
class LibraryBackupsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheLibrarysPlace_data();
    void takesTheLibrarysPlace();
    void isNotOffered_data();
    void isNotOffered();
    void oneThatIsDamagedIsPassedOver();
};

namespace {

QString backUp(const QString &folder, const char *name)
{
    const QString backup = folder + "/library-schema-" + name + ".sqlite";
    Database database(folder + "/library.sqlite", Database::Access::ReadWrite);
    Statement(database, "VACUUM INTO ?").bind(backup).run();
    return backup;
}

} // namespace

void LibraryBackupsTest::takesTheLibrarysPlace_data()
{
    QTest::addColumn<Break>("lose");
    QTest::addColumn<int>("aside"); ///< files of the damaged one that are kept
    QTest::newRow("another file") << Break([](const QString &file) { write(file, QByteArray(5000, 'x')); })
                                  << 1;
    QTest::newRow("data pages overwritten")
        << Break([](const QString &file) { overwritePages(file, 30); }) << 1;
    QTest::newRow("a log of the damaged one") << Break([](const QString &file) {
        overwritePages(file, 1);
        write(file + "-wal", contents(file).first(9000));
    }) << 2;
    QTest::newRow("gone") << Break([](const QString &file) { QFile::remove(file); }) << 0;
    QTest::newRow("emptied") << Break([](const QString &file) { write(file, {}); }) << 1;
}

void LibraryBackupsTest::takesTheLibrarysPlace()
{
    QFETCH(const Break, lose);
    QFETCH(const int, aside);
    const QTemporaryDir folder;
    fill(folder.path());
    const QString backup = backUp(folder.path(), "7-backup");
    SessionId later;
    {
        const auto store = openStore(folder.path());
        const CreatedSession session = store->createSession(exampleSession());
        later = session.id;
        write(folder.filePath(store->checkpointFolder(later) + "/epoch-001.safetensors"), "weights");
    }
    QCOMPARE(SessionStore::backupFor(folder.path()), QString()); // nothing is wrong
    const QString file = folder.filePath("library.sqlite");
    lose(file);
    const QByteArray damaged = contents(file);
    QVERIFY(!SessionStore::open(folder.path()));
    QCOMPARE(SessionStore::backupFor(folder.path()), backup);
    QVERIFY(contents(file) == damaged);

    const QString kept = SessionStore::restoreBackup(folder.path(), backup);
    QCOMPARE(QDir(folder.path()).entryList({"library-damaged*"}).size(), aside);
    QVERIFY(contents(kept) == damaged);
    QVERIFY(QFile::exists(backup));
    QVERIFY(QDir(folder.filePath("tmp")).isEmpty());
    const auto store = openStore(folder.path());
    QCOMPARE(store->sessions().size(), 20);
    // The files of what was done since are nobody else's.
    QVERIFY(store->createSession(exampleSession()).id > later);
    QCOMPARE(SessionStore::backupFor(folder.path()), QString());
}

void LibraryBackupsTest::isNotOffered_data()
{
    QTest::addColumn<Break>("change");
    QTest::newRow("a newer schema") << Break([](const QString &file) {
        Database(file, Database::Access::ReadWrite).execute("PRAGMA user_version = 99");
    });
    QTest::newRow("another program's") << Break([](const QString &file) {
        QFile::remove(file);
        Database(file, Database::Access::ReadWrite).execute("CREATE TABLE songs (id)");
    });
    QTest::newRow("gone before it held anything") << Break([](const QString &file) { QFile::remove(file); });
}

void LibraryBackupsTest::isNotOffered()
{
    QFETCH(const Break, change);
    const QTemporaryDir folder;
    openStore(folder.path());
    (void)backUp(folder.path(), "7-backup");
    change(folder.filePath("library.sqlite"));
    QCOMPARE(SessionStore::backupFor(folder.path()), QString());
}

void LibraryBackupsTest::oneThatIsDamagedIsPassedOver()
{
    const QTemporaryDir folder;
    fill(folder.path());
    const QString older = backUp(folder.path(), "6-backup");
    QFile file(older);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime(QDate(2020, 1, 1), {}), QFileDevice::FileModificationTime));
    file.close();
    const QString newer = backUp(folder.path(), "7-backup");
    write(folder.filePath("library.sqlite"), "not SQLite");
    QCOMPARE(SessionStore::backupFor(folder.path()), newer);
    overwritePages(newer, 30);
    QCOMPARE(SessionStore::backupFor(folder.path()), older);
    write(older, {});
    QCOMPARE(SessionStore::backupFor(folder.path()), QString());
}

PROPONENT_TEST(LibraryBackupsTest)
#include "test_library_backups.moc"
