// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/data/idx_folder.h"
#include "tests/engine/facade/job_waiter.h"
#include "tests/engine/facade/striped_images.h"
#include "tests/test_registry.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cmath>

using namespace proponent;

/// An index through the facade: what it answers is what a whole analysis by its method finds.
class SessionIndexTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void answersAsTheMethodDoes_data();
    void answersAsTheMethodDoes();
    void saysWhatItIs();
    void answersAtOnceBeforeExactly();
    void doesNotWaitForATraining();
    void stoppedGoesOn();
    void leavesExcludedOut();
    void auditsByRows();
    void needsAnIndex();
    void saysWhatIsDamaged_data();
    void saysWhatIsDamaged();
    void knowsOtherLabels();
    void knowsWhatWasTrainedSince();
    void letsItsSessionGo();

private:
    static constexpr int trainCount = 600;
    static constexpr int testCount = 12;

    [[nodiscard]] TrainingConfig config() const;
    [[nodiscard]] SessionId train(const TrainingConfig &config);
    [[nodiscard]] IndexRequest indexRequest() const;
    [[nodiscard]] SessionIndex build();
    [[nodiscard]] InfluenceRequest question() const;
    [[nodiscard]] InfluenceAnalysis ask(const InfluenceRequest &request);
    [[nodiscard]] QString failure(JobId job);
    [[nodiscard]] QString indexFolder() const;
    [[nodiscard]] QString kernelFile() const;

    std::unique_ptr<QTemporaryDir> m_library;
    DataFolder m_data;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<JobWaiter> m_jobs;
    SessionId m_session;
};

void SessionIndexTest::init()
{
    m_jobs.reset();
    m_engine.reset();
    m_library = std::make_unique<QTemporaryDir>();
    writeStripedData(m_data, trainCount, testCount);
    m_engine = Engine::open(m_library->path()).valueOrThrow();
    m_jobs = std::make_unique<JobWaiter>(*m_engine);
    m_session = train(config());
}

TrainingConfig SessionIndexTest::config() const
{
    TrainingConfig config;
    config.data = m_data.path();
    config.model = QStringLiteral("logistic");
    config.epochs = 3;
    config.batchSize = 16;
    config.learningRate = 0.003;
    config.labelNoise = 0.15; // so that there are opponents, too
    config.device = QStringLiteral("cpu");
    config.precision = Precision::Fp32;
    config.threads = 1;
    return config;
}

SessionId SessionIndexTest::train(const TrainingConfig &config)
{
    return m_jobs->wait<TrainingCompleted>(m_engine->train(config)).session;
}

IndexRequest SessionIndexTest::indexRequest() const
{
    IndexRequest request;
    request.session = m_session;
    request.device = QStringLiteral("cpu");
    request.threads = 1;
    request.rank = 48;
    return request;
}

SessionIndex SessionIndexTest::build()
{
    return m_jobs->wait<IndexBuilt>(m_engine->buildIndex(indexRequest())).index;
}

InfluenceRequest SessionIndexTest::question() const
{
    InfluenceRequest request;
    request.session = m_session;
    request.tests = *TestChoice::fromString(QStringLiteral("1,5"));
    request.method.name = QStringLiteral("logra");
    request.device = QStringLiteral("cpu");
    request.threads = 1;
    request.topK = 10;
    return request;
}

InfluenceAnalysis SessionIndexTest::ask(const InfluenceRequest &request)
{
    return m_jobs->wait<InfluenceCompleted>(m_engine->traceInfluence(request)).analysis;
}

QString SessionIndexTest::failure(JobId job)
{
    return m_jobs->wait<Failed>(job).message;
}

QString SessionIndexTest::indexFolder() const
{
    return QDir(m_library->path()).filePath(QStringLiteral("indexes/%1").arg(m_session.value));
}

QString SessionIndexTest::kernelFile() const
{
    const QDir folder(indexFolder());
    const QStringList kernels = folder.entryList({QStringLiteral("*.kernel")}, QDir::Files);
    return kernels.size() == 1 ? folder.filePath(kernels.first()) : QString();
}

