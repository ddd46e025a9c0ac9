// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/data/idx_folder.h"
#include "tests/engine/facade/job_waiter.h"
#include "tests/engine/facade/striped_images.h"
#include "tests/test_registry.h"

#include <QSignalSpy>

#include <algorithm>
#include <cstring>

using namespace proponent;

using Verdict = LabelDecision::Verdict;

/// A person judges labels; a child session is trained with what they changed.
class LabelChangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void laterChangesStand();
    void editsAreMadeBeforeTheEngineEnds();
    void decisionsAreKept();
    void childTrainsOnTheChangedLabels();
    void excludedExamplesAreNotRanked();
    void excludedExamplesAreNotSuspected();
    void changesThatDoNotFit_data();
    void changesThatDoNotFit();
    void browsesLabelsAndImages();
    void sortedLabelsAreSampledAndStay();
    void remarksOnDataAreRepeated();

private:
    static constexpr int trainCount = 120;

    [[nodiscard]] SessionDetails open(SessionId session);
    [[nodiscard]] SessionDetails trainChild(const QList<LabelDecision> &changes);

    DataFolder m_data;
    QTemporaryDir m_library;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<JobWaiter> m_jobs;
    SessionDetails m_parent; ///< a tenth of its labels is wrong
};

void LabelChangesTest::initTestCase()
{
    m_data.write("train-images-idx3-ubyte", idx({trainCount, 8, 9}, stripedImages(trainCount)));
    m_data.write("train-labels-idx1-ubyte", idx({trainCount}, someLabels(trainCount)));
    m_data.write("t10k-images-idx3-ubyte", idx({12, 8, 9}, stripedImages(12)));
    m_data.write("t10k-labels-idx1-ubyte", idx({12}, someLabels(12)));
    m_engine = Engine::open(m_library.path()).valueOrThrow();
    m_jobs = std::make_unique<JobWaiter>(*m_engine);
    TrainingConfig config;
    config.data = m_data.path();
    config.model = "logistic";
    config.epochs = 2;
    config.batchSize = 16;
    config.labelNoise = 0.1;
    config.device = "cpu";
    config.precision = Precision::Fp32;
    config.threads = 1;
    m_parent = open(m_jobs->wait<TrainingCompleted>(m_engine->train(config)).session);
    QCOMPARE(m_parent.flipped.size(), trainCount / 10);
}

SessionDetails LabelChangesTest::open(SessionId session)
{
    return m_jobs->wait<SessionOpened>(m_engine->openSession(session)).details;
}

SessionDetails LabelChangesTest::trainChild(const QList<LabelDecision> &changes)
{
    TrainingConfig config = m_parent.config;
    config.labelChanges = changes;
    config.parent = m_parent.summary.id;
    return open(m_jobs->wait<TrainingCompleted>(m_engine->train(config)).session);
}

void LabelChangesTest::laterChangesStand()
{
    const QList<LabelDecision> earlier{
        {3, Verdict::Relabel, 1}, {5, Verdict::Exclude, -1}, {8, Verdict::Keep, -1}};
    const QList<LabelDecision> later{
        {5, Verdict::Relabel, 2}, {3, Verdict::Keep, -1}, {1, Verdict::Exclude, -1}};
    const QList<LabelDecision> expected{
        {1, Verdict::Exclude, -1}, {3, Verdict::Relabel, 1}, {5, Verdict::Relabel, 2}};
    QVERIFY(labelChanges(earlier, later) == expected);
    QVERIFY(labelChanges({}, {{8, Verdict::Keep, -1}}).isEmpty());
}

