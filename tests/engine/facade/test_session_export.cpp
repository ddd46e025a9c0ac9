// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/data/image_folder.h"
#include "tests/engine/facade/job_waiter.h"
#include "tests/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace proponent;

/// What `export` leaves in a folder, and which folders it leaves alone.
class SessionExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void namesAreOneALine();
    void replacesItsEarlierExport();
    void leavesOtherFoldersAlone_data();
    void leavesOtherFoldersAlone();
    void goesOnWhereAnExportBrokeOff();

private:
    [[nodiscard]] SessionId train(qint64 seed);
    [[nodiscard]] JobId exportTo(SessionId session) const
    {
        return m_engine->exportSession(session, m_target->path());
    }
    [[nodiscard]] QStringList written() const
    {
        return QDir(m_target->path()).entryList(QDir::Files, QDir::Name);
    }

    DataFolder m_data;
    QTemporaryDir m_library;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<JobWaiter> m_jobs;
    std::unique_ptr<DataFolder> m_target = std::make_unique<DataFolder>();
    SessionId m_first;
    SessionId m_second;
};

namespace {

/// As a reader of train_files.txt does it: a line that begins with a quotation mark is JSON.
QStringList namesIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList names;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().chopped(1);
        names += line.startsWith('"') ? QJsonDocument::fromJson("[" + line + "]").array().first().toString()
                                      : QString::fromUtf8(line);
    }
    return names;
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void SessionExportTest::initTestCase()
{
    int shade = 0;
    for (const char *name : {"train/cat/1.png", "train/cat/2\n3.png", "train/cat/4\t5.png",
                             "train/cat/a\\nb.png", "train/dog/\"quoted\".png", "train/dog/plain.png",
                             "train/dog/x\r.png", "test/cat/1.png", "test/dog/1.png"})
        m_data.write(QString::fromUtf8(name), encoded(grey(shade += 20)));
    m_engine = Engine::open(m_library.path()).valueOrThrow();
    m_jobs = std::make_unique<JobWaiter>(*m_engine);
    m_first = train(1);
    m_second = train(2);
}

void SessionExportTest::cleanup()
{
    m_target = std::make_unique<DataFolder>();
}

SessionId SessionExportTest::train(qint64 seed)
{
    TrainingConfig config;
    config.data = m_data.path();
    config.model = "logistic";
    config.epochs = 2;
    config.batchSize = 4;
    config.seed = seed;
    config.device = "cpu";
    config.precision = Precision::Fp32;
    config.threads = 1;
    return m_jobs->wait<TrainingCompleted>(m_engine->train(config)).session;
}

void SessionExportTest::namesAreOneALine()
{
    m_jobs->wait<SessionExported>(exportTo(m_first));
    const ImagesLoaded loaded =
        m_jobs->wait<ImagesLoaded>(m_engine->loadImages(m_first, Split::Train, {0, 1, 2, 3, 4, 5, 6}));
    QStringList expected;
    for (qint64 index = 0; index < loaded.images.size(); ++index)
        expected += loaded.images.value(index).text(imageFileKey);
    QCOMPARE(expected.size(), 7);
    QVERIFY(expected.contains("train/cat/2\n3.png"));
    QCOMPARE(namesIn(m_target->filePath("train_files.txt")), expected);
    const QByteArray lines = contentsOf(m_target->filePath("train_files.txt"));
    for (const char *line : {"train/cat/1.png\n", "train/cat/a\\nb.png\n", "\"train/cat/2\\n3.png\"\n"})
        QVERIFY2(lines.contains(line), lines.constData());
}

void SessionExportTest::replacesItsEarlierExport()
{
    m_jobs->wait<SessionExported>(exportTo(m_first));
    const QStringList files = written();
    const QByteArray checkpoint = contentsOf(m_target->filePath("checkpoint-002.safetensors"));
    m_target->write("checkpoint-009.safetensors", "of a training that was longer");
    m_target->write("checkpoint-002.safetensors", "other");
    m_target->write("label_decisions.csv", "of judgements that were taken back");
    m_target->write("scores.npy", "a person's own");
    m_jobs->wait<SessionExported>(exportTo(m_first));
    QStringList expected = files + QStringList{"scores.npy"};
    expected.sort();
    QCOMPARE(written(), expected);
    QCOMPARE(contentsOf(m_target->filePath("checkpoint-002.safetensors")), checkpoint);
}

void SessionExportTest::leavesOtherFoldersAlone_data()
{
    QTest::addColumn<QString>("file"); // that is there; empty: an export of the second session
    QTest::newRow("another session") << "";
    QTest::newRow("somebody's model.py") << "model.py";
    QTest::newRow("checkpoints of something else") << "checkpoint-100.safetensors";
    QTest::newRow("somebody's session.json") << "session.json";
}

void SessionExportTest::leavesOtherFoldersAlone()
{
    QFETCH(QString, file);
    if (file.isEmpty())
        m_jobs->wait<SessionExported>(exportTo(m_second));
    else
        m_target->write(file, "{}");
    const QStringList files = written();
    const QByteArray first = contentsOf(m_target->filePath(files.first()));
    const QString error = m_jobs->wait<Failed>(exportTo(m_first)).message;
    QVERIFY2(error.contains(files.first()) && error.contains("Name another folder"), qPrintable(error));
    QCOMPARE(written(), files);
    QCOMPARE(contentsOf(m_target->filePath(files.first())), first);
}

void SessionExportTest::goesOnWhereAnExportBrokeOff()
{
    const SessionDetails details = m_jobs->wait<SessionOpened>(m_engine->openSession(m_first)).details;
    const QString gone = details.checkpoints.last().file;
    QVERIFY(QFile::rename(gone, gone + ".away"));
    const QString error = m_jobs->wait<Failed>(exportTo(m_first)).message;
    QVERIFY2(error.contains(gone), qPrintable(error));
    QVERIFY(QFile::rename(gone + ".away", gone));
    m_jobs->wait<SessionExported>(exportTo(m_first));
    QVERIFY(written().contains("checkpoint-002.safetensors"));
}

PROPONENT_TEST(SessionExportTest)
#include "test_session_export.moc"