void SessionIndexTest::answersAsTheMethodDoes_data()
{
    QTest::addColumn<InfluenceRequest>("asked");
    const auto add = [this](const char *name, const auto &change) {
        InfluenceRequest asked = question();
        change(asked);
        QTest::newRow(name) << asked;
    };
    add("two tests", [](InfluenceRequest &) {});
    add("predicted label",
        [](InfluenceRequest &asked) { asked.question = *Question::fromString(QStringLiteral("predicted")); });
    add("a class",
        [](InfluenceRequest &asked) { asked.question = *Question::fromString(QStringLiteral("class=2")); });
    add("a group", [](InfluenceRequest &asked) { asked.asGroup = true; });
    add("training examples", [](InfluenceRequest &asked) { asked.ofTraining = true; });
}

/// Example by example, checkpoint by checkpoint, layer by layer; and what is stored is what is said.
void SessionIndexTest::answersAsTheMethodDoes()
{
    QFETCH(InfluenceRequest, asked);
    asked.session = m_session;
    IndexRequest wide = indexRequest();
    wide.rank = 150; // of 219 directions: recall isn't what is looked at here
    (void)m_jobs->wait<IndexBuilt>(m_engine->buildIndex(wide));
    const InfluenceAnalysis whole = ask(asked);
    asked.fromIndex = true;
    const InfluenceAnalysis quick = ask(asked);
    QCOMPARE(quick.header.method, QStringLiteral("logra"));
    QCOMPARE(quick.header.checkpoints, whole.header.checkpoints);
    QCOMPARE(quick.header.layerNames, whole.header.layerNames);
    const int exactly = quick.header.fitted[QStringLiteral("exact")].toInt();
    QVERIFY(exactly >= 2 * asked.topK && exactly <= 2 * IndexError::candidates);
    QCOMPARE(quick.header.fitted[QStringLiteral("rank")].toInt(), 150);
    QCOMPARE(questionText(quick.header), questionText(whole.header));
    QCOMPARE(quick.results.size(), whole.results.size());
    for (qsizetype i = 0; i < whole.results.size(); ++i) {
        const TestInfluence &exact = whole.results[i];
        const TestInfluence &found = quick.results[i];
        QCOMPARE(found.testIndex, exact.testIndex);
        QCOMPARE(found.label, exact.label);
        QCOMPARE(found.predicted, exact.predicted);
        const auto compare = [](const QList<RankedExample> &left, const QList<RankedExample> &right) {
            QCOMPARE(left.size(), right.size());
            QCOMPARE(left.size(), 10);
            const double scale = std::abs(right.first().score);
            for (qsizetype place = 0; place < left.size(); ++place) {
                QCOMPARE(left[place].trainIndex, right[place].trainIndex);
                QCOMPARE(left[place].label, right[place].label);
                QVERIFY(std::abs(left[place].score - right[place].score) < 1e-4 * scale);
                QCOMPARE(left[place].scoreByCheckpoint.size(), right[place].scoreByCheckpoint.size());
                QCOMPARE(left[place].scoreByLayer.size(), right[place].scoreByLayer.size());
                for (qsizetype part = 0; part < left[place].scoreByCheckpoint.size(); ++part) {
                    QVERIFY(std::abs(left[place].scoreByCheckpoint[part] -
                                     right[place].scoreByCheckpoint[part]) < 1e-4F * float(scale));
                }
            }
        };
        compare(found.proponents, exact.proponents);
        compare(found.opponents, exact.opponents);
        const auto &counts = found.histogram.counts;
        QCOMPARE(std::accumulate(counts.begin(), counts.end(), qint64(0)), qint64(trainCount));
    }
    const auto stored = m_jobs->wait<InfluenceCompleted>(m_engine->openAnalysis(quick.header.id)).analysis;
    QCOMPARE(stored.results.first().proponents.first().trainIndex,
             quick.results.first().proponents.first().trainIndex);
    QCOMPARE(stored.header.fitted, quick.header.fitted);
    const auto verified =
        m_jobs->wait<AnalysisVerified>(m_engine->verifyAnalysis(quick.header.id, 10)).verification;
    QCOMPARE(verified.pairs, 10);
    QVERIFY(verified.isExplained());
}

