// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/json_shape.h"
#include "tests/app/library_fixture.h"
#include "tests/test_registry.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace proponent::test;

/// index, and influence --index: what they print. That the answers are right is tested in tests/engine.
class CliIndexTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void needsOne();
    void build();
    void isShown();
    void answers();
    void text();
    void wrongOptions_data();
    void wrongOptions();
    void withTheTraining();

private:
    LibraryFixture m_fixture;
};

void CliIndexTest::initTestCase()
{
    QVERIFY(m_fixture.isReady());
    const CliResult trained = m_fixture.train({u"--model"_s, u"logistic"_s, u"--epochs"_s, u"2"_s,
                                               u"--name"_s, u"plain"_s, u"--label-noise"_s, u"0.1"_s});
    QVERIFY2(trained.exitCode == 0, trained.text());
}

void CliIndexTest::needsOne()
{
    const CliResult result = m_fixture.run({u"influence"_s, u"plain"_s, u"--test"_s, u"1"_s, u"--index"_s});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("has no index"), result.text());
}

void CliIndexTest::build()
{
    const CliResult result = m_fixture.run({u"index"_s, u"plain"_s, u"--rank"_s, u"32"_s, u"--device"_s,
                                            u"cpu"_s, u"--threads"_s, u"1"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    QVERIFY2(result.err.contains("on the disk"), result.text());
    const QJsonObject json = result.json();
    QCOMPARE(shapeProblem(json, {{"session", number},
                                 {"file", string},
                                 {"method", string},
                                 {"parameters", object},
                                 {"rank", number},
                                 {"checkpoints", array},
                                 {"device", string},
                                 {"precision", string},
                                 {"rows", number},
                                 {"bytes", number},
                                 {"seconds", number},
                                 {"error", object}}),
             QString());
    QCOMPARE(json[u"rank"_s].toInt(), 32);
    QCOMPARE(json[u"checkpoints"_s].toArray(), QJsonArray({1, 2}));
    const QJsonObject error = json[u"error"_s].toObject();
    QCOMPARE(shapeProblem(error, {{"questions", number},
                                  {"recall", number},
                                  {"recall_exact", number},
                                  {"rank_correlation", number}}),
             QString());
    QVERIFY(error[u"recall"_s].toDouble() > 0.3 && error[u"recall_exact"_s].toDouble() <= 1);
}

void CliIndexTest::isShown()
{
    const CliResult json = m_fixture.run({u"show"_s, u"plain"_s, u"--json"_s});
    QCOMPARE(json.json()[u"index"_s][u"rank"_s].toInt(), 32);
    const CliResult text = m_fixture.run({u"show"_s, u"plain"_s});
    QVERIFY2(text.out.contains("rows of 32 values"), text.text());
}

void CliIndexTest::answers()
{
    const CliResult result =
        m_fixture.run({u"influence"_s, u"plain"_s, u"--test"_s, u"1,3"_s, u"--index"_s, u"--top"_s, u"4"_s,
                       u"--device"_s, u"cpu"_s, u"--verify"_s, u"8"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    const QJsonObject json = result.json();
    QCOMPARE(json[u"method"_s].toString(), u"logra"_s);
    QCOMPARE(json[u"fitted"_s][u"rank"_s].toInt(), 32);
    QVERIFY(json[u"fitted"_s][u"exact"_s].toInt() > 8);
    QVERIFY(json[u"verification"_s][u"explained"_s].toBool());
    const QJsonArray results = json[u"results"_s].toArray();
    QCOMPARE(results.size(), 2);
    QCOMPARE(results[1][u"test_index"_s].toInt(), 3);
    QCOMPARE(results[0][u"proponents"_s].toArray().size(), 4);
}

void CliIndexTest::text()
{
    const CliResult result = m_fixture.run({u"influence"_s, u"plain"_s, u"--test"_s, u"1"_s, u"--index"_s,
                                            u"--top"_s, u"3"_s, u"--device"_s, u"cpu"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    QVERIFY2(result.out.contains("from the index: "), result.text());
    QVERIFY2(result.out.contains("damping: "), result.text());
}

void CliIndexTest::wrongOptions_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("message");
    const QStringList ask{u"influence"_s, u"plain"_s, u"--test"_s, u"1"_s, u"--index"_s};
    QTest::newRow("method") << ask + QStringList{u"--method"_s, u"tracin"_s}
                            << QByteArray("--method tracin: can't be chosen with --index");
    QTest::newRow("export") << ask + QStringList{u"--export"_s, u"x.npy"_s} << QByteArray("with --index");
    QTest::newRow("no values") << QStringList{u"index"_s, u"plain"_s, u"--rank"_s, u"0"_s}
                               << QByteArray("--rank 0: must be from 1 to 12288");
    QTest::newRow("not a number") << QStringList{u"index"_s, u"plain"_s, u"--rank"_s, u"many"_s}
                                  << QByteArray("--rank many");
    QTest::newRow("no session") << QStringList{u"index"_s} << QByteArray("SESSION is missing");
}

void CliIndexTest::wrongOptions()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, message);
    const CliResult result = m_fixture.run(arguments);
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.err.contains(message), result.text());
}

void CliIndexTest::withTheTraining()
{
    const CliResult trained = m_fixture.train({u"--model"_s, u"logistic"_s, u"--epochs"_s, u"1"_s,
                                               u"--name"_s, u"indexed"_s, u"--index"_s, u"--json"_s});
    QVERIFY2(trained.exitCode == 0, trained.text());
    const CliResult shown = m_fixture.run({u"show"_s, u"indexed"_s, u"--json"_s});
    QVERIFY2(shown.json()[u"index"_s].isObject(), shown.text());
    QVERIFY(shown.json()[u"index"_s][u"rows"_s].toInt() > 0);
}

PROPONENT_TEST(CliIndexTest)
#include "cli_index_test.moc"
