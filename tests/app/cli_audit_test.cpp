// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/array_file.h"
#include "tests/app/json_shape.h"
#include "tests/app/library_fixture.h"
#include "tests/test_registry.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace proponent::test;

/// audit: what it prints and exports. That the figures are right is tested in tests/engine.
class CliAuditTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void jsonShape();
    void rankingAgreesWithTheExport();
    void textTellsTheRecovery();
    void withoutSelfInfluence();
    void byFolds();
    void isShown();
    void sessionWithoutCheckpoint();

private:
    [[nodiscard]] CliResult audit(const QStringList &options) const
    {
        return m_fixture.run(QStringLiteral("audit noisy --device cpu --threads 1").split(u' ') + options);
    }

    LibraryFixture m_fixture;
};

void CliAuditTest::initTestCase()
{
    QVERIFY(m_fixture.isReady());
    const CliResult trained =
        m_fixture.train({u"--model"_s, u"logistic"_s, u"--epochs"_s, u"3"_s, u"--batch-size"_s, u"16"_s,
                         u"--label-noise"_s, u"0.1"_s, u"--name"_s, u"noisy"_s});
    QVERIFY2(trained.exitCode == 0, trained.text());
}

void CliAuditTest::jsonShape()
{
    const CliResult result = audit({u"--top"_s, u"6"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    const QJsonObject json = result.json();
    QCOMPARE(shapeProblem(json, {{"session", number},
                                 {"method", string},
                                 {"checkpoints", array},
                                 {"batch_size", number},
                                 {"expected_memory", number},
                                 {"seconds", number},
                                 {"examples_per_second", number},
                                 {"top", array},
                                 {"not_ranked", number},
                                 {"recovery", array},
                                 {"model", object},
                                 {"neighbour_recall", number},
                                 {"folds", QJsonValue::Null}}),
             QString());
    QCOMPARE(shapeProblem(json[u"model"_s].toObject(), {{"too_weak", QJsonValue::Bool},
                                                        {"judged_by", string},
                                                        {"accuracy", number},
                                                        {"chance", number}}),
             QString());
    QCOMPARE(json[u"method"_s].toString(), u"combined"_s);
    QCOMPARE(json[u"top"_s].toArray().size(), 6);
    QCOMPARE(elementProblem(json[u"top"_s], {{"train_index", number},
                                             {"label", number},
                                             {"original_label", number},
                                             {"suggested_label", number},
                                             {"likely_label", QJsonValue::Null},
                                             {"suspicion", number},
                                             {"signals", object},
                                             {"loss_by_checkpoint", array},
                                             {"margin_by_checkpoint", array}}),
             QString());
    QCOMPARE(
        shapeProblem(json[u"top"_s][0][u"signals"_s].toObject(), {{"combined", number},
                                                                  {"loss", number},
                                                                  {"margin", number},
                                                                  {"neighbours", number},
                                                                  {"self-influence", number},
                                                                  {"self-confidence", QJsonValue::Null},
                                                                  {"normalised-margin", QJsonValue::Null}}),
        QString());
    QCOMPARE(elementProblem(json[u"recovery"_s], {{"method", string}, {"found", array}}), QString());
    QList<int> percents;
    double previous = 0;
    for (const QJsonValue &found : json[u"recovery"_s][0][u"found"_s].toArray()) {
        percents += found[u"top_percent"_s].toInt();
        QVERIFY(found[u"share"_s].toDouble() >= previous);
        previous = found[u"share"_s].toDouble();
    }
    QCOMPARE(percents, QList<int>({5, 10, 15, 20, 30}));
    QVERIFY(previous > 0.5);
}

void CliAuditTest::rankingAgreesWithTheExport()
{
    const QString file = m_fixture.path(u"suspicion.npy"_s);
    const CliResult result = audit({u"--method"_s, u"margin"_s, u"--checkpoints"_s, u"2,3"_s, u"--top"_s,
                                    u"240"_s, u"--export"_s, file, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    const NumberArray suspicion = readNpy(file);
    QCOMPARE(suspicion.type, QByteArray("<f4"));
    QCOMPARE(suspicion.shape, QList<qint64>({SmallDataset::trainCount}));
    const QJsonArray top = result.json()[u"top"_s].toArray();
    QCOMPARE(top.size(), SmallDataset::trainCount);
    const SmallDataset data = SmallDataset::make();
    double previous = INFINITY;
    for (const QJsonValue &suspect : top) {
        const double value = suspect[u"suspicion"_s].toDouble();
        const int index = suspect[u"train_index"_s].toInt();
        QVERIFY(value <= previous);
        previous = value;
        QCOMPARE(float(value), float(suspicion.values[std::size_t(index)]));
        QCOMPARE(value, suspect[u"signals"_s][u"margin"_s].toDouble());
        QCOMPARE(suspect[u"original_label"_s].toInt(), int(data.train.labels[std::size_t(index)]));
        QCOMPARE(suspect[u"margin_by_checkpoint"_s].toArray().size(), 2);
    }
}

void CliAuditTest::textTellsTheRecovery()
{
    const CliResult result = audit({u"--top"_s, u"9"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    for (const char *words :
         {"combined, layers: all, checkpoints: 1, 2, 3", "model says", "planted, was",
          "share of the 24 planted wrong labels", "top 5 %", "top 30 %", "\n    self-influence  "})
        QVERIFY2(result.out.contains(words), result.text());
    QVERIFY2(!result.out.contains("\n      10  "), result.text()); // as many as were asked for
}

void CliAuditTest::withoutSelfInfluence()
{
    const CliResult result = audit({u"--no-self-influence"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    const QJsonObject json = result.json();
    QVERIFY(json[u"top"_s][0][u"signals"_s][u"self-influence"_s].isNull());
    QCOMPARE(json[u"recovery"_s].toArray().size(), 4);
    QVERIFY2(!result.err.contains("self-influence"), result.text()); // isn't worked on either
}

void CliAuditTest::byFolds()
{
    const QStringList options{u"--method"_s, u"normalised-margin"_s,   u"--folds"_s,
                              u"2"_s,        u"--no-self-influence"_s, u"--top"_s,
                              u"5"_s};
    const CliResult result = audit(options + QStringList{u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    const QJsonObject json = result.json();
    QCOMPARE(json[u"method"_s].toString(), u"normalised-margin"_s);
    QCOMPARE(shapeProblem(
                 json[u"folds"_s].toObject(),
                 {{"folds", number}, {"accuracy", number}, {"expected_errors", number}, {"pairs", array}}),
             QString());
    QCOMPARE(elementProblem(json[u"folds"_s][u"pairs"_s],
                            {{"label", number}, {"likely_label", number}, {"expected_errors", number}}),
             QString());
    QVERIFY(json[u"top"_s][0][u"likely_label"_s].isDouble());
    QCOMPARE(json[u"model"_s][u"judged_by"_s].toString(), u"folds"_s);
    QCOMPARE(json[u"recovery"_s].toArray().size(), 6);
    const CliResult text = audit(options);
    for (const char *words : {"by 2 folds: ", "wrong labels are to be expected", "\n    normalised-margin  "})
        QVERIFY2(text.out.contains(words), text.text());
    QVERIFY2(!text.out.contains("too weak"), text.text());
}

void CliAuditTest::isShown()
{
    const CliResult made = audit({u"--top"_s, u"3"_s, u"--json"_s});
    const CliResult shown = m_fixture.run({u"show"_s, u"noisy"_s, u"--json"_s});
    QVERIFY2(shown.exitCode == 0, shown.text());
    const QJsonObject newest = shown.json()[u"analyses"_s][0].toObject();
    QCOMPARE(newest[u"kind"_s].toString(), u"label-audit"_s);
    QCOMPARE(newest[u"top"_s], made.json()[u"top"_s]);
    QCOMPARE(newest[u"recovery"_s], made.json()[u"recovery"_s]);
    const CliResult text = m_fixture.run({u"show"_s, u"noisy"_s});
    QVERIFY2(text.out.contains("label audit"), text.text());
}

void CliAuditTest::sessionWithoutCheckpoint()
{
    CliProcess process(m_fixture.withLibrary(
        m_fixture.trainArguments({u"--model"_s, u"mlp"_s, u"--epochs"_s, u"500"_s, u"--checkpoint-every"_s,
                                  u"500"_s, u"--batch-size"_s, u"4"_s, u"--name"_s, u"early"_s})));
    QVERIFY(process.waitForError("epoch 1 of 500:"));
    process.sendSignal(SIGINT);
    QCOMPARE(process.waitForEnd().exitCode, 130);
    const CliResult result = m_fixture.run({u"audit"_s, u"early"_s});
    QVERIFY2(result.exitCode == 1, result.text());
    QVERIFY2(result.lastError().contains(u"has no checkpoint yet"_s), result.text());
}

PROPONENT_TEST(CliAuditTest)
#include "cli_audit_test.moc"