void SessionIndexTest::saysWhatItIs()
{
    QVERIFY(!m_jobs->wait<SessionOpened>(m_engine->openSession(m_session)).details.index);
    QString size;
    connect(m_engine.get(), &Engine::notice, this, [&size](const QString &text) {
        if (text.contains(QStringLiteral("index")))
            size = text;
    });
    const SessionIndex built = build();
    QVERIFY2(size.contains(QStringLiteral("B on the disk")), qPrintable(size)); // said before it is built
    QCOMPARE(built.rows, qint64(trainCount));
    QCOMPARE(built.rank, 48);
    QCOMPARE(built.checkpoints, QList<int>({1, 2, 3}));
    QCOMPARE(built.method.name, QStringLiteral("logra"));
    QVERIFY(built.seconds > 0 && built.bytes == QFile(built.file).size());
    QCOMPARE(built.error.questions, testCount);
    QVERIFY2(built.error.recall > 0.6 && built.error.recall < 1,
             qPrintable(QString::number(built.error.recall)));
    QVERIFY(built.error.recallExact >= built.error.recall);
    QVERIFY(built.error.rankCorrelation > 0.9 && built.error.rankCorrelation < 1);
    const auto found = m_jobs->wait<SessionOpened>(m_engine->openSession(m_session)).details.index;
    QVERIFY(found);
    QCOMPARE(found->error.recall, built.error.recall);
    QCOMPARE(found->checkpoints, built.checkpoints);
    QCOMPARE(QDir(indexFolder()).entryList(QDir::Files).size(),
             2); // the rows, and what they are seen through
    IndexRequest other = indexRequest();
    other.rank = 8;
    const auto smaller = m_jobs->wait<IndexBuilt>(m_engine->buildIndex(other)).index;
    QVERIFY(smaller.bytes < built.bytes && smaller.error.recall < built.error.recall);
    QCOMPARE(QDir(indexFolder()).entryList(QDir::Files).size(), 2);
}

void SessionIndexTest::answersAtOnceBeforeExactly()
{
    (void)build();
    InfluenceRequest asked = question();
    asked.fromIndex = true;
    QList<InfluenceAnalysis> first;
    bool finished = false;
    connect(m_engine.get(), &Engine::answeredAtOnce, this, [&](JobId, const InfluenceAnalysis &analysis) {
        QVERIFY(!finished);
        first += analysis;
    });
    connect(m_engine.get(), &Engine::finished, this, [&](JobId, const Outcome &) { finished = true; });
    const InfluenceAnalysis exact = ask(asked);
    QCOMPARE(first.size(), 1);
    QVERIFY(!first.first().header.id.isValid());
    QCOMPARE(first.first().results.size(), 2);
    for (qsizetype i = 0; i < 2; ++i) {
        const TestInfluence &now = first.first().results[i];
        QCOMPARE(now.proponents.size(), 10);
        QCOMPARE(now.testIndex, exact.results[i].testIndex);
        qsizetype same = 0;
        for (const RankedExample &example : exact.results[i].proponents) {
            same += std::ranges::count(now.proponents, example.trainIndex, &RankedExample::trainIndex);
            QVERIFY(!example.scoreByCheckpoint.isEmpty());
        }
        QVERIFY2(same >= 5, qPrintable(QString::number(same)));
        QVERIFY(now.proponents.first().score >= now.proponents.last().score);
    }
}

void SessionIndexTest::doesNotWaitForATraining()
{
    (void)build();
    TrainingConfig endless = config();
    endless.epochs = 100'000;
    endless.checkpointEvery = 100'000;
    const JobId training = m_engine->train(endless);
    InfluenceRequest asked = question();
    asked.fromIndex = true;
    QCOMPARE(ask(asked).results.size(), 2);
    QCOMPARE(ask(asked).results.size(), 2); // of what is open by now
    m_engine->cancel(training);
    (void)m_jobs->wait<Cancelled>(training);
}

