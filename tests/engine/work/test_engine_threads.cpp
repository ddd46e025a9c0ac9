// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/data/idx_folder.h"
#include "tests/engine/facade/job_waiter.h"
#include "tests/test_registry.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThread>

using namespace proponent;

/// What crosses threads in the real Engine, with jobs that have no tensors (fake_jobs.cpp): requests, answers, what is
/// told between, stopping, and shutting down. Its purpose is to be run with ThreadSanitizer.
class EngineThreadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void tellsInOrderOnOneThread();
    void answersEachRequestOnce();
    void failuresAreAnswers();
    void stopsAtAnyTime_data();
    void stopsAtAnyTime();
    void goesOnWithAStoppedOne();
    void readsDataOnBothThreads();
    void closesAtAnyTime_data();
    void closesAtAnyTime();
    void closesInAnAnswer();
    void twoEnginesAtOneLibrary();

private:
    static constexpr int endless = 1'000'000;

    void open();
    void close();
    [[nodiscard]] TrainingConfig config(int epochs) const;

    DataFolder m_data;
    DataFolder m_otherData;
    std::unique_ptr<QTemporaryDir> m_library;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<JobWaiter> m_jobs;
};

void EngineThreadsTest::initTestCase()
{
    m_data.writeValid();
    m_otherData.writeValid();
}

void EngineThreadsTest::init()
{
    close();
    m_library = std::make_unique<QTemporaryDir>();
    open();
}

void EngineThreadsTest::open()
{
    m_engine = Engine::open(m_library->path()).valueOrThrow();
    m_jobs = std::make_unique<JobWaiter>(*m_engine);
}

void EngineThreadsTest::close()
{
    m_jobs.reset();
    m_engine.reset();
}

TrainingConfig EngineThreadsTest::config(int epochs) const
{
    TrainingConfig config;
    config.data = m_data.path();
    config.model = "mlp";
    config.epochs = epochs;
    return config;
}

void EngineThreadsTest::tellsInOrderOnOneThread()
{
    QStringList told;
    const auto note = [&](const QString &what) {
        QVERIFY(QThread::currentThread() == thread());
        told += what;
    };
    connect(m_engine.get(), &Engine::sessionStarted, this, [&] { note("session"); });
    connect(m_engine.get(), &Engine::progress, this, [&] { note("progress"); });
    connect(m_engine.get(), &Engine::trainingSample, this, [&] { note("sample"); });
    connect(m_engine.get(), &Engine::epochFinished, this,
            [&](JobId, const EpochMetrics &metrics) { note(QStringLiteral("epoch %1").arg(metrics.epoch)); });
    connect(m_engine.get(), &Engine::sessionsChanged, this, [&] { note("stored"); });
    connect(m_engine.get(), &Engine::notice, this, [&](const QString &text) { note(text.left(12)); });
    connect(m_engine.get(), &Engine::finished, this, [&] { note("finished"); });
    const JobId job = m_engine->train(config(2));
    QVERIFY(told.isEmpty()); // never before the request returns
    m_jobs->wait<TrainingCompleted>(job);
    QCOMPARE(told, QStringList({"session", "progress", "sample", "epoch 1", "stored", "progress", "sample",
                                "epoch 2", "stored", "This machine", "finished"}));
}

void EngineThreadsTest::answersEachRequestOnce()
{
    const SessionId session = m_jobs->wait<TrainingCompleted>(m_engine->train(config(1))).session;
    QSignalSpy finished(m_engine.get(), &Engine::finished);
    QSet<JobId> asked;
    QList<JobId> lists;
    QList<JobId> traces;
    InfluenceRequest influence;
    influence.session = session;
    SelfInfluenceRequest self;
    self.session = session;
    LabelAuditRequest audit;
    audit.session = session;
    constexpr int rounds = 20;
    constexpr qsizetype requests = qsizetype(10) * rounds;
    for (int round = 0; round < rounds; ++round) {
        lists += m_engine->listSessions();
        traces += m_engine->traceInfluence(influence);
        asked << lists.last() << traces.last();
        asked << m_engine->renameSession(session, QString::number(round)) << m_engine->listDevices();
        asked << m_engine->openSession(session) << m_engine->computeSelfInfluence(self);
        asked << m_engine->loadImages(session, Split::Test, {0, 1}) << m_engine->auditLabels(audit);
        asked << m_engine->exportSession(session, {}) << m_engine->verifyAnalysis({1}, 3);
    }
    QCOMPARE(asked.size(), requests); // each has a number of its own
    for (const JobId job : traces)
        QVERIFY(m_jobs->wait<InfluenceCompleted>(job).analysis.header.session == session);
    for (const JobId job : lists)
        QCOMPARE(m_jobs->wait<SessionsListed>(job).sessions.size(), 1);
    QTRY_COMPARE(finished.size(), requests);
    for (const QList<QVariant> &answer : finished)
        QVERIFY(asked.remove(answer.first().value<JobId>()));
    const auto details = m_jobs->wait<SessionOpened>(m_engine->openSession(session)).details;
    QCOMPARE(details.summary.name, QString::number(rounds - 1));
}

