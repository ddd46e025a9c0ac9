// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/migrations.h"
#include "tests/engine/store/example_session.h"
#include "tests/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <bit>
#include <cmath>
#include <limits>

using namespace proponent;

class StoredAnalysesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsInfluence();
    void keepsLittle();
    void keepsSelfInfluence();
    void keepsLabelAudits();
    void keepsLabelAuditsInLibrariesFromBefore();
    void readsLabelAuditsFromBefore();
    void removesLabelAuditsWithTheSession();
    void keepsEmptyResults();
    void keepsNumbers_data();
    void keepsNumbers();
    void keepsScores();
    void leavesNothingWhenScoresAreMissing();
    void listsAnalyses();
};

namespace {

/// The same bits.
bool same(double a, double b)
{
    return std::bit_cast<quint64>(a) == std::bit_cast<quint64>(b);
}

AnalysisHeader exampleHeader(SessionId session)
{
    AnalysisHeader header;
    header.session = session;
    header.method = QStringLiteral("relatif");
    header.layers = LayerChoice::Last;
    header.checkpoints = {1, 3, 12};
    header.device = QStringLiteral("cuda:1");
    header.precision = Precision::Fp16;
    header.created = QDateTime(QDate(2026, 2, 3), QTime(4, 5, 6, 789), QTimeZone::utc());
    header.seconds = 1.0 / 3;
    header.examplesPerSecond = 12'345.678;
    header.trainCount = 60'000;
    header.precisionCheck = PrecisionCheck{256, 8, 0.0123, 0.998};
    return header;
}

RankedExample ranked(qint64 index, double score)
{
    return {index,
            int(index % 3),
            int(index % 2),
            score,
            {float(score) / 3, float(score) / 7, 1e-40f},
            {float(score) / 2, float(score) / 5}};
}

InfluenceAnalysis exampleInfluence(SessionId session)
{
    InfluenceAnalysis analysis;
    analysis.header = exampleHeader(session);
    for (const qint64 index : {77, 3, 50}) { // in the order of the request, whatever that is
        TestInfluence result;
        result.testIndex = index;
        result.label = 2;
        result.predicted = 1;
        result.loss = 0.1 * double(index);
        for (int i = 0; i < 12; ++i)
            result.proponents.append(ranked(index + i, 1.0 / (i + 1)));
        result.opponents = {ranked(9, -1e300), ranked(8, -std::numeric_limits<double>::denorm_min())};
        result.histogram = {-1e300, 1.0 / 3, {1, 0, qint64(1) << 40}};
        result.nonFinite = 5;
        analysis.results.append(result);
    }
    analysis.sample = {
        {0, 59'999, 0.1}, {2, 0, -1e-40}, {2, qint64(1) << 40, std::numeric_limits<double>::infinity()}};
    return analysis;
}

LabelAudit exampleAudit(SessionId session)
{
    LabelAudit audit;
    audit.header = exampleHeader(session);
    audit.header.method = QStringLiteral("combined");
    for (int i = 0; i < 30; ++i) {
        SuspectExample suspect;
        suspect.trainIndex = 7 * i;
        suspect.label = i % 3;
        suspect.originalLabel = i % 2;
        suspect.suggestedLabel = 2;
        suspect.suspicion = 30.1 - i;
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        suspect.values = {
            30.1 - i, 1.0 / (i + 1), -0.5, 0.25, nan, 1.0 / (i + 3), i == 4 ? nan : -0.1 * (i + 1)};
        suspect.likelyLabel = i % 4 - 1;
        suspect.lossByCheckpoint = {0.5f, float(i), 1e-40f};
        suspect.marginByCheckpoint = {-0.5f, float(-i), 3};
        audit.top.append(suspect);
    }
    audit.histogram = {-1.0 / 3, 31, {5, 6, qint64(1) << 40}};
    audit.nonFinite = 4;
    audit.strength = {ModelStrength::Source::TestExamples, 1.0 / 3, 0.125};
    audit.neighbourRecall = 0.987;
    audit.folds = FoldEstimates{5, 0.75, 1.0 / 7, {{2, 0, 0.1}, {0, 1, 1.0 / 7 - 0.1}}};
    audit.recovery = {{AuditMethod::Combined, {0.1, 1.0 / 3, 1}}, {AuditMethod::Margin, {0, 0.5, 1}}};
    return audit;
}

void compare(const AnalysisHeader &actual, const AnalysisHeader &expected)
{
    QCOMPARE(actual.session, expected.session);
    QCOMPARE(actual.method, expected.method);
    QCOMPARE(toString(actual.layers), toString(expected.layers));
    QCOMPARE(actual.checkpoints, expected.checkpoints);
    QCOMPARE(actual.device, expected.device);
    QCOMPARE(toString(actual.precision), toString(expected.precision));
    QCOMPARE(actual.created, expected.created);
    QVERIFY(same(actual.seconds, expected.seconds));
    QVERIFY(same(actual.examplesPerSecond, expected.examplesPerSecond));
    QCOMPARE(actual.trainCount, expected.trainCount);
    QCOMPARE(actual.layerNames, expected.layerNames);
    QCOMPARE(actual.batchSize, expected.batchSize);
    QCOMPARE(actual.expectedMemory, expected.expectedMemory);
    QCOMPARE(actual.precisionCheck.has_value(), expected.precisionCheck.has_value());
    if (!expected.precisionCheck)
        return;
    QCOMPARE(actual.precisionCheck->trainCount, expected.precisionCheck->trainCount);
    QCOMPARE(actual.precisionCheck->testCount, expected.precisionCheck->testCount);
    QCOMPARE(actual.precisionCheck->relativeError, expected.precisionCheck->relativeError);
    QCOMPARE(actual.precisionCheck->rankCorrelation, expected.precisionCheck->rankCorrelation);
}

void compare(const QList<RankedExample> &actual, const QList<RankedExample> &expected)
{
    QCOMPARE(actual.size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        QCOMPARE(actual[i].trainIndex, expected[i].trainIndex);
        QCOMPARE(actual[i].label, expected[i].label);
        QCOMPARE(actual[i].originalLabel, expected[i].originalLabel);
        QVERIFY(same(actual[i].score, expected[i].score));
        QVERIFY(actual[i].scoreByCheckpoint == expected[i].scoreByCheckpoint);
        QVERIFY(actual[i].scoreByLayer == expected[i].scoreByLayer);
    }
}

void compare(const QList<SuspectExample> &actual, const QList<SuspectExample> &expected)
{
    QCOMPARE(actual.size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        QCOMPARE(actual[i].trainIndex, expected[i].trainIndex);
        QCOMPARE(actual[i].label, expected[i].label);
        QCOMPARE(actual[i].originalLabel, expected[i].originalLabel);
        QCOMPARE(actual[i].suggestedLabel, expected[i].suggestedLabel);
        QCOMPARE(actual[i].likelyLabel, expected[i].likelyLabel);
        QVERIFY(same(actual[i].suspicion, expected[i].suspicion));
        for (const AuditMethod method : auditMethods())
            QVERIFY(same(actual[i].value(method), expected[i].value(method)));
        QCOMPARE(actual[i].lossByCheckpoint, expected[i].lossByCheckpoint);
        QCOMPARE(actual[i].marginByCheckpoint, expected[i].marginByCheckpoint);
    }
}

void compare(const ScoreHistogram &actual, const ScoreHistogram &expected)
{
    QVERIFY(same(actual.minimum, expected.minimum));
    QVERIFY(same(actual.maximum, expected.maximum));
    QCOMPARE(actual.counts, expected.counts);
}

} // namespace

/// Of 60,000 training examples, with three checkpoints and four layers: at most 2 % of the matrix of scores.
void StoredAnalysesTest::keepsLittle()
{
    constexpr int tests = 400;
    const QTemporaryDir folder;
    const auto sizeOfLibrary = [&folder] { return QFileInfo(folder.filePath("library.sqlite")).size(); };
    auto store = openStore(folder.path());
    InfluenceAnalysis analysis;
    analysis.header = exampleHeader(store->createSession(exampleSession()).id);
    std::uint32_t noise = 1;
    const auto next = [&noise] { return noise = noise * 1664525U + 1013904223U; };
    for (int test = 0; test < tests; ++test) {
        TestInfluence result;
        result.testIndex = test;
        result.label = result.predicted = test % 10;
        result.loss = double(next());
        for (auto *list : {&result.proponents, &result.opponents}) {
            for (int rank = 0; rank < 20; ++rank) {
                RankedExample example{next() % 60'000, test % 10, test % 10, double(next()), {}, {}};
                for (int part = 0; part < 7; ++part)
                    (part < 3 ? example.scoreByCheckpoint : example.scoreByLayer) += float(next());
                list->append(example);
            }
        }
        result.histogram = {-double(next()), double(next()), QList<qint64>(121, 500)};
        analysis.results.append(result);
    }
    analysis.sample.fill({7, 59'999, 0.1}, 1024);
    store.reset();
    const qint64 before = sizeOfLibrary();
    store = openStore(folder.path());
    store->addInfluence(analysis);
    store.reset();
    const qint64 ofSample = analysis.sample.size() * qint64(3 * sizeof(qint64)); // once, however many tests
    const double share = double(sizeOfLibrary() - before - ofSample) / (tests * 60'000.0 * sizeof(float));
    qInfo("%.2f %% of the matrix", 100 * share);
    QVERIFY(share < 0.02);
}

void StoredAnalysesTest::keepsInfluence()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId session = store->createSession(exampleSession()).id;
    const InfluenceAnalysis expected = exampleInfluence(session);
    const AnalysisId id = store->addInfluence(expected);
    const auto stored = store->analysis(id);
    const auto *actual = std::get_if<InfluenceAnalysis>(&stored);
    QVERIFY(actual);
    QCOMPARE(actual->header.id, id);
    QVERIFY(actual->header.scoresFile.isEmpty());
    compare(actual->header, expected.header);
    QCOMPARE(actual->sample.size(), expected.sample.size());
    for (qsizetype i = 0; i < expected.sample.size(); ++i) {
        QCOMPARE(actual->sample[i].position, expected.sample[i].position);
        QCOMPARE(actual->sample[i].train, expected.sample[i].train);
        QVERIFY(same(actual->sample[i].score, expected.sample[i].score));
    }
    QCOMPARE(actual->results.size(), expected.results.size());
    for (qsizetype i = 0; i < expected.results.size(); ++i) {
        const TestInfluence &result = actual->results[i];
        QCOMPARE(result.testIndex, expected.results[i].testIndex);
        QCOMPARE(result.label, expected.results[i].label);
        QCOMPARE(result.predicted, expected.results[i].predicted);
        QVERIFY(same(result.loss, expected.results[i].loss));
        compare(result.proponents, expected.results[i].proponents);
        compare(result.opponents, expected.results[i].opponents);
        compare(result.histogram, expected.results[i].histogram);
        QCOMPARE(result.nonFinite, expected.results[i].nonFinite);
    }
}

void StoredAnalysesTest::keepsSelfInfluence()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId session = store->createSession(exampleSession()).id;
    SelfInfluenceAnalysis expected;
    expected.header = exampleHeader(session);
    for (int i = 0; i < 100; ++i)
        expected.top.append(ranked(i, 100.1 - i));
    expected.histogram = {0.0, 101, {5, 6, 7}};
    expected.nonFinite = 2;
    const auto stored = store->analysis(store->addSelfInfluence(expected));
    const auto *actual = std::get_if<SelfInfluenceAnalysis>(&stored);
    QVERIFY(actual);
    compare(actual->header, expected.header);
    compare(actual->top, expected.top);
    compare(actual->histogram, expected.histogram);
    QCOMPARE(actual->nonFinite, 2);
}

void StoredAnalysesTest::keepsLabelAudits()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId session = store->createSession(exampleSession()).id;
    const LabelAudit expected = exampleAudit(session);
    const auto stored = store->analysis(store->addLabelAudit(expected));
    const auto *actual = std::get_if<LabelAudit>(&stored);
    QVERIFY(actual);
    compare(actual->header, expected.header);
    compare(actual->top, expected.top);
    compare(actual->histogram, expected.histogram);
    QCOMPARE(actual->nonFinite, 4);
    QCOMPARE(actual->recovery.size(), 2);
    QCOMPARE(actual->recovery[0].found, expected.recovery[0].found);
    QCOMPARE(toString(actual->recovery[1].method), QStringLiteral("margin"));
    QCOMPARE(toString(actual->strength.source), QStringLiteral("test-examples"));
    QCOMPARE(actual->strength.accuracy, expected.strength.accuracy);
    QCOMPARE(actual->strength.chance, expected.strength.chance);
    QCOMPARE(actual->neighbourRecall, expected.neighbourRecall);
    QVERIFY(actual->folds);
    QCOMPARE(actual->folds->folds, 5);
    QCOMPARE(actual->folds->accuracy, expected.folds->accuracy);
    QCOMPARE(actual->folds->expectedErrors, expected.folds->expectedErrors);
    QCOMPARE(actual->folds->confusions.size(), 2);
    QCOMPARE(actual->folds->confusions[1].likely, 1);
    QCOMPARE(actual->folds->confusions[1].expected, expected.folds->confusions[1].expected);

    const AnalysisSummary summary = store->details(session).analyses.first();
    QCOMPARE(summary.kind, AnalysisKind::LabelAudit);
    QCOMPARE(summary.method, QStringLiteral("combined"));
    QVERIFY(summary.testIndices.isEmpty());
}

/// The migration widens what `analyses` allows, and leaves what is there, with all that refers to it.
void StoredAnalysesTest::keepsLabelAuditsInLibrariesFromBefore()
{
    const QTemporaryDir folder;
    openStore(folder.path()); // makes the schemas available
    const QTemporaryDir schemas;
    for (int version = 1; version <= 2; ++version) {
        const QString name = QStringLiteral("schema-%1.sql").arg(version);
        QVERIFY(QFile::copy(":/schema/" + name, schemas.filePath(name)));
    }
    QVERIFY(QFile::remove(folder.filePath("library.sqlite")));
    {
        Database old(folder.filePath("library.sqlite"), Database::Access::ReadWrite);
        migrate(old, schemas.path());
        old.execute("PRAGMA foreign_keys = ON");
        old.execute("INSERT INTO sessions (name, state, created, updated, device, precision, parameters, "
                    "train_count, test_count, libtorch, config, dataset, mean, std, flipped) VALUES ('old', "
                    "'completed', '', '', 'cpu', 'fp32', 1, 1, 1, '', '{}', '{}', x'', x'', x'')");
        old.execute("INSERT INTO analyses (session, kind, method, layers, checkpoints, device, precision, "
                    "created, train_count, scores_file) VALUES (1, 'self-influence', 'self-influence', "
                    "'all', '[1]', 'cpu', 'fp32', '', 1, '')");
        old.execute("INSERT INTO influence_results (analysis, position, non_finite, histogram_counts) "
                    "VALUES (1, 0, 3, x'')");
    }
    const auto store = openStore(folder.path());
    QCOMPARE(std::get<SelfInfluenceAnalysis>(store->analysis({1})).nonFinite, 3);
    const AnalysisId id = store->addLabelAudit(exampleAudit({1}));
    QCOMPARE(std::get<LabelAudit>(store->analysis(id)).top.size(), 30);
    Database database(folder.filePath("library.sqlite"), Database::Access::ReadWrite);
    QCOMPARE(database.value("PRAGMA integrity_check"), "ok");
    QCOMPARE(database.value("SELECT count(*) FROM pragma_foreign_key_check"), "0");
    QVERIFY_EXCEPTION_THROWN(database.execute("UPDATE analyses SET kind = 'luck'"), EngineError);
}

/// Of an audit by an earlier version nothing is known that has no column.
void StoredAnalysesTest::readsLabelAuditsFromBefore()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const AnalysisId id = store->addLabelAudit(exampleAudit(store->createSession(exampleSession()).id));
    Database(folder.filePath("library.sqlite"), Database::Access::ReadWrite)
        .execute("UPDATE analyses SET parameters = '{}'");
    const auto stored = std::get<LabelAudit>(store->analysis(id));
    QCOMPARE(stored.top.size(), 30);
    QCOMPARE(stored.top[3].likelyLabel, -1);
    QVERIFY(std::isnan(stored.top[3].value(AuditMethod::SelfConfidence)));
    QVERIFY(std::isnan(stored.strength.accuracy) && !stored.strength.isTooWeak());
    QCOMPARE(stored.neighbourRecall, 1.0);
    QVERIFY(!stored.folds);
}

void StoredAnalysesTest::removesLabelAuditsWithTheSession()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    SessionId session;
    {
        const CreatedSession created = store->createSession(exampleSession());
        session = created.id;
        store->addLabelAudit(exampleAudit(session));
    }
    store->remove(session);
    Database database(folder.filePath("library.sqlite"), Database::Access::ReadOnly);
    for (const char *table : {"label_audits", "suspects", "recovery_curves"})
        QCOMPARE(database.value(QStringLiteral("SELECT count(*) FROM %1").arg(table)), "0");
}

void StoredAnalysesTest::keepsEmptyResults()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId session = store->createSession(exampleSession()).id;
    InfluenceAnalysis empty;
    empty.header.session = session;
    const AnalysisId id = store->addInfluence(empty);
    const auto stored = std::get<InfluenceAnalysis>(store->analysis(id));
    QVERIFY(stored.results.isEmpty());
    QVERIFY(stored.header.created.isValid()); // now, when nobody said
    SelfInfluenceAnalysis nothing;
    nothing.header.session = session;
    QVERIFY(std::get<SelfInfluenceAnalysis>(store->analysis(store->addSelfInfluence(nothing))).top.isEmpty());
}