void LabelChangesTest::editsAreMadeBeforeTheEngineEnds()
{
    const QTemporaryDir library;
    auto engine = Engine::open(library.path()).valueOrThrow();
    SessionId session;
    {
        JobWaiter jobs(*engine);
        session = jobs.wait<TrainingCompleted>(engine->train(m_parent.config)).session;
    }
    for (int i = 0; i < 20; ++i)
        engine->listSessions(); // keeps the library at work for a while
    engine->renameSession(session, "the last word");
    engine->setLabelDecisions(session, {{3, Verdict::Keep, -1}});
    engine = Engine::open(library.path()).valueOrThrow(); // the one before ends here
    JobWaiter jobs(*engine);
    const SessionDetails details = jobs.wait<SessionOpened>(engine->openSession(session)).details;
    QCOMPARE(details.summary.name, "the last word");
    QCOMPARE(details.decisions.size(), 1);
}

void LabelChangesTest::decisionsAreKept()
{
    const QList<LabelDecision> decisions{{4, Verdict::Relabel, 2}, {9, Verdict::Keep, -1}};
    QSignalSpy changed(m_engine.get(), &Engine::sessionsChanged);
    m_jobs->wait<SessionEdited>(m_engine->setLabelDecisions(m_parent.summary.id, decisions));
    QVERIFY(open(m_parent.summary.id).decisions == decisions);
    QVERIFY(!changed.isEmpty());
    m_jobs->wait<Failed>(m_engine->setLabelDecisions(SessionId{99}, decisions));
}

void LabelChangesTest::childTrainsOnTheChangedLabels()
{
    const qint64 mended = m_parent.flipped[0];
    const qint64 left = m_parent.flipped[1];
    const int right = int(mended % 3); // someLabels()
    const SessionDetails child =
        trainChild({{mended, Verdict::Relabel, right}, {left, Verdict::Exclude, -1}});
    QCOMPARE(child.summary.parent, m_parent.summary.id);
    QVERIFY(child.config.labelChanges.size() == 2);
    QList<qint64> stillWrong = m_parent.flipped;
    stillWrong.remove(0, 2);
    QCOMPARE(child.flipped, stillWrong);
    QCOMPARE(child.trainCount, trainCount);

    const QTemporaryDir folder;
    m_jobs->wait<SessionExported>(m_engine->exportSession(child.summary.id, folder.path()));
    const auto labelsIn = [](const QString &file) {
        QFile npy(file);
        if (!npy.open(QIODevice::ReadOnly))
            qFatal("no %s", qPrintable(file));
        const QByteArray bytes = npy.readAll();
        const qsizetype begin = bytes.indexOf('\n') + 1; // after the header
        QList<qint64> values((bytes.size() - begin) / qsizetype(sizeof(qint64)));
        std::memcpy(values.data(), bytes.constData() + begin, std::size_t(values.size()) * sizeof(qint64));
        return values;
    };
    QCOMPARE(labelsIn(folder.filePath("train_labels.npy")).at(mended), right);
    QCOMPARE(labelsIn(folder.filePath("excluded.npy")), QList<qint64>{left});
}

void LabelChangesTest::excludedExamplesAreNotRanked()
{
    InfluenceRequest request;
    request.session = m_parent.summary.id;
    request.tests.indices = {0};
    request.topK = 3;
    request.device = "cpu";
    request.threads = 1;
    const auto before =
        m_jobs->wait<InfluenceCompleted>(m_engine->traceInfluence(request)).analysis.results[0];
    const qint64 first = before.proponents[0].trainIndex;
    request.session = trainChild({{first, Verdict::Exclude, -1}}).summary.id;
    request.topK = trainCount;
    const auto after =
        m_jobs->wait<InfluenceCompleted>(m_engine->traceInfluence(request)).analysis.results[0];
    qint64 counted = 0;
    for (const qint64 count : after.histogram.counts)
        counted += count;
    QCOMPARE(counted, trainCount - 1);
    QCOMPARE(after.nonFinite, 0);
    for (const auto *list : {&after.proponents, &after.opponents}) {
        QVERIFY(std::ranges::none_of(*list, [first](const auto &one) { return one.trainIndex == first; }));
    }
}

