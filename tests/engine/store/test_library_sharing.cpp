// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/store/example_session.h"
#include "tests/test_registry.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <vector>

using namespace proponent;

/// Several processes at one library, and processes that are killed.
class LibrarySharingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anotherProcessTrains();
    void killedProcessLeavesInterruptedSession();
    void endedProcessLeavesInterruptedSession();
    void processesOpenANewLibraryAtOnce();
};

namespace {

class Visitor
{
public:
    Visitor(const QString &library, const QString &command)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/library_visitor"),
                        {library, command});
    }
    ~Visitor() { end(); }

    /// The next line that it prints.
    QString line()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(30'000)) {}
        return QString::fromUtf8(m_process.readLine()).trimmed();
    }
    void kill()
    {
        ::kill(pid_t(m_process.processId()), SIGKILL);
        m_process.waitForFinished();
    }
    int end()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }

private:
    QProcess m_process;
};

} // namespace

void LibrarySharingTest::anotherProcessTrains()
{
    const QTemporaryDir folder;
    Visitor visitor(folder.path(), "train");
    QCOMPARE(visitor.line(), QStringLiteral("1"));

    const auto store = openStore(folder.path());
    QCOMPARE(toString(stateOf(*store)), toString(SessionState::Running));
    QVERIFY(!store->lockSession({1}));
    QCOMPARE(store->details({1}).epochs.size(), 1);
    QVERIFY_EXCEPTION_THROWN(store->remove({1}), EngineError);
    store->setNote({1}, "written while it trains");
    QCOMPARE(toString(stateOf(*store)), toString(SessionState::Running));
}

void LibrarySharingTest::killedProcessLeavesInterruptedSession()
{
    const QTemporaryDir folder;
    Visitor visitor(folder.path(), "train");
    QCOMPARE(visitor.line(), QStringLiteral("1"));
    const auto store = openStore(folder.path());
    QCOMPARE(toString(stateOf(*store)), toString(SessionState::Running));
    visitor.kill();

    QCOMPARE(toString(store->details({1}).summary.state), toString(SessionState::Interrupted));
    QCOMPARE(toString(stateOf(*openStore(folder.path()))), toString(SessionState::Interrupted));
    QCOMPARE(store->details({1}).epochs.size(), 1);

    // It can be gone on with, here or elsewhere, but not both.
    Visitor second(folder.path(), "resume");
    QCOMPARE(second.line(), QStringLiteral("locked"));
    QCOMPARE(toString(stateOf(*store)), toString(SessionState::Running));
    QVERIFY(!store->lockSession({1}));
    second.kill();
    const auto lock = store->lockSession({1});
    QVERIFY(lock);
    Visitor third(folder.path(), "resume");
    QCOMPARE(third.line(), QStringLiteral("refused"));
}

void LibrarySharingTest::endedProcessLeavesInterruptedSession()
{
    const QTemporaryDir folder;
    Visitor visitor(folder.path(), "train");
    QCOMPARE(visitor.line(), QStringLiteral("1"));
    QCOMPARE(visitor.end(), 0);
    const auto store = openStore(folder.path());
    QCOMPARE(toString(store->details({1}).summary.state), toString(SessionState::Interrupted));
    store->remove({1});
    QVERIFY(store->sessions().isEmpty());
}

void LibrarySharingTest::processesOpenANewLibraryAtOnce()
{
    const QTemporaryDir folder;
    const QString library = folder.filePath("new/library");
    std::vector<std::unique_ptr<Visitor>> visitors;
    for (int number = 0; number < 4; ++number)
        visitors.push_back(std::make_unique<Visitor>(library, "work"));
    for (const auto &visitor : visitors)
        QCOMPARE(visitor->line(), QStringLiteral("done"));
    for (const auto &visitor : visitors)
        QCOMPARE(visitor->end(), 0);
    const auto store = openStore(library);
    const auto sessions = store->sessions();
    QCOMPARE(sessions.size(), 80);
    for (const SessionSummary &session : sessions) {
        QCOMPARE(toString(session.state), toString(SessionState::Completed));
        QCOMPARE(session.epochsDone, 3);
    }
}

PROPONENT_TEST(LibrarySharingTest)
#include "test_library_sharing.moc"