/// With what the interrupted one fitted: rows seen through something else would be of no use beside those that it wrote.
void SessionIndexTest::stoppedGoesOn()
{
    IndexRequest slow = indexRequest();
    slow.batchSize = 1;
    const JobId job = m_engine->buildIndex(slow);
    const auto stopper = connect(m_engine.get(), &Engine::notice, this, [this, job](const QString &text) {
        if (text.contains(QStringLiteral("index"))) // said when it is fitted, before the first row
            m_engine->cancel(job);
    });
    QCOMPARE(m_jobs->wait<Cancelled>(job).session, m_session);
    disconnect(stopper);
    QVERIFY(!m_jobs->wait<SessionOpened>(m_engine->openSession(m_session)).details.index);
    const QString kernel = kernelFile();
    QVERIFY(!kernel.isEmpty());
    QCOMPARE(build().rows, qint64(trainCount));
    QCOMPARE(kernelFile(), kernel);
    QCOMPARE(QDir(indexFolder()).entryList(QDir::Files).size(), 2);
    InfluenceRequest asked = question();
    const InfluenceAnalysis whole = ask(asked);
    asked.fromIndex = true;
    QCOMPARE(ask(asked).results.first().proponents.first().trainIndex,
             whole.results.first().proponents.first().trainIndex);
}

void SessionIndexTest::leavesExcludedOut()
{
    TrainingConfig changed = config();
    (void)build();
    InfluenceRequest asked = question();
    asked.fromIndex = true;
    const qint64 best = ask(asked).results.first().proponents.first().trainIndex;
    changed.labelChanges = {{best, LabelDecision::Verdict::Exclude, -1}};
    m_session = train(changed);
    (void)build();
    asked.session = m_session;
    for (const TestInfluence &result : ask(asked).results) {
        QVERIFY(
            std::ranges::none_of(result.proponents + result.opponents, [best](const RankedExample &example) {
                return example.trainIndex == best;
            }));
    }
}

/// An example's self-influence is its own part in the answer about the loss of its label; where no direction is left out,
/// exactly.
void SessionIndexTest::auditsByRows()
{
    IndexRequest whole = indexRequest();
    whole.rank = 219;
    (void)m_jobs->wait<IndexBuilt>(m_engine->buildIndex(whole));
    LabelAuditRequest audit;
    audit.session = m_session;
    audit.method = AuditMethod::SelfInfluence;
    audit.fromIndex = true;
    audit.device = QStringLiteral("cpu");
    audit.threads = 1;
    audit.exportFile = m_library->filePath(QStringLiteral("self.npy"));
    const LabelAudit found = m_jobs->wait<LabelAuditCompleted>(m_engine->auditLabels(audit)).analysis;
    const std::vector<float> self = readNpy(audit.exportFile);
    QCOMPARE(self.size(), std::size_t(trainCount));
    QVERIFY(std::ranges::all_of(self, [](float value) { return value >= 0; }));
    for (const SuspectExample &suspect : found.top.first(5)) {
        InfluenceRequest asked = question();
        asked.ofTraining = true;
        asked.tests.indices = {suspect.trainIndex};
        asked.question = *Question::fromString(QStringLiteral("class=%1").arg(suspect.label));
        asked.topK = trainCount;
        const QList<RankedExample> proponents = ask(asked).results.first().proponents;
        const auto own = std::ranges::find(proponents, suspect.trainIndex, &RankedExample::trainIndex);
        QVERIFY(own != proponents.end());
        const double error = std::abs(own->score - double(self[std::size_t(suspect.trainIndex)]));
        QVERIFY2(error < 0.01 * own->score, qPrintable(QStringLiteral("%1 %2").arg(own->score).arg(error)));
    }
}