void LabelChangesTest::excludedExamplesAreNotSuspected()
{
    LabelAuditRequest request;
    const qint64 left = m_parent.flipped[0];
    request.session = trainChild({{left, Verdict::Exclude, -1}}).summary.id;
    request.topK = trainCount;
    request.device = "cpu";
    request.threads = 1;
    const LabelAudit audit = m_jobs->wait<LabelAuditCompleted>(m_engine->auditLabels(request)).analysis;
    QCOMPARE(audit.top.size(), trainCount - 1);
    QCOMPARE(audit.nonFinite, 0);
    QVERIFY(std::ranges::none_of(audit.top, [left](const auto &one) { return one.trainIndex == left; }));
    QCOMPARE(audit.recovery[0].foundInTop(100), 1.0); // of those that are still wrong
}

void LabelChangesTest::changesThatDoNotFit_data()
{
    QTest::addColumn<QList<LabelDecision>>("changes");
    QTest::addColumn<QString>("words");
    QTest::newRow("example") << QList<LabelDecision>{{trainCount, Verdict::Exclude, -1}}
                             << "120 training examples";
    QTest::newRow("class") << QList<LabelDecision>{{0, Verdict::Relabel, 3}} << "3 classes";
    QList<LabelDecision> all;
    for (qint64 i = 0; i < trainCount; ++i)
        all.append({i, Verdict::Exclude, -1});
    QTest::newRow("nothing left") << all << "left out";
}

void LabelChangesTest::changesThatDoNotFit()
{
    QFETCH(QList<LabelDecision>, changes);
    QFETCH(QString, words);
    TrainingConfig config = m_parent.config;
    config.labelChanges = changes;
    const Failed failure = m_jobs->wait<Failed>(m_engine->train(config));
    QVERIFY2(failure.message.contains(words), qPrintable(failure.message));
    QVERIFY(!failure.session.isValid());
}

void LabelChangesTest::browsesLabelsAndImages()
{
    const DatasetBrowsed found = m_jobs->wait<DatasetBrowsed>(m_engine->browseDataset(m_data.path()));
    QCOMPARE(found.dataset.trainCount, trainCount);
    QCOMPARE(found.trainLabels.size(), trainCount);
    QCOMPARE(found.testLabels.size(), 12);
    for (int i = 0; i < trainCount; ++i)
        QCOMPARE(found.trainLabels[i], i % 3);
    const auto images =
        m_jobs->wait<ImagesLoaded>(m_engine->loadImages(m_data.path(), Split::Test, {3, 11, 12, -1}));
    QVERIFY(!images.session.isValid());
    QCOMPARE(images.images.size(), 2);
    QCOMPARE(images.images.value(11).size(), QSize(9, 8));
    const QTemporaryDir nothing;
    m_jobs->wait<Failed>(m_engine->browseDataset(nothing.path()));
}

void LabelChangesTest::sortedLabelsAreSampledAndStay()
{
    QByteArray sorted = someLabels(trainCount);
    std::ranges::sort(sorted);
    const DataFolder data;
    data.write("train-images-idx3-ubyte", idx({trainCount, 8, 9}, stripedImages(trainCount)));
    data.write("train-labels-idx1-ubyte", idx({trainCount}, sorted));
    data.write("t10k-images-idx3-ubyte", idx({12, 8, 9}, stripedImages(12)));
    data.write("t10k-labels-idx1-ubyte", idx({12}, someLabels(12)));
    QSignalSpy notices(m_engine.get(), &Engine::notice);
    TrainingConfig config = m_parent.config;
    config.data = data.path();
    config.labelNoise = 0;
    config.trainLimit = 9;
    const SessionDetails parent = open(m_jobs->wait<TrainingCompleted>(m_engine->train(config)).session);
    QVERIFY(parent.dataset.trainInTurn);
    QCOMPARE(parent.trainCount, 9);
    QVERIFY(notices.value(0).value(0).toString().contains("sorted by class"));
    const DatasetBrowsed found = m_jobs->wait<DatasetBrowsed>(m_engine->browseDataset(parent.summary.id));
    QCOMPARE(found.dataset.fingerprint, parent.dataset.fingerprint);
    QCOMPARE(found.trainLabels.first(6), QList<int>({0, 1, 2, 0, 1, 2}));

    // The folder itself is shown in the files' order.
    QCOMPARE(m_jobs->wait<DatasetBrowsed>(m_engine->browseDataset(data.path())).trainLabels[1], 0);

    // Example 1 is the same in a child, also where that has no limit.
    config.parent = parent.summary.id;
    config.labelChanges = {{1, Verdict::Relabel, 2}};
    config.trainLimit = 0;
    const SessionDetails child = open(m_jobs->wait<TrainingCompleted>(m_engine->train(config)).session);
    QCOMPARE(child.dataset.fingerprint, parent.dataset.fingerprint);
    QCOMPARE(child.trainCount, trainCount);
    config.labelChanges.clear();
    const SessionDetails other = open(m_jobs->wait<TrainingCompleted>(m_engine->train(config)).session);
    QVERIFY(!other.dataset.trainInTurn);
}

