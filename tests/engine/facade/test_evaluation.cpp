// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/lds.h"
#include "engine/scores/rank_correlation.h"
#include "tests/engine/data/idx_folder.h"
#include "tests/engine/facade/job_waiter.h"
#include "tests/engine/facade/striped_images.h"
#include "tests/test_registry.h"

#include <QDir>

#include <algorithm>
#include <cmath>

using namespace proponent;

/// Evaluations of methods through the facade, against trainings that leave examples out.
class EvaluationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void ldsIsWhatTrainingsSay();
    void anotherMethodCostsScoringOnly();
    void moreSubsetsTrainWhatIsMissing();
    void stoppedGoesOn();
    void damagedCopiesAreTrainedAgain();
    void plantedLabelsAreFound();
    void removalHurts();
    void wrongRequests_data();
    void wrongRequests();
    void goesWithItsSession();

private:
    static constexpr int trainCount = 60;
    static constexpr int testCount = 12;

    [[nodiscard]] TrainingConfig config() const;
    [[nodiscard]] SessionId train(const TrainingConfig &config);
    [[nodiscard]] EvaluationRequest request(const QStringList &methods) const;
    [[nodiscard]] MethodEvaluation evaluate(const EvaluationRequest &request);
    [[nodiscard]] SessionDetails details(SessionId session);
    [[nodiscard]] std::vector<float> scores(const QString &method);

    DataFolder m_data;
    QTemporaryDir m_library;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<JobWaiter> m_jobs;
    SessionId m_session;
    qint64 m_trained = 0; ///< examples x epochs that the last evaluation trained
};

void EvaluationTest::initTestCase()
{
    writeStripedData(m_data, trainCount, testCount);
    m_engine = Engine::open(m_library.path()).valueOrThrow();
    m_jobs = std::make_unique<JobWaiter>(*m_engine);
    connect(m_engine.get(), &Engine::progress, this, [this](JobId, const Progress &progress) {
        if (progress.stage == Progress::Stage::Retraining)
            m_trained = progress.total;
    });
    m_session = train(config());
}

TrainingConfig EvaluationTest::config() const
{
    TrainingConfig config;
    config.data = m_data.path();
    config.model = QStringLiteral("logistic");
    config.epochs = 3;
    config.batchSize = 8;
    config.learningRate = 0.01;
    config.weightDecay = 0.01;
    config.device = QStringLiteral("cpu");
    config.precision = Precision::Fp32;
    config.threads = 1;
    // What a person said of labels counts for the copies, too.
    config.labelChanges = {{4, LabelDecision::Verdict::Relabel, 2}, {7, LabelDecision::Verdict::Exclude, -1}};
    return config;
}

SessionId EvaluationTest::train(const TrainingConfig &config)
{
    return m_jobs->wait<TrainingCompleted>(m_engine->train(config)).session;
}

EvaluationRequest EvaluationTest::request(const QStringList &methods) const
{
    EvaluationRequest request;
    request.session = m_session;
    for (const QString &method : methods)
        request.methods.append({method, {}});
    request.subsets = 6;
    request.runs = 2;
    request.device = QStringLiteral("cpu");
    request.threads = 1;
    return request;
}

MethodEvaluation EvaluationTest::evaluate(const EvaluationRequest &request)
{
    m_trained = 0;
    return m_jobs->wait<EvaluationCompleted>(m_engine->evaluate(request)).evaluation;
}

SessionDetails EvaluationTest::details(SessionId session)
{
    return m_jobs->wait<SessionOpened>(m_engine->openSession(session)).details;
}

/// [tests, training examples]
std::vector<float> EvaluationTest::scores(const QString &method)
{
    InfluenceRequest request;
    request.session = m_session;
    request.tests = *TestChoice::fromString(QStringLiteral("0-%1").arg(testCount - 1));
    request.method.name = method;
    request.device = QStringLiteral("cpu");
    request.exportFile = QDir(m_library.path()).filePath(QStringLiteral("scores.npy"));
    (void)m_jobs->wait<InfluenceCompleted>(m_engine->traceInfluence(request));
    return readNpy(request.exportFile);
}