void SessionIndexTest::needsAnIndex()
{
    LabelAuditRequest audit;
    audit.session = m_session;
    audit.fromIndex = true;
    QVERIFY(failure(m_engine->auditLabels(audit)).contains(QStringLiteral("has no index")));
    InfluenceRequest asked = question();
    asked.fromIndex = true;
    const QString message = failure(m_engine->traceInfluence(asked));
    QVERIFY2(message.contains(QStringLiteral("has no index")), qPrintable(message));
    QVERIFY2(message.contains(QStringLiteral("proponent-cli index")), qPrintable(message));
    IndexRequest wrong = indexRequest();
    wrong.rank = 0;
    QVERIFY(failure(m_engine->buildIndex(wrong)).contains(QStringLiteral("not 0")));
}

void SessionIndexTest::saysWhatIsDamaged_data()
{
    QTest::addColumn<bool>("rows");
    QTest::addColumn<bool>("gone");
    QTest::newRow("a row") << true << false;
    QTest::newRow("the curvature") << false << false;
    QTest::newRow("the curvature is gone") << false << true;
}

void SessionIndexTest::saysWhatIsDamaged()
{
    QFETCH(bool, rows);
    QFETCH(bool, gone);
    const QString built = build().file;
    const QString path = rows ? built : kernelFile();
    QFile file(path);
    if (gone) {
        QVERIFY(file.remove());
    } else {
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2));
        const QByteArray before = file.read(1);
        QVERIFY(file.seek(file.size() / 2) && file.write(QByteArray(1, char(before[0] ^ 0x40))) == 1);
        file.close();
    }
    InfluenceRequest asked = question();
    asked.fromIndex = true;
    const QString message = failure(m_engine->traceInfluence(asked));
    QVERIFY2(message.contains(QFileInfo(path).fileName()), qPrintable(message));
    QVERIFY2(message.contains(QStringLiteral("index")), qPrintable(message));
    // Built again, it answers.
    (void)build();
    QCOMPARE(ask(asked).results.size(), 2);
}

/// Two sessions of other labels: the one's index isn't the other's.
void SessionIndexTest::knowsOtherLabels()
{
    const QString first = build().file;
    TrainingConfig noisy = config();
    noisy.labelNoise = 0.25;
    m_session = train(noisy);
    const QString second = build().file;
    QVERIFY(QFile::remove(second) && QFile::copy(first, second));
    InfluenceRequest asked = question();
    asked.fromIndex = true;
    const QString message = failure(m_engine->traceInfluence(asked));
    QVERIFY2(message.contains(QStringLiteral("other data or labels")), qPrintable(message));
}

/// The same data and labels by another training: the one's rows aren't the other's.
void SessionIndexTest::knowsWhatWasTrainedSince()
{
    const QString first = build().file;
    TrainingConfig other = config();
    other.learningRate = 0.01;
    m_session = train(other);
    const QString second = build().file;
    QVERIFY(QFile::remove(second) && QFile::copy(first, second));
    for (const QString &kernel : QDir(QFileInfo(first).path()).entryList({QStringLiteral("*.kernel")}))
        QVERIFY(
            QFile::copy(QFileInfo(first).dir().filePath(kernel), QFileInfo(second).dir().filePath(kernel)));
    InfluenceRequest asked = question();
    asked.fromIndex = true;
    const QString message = failure(m_engine->traceInfluence(asked));
    QVERIFY2(message.contains(QStringLiteral("other checkpoints")), qPrintable(message));
}

void SessionIndexTest::letsItsSessionGo()
{
    (void)build();
    InfluenceRequest asked = question();
    asked.fromIndex = true;
    (void)ask(asked);
    QCOMPARE(m_jobs->wait<SessionDeleted>(m_engine->deleteSession(m_session)).session, m_session);
    QVERIFY(!QDir(indexFolder()).exists());
    QVERIFY(!failure(m_engine->traceInfluence(asked)).isEmpty());
}

PROPONENT_TEST(SessionIndexTest)
#include "test_session_index.moc"