void StoredAnalysesTest::keepsNumbers_data()
{
    using Limits = std::numeric_limits<double>;
    QTest::addColumn<double>("number");
    QTest::newRow("0") << 0.0;
    QTest::newRow("whole") << 3.0;
    QTest::newRow("2^53 + 2") << 9007199254740994.0;
    QTest::newRow("a third") << 1.0 / 3;
    QTest::newRow("largest") << Limits::max();
    QTest::newRow("smallest") << Limits::denorm_min();
    QTest::newRow("infinity") << Limits::infinity();
    QTest::newRow("-infinity") << -Limits::infinity();
    QTest::newRow("not a number") << Limits::quiet_NaN();
}

void StoredAnalysesTest::keepsNumbers()
{
    QFETCH(const double, number);
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    InfluenceAnalysis analysis;
    analysis.header.session = store->createSession(exampleSession()).id;
    analysis.header.seconds = number;
    TestInfluence result;
    result.loss = number;
    result.histogram.minimum = number;
    result.proponents = {{1, 2, 3, number, {float(number)}, {float(number)}}};
    analysis.results = {result};
    const auto stored = std::get<InfluenceAnalysis>(store->analysis(store->addInfluence(analysis)));
    QVERIFY(same(stored.header.seconds, number));
    QVERIFY(same(stored.results[0].loss, number));
    QVERIFY(same(stored.results[0].histogram.minimum, number));
    QVERIFY(same(stored.results[0].proponents[0].score, number));
    QVERIFY(same(stored.results[0].proponents[0].scoreByCheckpoint[0], float(number)));
}

