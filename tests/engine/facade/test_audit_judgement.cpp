// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/data/idx_folder.h"
#include "tests/engine/facade/job_waiter.h"
#include "tests/engine/facade/striped_images.h"
#include "tests/test_registry.h"

#include <cmath>

using namespace proponent;

/// What label audits make of data that is hard to judge: rare classes, copies of wrong examples, models that know nothing.
class AuditJudgementTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void foldsKnowWhatTheModelLearnedByHeart();
    void saysWhenTheModelIsTooWeak_data();
    void saysWhenTheModelIsTooWeak();
    void rareClassesDoNotComeFirst_data();
    void rareClassesDoNotComeFirst();
    void copiesOfAWrongExampleComeFirst_data();
    void copiesOfAWrongExampleComeFirst();

private:
    static constexpr int trainCount = 300;

    [[nodiscard]] LabelAudit audit(const TrainingConfig &config, const QByteArray &images,
                                   const QByteArray &labels, LabelAuditRequest request);

    QTemporaryDir m_library;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<JobWaiter> m_jobs;
};

namespace {

constexpr int testCount = 120; // enough to say something of the model

TrainingConfig training(int epochs)
{
    TrainingConfig config;
    config.model = "mlp";
    config.epochs = epochs;
    config.batchSize = 16;
    config.learningRate = 0.02;
    config.device = "cpu";
    config.precision = Precision::Fp32;
    config.threads = 1;
    return config;
}

/// `copies` times the picture of example 0, labelled 1: every `step`th example.
void plantCopies(QByteArray &images, QByteArray &labels, int copies, int step)
{
    for (int i = 0; i < copies; ++i) {
        images.replace(72 * step * i, 72, images.first(72));
        labels[step * i] = char(1);
    }
}

} // namespace

void AuditJudgementTest::initTestCase()
{
    m_engine = Engine::open(m_library.path()).valueOrThrow();
    m_jobs = std::make_unique<JobWaiter>(*m_engine);
}

/// Of a model that is trained on them.
LabelAudit AuditJudgementTest::audit(const TrainingConfig &config, const QByteArray &images,
                                     const QByteArray &labels, LabelAuditRequest request)
{
    const int count = int(labels.size());
    const DataFolder data;
    data.write("train-images-idx3-ubyte", idx({count, 8, 9}, images));
    data.write("train-labels-idx1-ubyte", idx({count}, labels));
    data.write("t10k-images-idx3-ubyte", idx({testCount, 8, 9}, stripedImages(testCount)));
    data.write("t10k-labels-idx1-ubyte", idx({testCount}, someLabels(testCount)));
    TrainingConfig settings = config;
    settings.data = data.path();
    request.session = m_jobs->wait<TrainingCompleted>(m_engine->train(settings)).session;
    request.device = "cpu";
    request.threads = 1;
    request.withSelfInfluence = false;
    return m_jobs->wait<LabelAuditCompleted>(m_engine->auditLabels(request)).analysis;
}

/// A wrong example and its copies: the model that saw them says what they are labelled, those that didn't don't.
void AuditJudgementTest::foldsKnowWhatTheModelLearnedByHeart()
{
    constexpr int copies = 12;
    QByteArray images = stripedImages(trainCount);
    QByteArray labels = someLabels(trainCount);
    plantCopies(images, labels, copies, 20);
    LabelAuditRequest asked;
    asked.method = AuditMethod::NormalisedMargin;
    asked.folds = 5;
    asked.topK = copies;
    for (const SuspectExample &suspect : audit(training(12), images, labels, asked).top) {
        QVERIFY2(suspect.trainIndex % 20 == 0, qPrintable(QString::number(suspect.trainIndex)));
        QCOMPARE(suspect.likelyLabel, 0);
        QVERIFY(suspect.lossByCheckpoint.last() < 0.7F); // while the model has learned them by heart
    }
}

void AuditJudgementTest::saysWhenTheModelIsTooWeak_data()
{
    QTest::addColumn<double>("learningRate");
    QTest::addColumn<bool>("labelsMeanNothing");
    QTest::addColumn<int>("folds");
    QTest::addColumn<bool>("tooWeak");
    QTest::newRow("trained") << 0.02 << false << 0 << false;
    QTest::newRow("trained, by folds") << 0.02 << false << 3 << false;
    QTest::newRow("hardly trained") << 1e-7 << false << 0 << true;
    QTest::newRow("hardly trained, by folds") << 1e-7 << false << 3 << true;
    QTest::newRow("nothing to learn, by folds") << 0.02 << true << 3 << true;
}

