// SPDX-License-Identifier: GPL-3.0-or-later
// An Engine at a library that others write to, that can't be written, or whose data were moved.
#include "engine/data/dataset.h"
#include "engine/store/session_store.h"
#include "tests/engine/data/idx_folder.h"
#include "tests/engine/facade/job_waiter.h"
#include "tests/engine/store/example_session.h"
#include "tests/engine/without_root.h"
#include "tests/test_registry.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <functional>
#include <sys/stat.h>

using namespace proponent;

class SharedLibraryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatAnotherDid_data();
    void tellsWhatAnotherDid();
    void readsWhatItCantWrite();
    void refusesDamagedContents();
    void relocatesData();
    void refusesOtherData();
};

namespace {

std::unique_ptr<Engine> openEngine(const QString &folder)
{
    auto engine = Engine::open(folder);
    if (!engine)
        qFatal("%s", qPrintable(engine.error()));
    return std::move(*engine);
}

/// On the data in a folder.
SessionId makeSession(SessionStore &store, const QString &data)
{
    NewSession session = exampleSession();
    session.config.data = data;
    session.config.labelChanges.clear();
    session.config.trainLimit = 0;
    session.dataset = openDataset(data).valueOrThrow()->info;
    const CreatedSession created = store.createSession(session);
    store.setState(created.id, SessionState::Completed);
    return created.id;
}

} // namespace

void SharedLibraryTest::tellsWhatAnotherDid_data()
{
    using Doing = std::function<void(SessionStore &, CreatedSession &)>;
    QTest::addColumn<Doing>("doing");
    QTest::newRow("a new session") << Doing(
        [](SessionStore &store, CreatedSession &) { (void)store.createSession(exampleSession()); });
    QTest::newRow("an epoch") << Doing(
        [](SessionStore &store, CreatedSession &session) { store.addEpoch(session.id, exampleEpoch(1)); });
    QTest::newRow("a name") << Doing(
        [](SessionStore &store, CreatedSession &session) { store.rename(session.id, QStringLiteral("x")); });
    QTest::newRow("its end") << Doing([](SessionStore &, CreatedSession &session) { session.lock.reset(); });
}

void SharedLibraryTest::tellsWhatAnotherDid()
{
    QFETCH(const std::function<void(SessionStore &, CreatedSession &)>, doing);
    const QTemporaryDir folder;
    const auto engine = openEngine(folder.path());
    JobWaiter jobs(*engine);
    const auto store = openStore(folder.path()); // in place of another program
    CreatedSession session = store->createSession(exampleSession());
    QCOMPARE(jobs.wait<SessionsListed>(engine->listSessions()).sessions.size(), 1);
    QSignalSpy changed(engine.get(), &Engine::sessionsChanged);
    QTest::qWait(1500);
    QCOMPARE(changed.size(), 0); // nothing was done
    QElapsedTimer timer;
    timer.start();
    doing(*store, session);
    QTRY_VERIFY_WITH_TIMEOUT(changed.size() > 0, 2000);
    qInfo() << "told after" << timer.elapsed() << "ms";
}

void SharedLibraryTest::readsWhatItCantWrite()
{
    const QTemporaryDir folder;
    QVERIFY(chmod(qPrintable(folder.path()), 0777) == 0);
    const WithoutRoot withoutRoot;
    const QString library = folder.filePath(QStringLiteral("library"));
    const DataFolder data;
    data.writeValid();
    SessionId id;
    {
        const auto store = openStore(library);
        id = makeSession(*store, data.path());
    }
    QVERIFY(chmod(qPrintable(library), 0555) == 0);
    {
        const auto engine = openEngine(library);
        QSignalSpy notices(engine.get(), &Engine::notice);
        JobWaiter jobs(*engine);
        QCOMPARE(jobs.wait<SessionsListed>(engine->listSessions()).sessions.size(), 1);
        QCOMPARE(notices.size(), 1);
        QVERIFY(notices.at(0).at(0).toString().contains(QStringLiteral("can't be written")));
        QCOMPARE(jobs.wait<SessionOpened>(engine->openSession(id)).details.trainCount, 1000);
        TrainingConfig config;
        config.data = data.path();
        LabelAuditRequest audit;
        audit.session = id;
        for (const JobId job : {engine->renameSession(id, QStringLiteral("x")), engine->deleteSession(id),
                                engine->train(config), engine->auditLabels(audit)}) {
            const QString message = jobs.wait<Failed>(job).message;
            QVERIFY2(message.contains(QStringLiteral("can't be written")), qPrintable(message));
        }
        const QString exported = folder.filePath(QStringLiteral("exported"));
        jobs.wait<SessionExported>(engine->exportSession(id, exported));
        QVERIFY(QFile::exists(exported + QStringLiteral("/session.json")));
    }
    QVERIFY(chmod(qPrintable(library), 0755) == 0);
}