/// Each copy again as a session of its own that leaves the other examples out; sums, ranks and mean by hand.
void EvaluationTest::ldsIsWhatTrainingsSay()
{
    const MethodEvaluation evaluation = evaluate(request({"tracin"}));
    QCOMPARE(evaluation.session, m_session);
    QCOMPARE(evaluation.subsets, 6);
    QCOMPARE(evaluation.runs, 2);
    QCOMPARE(evaluation.tests.size(), testCount);
    QCOMPARE(evaluation.results.size(), 1);
    QVERIFY(m_trained > 0);

    std::vector<std::int64_t> candidates;
    for (std::int64_t i = 0; i < trainCount; ++i) {
        if (i != 7)
            candidates.push_back(i);
    }
    const std::vector<float> scores = this->scores("tracin");
    std::vector<std::vector<double>> sums(testCount);
    std::vector<std::vector<double>> gains(testCount);
    for (qint64 subset = 0; subset < 6; ++subset) {
        const auto half = randomSubset(candidates, 0.5, quint64(subset));
        QList<double> losses(testCount, 0.0);
        for (qint64 run = 0; run < 2; ++run) {
            TrainingConfig config = this->config();
            config.seed = 1'000'000 + subset * 1000 + run;
            for (std::int64_t i = 0; i < trainCount; ++i) {
                if (i != 7 && !std::ranges::binary_search(half, i)) {
                    config.labelChanges.removeIf(
                        [i](const LabelDecision &change) { return change.trainIndex == i; });
                    config.labelChanges.append({i, LabelDecision::Verdict::Exclude, -1});
                }
            }
            std::ranges::sort(config.labelChanges, {}, &LabelDecision::trainIndex);
            const TestEvaluation answers = details(train(config)).evaluation;
            for (int test = 0; test < testCount; ++test)
                losses[test] += double(answers.losses[test]) / 2;
        }
        for (std::size_t test = 0; test < testCount; ++test) {
            double sum = 0;
            for (const std::int64_t index : half)
                sum += double(scores[test * trainCount + std::size_t(index)]);
            sums[test].push_back(sum);
            gains[test].push_back(-losses[qsizetype(test)]);
        }
    }
    std::vector<double> byTest;
    for (std::size_t test = 0; test < testCount; ++test)
        byTest.push_back(rankCorrelation(sums[test], gains[test]));
    const MeanAndError expected = meanAndError(byTest);
    const MethodResult &result = evaluation.results.first();
    QVERIFY2(std::abs(result.value - expected.mean) < 1e-6,
             qPrintable(QStringLiteral("%1 %2").arg(result.value).arg(expected.mean)));
    QVERIFY(std::abs(result.standardError - expected.standardError) < 1e-6);
    QVERIFY(result.standardError > 0);
}

void EvaluationTest::anotherMethodCostsScoringOnly()
{
    const MethodEvaluation first = evaluate(request({"tracin"}));
    EvaluationRequest second = request({"grad-dot", "ekfac", "tracin"});
    second.methods[1].parameters.insert(QStringLiteral("damping"), 0.01);
    const MethodEvaluation evaluation = evaluate(second);
    QCOMPARE(m_trained, 0);
    QCOMPARE(evaluation.results.size(), 3);
    QCOMPARE(evaluation.results[1].method, "ekfac");
    QCOMPARE(evaluation.results[1].parameters.value(QStringLiteral("damping")).toDouble(), 0.01);
    QCOMPARE(evaluation.results[2].value, first.results[0].value);

    // Nor do other tests, or fewer subsets.
    EvaluationRequest third = request({"tracin"});
    third.subsets = 3;
    third.tests = TestChoice::fromString(QStringLiteral("1,5-6"));
    QCOMPARE(evaluate(third).tests, QList<qint64>({1, 5, 6}));
    QCOMPARE(m_trained, 0);

    const QList<MethodEvaluation> kept = details(m_session).evaluations;
    QVERIFY(kept.size() >= 3);
    QCOMPARE(kept[0].tests.size(), 3);
    QCOMPARE(kept[1].results.size(), 3);
    QCOMPARE(kept[1].results[1].value, evaluation.results[1].value);
}