void AuditJudgementTest::saysWhenTheModelIsTooWeak()
{
    QFETCH(double, learningRate);
    QFETCH(bool, labelsMeanNothing);
    QFETCH(int, folds);
    QFETCH(bool, tooWeak);
    QByteArray labels = someLabels(trainCount);
    for (int i = 0; labelsMeanNothing && i < trainCount; ++i)
        labels[i] = char(i / 3 % 3);
    TrainingConfig settings = training(3);
    settings.learningRate = learningRate;
    LabelAuditRequest asked;
    asked.folds = folds;
    const LabelAudit found = audit(settings, stripedImages(trainCount), labels, asked);
    QVERIFY(std::isfinite(found.strength.accuracy));
    QVERIFY2(found.strength.isTooWeak() == tooWeak, qPrintable(QString::number(found.strength.accuracy)));
}

void AuditJudgementTest::rareClassesDoNotComeFirst_data()
{
    QTest::addColumn<int>("rare"); // examples of one class
    QTest::addColumn<int>("common"); // of each of two others
    QTest::addColumn<int>("epochs");
    QTest::addColumn<int>("batchSize");
    QTest::addColumn<double>("learningRate");
    QTest::newRow("8, hardly learned") << 8 << 400 << 1 << 16 << 0.02;
    QTest::newRow("8 of 4,008, not learned") << 8 << 2000 << 1 << 128 << 0.05;
    QTest::newRow("8, learned") << 8 << 400 << 6 << 16 << 0.02;
    QTest::newRow("1, hardly learned") << 1 << 400 << 1 << 16 << 0.02;
    QTest::newRow("3") << 3 << 400 << 3 << 16 << 0.02;
    QTest::newRow("40") << 40 << 400 << 3 << 16 << 0.02;
}

/// All labels are right: that there are few of a class makes none of them suspect.
void AuditJudgementTest::rareClassesDoNotComeFirst()
{
    QFETCH(int, rare);
    QFETCH(int, common);
    QFETCH(int, epochs);
    QFETCH(int, batchSize);
    QFETCH(double, learningRate);
    const QByteArray images = stripedImages(3 * common);
    QByteArray kept;
    QByteArray labels;
    for (int i = 0; i < 3 * common; ++i) {
        if (i % 3 == 2 && labels.count(char(2)) == rare)
            continue;
        kept += images.sliced(i * 72, 72);
        labels += char(i % 3);
    }
    TrainingConfig settings = training(epochs);
    settings.batchSize = batchSize;
    settings.learningRate = learningRate;
    LabelAuditRequest asked;
    asked.topK = 8;
    int found = 0;
    for (const SuspectExample &suspect : audit(settings, kept, labels, asked).top)
        found += suspect.label == 2;
    QVERIFY2(found <= 1, qPrintable(QString::number(found)));
}

void AuditJudgementTest::copiesOfAWrongExampleComeFirst_data()
{
    QTest::addColumn<int>("copies");
    QTest::newRow("one") << 1;
    QTest::newRow("two") << 2;
    QTest::newRow("twelve") << 12;
    QTest::newRow("more than are asked") << 25; // 17 of 300 are
}

/// That there are several of the same wrong example doesn't make it right, though the model learns it sooner.
void AuditJudgementTest::copiesOfAWrongExampleComeFirst()
{
    QFETCH(int, copies);
    QByteArray images = stripedImages(trainCount);
    QByteArray labels = someLabels(trainCount);
    plantCopies(images, labels, copies, 12);
    LabelAuditRequest asked;
    asked.topK = copies;
    const LabelAudit found = audit(training(3), images, labels, asked);
    QCOMPARE(found.top.size(), copies);
    for (const SuspectExample &suspect : found.top)
        QVERIFY2(suspect.label == 1 && suspect.trainIndex % 12 == 0,
                 qPrintable(QString::number(suspect.trainIndex)));
}

PROPONENT_TEST(AuditJudgementTest)
#include "test_audit_judgement.moc"
