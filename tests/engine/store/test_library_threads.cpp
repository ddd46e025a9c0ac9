// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/database.h"
#include "engine/store/file_lock.h"
#include "tests/engine/store/example_session.h"
#include "tests/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace proponent;

/// Several stores of one process at one library. Without child processes, which ThreadSanitizer forbids.
class LibraryThreadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoStoresOfOneProcess();
    void seesWhatAnotherWrites();
    void lookingNeverBreaksLocking();
    void lookersAndTrainersMeet();
    void threadsWorkAtOnce();
};

void LibraryThreadsTest::twoStoresOfOneProcess()
{
    const QTemporaryDir folder;
    const auto first = openStore(folder.path());
    const auto second = openStore(folder.path());
    CreatedSession session = first->createSession(exampleSession());
    QCOMPARE(toString(stateOf(*second)), toString(SessionState::Running));
    QCOMPARE(toString(stateOf(*first)), toString(SessionState::Running));
    QVERIFY(!second->lockSession(session.id));
    QVERIFY(!first->lockSession(session.id));
    session.lock.reset();
    QCOMPARE(toString(stateOf(*second)), toString(SessionState::Interrupted));
    QVERIFY(second->lockSession(session.id));
    QVERIFY(first->lockSession(session.id));
}

void LibraryThreadsTest::seesWhatAnotherWrites()
{
    const QTemporaryDir folder;
    const auto watching = openStore(folder.path());
    const auto writing = openStore(folder.path());
    QVERIFY(!watching->changedElsewhere());
    CreatedSession session = writing->createSession(exampleSession());
    QVERIFY(watching->changedElsewhere());
    QVERIFY(!watching->changedElsewhere());
    writing->addEpoch(session.id, exampleEpoch(1));
    QVERIFY(watching->changedElsewhere());
    watching->rename(session.id, "by itself");
    QVERIFY(!watching->changedElsewhere());
    session.lock.reset(); // as when the program that trains is killed
    QVERIFY(watching->changedElsewhere());
    QCOMPARE(toString(stateOf(*watching)), toString(SessionState::Interrupted));
    QVERIFY(!watching->changedElsewhere());
}

void LibraryThreadsTest::lookingNeverBreaksLocking()
{
    // A list of sessions asks whether locks are free; that must not look like somebody holding them.
    const QTemporaryDir folder;
    const SessionId id = openStore(folder.path())->createSession(exampleSession()).id;

    Database looker(folder.filePath("library.sqlite"), Database::Access::ReadWrite);
    auto looking = std::make_unique<Transaction>(looker);
    auto asked = FileLock::tryLock(folder.filePath(QStringLiteral("locks/session-%1.lock").arg(id.value)));
    QVERIFY(asked);
    std::atomic<bool> opened = false;
    bool locked = false;
    std::thread trainer([&] {
        const auto store = openStore(folder.path());
        opened = true;
        locked = store->lockSession(id) != nullptr;
    });
    QTRY_VERIFY(opened);
    QTest::qWait(50); // for the trainer to get as far as it can
    asked.reset();
    looking.reset();
    trainer.join();
    QVERIFY(locked);
}

void LibraryThreadsTest::lookersAndTrainersMeet()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId id = store->createSession(exampleSession()).id;
    std::atomic<bool> stop = false;
    std::thread looker([&] {
        const auto other = openStore(folder.path());
        while (!stop)
            (void)other->sessions();
    });
    int refused = 0;
    int lost = 0;
    for (int round = 0; round < 50; ++round) {
        const auto lock = store->lockSession(id);
        refused += lock == nullptr;
        store->setState(id, SessionState::Running);
        lost += stateOf(*store) != SessionState::Running;
    }
    stop = true;
    looker.join();
    QCOMPARE(refused, 0);
    QCOMPARE(lost, 0);
}

void LibraryThreadsTest::threadsWorkAtOnce()
{
    const QTemporaryDir folder;
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int number = 0; number < 3; ++number) {
        threads.emplace_back([&] {
            const auto store = openStore(folder.path());
            for (int round = 0; round < 10; ++round) {
                const CreatedSession session = store->createSession(exampleSession());
                store->addEpoch(session.id, exampleEpoch(1));
                wrong += store->details(session.id).summary.state != SessionState::Running;
                store->setState(session.id, SessionState::Completed);
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
    QCOMPARE(openStore(folder.path())->sessions().size(), 30);
}

PROPONENT_TEST(LibraryThreadsTest)
#include "test_library_threads.moc"