void EvaluationTest::moreSubsetsTrainWhatIsMissing()
{
    (void)evaluate(request({"tracin"}));
    EvaluationRequest more = request({"tracin"});
    more.subsets = 8;
    const MethodEvaluation extended = evaluate(more);
    QCOMPARE(m_trained, 2 * 2 * 30 * 3); // two subsets, two runs, 30 of 59 examples, three epochs
    // As if it had been one.
    TrainingConfig config = this->config();
    config.name = QStringLiteral("the same again");
    more.session = train(config);
    const MethodEvaluation whole = evaluate(more);
    QCOMPARE(m_trained, 8 * 2 * 30 * 3);
    QVERIFY(std::abs(whole.results[0].value - extended.results[0].value) < 0.05);
}

void EvaluationTest::stoppedGoesOn()
{
    TrainingConfig config = this->config();
    config.model = QStringLiteral("mlp");
    EvaluationRequest request = this->request({"grad-dot"});
    request.session = train(config);
    request.subsets = 40;
    request.runs = 1;
    JobId job;
    bool stopped = false;
    const auto stopping =
        connect(m_engine.get(), &Engine::progress, this, [&](JobId which, const Progress &progress) {
            if (which == job && progress.stage == Progress::Stage::Retraining && progress.epoch > 0) {
                stopped = true;
                m_engine->cancel(job);
            }
        });
    job = m_engine->evaluate(request);
    (void)m_jobs->wait<Cancelled>(job);
    disconnect(stopping);
    QVERIFY(stopped);
    QVERIFY(details(request.session).evaluations.isEmpty());

    const MethodEvaluation resumed = evaluate(request);
    QVERIFY2(m_trained > 0 && m_trained < 40 * 30 * 3, qPrintable(QString::number(m_trained)));
    const QDir analyses(QStringLiteral("%1/analyses/%2").arg(m_library.path()).arg(request.session.value));
    QVERIFY(analyses.entryList({"unfinished-*"}, QDir::Dirs).isEmpty());

    // As if nobody had stopped it.
    config.name = QStringLiteral("not stopped");
    request.session = train(config);
    const MethodEvaluation whole = evaluate(request);
    QVERIFY2(std::abs(resumed.results[0].value - whole.results[0].value) < 0.02,
             qPrintable(QStringLiteral("%1 %2").arg(resumed.results[0].value).arg(whole.results[0].value)));
}

void EvaluationTest::damagedCopiesAreTrainedAgain()
{
    const MethodEvaluation before = evaluate(request({"tracin"}));
    const QDir analyses(QStringLiteral("%1/analyses/%2").arg(m_library.path()).arg(m_session.value));
    const QStringList kept = analyses.entryList({"retrained-*.f32"}, QDir::Files);
    QCOMPARE(kept.size(), 1);
    QVERIFY(QFile::resize(analyses.filePath(kept.first()), 100));
    const MethodEvaluation after = evaluate(request({"tracin"}));
    QCOMPARE(m_trained, 6 * 2 * 30 * 3);
    QVERIFY(std::abs(after.results[0].value - before.results[0].value) < 0.05);
}

void EvaluationTest::plantedLabelsAreFound()
{
    TrainingConfig config = this->config();
    config.labelChanges.clear();
    config.labelNoise = 0.1;
    EvaluationRequest request = this->request({"loss", "self-influence"});
    request.metric = EvaluationMetric::Mislabelled;
    request.session = train(config);
    const MethodEvaluation evaluation = evaluate(request);
    QCOMPARE(m_trained, 0);
    QCOMPARE(evaluation.subsets, 0);

    LabelAuditRequest auditRequest;
    auditRequest.session = request.session;
    auditRequest.device = QStringLiteral("cpu");
    auditRequest.threads = 1;
    const LabelAudit audit = m_jobs->wait<LabelAuditCompleted>(m_engine->auditLabels(auditRequest)).analysis;
    QCOMPARE(evaluation.results.size(), 2);
    for (const MethodResult &result : evaluation.results) {
        QVERIFY(result.value > 0.5 && result.value <= 1);
        for (const RecoveryCurve &curve : audit.recovery) {
            if (toString(curve.method) == result.method)
                QCOMPARE(result.found,
                         QList<double>({curve.foundInTop(5), curve.foundInTop(10), curve.foundInTop(20)}));
        }
    }
}

