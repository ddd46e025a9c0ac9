// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/database.h"
#include "tests/engine/data/idx_folder.h"
#include "tests/engine/facade/job_waiter.h"
#include "tests/engine/facade/striped_images.h"
#include "tests/test_registry.h"

#include <QDir>

using namespace proponent;

/// Checkpoints that were changed since they were written: nothing is computed with them.
class DamagedFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void damagedCheckpointIsRefused_data();
    void damagedCheckpointIsRefused();
    void olderCheckpointsGetAChecksum();
    void damagedRunIsNotResumed_data();
    void damagedRunIsNotResumed();

private:
    static constexpr int trainCount = 60;
    static constexpr int testCount = 12;

    [[nodiscard]] TrainingConfig config(int epochs) const;
    [[nodiscard]] SessionDetails details(SessionId session);
    [[nodiscard]] InfluenceRequest question(SessionId session, const QString &checkpoints) const;
    /// The job has to fail and to name the file, and to say what to do.
    void expectRefusal(JobId job, const QString &file);

    std::unique_ptr<DataFolder> m_data;
    std::unique_ptr<QTemporaryDir> m_library;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<JobWaiter> m_jobs;
};

using Damage = void (*)(QFile &);
Q_DECLARE_METATYPE(Damage)

namespace {

void flip(QFile &file, qint64 position)
{
    file.seek(position);
    const char byte = char(file.peek(1)[0] ^ 1);
    file.write(&byte, 1);
}

void addDamages()
{
    QTest::addColumn<Damage>("damage");
    const auto row = [](const char *name, Damage damage) { QTest::newRow(name) << damage; };
    row("a weight's last bit", [](QFile &file) { flip(file, file.size() - 4); });
    row("a byte of the header", [](QFile &file) { flip(file, 40); });
    row("a piece zeroed", [](QFile &file) {
        file.seek(file.size() - 200);
        file.write(QByteArray(100, '\0'));
    });
    row("cut to nothing and grown back", [](QFile &file) {
        const qint64 size = file.size();
        file.resize(0);
        file.resize(size);
    });
    row("cut", [](QFile &file) { file.resize(file.size() - 8); });
    row("emptied", [](QFile &file) { file.resize(0); });
}

void apply(Damage damage, const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    damage(file);
}

} // namespace

void DamagedFilesTest::init()
{
    m_jobs.reset();
    m_engine.reset();
    m_data = std::make_unique<DataFolder>();
    writeStripedData(*m_data, trainCount, testCount);
    m_library = std::make_unique<QTemporaryDir>();
    m_engine = Engine::open(m_library->path()).valueOrThrow();
    m_jobs = std::make_unique<JobWaiter>(*m_engine);
}

TrainingConfig DamagedFilesTest::config(int epochs) const
{
    TrainingConfig config;
    config.data = m_data->path();
    config.model = "logistic";
    config.epochs = epochs;
    config.batchSize = 16;
    config.learningRate = 0.02;
    config.device = "cpu";
    config.precision = Precision::Fp32;
    return config;
}

SessionDetails DamagedFilesTest::details(SessionId session)
{
    return m_jobs->wait<SessionOpened>(m_engine->openSession(session)).details;
}

InfluenceRequest DamagedFilesTest::question(SessionId session, const QString &checkpoints) const
{
    InfluenceRequest request;
    request.session = session;
    request.tests.indices = {0, 3};
    request.checkpoints = *CheckpointChoice::fromString(checkpoints);
    return request;
}

void DamagedFilesTest::expectRefusal(JobId job, const QString &file)
{
    const QString message = m_jobs->wait<Failed>(job).message;
    QVERIFY2(message.contains(file) && message.contains("damaged") && message.contains("backup"),
             qPrintable(message));
}

void DamagedFilesTest::damagedCheckpointIsRefused_data()
{
    addDamages();
}

