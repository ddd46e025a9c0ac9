// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/work/job_board.h"
#include "engine/work/lane.h"
#include "tests/test_registry.h"

#include <QTest>
#include <QThread>

#include <thread>
#include <vector>

using namespace proponent;

/// What crosses threads on its way to and from a worker. Plain values on purpose, no atomics: ThreadSanitizer tells
/// when the queue doesn't order what the two threads do to them.
class WorkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsAreMadeInTheirOrder();
    void callsOfManyThreads();
    void callsLeaveCalls();
    void droppedCallsAreNotMade();
    void workerIsCalledAndDeletedOnItsThread();
    void servesAllBeforeItEnds();
    void endsWithCallsThatWait();
    void ofEachKindOneOutcome_data();
    void ofEachKindOneOutcome();
    void stopsWhatRuns();
    void stopsAll();
};

namespace {

/// Tells where it is used and deleted.
class Worker : public QObject
{
public:
    explicit Worker(QThread **deletedOn = nullptr) : m_deletedOn(deletedOn) {}
    ~Worker() override
    {
        if (m_deletedOn)
            *m_deletedOn = QThread::currentThread();
    }
    int calls = 0;

private:
    QThread **m_deletedOn;
};

QString whatOf(const std::exception &error)
{
    return QString::fromUtf8(error.what());
}

} // namespace

void WorkTest::callsAreMadeInTheirOrder()
{
    Mailbox mailbox;
    QList<int> made;
    std::thread other([&] {
        for (int i = 0; i < 100; ++i)
            mailbox.leave([&made, i] { made += i; });
    });
    QTRY_COMPARE(made.size(), 100);
    other.join();
    QVERIFY(std::ranges::is_sorted(made));
}

void WorkTest::callsOfManyThreads()
{
    Mailbox mailbox;
    int made = 0;
    std::vector<std::thread> others;
    others.reserve(4);
    for (int number = 0; number < 4; ++number) {
        others.emplace_back([&] {
            for (int i = 0; i < 500; ++i)
                mailbox.leave([&made] { ++made; });
        });
    }
    QTRY_COMPARE(made, 2000);
    for (std::thread &other : others)
        other.join();
}

void WorkTest::callsLeaveCalls()
{
    Mailbox here;
    Lane lane(QStringLiteral("lane"), new Worker);
    int passes = 0; // to the lane and back
    std::function<void()> pass = [&] {
        ++passes;
        if (passes < 100)
            lane.post([&] { here.leave(pass); });
    };
    pass();
    QTRY_COMPARE(passes, 100);
}

void WorkTest::droppedCallsAreNotMade()
{
    int made = 0;
    {
        Mailbox mailbox;
        std::thread([&] { mailbox.leave([&made] { ++made; }); }).join();
    }
    QCoreApplication::sendPostedEvents();
    QCOMPARE(made, 0);
}

void WorkTest::workerIsCalledAndDeletedOnItsThread()
{
    QThread *calledOn = nullptr;
    QThread *deletedOn = nullptr;
    {
        Lane lane(QStringLiteral("lane"), new Worker(&deletedOn));
        lane.post([&] { calledOn = QThread::currentThread(); });
        lane.endWhenServed();
        lane.wait();
    }
    QVERIFY(calledOn);
    QVERIFY(calledOn != QThread::currentThread());
    QCOMPARE(deletedOn, calledOn);
}

void WorkTest::servesAllBeforeItEnds()
{
    int served = 0;
    auto *worker = new Worker;
    Lane lane(QStringLiteral("lane"), worker);
    for (int i = 0; i < 200; ++i)
        lane.post([&, worker] { served = ++worker->calls; });
    lane.endWhenServed();
    lane.wait();
    QCOMPARE(served, 200);
}

void WorkTest::endsWithCallsThatWait()
{
    for (int round = 0; round < 20; ++round) {
        int begun = 0;
        int ended = 0;
        {
            Lane lane(QStringLiteral("lane"), new Worker);
            for (int i = 0; i < round; ++i) {
                lane.post([&] {
                    ++begun;
                    ++ended;
                });
            }
        }
        QCOMPARE(ended, begun); // seen from here, a call is made or it isn't
    }
}

void WorkTest::ofEachKindOneOutcome_data()
{
    QTest::addColumn<std::function<Outcome()>>("work");
    QTest::addColumn<bool>("stopped");
    QTest::addColumn<Outcome>("outcome");
    const auto edited = []() -> Outcome { return SessionEdited{{7}}; };
    const auto ours = []() -> Outcome { throw EngineError(QStringLiteral("no such folder")); };
    const auto memory = []() -> Outcome { throw std::bad_alloc(); };
    using Work = std::function<Outcome()>;
    QTest::newRow("done") << Work(edited) << false << Outcome(SessionEdited{{7}});
    QTest::newRow("ours") << Work(ours) << false << Outcome(Failed{"no such folder", {}});
    QTest::newRow("another's") << Work(memory) << false << Outcome(Failed{whatOf(std::bad_alloc()), {}});
    QTest::newRow("stopped while it waited") << Work(edited) << true << Outcome(Cancelled{});
    QTest::newRow("stopped, would fail") << Work(ours) << true << Outcome(Cancelled{});
}

void WorkTest::ofEachKindOneOutcome()
{
    QFETCH(std::function<Outcome()>, work);
    QFETCH(bool, stopped);
    QFETCH(Outcome, outcome);
    std::stop_source stop;
    if (stopped)
        stop.request_stop();
    const Outcome found = outcomeOf(work, stop.get_token(), whatOf);
    QCOMPARE(found.index(), outcome.index());
    if (const auto *failed = std::get_if<Failed>(&outcome))
        QCOMPARE(std::get<Failed>(found).message, failed->message);
}

void WorkTest::stopsWhatRuns()
{
    JobBoard board;
    Mailbox here;
    Lane lane(QStringLiteral("lane"), new Worker);
    QList<JobId> ended;
    int rounds = 0;
    const auto post = [&] {
        const JobBoard::Job job = board.begin();
        lane.post([&, job] {
            while (!job.stop.stop_requested())
                ++rounds;
            here.leave([&, job] {
                board.end(job.id);
                ended += job.id;
            });
        });
        return job.id;
    };
    const JobId first = post();
    const JobId second = post();
    QVERIFY(first != second);
    board.stop(second); // it waits, and doesn't stop the first
    QTest::qWait(20);
    QVERIFY(ended.isEmpty());
    board.stop(first);
    QTRY_COMPARE(ended, (QList<JobId>{first, second}));
    board.stop(first); // has ended
    board.stop({99}); // there is none such
    QVERIFY(rounds > 0);
}

void WorkTest::stopsAll()
{
    JobBoard board;
    const auto first = board.begin();
    const auto second = board.begin();
    const auto third = board.begin();
    board.end(third.id);
    board.stopAll();
    QVERIFY(first.stop.stop_requested());
    QVERIFY(second.stop.stop_requested());
    QVERIFY(!third.stop.stop_requested());
}

PROPONENT_TEST(WorkTest)
#include "test_work.moc"
