// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/array_file.h"
#include "tests/app/library_fixture.h"
#include "tests/test_registry.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace proponent::test;

/// Two programs at the same session.
class CliSharingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sameQuestionTwice_data();
    void sameQuestionTwice();
    void sameAuditTwice_data();
    void sameAuditTwice();
    void otherQuestionsLeaveWhatIsKept();
    void damagedStateIsComputedAgain();
    void analysedSessionIsNotDeleted();

private:
    [[nodiscard]] QStringList command(const QStringList &words) const
    {
        return m_fixture.withLibrary(words + QStringList{u"--device"_s, u"cpu"_s, u"--threads"_s, u"1"_s});
    }
    [[nodiscard]] QStringList influence(const QString &file) const
    {
        return command({u"influence"_s, u"slow"_s, u"--test"_s, u"0-29"_s, u"--batch-size"_s, u"1"_s,
                        u"--export"_s, file});
    }
    [[nodiscard]] QStringList selfInfluence(const QString &file) const
    {
        return command({u"self-influence"_s, u"slow"_s, u"--batch-size"_s, u"1"_s, u"--export"_s, file});
    }
    /// Kills `self-influence` once it keeps what it has done so far; the files that are there then.
    [[nodiscard]] QStringList killSelfInfluence() const;
    [[nodiscard]] QStringList kept() const;
    [[nodiscard]] QStringList unfinishedFolders() const
    {
        return m_analyses.entryList({u"unfinished-*"_s}, QDir::Dirs);
    }

    LibraryFixture m_fixture;
    QDir m_analyses{m_fixture.library() + u"/analyses/1"_s};
    QString m_expected; ///< scores that nobody disturbed
    QString m_expectedSelf;
};

namespace {

/// |found - expected| / |expected|; very large where they can't be compared.
double relativeError(const QString &file, const QString &expectedFile)
{
    const NumberArray found = readNpy(file);
    const NumberArray expected = readNpy(expectedFile);
    if (found.values.empty() || found.shape != expected.shape)
        return 1e9;
    double difference = 0;
    double size = 0;
    for (std::size_t i = 0; i < found.values.size(); ++i) {
        difference += std::pow(found.values[i] - expected.values[i], 2);
        size += std::pow(expected.values[i], 2);
    }
    return std::sqrt(difference / size);
}

} // namespace

void CliSharingTest::initTestCase()
{
    QVERIFY(m_fixture.isReady());
    const CliResult trained = m_fixture.train({u"--model"_s, u"resnet9"_s, u"--epochs"_s, u"2"_s, u"--name"_s,
                                               u"slow"_s, u"--train-limit"_s, u"120"_s});
    QVERIFY2(trained.exitCode == 0, trained.text());
    m_expected = m_fixture.path(u"expected.npy"_s);
    m_expectedSelf = m_fixture.path(u"expected-self.npy"_s);
    for (const QStringList &arguments : {influence(m_expected), selfInfluence(m_expectedSelf)}) {
        const CliResult result = runCli(arguments);
        QVERIFY2(result.exitCode == 0, result.text());
    }
}