void SharedLibraryTest::refusesDamagedContents()
{
    const QTemporaryDir folder;
    {
        const auto store = openStore(folder.path());
        for (int number = 0; number < 20; ++number) {
            const CreatedSession session = store->createSession(exampleSession());
            store->setNote(session.id, QString(2000, u'x'));
        }
    }
    QFile file(folder.filePath(QStringLiteral("library.sqlite")));
    const QString backup = folder.filePath(QStringLiteral("library-schema-7-backup.sqlite"));
    QVERIFY(file.copy(backup));
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (qint64 page = 32 * 4096; page < file.size(); page += 4096)
        QVERIFY(file.seek(page) && file.write(QByteArray(64, '\x7f')) == 64);
    file.close();
    auto engine = openEngine(folder.path());
    QSignalSpy lost(engine.get(), &Engine::libraryLost);
    JobWaiter jobs(*engine);
    LabelAuditRequest audit;
    audit.session = {1};
    for (const JobId job : {engine->listSessions(), engine->renameSession({1}, QStringLiteral("x")),
                            engine->auditLabels(audit), engine->listSessions()}) {
        const QString message = jobs.wait<Failed>(job).message;
        QVERIFY2(message.contains(QStringLiteral("is damaged")), qPrintable(message));
    }
    QCOMPARE(lost.size(), 1);
    QVERIFY(lost.at(0).at(0).toString().contains(QStringLiteral("is damaged")));
    engine.reset();
    QCOMPARE(Engine::backupFor(folder.path()), backup);
    QVERIFY(Engine::restoreBackup(folder.path(), backup).hasValue());
    engine = openEngine(folder.path());
    QCOMPARE(JobWaiter(*engine).wait<SessionsListed>(engine->listSessions()).sessions.size(), 20);
}

void SharedLibraryTest::relocatesData()
{
    const QTemporaryDir folder;
    const DataFolder data;
    data.writeValid();
    const QString moved = folder.filePath(QStringLiteral("moved"));
    const auto store = openStore(folder.path());
    const SessionId id = makeSession(*store, data.path());
    const SessionId sibling = makeSession(*store, data.path());
    QVERIFY(QDir().rename(data.path(), moved));
    const auto engine = openEngine(folder.path());
    JobWaiter jobs(*engine);
    const QString message = jobs.wait<Failed>(engine->exportSession(id, folder.filePath("exported"))).message;
    QVERIFY2(message.contains(data.path()) && message.contains("relocate"), qPrintable(message));
    QVERIFY(jobs.wait<ImagesLoaded>(engine->loadImages(id, Split::Train, {0})).datasetMissing);

    jobs.wait<SessionEdited>(engine->relocateData(id, moved));
    const ImagesLoaded loaded = jobs.wait<ImagesLoaded>(engine->loadImages(sibling, Split::Train, {0}));
    QVERIFY(!loaded.datasetMissing);
    QCOMPARE(loaded.images.size(), 1);
    const SessionDetails details = jobs.wait<SessionOpened>(engine->openSession(id)).details;
    QCOMPARE(details.dataset.path, moved);
    QCOMPARE(details.config.data, moved);
    QCOMPARE(details.config.learningRate, exampleSession().config.learningRate);
    jobs.wait<SessionExported>(engine->exportSession(id, folder.filePath("exported")));
}

void SharedLibraryTest::refusesOtherData()
{
    const QTemporaryDir folder;
    const DataFolder data;
    data.writeValid();
    const auto store = openStore(folder.path());
    const SessionId id = makeSession(*store, data.path());
    const DataFolder other;
    other.writeValid();
    other.write(other.trainLabels, idx({6}, someLabels(6, 2)));
    const auto engine = openEngine(folder.path());
    JobWaiter jobs(*engine);
    const QString message = jobs.wait<Failed>(engine->relocateData(id, other.path())).message;
    QVERIFY2(message.contains("other data") && message.contains(data.path()), qPrintable(message));
    jobs.wait<Failed>(engine->relocateData(id, folder.filePath("nowhere")));
    jobs.wait<Failed>(engine->relocateData({99}, data.path()));
    QCOMPARE(jobs.wait<SessionOpened>(engine->openSession(id)).details.dataset.path, data.path());
}

PROPONENT_TEST(SharedLibraryTest)
#include "test_shared_library.moc"