/// A program that goes on with a session, or asks it something, hears of the data what was said before training.
void LabelChangesTest::remarksOnDataAreRepeated()
{
    const DataFolder data;
    data.write("train-images-idx3-ubyte", idx({trainCount, 8, 9}, stripedImages(trainCount)));
    data.write("train-labels-idx1-ubyte", idx({trainCount}, someLabels(trainCount)));
    data.write("t10k-images-idx3-ubyte", idx({12, 8, 9}, stripedImages(12))); // 12 of the training images
    data.write("t10k-labels-idx1-ubyte", idx({12}, someLabels(12)));
    const QTemporaryDir library;
    TrainingConfig config = m_parent.config;
    config.data = data.path();
    config.epochs = 100'000;
    SessionId session;
    QStringList said;
    const auto remarks = [&said](QSignalSpy &notices) {
        return std::ranges::count_if(notices, [&said](const QList<QVariant> &notice) {
            return said.contains(notice.value(0).toString());
        });
    };
    {
        const auto engine = Engine::open(library.path()).valueOrThrow();
        JobWaiter jobs(*engine);
        QSignalSpy notices(engine.get(), &Engine::notice);
        QSignalSpy epochs(engine.get(), &Engine::epochFinished);
        const JobId job = engine->train(config);
        QTRY_VERIFY_WITH_TIMEOUT(!epochs.isEmpty(), 60'000);
        engine->cancel(job);
        session = jobs.wait<Cancelled>(job).session;
        for (const QList<QVariant> &notice : notices) {
            if (notice.value(0).toString().contains("among the training images"))
                said += notice.value(0).toString();
        }
        QVERIFY(!said.isEmpty());
    }
    LabelAuditRequest audit;
    audit.session = session;
    {
        const auto engine = Engine::open(library.path()).valueOrThrow();
        JobWaiter jobs(*engine);
        QSignalSpy notices(engine.get(), &Engine::notice);
        QSignalSpy epochs(engine.get(), &Engine::epochFinished);
        const JobId job = engine->resume(session);
        QTRY_VERIFY_WITH_TIMEOUT(!epochs.isEmpty(), 60'000);
        engine->cancel(job);
        (void)jobs.wait<Cancelled>(job);
        QCOMPARE(remarks(notices), said.size());
        (void)jobs.wait<LabelAuditCompleted>(engine->auditLabels(audit));
        QCOMPARE(remarks(notices), said.size()); // not with each question
    }
    const auto engine = Engine::open(library.path()).valueOrThrow();
    JobWaiter jobs(*engine);
    QSignalSpy notices(engine.get(), &Engine::notice);
    (void)jobs.wait<LabelAuditCompleted>(engine->auditLabels(audit));
    QCOMPARE(remarks(notices), said.size());
}

PROPONENT_TEST(LabelChangesTest)
#include "test_label_changes.moc"
