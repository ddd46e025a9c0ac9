// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/data/idx_folder.h"
#include "tests/engine/facade/job_waiter.h"
#include "tests/engine/facade/striped_images.h"
#include "tests/test_registry.h"

#include <cmath>
#include <numeric>

using namespace proponent;

/// Label audits through the facade: a small training set with planted noise, from training to what is stored.
class LabelAuditTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsPlantedNoise_data();
    void findsPlantedNoise();
    void ranksAndExports();
    void selfInfluenceIsTheAnalysis();
    void leavesSelfInfluenceOut();
    void trainsFolds();
    void leavesExcludedOutOfFolds();
    void tellsNoRecoveryWithoutNoise();
    void isKept();
    void stops();
    void wrongRequests_data();
    void wrongRequests();
    void sessionWithoutCheckpoint();

private:
    static constexpr int trainCount = 300;

    [[nodiscard]] TrainingConfig config(double labelNoise) const;
    [[nodiscard]] LabelAuditRequest request() const;
    [[nodiscard]] LabelAudit audit(const LabelAuditRequest &request);

    DataFolder m_data;
    QTemporaryDir m_library;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<JobWaiter> m_jobs;
    SessionId m_session; ///< a tenth of its labels is wrong
    SessionDetails m_details;
};

namespace {

double sumOf(const QList<float> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

void LabelAuditTest::initTestCase()
{
    m_data.write("train-images-idx3-ubyte", idx({trainCount, 8, 9}, stripedImages(trainCount)));
    m_data.write("train-labels-idx1-ubyte", idx({trainCount}, someLabels(trainCount)));
    m_data.write("t10k-images-idx3-ubyte", idx({12, 8, 9}, stripedImages(12)));
    m_data.write("t10k-labels-idx1-ubyte", idx({12}, someLabels(12)));
    m_engine = Engine::open(m_library.path()).valueOrThrow();
    m_jobs = std::make_unique<JobWaiter>(*m_engine);
    m_session = m_jobs->wait<TrainingCompleted>(m_engine->train(config(0.1))).session;
    m_details = m_jobs->wait<SessionOpened>(m_engine->openSession(m_session)).details;
    QCOMPARE(m_details.flipped.size(), 30);
}

TrainingConfig LabelAuditTest::config(double labelNoise) const
{
    TrainingConfig config;
    config.data = m_data.path();
    config.model = "mlp";
    config.epochs = 3;
    config.batchSize = 16;
    config.learningRate = 0.02;
    config.labelNoise = labelNoise;
    config.device = "cpu";
    config.precision = Precision::Fp32;
    config.threads = 1;
    return config;
}

LabelAuditRequest LabelAuditTest::request() const
{
    LabelAuditRequest request;
    request.session = m_session;
    request.device = "cpu";
    request.threads = 1;
    return request;
}

LabelAudit LabelAuditTest::audit(const LabelAuditRequest &request)
{
    return m_jobs->wait<LabelAuditCompleted>(m_engine->auditLabels(request)).analysis;
}

void LabelAuditTest::findsPlantedNoise_data()
{
    QTest::addColumn<AuditMethod>("method");
    for (const AuditMethod method : auditMethods())
        QTest::newRow(qPrintable(toString(method))) << method;
}

/// The classes are easy to tell apart: the first tenth of every ranking is the planted tenth, or nearly.
void LabelAuditTest::findsPlantedNoise()
{
    QFETCH(AuditMethod, method);
    LabelAuditRequest asked = request();
    asked.method = method;
    asked.topK = 30;
    asked.folds = needsFolds(method) ? 3 : 0;
    const LabelAudit found = audit(asked);
    QCOMPARE(found.header.method, toString(method));
    QCOMPARE(found.top.size(), 30);
    int flipped = 0;
    for (const SuspectExample &suspect : found.top) {
        flipped += m_details.flipped.contains(suspect.trainIndex) ? 1 : 0;
        QCOMPARE(suspect.originalLabel, int(suspect.trainIndex % 3));
        QCOMPARE(suspect.label != suspect.originalLabel, m_details.flipped.contains(suspect.trainIndex));
        if (suspect.label != suspect.originalLabel)
            QCOMPARE(suspect.suggestedLabel, suspect.originalLabel);
    }
    QVERIFY2(flipped >= 27, qPrintable(QString::number(flipped)));
    QCOMPARE(found.recovery.size(), needsFolds(method) ? auditMethodCount : auditMethodCount - 2);
    const RecoveryCurve &curve = found.recovery[int(method)];
    QCOMPARE(toString(curve.method), toString(method));
    QCOMPARE(curve.foundInTop(10), flipped / 30.0);
    QCOMPARE(curve.foundInTop(100), 1.0);
}

void LabelAuditTest::ranksAndExports()
{
    LabelAuditRequest asked = request();
    asked.topK = trainCount;
    asked.batchSize = 7; // doesn't divide the examples
    asked.exportFile = m_library.filePath("suspicion.npy");
    const LabelAudit found = audit(asked);
    const std::vector<float> suspicion = readNpy(asked.exportFile);
    QCOMPARE(suspicion.size(), std::size_t(trainCount));
    QCOMPARE(found.top.size(), trainCount);
    QCOMPARE(found.nonFinite, 0);
    QCOMPARE(std::accumulate(found.histogram.counts.begin(), found.histogram.counts.end(), qint64(0)),
             trainCount);
    double previous = INFINITY;
    for (const SuspectExample &suspect : found.top) {
        QVERIFY(suspect.suspicion <= previous);
        previous = suspect.suspicion;
        QCOMPARE(float(suspect.suspicion), suspicion[std::size_t(suspect.trainIndex)]);
        QCOMPARE(suspect.suspicion, suspect.value(AuditMethod::Combined));
        QCOMPARE(suspect.lossByCheckpoint.size(), 3);
        QVERIFY(std::abs(sumOf(suspect.lossByCheckpoint) / 3 - suspect.value(AuditMethod::Loss)) < 1e-6);
        QVERIFY(std::abs(sumOf(suspect.marginByCheckpoint) / 3 + suspect.value(AuditMethod::Margin)) < 1e-5);
    }
}

void LabelAuditTest::selfInfluenceIsTheAnalysis()
{
    SelfInfluenceRequest self;
    self.session = m_session;
    self.device = "cpu";
    self.threads = 1;
    self.exportFile = m_library.filePath("self.npy");
    m_jobs->wait<SelfInfluenceCompleted>(m_engine->computeSelfInfluence(self));
    LabelAuditRequest asked = request();
    asked.method = AuditMethod::SelfInfluence;
    asked.exportFile = m_library.filePath("by-self.npy");
    QVERIFY(std::isfinite(audit(asked).top.first().suspicion));
    // Summed by layer there, all together here.
    const std::vector<float> alone = readNpy(self.exportFile);
    const std::vector<float> audited = readNpy(asked.exportFile);
    QCOMPARE(alone.size(), audited.size());
    for (std::size_t i = 0; i < alone.size(); ++i)
        QVERIFY(std::abs(alone[i] - audited[i]) <= 1e-5F * alone[i]);
}

void LabelAuditTest::leavesSelfInfluenceOut()
{
    LabelAuditRequest asked = request();
    asked.withSelfInfluence = false;
    asked.checkpoints = *CheckpointChoice::fromString("1,3");
    asked.exportFile = m_library.filePath("suspicion.csv");
    const LabelAudit found = audit(asked);
    QCOMPARE(found.header.checkpoints, QList<int>({1, 3}));
    QVERIFY(std::isnan(found.top.first().value(AuditMethod::SelfInfluence)));
    QCOMPARE(found.top.first().lossByCheckpoint.size(), 2);
    QCOMPARE(found.recovery.size(), auditMethodCount - 3);
    QFile file(asked.exportFile);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readLine(), QByteArray("train_index,suspicion\n"));
}

void LabelAuditTest::trainsFolds()
{
    LabelAuditRequest asked = request();
    asked.folds = 3;
    asked.withSelfInfluence = false;
    asked.topK = trainCount;
    const LabelAudit found = audit(asked);
    QVERIFY(found.folds);
    QCOMPARE(found.folds->folds, 3);
    QVERIFY2(std::abs(found.folds->expectedErrors - 30) < 8,
             qPrintable(QString::number(found.folds->expectedErrors)));
    QVERIFY(std::abs(found.folds->accuracy - 0.9) < 0.04);
    QCOMPARE(found.strength.accuracy, found.folds->accuracy);
    QVERIFY(found.strength.source == ModelStrength::Source::Folds && !found.strength.isTooWeak());
    int likely = 0;
    for (const SuspectExample &suspect : found.top) {
        QVERIFY(std::isfinite(suspect.value(AuditMethod::SelfConfidence)));
        likely += suspect.likelyLabel == suspect.originalLabel;
    }
    QVERIFY2(likely > 250, qPrintable(QString::number(likely)));
    const LabelAudit again = audit(asked);
    QCOMPARE(again.top.first().value(AuditMethod::NormalisedMargin),
             found.top.first().value(AuditMethod::NormalisedMargin));
}

void LabelAuditTest::leavesExcludedOutOfFolds()
{
    TrainingConfig settings = config(0.1);
    settings.labelChanges = {{5, LabelDecision::Verdict::Exclude, -1},
                             {6, LabelDecision::Verdict::Relabel, 2}};
    LabelAuditRequest asked = request();
    asked.session = m_jobs->wait<TrainingCompleted>(m_engine->train(settings)).session;
    asked.folds = 2;
    asked.topK = trainCount;
    asked.withSelfInfluence = false;
    const LabelAudit found = audit(asked);
    QCOMPARE(found.top.size(), trainCount - 1);
    for (const SuspectExample &suspect : found.top) {
        QVERIFY(suspect.trainIndex != 5);
        QCOMPARE(suspect.label == 2, suspect.trainIndex == 6 || suspect.label == 2);
    }
}

void LabelAuditTest::tellsNoRecoveryWithoutNoise()
{
    LabelAuditRequest asked = request();
    asked.session = m_jobs->wait<TrainingCompleted>(m_engine->train(config(0))).session;
    const LabelAudit found = audit(asked);
    QVERIFY(found.recovery.isEmpty());
    QCOMPARE(found.top.size(), 100);
}

void LabelAuditTest::isKept()
{
    const LabelAudit found = audit(request());
    const LabelAudit opened =
        m_jobs->wait<LabelAuditCompleted>(m_engine->openAnalysis(found.header.id)).analysis;
    QCOMPARE(opened.top.size(), found.top.size());
    QCOMPARE(opened.top.first().trainIndex, found.top.first().trainIndex);
    QCOMPARE(opened.recovery.first().found, found.recovery.first().found);
    QVERIFY(QFile::exists(opened.header.scoresFile));
    const auto details = m_jobs->wait<SessionOpened>(m_engine->openSession(m_session)).details;
    QCOMPARE(details.analyses.first().kind, AnalysisKind::LabelAudit);
    QVERIFY(QDir(QFileInfo(opened.header.scoresFile).path()).entryList({"unfinished-*"}).isEmpty());

    // What was looked at can be seen without the dataset.
    const auto images = m_jobs->wait<ImagesLoaded>(
        m_engine->loadImages(m_session, Split::Train, {found.top.first().trainIndex}));
    QCOMPARE(images.images.size(), 1);
}

void LabelAuditTest::stops()
{
    const auto count = [this] {
        return m_jobs->wait<SessionOpened>(m_engine->openSession(m_session)).details.analyses.size();
    };
    const qsizetype before = count();
    for (const Progress::Stage stage :
         {Progress::Stage::Evaluating, Progress::Stage::SelfInfluence, Progress::Stage::Retraining}) {
        LabelAuditRequest asked = request();
        asked.folds = stage == Progress::Stage::Retraining ? 20 : 0;
        asked.batchSize = 1;
        const JobId job = m_engine->auditLabels(asked);
        const auto cancelling =
            connect(m_engine.get(), &Engine::progress, this, [&](JobId which, const Progress &progress) {
                if (which == job && progress.stage == stage)
                    m_engine->cancel(job);
            });
        m_jobs->wait<Cancelled>(job);
        disconnect(cancelling);
    }
    QCOMPARE(count(), before);
}

void LabelAuditTest::wrongRequests_data()
{
    QTest::addColumn<AuditMethod>("method");
    QTest::addColumn<QString>("checkpoints");
    QTest::addColumn<int>("topK");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("message");
    const AuditMethod self = AuditMethod::SelfInfluence;
    const AuditMethod loss = AuditMethod::Loss;
    QTest::newRow("self without self") << self << "all" << 5 << ""
                                       << "without computing it";
    QTest::newRow("by folds without folds") << AuditMethod::SelfConfidence << "all" << 5 << ""
                                            << "trained on folds";
    QTest::newRow("no such checkpoint") << loss << "2,8" << 5 << ""
                                        << "no checkpoint of epoch 8";
    QTest::newRow("nothing listed") << loss << "all" << 0 << ""
                                    << "must be 1 or more";
    QTest::newRow("wrong kind of file") << loss << "all" << 5 << "x.txt"
                                        << ".npy or .csv";
}

void LabelAuditTest::wrongRequests()
{
    QFETCH(AuditMethod, method);
    QFETCH(QString, checkpoints);
    QFETCH(int, topK);
    QFETCH(QString, file);
    QFETCH(QString, message);
    LabelAuditRequest asked = request();
    asked.method = method;
    asked.checkpoints = *CheckpointChoice::fromString(checkpoints);
    asked.topK = topK;
    asked.exportFile = file;
    asked.withSelfInfluence = false;
    const QString error = m_jobs->wait<Failed>(m_engine->auditLabels(asked)).message;
    QVERIFY2(error.contains(message), qPrintable(error));
}

void LabelAuditTest::sessionWithoutCheckpoint()
{
    TrainingConfig settings = config(0);
    settings.epochs = 500;
    settings.checkpointEvery = 500;
    SessionId session;
    connect(m_engine.get(), &Engine::sessionStarted, this, [&](JobId job, const SessionDetails &details) {
        session = details.summary.id;
        m_engine->cancel(job);
    });
    m_jobs->wait<Cancelled>(m_engine->train(settings));
    LabelAuditRequest asked = request();
    asked.session = session;
    const QString error = m_jobs->wait<Failed>(m_engine->auditLabels(asked)).message;
    QVERIFY2(error.contains("has no checkpoint yet"), qPrintable(error));
}

PROPONENT_TEST(LabelAuditTest)
#include "test_label_audit.moc"