void DamagedFilesTest::damagedCheckpointIsRefused()
{
    QFETCH(Damage, damage);
    const SessionId session = m_jobs->wait<TrainingCompleted>(m_engine->train(config(2))).session;
    const auto analysis =
        m_jobs->wait<InfluenceCompleted>(m_engine->traceInfluence(question(session, "all"))).analysis;
    const QString file = details(session).checkpoints.first().file;
    apply(damage, file);

    expectRefusal(m_engine->traceInfluence(question(session, "all")), file);
    SelfInfluenceRequest self;
    self.session = session;
    expectRefusal(m_engine->computeSelfInfluence(self), file);
    LabelAuditRequest audit;
    audit.session = session;
    expectRefusal(m_engine->auditLabels(audit), file);
    expectRefusal(m_engine->verifyAnalysis(analysis.header.id, 3), file);
    const QTemporaryDir exported;
    expectRefusal(m_engine->exportSession(session, exported.filePath("out")), file);
    QCOMPARE(details(session).analyses.size(), 1);
    // What the message proposes: the other checkpoint is still good.
    m_jobs->wait<InfluenceCompleted>(m_engine->traceInfluence(question(session, "last")));
}

void DamagedFilesTest::olderCheckpointsGetAChecksum()
{
    const SessionId session = m_jobs->wait<TrainingCompleted>(m_engine->train(config(3))).session;
    const QList<CheckpointInfo> before = details(session).checkpoints;
    {
        Database database(m_library->filePath("library.sqlite"), Database::Access::ReadWrite);
        database.execute("UPDATE checkpoints SET checksum = NULL, training_state_checksum = NULL");
    }
    QCOMPARE(details(session).checkpoints.first().checksum, QString());
    m_jobs->wait<InfluenceCompleted>(m_engine->traceInfluence(question(session, "1,3")));
    const QList<CheckpointInfo> after = details(session).checkpoints;
    QCOMPARE(after[0].checksum, before[0].checksum);
    QCOMPARE(after[1].checksum, QString()); // not read yet
    QCOMPARE(after[2].checksum, before[2].checksum);
    apply([](QFile &file) { flip(file, file.size() - 4); }, after[2].file);
    expectRefusal(m_engine->traceInfluence(question(session, "last")), after[2].file);
}

void DamagedFilesTest::damagedRunIsNotResumed_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::newRow("weights") << ".safetensors";
    QTest::newRow("training state") << ".training.safetensors";
}

void DamagedFilesTest::damagedRunIsNotResumed()
{
    QFETCH(QString, suffix);
    // Far more epochs than pass before the word to stop is heard.
    int stopAfter = 2;
    QObject context; // of the connection, which must not outlive stopAfter
    connect(m_engine.get(), &Engine::epochFinished, &context,
            [this, &stopAfter](JobId job, const EpochMetrics &metrics) {
                if (metrics.epoch >= stopAfter)
                    m_engine->cancel(job);
            });
    const SessionId session = m_jobs->wait<Cancelled>(m_engine->train(config(5000))).session;
    const QString weights = details(session).checkpoints.last().file;
    const QString file = weights.left(weights.lastIndexOf(".safetensors")) + suffix;
    const QString backup = m_library->filePath("backup");
    QVERIFY(QFile::copy(file, backup));
    apply([](QFile &opened) { flip(opened, opened.size() - 4); }, file);
    expectRefusal(m_engine->resume(session), file);
    // What the message proposes.
    QVERIFY(QFile::remove(file) && QFile::copy(backup, file));
    stopAfter = int(details(session).epochs.size()) + 1;
    m_jobs->wait<Cancelled>(m_engine->resume(session));
    const QList<EpochMetrics> epochs = details(session).epochs;
    QVERIFY(epochs.size() >= stopAfter);
    QCOMPARE(epochs.last().epoch, int(epochs.size())); // none is missing
}

PROPONENT_TEST(DamagedFilesTest)
#include "test_damaged_files.moc"