void EngineThreadsTest::failuresAreAnswers()
{
    QCOMPARE(m_jobs->wait<Failed>(m_engine->train(config(0))).message, "epochs must be 1 or more");
    QVERIFY(!m_jobs->wait<Failed>(m_engine->resume({99})).message.isEmpty());
    QVERIFY(!m_jobs->wait<Failed>(m_engine->openSession({99})).message.isEmpty());
    QVERIFY(!m_jobs->wait<Failed>(m_engine->inspectDataset(m_data.filePath("nowhere"))).message.isEmpty());
    QCOMPARE(m_jobs->wait<DevicesListed>(m_engine->listDevices()).devices.size(), 1); // both go on
    QVERIFY(m_jobs->wait<SessionsListed>(m_engine->listSessions()).sessions.isEmpty());
}

void EngineThreadsTest::stopsAtAnyTime_data()
{
    QTest::addColumn<int>("milliseconds"); // after the request
    for (const int milliseconds : {0, 1, 2, 5, 10, 20, 50})
        QTest::addRow("after %d ms", milliseconds) << milliseconds;
}

void EngineThreadsTest::stopsAtAnyTime()
{
    QFETCH(int, milliseconds);
    const JobId running = m_engine->train(config(endless));
    const JobId waiting = m_engine->train(config(endless));
    QTest::qWait(milliseconds);
    m_engine->cancel(waiting);
    m_engine->cancel(running);
    const SessionId session = m_jobs->wait<Cancelled>(running).session;
    QVERIFY(!m_jobs->wait<Cancelled>(waiting).session.isValid()); // never began
    m_engine->cancel(running); // has ended
    const auto sessions = m_jobs->wait<SessionsListed>(m_engine->listSessions()).sessions;
    QCOMPARE(sessions.size(), session.isValid() ? 1 : 0);
    if (session.isValid())
        QCOMPARE(toString(sessions.first().state), "interrupted");
}

void EngineThreadsTest::goesOnWithAStoppedOne()
{
    constexpr int planned = 30;
    const JobId job = m_engine->train(config(planned));
    connect(m_engine.get(), &Engine::epochFinished, this,
            [this, job](JobId which, const EpochMetrics &metrics) {
                if (which == job && metrics.epoch == 2)
                    m_engine->cancel(job);
            });
    QSignalSpy finished(m_engine.get(), &Engine::finished);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
    const auto sessions = m_jobs->wait<SessionsListed>(m_engine->listSessions()).sessions;
    QCOMPARE(sessions.size(), 1);
    if (sessions.first().state == SessionState::Interrupted)
        m_jobs->wait<TrainingCompleted>(m_engine->resume(sessions.first().id));
    const auto details = m_jobs->wait<SessionOpened>(m_engine->openSession(sessions.first().id)).details;
    QCOMPARE(details.epochs.size(), planned);
}

void EngineThreadsTest::readsDataOnBothThreads()
{
    QList<JobId> trained;
    QList<JobId> looked;
    TrainingConfig other = config(1);
    other.data = m_otherData.path();
    for (int round = 0; round < 10; ++round) {
        trained += m_engine->train(round % 2 ? other : config(1));
        looked += m_engine->browseDataset(round % 3 ? m_data.path() : m_otherData.path());
    }
    for (const JobId job : looked)
        QCOMPARE(m_jobs->wait<DatasetBrowsed>(job).trainLabels.size(), 6);
    for (const JobId job : trained)
        QVERIFY(m_jobs->wait<TrainingCompleted>(job).session.isValid());
}

void EngineThreadsTest::closesAtAnyTime_data()
{
    stopsAtAnyTime_data();
}

void EngineThreadsTest::closesAtAnyTime()
{
    QFETCH(int, milliseconds);
    const SessionId edited = m_jobs->wait<TrainingCompleted>(m_engine->train(config(1))).session;
    m_engine->train(config(endless));
    m_engine->train(config(endless));
    m_engine->browseDataset(m_data.path());
    m_engine->listSessions();
    QTest::qWait(milliseconds);
    m_engine->setSessionNote(edited, "typed last");
    m_engine->listSessions();
    close();
    open();
    const auto sessions = m_jobs->wait<SessionsListed>(m_engine->listSessions()).sessions;
    QVERIFY(sessions.size() == 1 || sessions.size() == 2);
    QCOMPARE(sessions.last().note, "typed last");
    if (sessions.size() == 2)
        QCOMPARE(toString(sessions.first().state), "interrupted");
}

/// The answer may be what closes a window, and the Engine with it.
void EngineThreadsTest::closesInAnAnswer()
{
    m_jobs.reset();
    const JobId job = m_engine->listSessions();
    m_engine->train(config(endless));
    connect(m_engine.get(), &Engine::finished, this, [this, job](JobId which) {
        if (which == job)
            m_engine.reset();
    });
    QTRY_VERIFY(!m_engine);
    open();
    for (const SessionSummary &session : m_jobs->wait<SessionsListed>(m_engine->listSessions()).sessions)
        QCOMPARE(toString(session.state), "interrupted");
}

void EngineThreadsTest::twoEnginesAtOneLibrary()
{
    const auto second = Engine::open(m_library->path()).valueOrThrow();
    JobWaiter secondJobs(*second);
    QList<JobId> here;
    QList<JobId> there;
    for (int round = 0; round < 5; ++round) {
        here += m_engine->train(config(3));
        there += second->train(config(3));
        m_engine->listSessions();
        second->listSessions();
    }
    for (const JobId job : here)
        m_jobs->wait<TrainingCompleted>(job);
    for (const JobId job : there)
        secondJobs.wait<TrainingCompleted>(job);
    QCOMPARE(m_jobs->wait<SessionsListed>(m_engine->listSessions()).sessions.size(), 10);
}

PROPONENT_TEST(EngineThreadsTest)
#include "test_engine_threads.moc"
