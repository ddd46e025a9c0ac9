// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/json_shape.h"
#include "tests/app/library_fixture.h"
#include "tests/test_registry.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace proponent::test;

/// evaluate: what it prints. That the figures are right is tested in tests/engine.
class CliEvaluateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void lds();
    void mislabelled();
    void removal();
    void text();
    void isShown();

private:
    [[nodiscard]] CliResult evaluate(const QString &options) const
    {
        return m_fixture.run(u"evaluate noisy --device cpu --threads 1 "_s.append(options).split(u' '));
    }

    LibraryFixture m_fixture;
};

namespace {

} // namespace

void CliEvaluateTest::initTestCase()
{
    QVERIFY(m_fixture.isReady());
    const CliResult trained =
        m_fixture.train({u"--model"_s, u"logistic"_s, u"--epochs"_s, u"3"_s, u"--batch-size"_s, u"16"_s,
                         u"--label-noise"_s, u"0.1"_s, u"--name"_s, u"noisy"_s});
    QVERIFY2(trained.exitCode == 0, trained.text());
}

void CliEvaluateTest::lds()
{
    const CliResult result =
        evaluate(u"--methods tracin,ekfac:damping=0.01 --subsets 5 --runs 2 --test 0-3 --json"_s);
    QVERIFY2(result.exitCode == 0, result.text());
    const QJsonObject json = result.json();
    QCOMPARE(shapeProblem(json, {{"session", number},
                                 {"metric", string},
                                 {"subsets", number},
                                 {"runs", number},
                                 {"tests", number},
                                 {"results", array}}),
             QString());
    QCOMPARE(json[u"metric"_s].toString(), u"lds"_s);
    QCOMPARE(json[u"subsets"_s].toInt(), 5);
    QCOMPARE(json[u"runs"_s].toInt(), 2);
    QCOMPARE(json[u"tests"_s].toInt(), 4);
    QCOMPARE(elementProblem(json[u"results"_s], {{"method", string},
                                                 {"parameters", object},
                                                 {"lds", number},
                                                 {"standard_error", number},
                                                 {"seconds", number}}),
             QString());
    const QJsonArray results = json[u"results"_s].toArray();
    QCOMPARE(results.size(), 2);
    QCOMPARE(results[0][u"method"_s].toString(), u"tracin"_s);
    QCOMPARE(results[1][u"parameters"_s][u"damping"_s].toDouble(), 0.01);
    QVERIFY(result.err.contains("models done"));
}

void CliEvaluateTest::mislabelled()
{
    const CliResult result = evaluate(u"--metric mislabelled --methods loss,self-influence --json"_s);
    QVERIFY2(result.exitCode == 0, result.text());
    const QJsonObject json = result.json();
    QCOMPARE(shapeProblem(json, {{"session", number}, {"metric", string}, {"results", array}}), QString());
    QCOMPARE(elementProblem(json[u"results"_s], {{"method", string},
                                                 {"parameters", object},
                                                 {"auc", number},
                                                 {"found", array},
                                                 {"seconds", number}}),
             QString());
    QList<int> percents;
    for (const QJsonValue &found : json[u"results"_s][0][u"found"_s].toArray())
        percents += found[u"top_percent"_s].toInt();
    QCOMPARE(percents, QList<int>({5, 10, 20}));
}

void CliEvaluateTest::removal()
{
    const CliResult result =
        evaluate(u"--metric removal --methods grad-dot --top-k 4 --subsets 2 --runs 1 --test 0-3 --json"_s);
    QVERIFY2(result.exitCode == 0, result.text());
    const QJsonObject json = result.json();
    QCOMPARE(shapeProblem(json, {{"session", number},
                                 {"metric", string},
                                 {"subsets", number},
                                 {"runs", number},
                                 {"tests", number},
                                 {"top_k", number},
                                 {"results", array}}),
             QString());
    QCOMPARE(json[u"top_k"_s].toInt(), 4);
    QCOMPARE(elementProblem(json[u"results"_s], {{"method", string},
                                                 {"parameters", object},
                                                 {"loss_change", number},
                                                 {"standard_error", number},
                                                 {"flipped", number},
                                                 {"seconds", number}}),
             QString());
}

void CliEvaluateTest::text()
{
    const CliResult result = evaluate(u"--methods tracin --subsets 5 --runs 2"_s);
    QVERIFY2(result.exitCode == 0, result.text());
    QVERIFY2(result.out.contains("5 random subsets of 50.0 %, 2 models on each"), result.text());
    QVERIFY2(result.out.contains("standard error"), result.text());
}

void CliEvaluateTest::isShown()
{
    const CliResult made = evaluate(u"--methods tracin --subsets 3 --runs 1 --test 1 --json"_s);
    const CliResult shown = m_fixture.run({u"show"_s, u"noisy"_s, u"--json"_s});
    QCOMPARE(shown.json()[u"method_evaluations"_s][0].toObject(), made.json());
    const CliResult text = m_fixture.run({u"show"_s, u"noisy"_s});
    QVERIFY2(text.out.contains("linear datamodeling score"), text.text());
}

PROPONENT_TEST(CliEvaluateTest)
#include "cli_evaluate_test.moc"
