// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/json_shape.h"
#include "tests/app/library_fixture.h"
#include "tests/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace proponent::test;

/// Runs that are interrupted, by the user or by force, and go on.
class CliStoppingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void signalLeavesResumableSession_data();
    void signalLeavesResumableSession();
    void killedRunIsInterruptedAndResumes();
    void stoppedInfluence();

private:
    /// The session's line of `sessions --json`.
    [[nodiscard]] QJsonObject summaryOf(const QString &name) const;
    /// Resumes to the end and compares the last weights with those of the run that nobody disturbed.
    void resumeToTheEnd(const QString &name);

    LibraryFixture m_fixture;
    QByteArray m_undisturbed;
};

namespace {

/// Long enough to be hit in the middle, short enough to be waited for.
const QStringList longRun{u"--model"_s, u"mlp"_s, u"--epochs"_s, u"12"_s, u"--batch-size"_s, u"4"_s};

QByteArray lastWeights(const QJsonObject &trained)
{
    const QJsonArray checkpoints = trained[u"checkpoints"_s].toArray();
    QFile file(checkpoints.last()[u"file"_s].toString());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void CliStoppingTest::initTestCase()
{
    QVERIFY(m_fixture.isReady());
    const CliResult result = m_fixture.train(longRun + QStringList{u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    m_undisturbed = lastWeights(result.json());
    QVERIFY(!m_undisturbed.isEmpty());
}

QJsonObject CliStoppingTest::summaryOf(const QString &name) const
{
    const QJsonArray sessions = m_fixture.run({u"sessions"_s, u"--json"_s}).json()[u"sessions"_s].toArray();
    for (const QJsonValue &session : sessions) {
        if (session[u"name"_s].toString() == name)
            return session.toObject();
    }
    return {};
}

void CliStoppingTest::resumeToTheEnd(const QString &name)
{
    const CliResult result = m_fixture.run({u"resume"_s, name, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    QCOMPARE(result.json()[u"epochs"_s].toArray().size(), 12);
    QCOMPARE(summaryOf(name)[u"state"_s].toString(), u"completed"_s);
    QVERIFY2(lastWeights(result.json()) == m_undisturbed,
             "the weights differ from those of an undisturbed run");
}

void CliStoppingTest::signalLeavesResumableSession_data()
{
    QTest::addColumn<int>("signalNumber");
    QTest::newRow("sigint") << SIGINT;
    QTest::newRow("sigterm") << SIGTERM;
}

void CliStoppingTest::signalLeavesResumableSession()
{
    QFETCH(int, signalNumber);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    CliProcess process(m_fixture.withLibrary(
        m_fixture.trainArguments(longRun + QStringList{u"--name"_s, name, u"--json"_s})));
    QVERIFY(process.waitForError("epoch 2 of 12:"));
    process.sendSignal(signalNumber);
    const CliResult stopped = process.waitForEnd();
    QVERIFY2(stopped.exitCode == 130, stopped.text());
    const QJsonObject json = stopped.json();
    QCOMPARE(shapeProblem(json, {{"stopped", QJsonValue::Bool}, {"session", QJsonValue::Double}}), QString());
    const QString words = u"stopped; proponent-cli resume %1 "_s.arg(json[u"session"_s].toInt());
    QVERIFY2(stopped.lastError().startsWith(words) && stopped.lastError().endsWith(u"goes on"_s),
             stopped.text());

    const QJsonObject summary = summaryOf(name);
    QCOMPARE(summary[u"state"_s].toString(), u"interrupted"_s);
    QVERIFY(summary[u"epochs_done"_s].toInt() >= 2);
    QVERIFY(summary[u"epochs_done"_s].toInt() < 12);
    resumeToTheEnd(name);
}

void CliStoppingTest::killedRunIsInterruptedAndResumes()
{
    const QString name = u"killed"_s;
    CliProcess process(
        m_fixture.withLibrary(m_fixture.trainArguments(longRun + QStringList{u"--name"_s, name})));
    QVERIFY(process.waitForError("epoch 3 of 12:"));
    process.sendSignal(SIGKILL);
    QVERIFY(process.waitForEnd().exitCode < 0);
    QCOMPARE(summaryOf(name)[u"state"_s].toString(), u"interrupted"_s);
    resumeToTheEnd(name);
}

void CliStoppingTest::stoppedInfluence()
{
    const CliResult trained = m_fixture.train({u"--model"_s, u"resnet9"_s, u"--epochs"_s, u"1"_s, u"--name"_s,
                                               u"slow to trace"_s, u"--train-limit"_s, u"60"_s});
    QVERIFY2(trained.exitCode == 0, trained.text());
    // A GPU would be through before the signal comes.
    CliProcess process(m_fixture.withLibrary(
        {u"influence"_s, u"slow to trace"_s, u"--test"_s, u"0-59"_s, u"--device"_s, u"cpu"_s, u"--json"_s}));
    QVERIFY(process.waitForError("tracing"));
    process.sendSignal(SIGINT);
    const CliResult stopped = process.waitForEnd();
    QVERIFY2(stopped.exitCode == 130, stopped.text());
    QVERIFY2(stopped.lastError().startsWith(u"stopped"_s), stopped.text());
    QCOMPARE(summaryOf(u"slow to trace"_s)[u"analysis_count"_s].toInt(), 0);
    QCOMPARE(summaryOf(u"slow to trace"_s)[u"state"_s].toString(), u"completed"_s);
}

PROPONENT_TEST(CliStoppingTest)
#include "cli_stopping_test.moc"