QStringList CliSharingTest::kept() const
{
    QStringList found;
    QDirIterator files(m_analyses.path(), {u"taken"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        found += files.next();
    return found;
}

QStringList CliSharingTest::killSelfInfluence() const
{
    CliProcess process(selfInfluence(m_fixture.path(u"killed.npy"_s)));
    (void)QTest::qWaitFor([this] { return !kept().isEmpty(); }, 60'000);
    process.sendSignal(SIGKILL);
    (void)process.waitForEnd();
    return kept();
}

void CliSharingTest::sameQuestionTwice_data()
{
    QTest::addColumn<bool>("first");
    QTest::addColumn<int>("signalNumber");
    QTest::newRow("undisturbed") << true << 0;
    QTest::newRow("the first is stopped") << true << SIGINT;
    QTest::newRow("the first is killed") << true << SIGKILL;
    QTest::newRow("the second is stopped while it waits") << false << SIGINT;
}

/// The second waits, and goes on with what is there: neither changes what the other has.
void CliSharingTest::sameQuestionTwice()
{
    QFETCH(bool, first);
    QFETCH(int, signalNumber);
    const QStringList files{m_fixture.path(u"first.npy"_s), m_fixture.path(u"second.npy"_s)};
    for (const QString &file : files)
        QFile::remove(file);
    CliProcess one(influence(files[0]));
    QVERIFY(one.waitForError("tracing"));
    CliProcess two(influence(files[1]));
    QVERIFY(two.waitForError("Waiting for its answer"));
    if (signalNumber != 0)
        (first ? one : two).sendSignal(signalNumber);
    const int stopped = signalNumber == SIGKILL ? -1 : 130;
    const CliResult oneEnd = one.waitForEnd();
    const CliResult twoEnd = two.waitForEnd();
    QVERIFY2(oneEnd.exitCode == (signalNumber != 0 && first ? stopped : 0), oneEnd.text());
    QVERIFY2(twoEnd.exitCode == (signalNumber != 0 && !first ? stopped : 0), twoEnd.text());
    if (oneEnd.exitCode == 0)
        QVERIFY(relativeError(files[0], m_expected) < 1e-6);
    if (twoEnd.exitCode == 0)
        QVERIFY(relativeError(files[1], m_expected) < 1e-6);
    QCOMPARE(unfinishedFolders(), QStringList());
}

void CliSharingTest::sameAuditTwice_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("atWork"); // said while it is computed
    QTest::newRow("with self-influence") << QStringList{u"--batch-size"_s, u"1"_s} << u"self-influence"_s;
    QTest::newRow("by folds") << QStringList{u"--no-self-influence"_s, u"--folds"_s, u"3"_s} << u"epoch"_s;
}

/// The second has the first's answer: it is stored once.
void CliSharingTest::sameAuditTwice()
{
    QFETCH(QStringList, options);
    QFETCH(QString, atWork);
    const auto audits = [this] {
        const QJsonObject json = m_fixture.run({u"show"_s, u"slow"_s, u"--json"_s}).json();
        return std::ranges::count_if(json[u"analyses"_s].toArray(), [](const QJsonValue &analysis) {
            return analysis[u"kind"_s].toString() == u"label-audit"_s;
        });
    };
    const auto before = audits();
    const QStringList files{m_fixture.path(u"first.npy"_s), m_fixture.path(u"second.npy"_s)};
    for (const QString &file : files)
        QFile::remove(file);
    CliProcess one(command({u"audit"_s, u"slow"_s, u"--export"_s, files[0]}) + options);
    QVERIFY(one.waitForError(atWork.toUtf8().constData()));
    CliProcess two(command({u"audit"_s, u"slow"_s, u"--export"_s, files[1]}) + options);
    QVERIFY(two.waitForError("Waiting for its answer"));
    for (CliProcess *process : {&one, &two}) {
        const CliResult result = process->waitForEnd();
        QVERIFY2(result.exitCode == 0, result.text());
    }
    QVERIFY(readNpy(files[0]).values == readNpy(files[1]).values);
    QCOMPARE(audits(), before + 1);
    QCOMPARE(unfinishedFolders(), QStringList());
    const CliResult longer = runCli(command({u"audit"_s, u"slow"_s, u"--no-self-influence"_s}));
    QVERIFY2(longer.exitCode == 0, longer.text());
    QCOMPARE(audits(), before + 2); // another question
}

void CliSharingTest::otherQuestionsLeaveWhatIsKept()
{
    const QStringList states = killSelfInfluence();
    QVERIFY(!states.isEmpty());
    const QList<QStringList> others{command({u"self-influence"_s, u"slow"_s, u"--checkpoints"_s, u"1"_s}),
                                    command({u"self-influence"_s, u"slow"_s, u"--checkpoints"_s, u"last"_s}),
                                    command({u"audit"_s, u"slow"_s})};
    for (const QStringList &arguments : others) {
        const CliResult result = runCli(arguments);
        QVERIFY2(result.exitCode == 0, result.text());
        for (const QString &state : states)
            QVERIFY2(QFile::exists(state), qPrintable(arguments.join(u' ')));
    }
    const QString file = m_fixture.path(u"self.npy"_s);
    const CliResult result = runCli(selfInfluence(file));
    QVERIFY2(result.exitCode == 0, result.text());
    QVERIFY(relativeError(file, m_expectedSelf) < 1e-6);
    QCOMPARE(unfinishedFolders(), QStringList());
}

void CliSharingTest::damagedStateIsComputedAgain()
{
    const QStringList states = killSelfInfluence();
    QVERIFY(!states.isEmpty());
    for (const QString &state : states) {
        QFile file(state);
        const qint64 size = file.size();
        QVERIFY(file.resize(0) && file.resize(size));
    }
    const QString file = m_fixture.path(u"self.npy"_s);
    const CliResult result = runCli(selfInfluence(file));
    QVERIFY2(result.exitCode == 0, result.text());
    QVERIFY(relativeError(file, m_expectedSelf) < 1e-6);
}

void CliSharingTest::analysedSessionIsNotDeleted()
{
    const QString file = m_fixture.path(u"kept.npy"_s);
    CliProcess process(influence(file));
    QVERIFY(process.waitForError("tracing"));
    const CliResult refused = m_fixture.run({u"delete"_s, u"slow"_s});
    QVERIFY2(refused.exitCode == 1 && refused.lastError().contains(u"being analysed"_s), refused.text());
    const CliResult result = process.waitForEnd();
    QVERIFY2(result.exitCode == 0, result.text());
    QVERIFY(relativeError(file, m_expected) < 1e-6);
    const CliResult deleted = m_fixture.run({u"delete"_s, u"slow"_s});
    QVERIFY2(deleted.exitCode == 0, deleted.text());
    QVERIFY(!m_analyses.exists());
}

PROPONENT_TEST(CliSharingTest)
#include "cli_sharing_test.moc"