void EvaluationTest::removalHurts()
{
    EvaluationRequest request = this->request({"tracin", "grad-dot"});
    request.metric = EvaluationMetric::Removal;
    request.subsets = 4;
    request.topK = 15;
    const MethodEvaluation evaluation = evaluate(request);
    QCOMPARE(evaluation.tests.size(), testCount);
    QCOMPARE(evaluation.topK, 15);
    QCOMPARE(evaluation.results.size(), 2);
    // Three quarters of a test's own class are gone.
    for (const MethodResult &result : evaluation.results)
        QVERIFY2(result.standardError > 0 && result.value > 2 * result.standardError,
                 qPrintable(QStringLiteral("%1 %2").arg(result.value).arg(result.standardError)));
    QVERIFY(m_trained > 0);
    (void)evaluate(request);
    QCOMPARE(m_trained, 0);
}

void EvaluationTest::wrongRequests_data()
{
    QTest::addColumn<EvaluationMetric>("metric");
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("subsets");
    QTest::addColumn<QString>("tests");
    QTest::addColumn<int>("topK");
    QTest::addColumn<QString>("words");
    const auto lds = EvaluationMetric::Lds;
    const auto removal = EvaluationMetric::Removal;
    QTest::newRow("no method") << lds << "" << 6 << "0-3" << 5 << "No method is named";
    QTest::newRow("unknown method") << lds << "luck" << 6 << "0-3" << 5 << "no method “luck”";
    QTest::newRow("one subset") << lds << "tracin" << 1 << "0-3" << 5 << "from 2 to 1000000, not 1";
    QTest::newRow("tests") << lds << "tracin" << 6 << "0,12" << 5
                           << "no test example 12: they are numbered from 0 to 11";
    QTest::newRow("nothing planted") << EvaluationMetric::Mislabelled << "loss" << 6 << "0-3" << 5
                                     << "No label of session";
    QTest::newRow("no method of an audit") << EvaluationMetric::Mislabelled << "tracin" << 6 << "0-3" << 5
                                           << "has no method “tracin”. Name some of combined, loss";
    QTest::newRow("all removed") << removal << "tracin" << 6 << "0-3" << 59
                                 << "Removing 59 of 59 training examples leaves nothing";
}

void EvaluationTest::wrongRequests()
{
    QFETCH(EvaluationMetric, metric);
    QFETCH(QString, method);
    QFETCH(int, subsets);
    QFETCH(QString, tests);
    QFETCH(int, topK);
    QFETCH(QString, words);
    EvaluationRequest request = this->request(method.isEmpty() ? QStringList() : QStringList{method});
    request.metric = metric;
    request.subsets = subsets;
    request.tests = TestChoice::fromString(tests);
    request.topK = topK;
    const QString message = m_jobs->wait<Failed>(m_engine->evaluate(request)).message;
    QVERIFY2(message.contains(words), qPrintable(message));
}

void EvaluationTest::goesWithItsSession()
{
    EvaluationRequest request = this->request({"tracin"});
    request.session = train(config());
    (void)evaluate(request);
    const QString analyses =
        QStringLiteral("%1/analyses/%2").arg(m_library.path()).arg(request.session.value);
    QVERIFY(QDir(analyses).exists());
    (void)m_jobs->wait<SessionDeleted>(m_engine->deleteSession(request.session));
    QVERIFY(!QDir(analyses).exists());
    request.session = {999};
    QVERIFY(m_jobs->wait<Failed>(m_engine->evaluate(request)).message.contains("999"));
}

PROPONENT_TEST(EvaluationTest)
#include "test_evaluation.moc"