void StoredAnalysesTest::keepsScores()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId session = store->createSession(exampleSession()).id;
    InfluenceAnalysis analysis = exampleInfluence(session);
    analysis.header.scoresFile = store->temporaryFile(".npy");
    QFile scores(analysis.header.scoresFile);
    QVERIFY(scores.open(QIODevice::WriteOnly));
    scores.write("scores");
    scores.close();
    const AnalysisId id = store->addInfluence(analysis);
    QVERIFY(!scores.exists());
    const QString file = std::get<InfluenceAnalysis>(store->analysis(id)).header.scoresFile;
    QCOMPARE(file,
             folder.filePath(QStringLiteral("analyses/%1/analysis-%2.npy").arg(session.value).arg(id.value)));
    QFile kept(file);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("scores"));
}

void StoredAnalysesTest::leavesNothingWhenScoresAreMissing()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId session = store->createSession(exampleSession()).id;
    InfluenceAnalysis analysis = exampleInfluence(session);
    analysis.header.scoresFile = store->temporaryFile(".npy"); // never written
    QVERIFY_EXCEPTION_THROWN(store->addInfluence(analysis), EngineError);
    QVERIFY(store->details(session).analyses.isEmpty());
}

void StoredAnalysesTest::listsAnalyses()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId session = store->createSession(exampleSession()).id;
    const AnalysisId first = store->addInfluence(exampleInfluence(session));
    SelfInfluenceAnalysis self;
    self.header = exampleHeader(session);
    self.header.method = QStringLiteral("self-influence");
    const AnalysisId second = store->addSelfInfluence(self);

    const QList<AnalysisSummary> analyses = store->details(session).analyses;
    QCOMPARE(analyses.size(), 2);
    QCOMPARE(analyses[0].id, second);
    QCOMPARE(analyses[0].kind, AnalysisKind::SelfInfluence);
    QVERIFY(analyses[0].testIndices.isEmpty());
    QCOMPARE(analyses[1].id, first);
    QCOMPARE(analyses[1].kind, AnalysisKind::Influence);
    QCOMPARE(analyses[1].method, QStringLiteral("relatif"));
    QCOMPARE(analyses[1].layers, QStringLiteral("last"));
    QCOMPARE(analyses[1].checkpoints, QList<int>({1, 3, 12}));
    QCOMPARE(analyses[1].testIndices, QList<qint64>({77, 3, 50}));
    QCOMPARE(analyses[1].created, exampleHeader(session).created);
    QCOMPARE(store->sessions().first().analysisCount, 2);
}

PROPONENT_TEST(StoredAnalysesTest)
#include "test_stored_analyses.moc"
