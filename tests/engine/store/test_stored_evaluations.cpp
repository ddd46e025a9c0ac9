// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/store/example_session.h"
#include "tests/test_registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace proponent;

/// What is kept of methods' evaluations, and of the copies that were trained for them.
class StoredEvaluationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void evaluationsComeBack();
    void copiesComeBack();
    void damagedCopiesAreNone_data();
    void damagedCopiesAreNone();
    void goWithTheirSession();

private:
    [[nodiscard]] static QStringList filesOf(const QTemporaryDir &folder, SessionId session)
    {
        return QDir(folder.filePath(QStringLiteral("analyses/%1").arg(session.value))).entryList(QDir::Files);
    }
};

namespace {

MethodEvaluation exampleEvaluation(SessionId session)
{
    MethodEvaluation evaluation;
    evaluation.session = session;
    evaluation.metric = EvaluationMetric::Removal;
    evaluation.subsets = 10;
    evaluation.runs = 3;
    evaluation.share = 0.99;
    evaluation.topK = 50;
    evaluation.tests = {3, 7, 4'000'000'000};
    evaluation.device = QStringLiteral("cuda:0");
    evaluation.precision = Precision::Bf16;
    evaluation.created = QDateTime::fromString(u"2026-11-25T12:00:00.125Z", Qt::ISODateWithMs);
    evaluation.seconds = 12.5;
    MethodResult first;
    first.method = QStringLiteral("ekfac");
    first.parameters = {{QStringLiteral("damping"), 0.1 + 0.2}};
    first.value = -0.25;
    first.standardError = 0.125;
    first.seconds = 3.5;
    first.flipped = 4;
    MethodResult second;
    second.method = QStringLiteral("loss");
    second.value = std::numeric_limits<double>::quiet_NaN();
    second.found = {0.5, 0.75, 1};
    evaluation.results = {first, second};
    return evaluation;
}

Retrainings exampleCopies(int copies)
{
    Retrainings retrainings;
    retrainings.question = QStringLiteral("0123");
    retrainings.columns = 2;
    QList<float> values;
    for (int i = 0; i < copies; ++i) {
        retrainings.parts += ~quint64(i); // needs all 64 bits
        retrainings.seeds += -i;
        values += {float(i), 0.1F};
    }
    retrainings.values = values;
    return retrainings;
}

} // namespace

void StoredEvaluationsTest::evaluationsComeBack()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId session = store->createSession(exampleSession()).id;
    const MethodEvaluation stored = exampleEvaluation(session);
    store->addEvaluation(stored);
    MethodEvaluation newer = stored;
    newer.metric = EvaluationMetric::Lds;
    newer.results.clear();
    store->addEvaluation(newer);

    const QList<MethodEvaluation> all = store->details(session).evaluations;
    QCOMPARE(all.size(), 2);
    QVERIFY(all[0].metric == EvaluationMetric::Lds);
    const MethodEvaluation &found = all[1];
    QCOMPARE(found.session, session);
    QVERIFY(found.metric == stored.metric);
    QCOMPARE(found.subsets, stored.subsets);
    QCOMPARE(found.runs, stored.runs);
    QCOMPARE(found.share, stored.share);
    QCOMPARE(found.topK, stored.topK);
    QCOMPARE(found.tests, stored.tests);
    QCOMPARE(found.device, stored.device);
    QVERIFY(found.precision == stored.precision);
    QCOMPARE(found.created, stored.created);
    QCOMPARE(found.seconds, stored.seconds);
    QCOMPARE(found.results.size(), 2);
    QCOMPARE(found.results[0].method, stored.results[0].method);
    QCOMPARE(found.results[0].parameters, stored.results[0].parameters);
    QCOMPARE(found.results[0].value, stored.results[0].value);
    QCOMPARE(found.results[0].standardError, stored.results[0].standardError);
    QCOMPARE(found.results[0].seconds, stored.results[0].seconds);
    QCOMPARE(found.results[0].flipped, stored.results[0].flipped);
    QVERIFY(qIsNaN(found.results[1].value));
    QCOMPARE(found.results[1].found, stored.results[1].found);
    try {
        store->addEvaluation(exampleEvaluation({99}));
        QFAIL("of a session that isn't there");
    } catch (const EngineError &) {
    }
}

void StoredEvaluationsTest::copiesComeBack()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId session = store->createSession(exampleSession()).id;
    const QString question = exampleCopies(0).question;
    QVERIFY(store->retrainings(session, question).parts.isEmpty());

    for (const int copies : {3, 5}) { // the second time more of them, in place of the first
        const Retrainings stored = exampleCopies(copies);
        store->keepRetrainings(session, stored);
        const Retrainings found = store->retrainings(session, question);
        QCOMPARE(found.question, question);
        QCOMPARE(found.parts, stored.parts);
        QCOMPARE(found.seeds, stored.seeds);
        QCOMPARE(found.columns, stored.columns);
        QCOMPARE(found.values.toList(), stored.values.toList());
        QCOMPARE(filesOf(folder, session).size(), 1);
    }
    QVERIFY(store->retrainings(session, QStringLiteral("another")).parts.isEmpty());
    QVERIFY(store->retrainings({99}, question).parts.isEmpty());
}

void StoredEvaluationsTest::damagedCopiesAreNone_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::newRow("a bit") << QByteArray("bit");
    QTest::newRow("cut short") << QByteArray("short");
    QTest::newRow("gone") << QByteArray("gone");
}

void StoredEvaluationsTest::damagedCopiesAreNone()
{
    QFETCH(QByteArray, damage);
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId session = store->createSession(exampleSession()).id;
    const Retrainings stored = exampleCopies(4);
    store->keepRetrainings(session, stored);
    QFile file(folder.filePath(
        QStringLiteral("analyses/%1/%2").arg(session.value).arg(filesOf(folder, session).value(0))));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    QCOMPARE(bytes.size(), 32);
    bytes[5] = char(bytes[5] ^ 1);
    file.seek(0);
    if (damage == "bit")
        file.write(bytes);
    else if (damage == "short")
        QVERIFY(file.resize(16));
    else
        QVERIFY(file.remove());
    file.close();
    const Retrainings found = store->retrainings(session, stored.question);
    QVERIFY(found.parts.isEmpty() && found.seeds.isEmpty() && found.values.isEmpty());
    store->keepRetrainings(session, stored);
    QCOMPARE(store->retrainings(session, stored.question).values.toList(), stored.values.toList());
}

void StoredEvaluationsTest::goWithTheirSession()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    SessionId session;
    {
        const CreatedSession created = store->createSession(exampleSession());
        session = created.id;
        store->keepRetrainings(session, exampleCopies(2));
        store->addEvaluation(exampleEvaluation(session));
    }
    store->remove(session);
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("analyses/%1").arg(session.value))));
    QVERIFY(store->retrainings(session, exampleCopies(0).question).parts.isEmpty());
}

PROPONENT_TEST(StoredEvaluationsTest)
#include "test_stored_evaluations.moc"
