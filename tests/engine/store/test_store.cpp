// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/dataset_json.h"
#include "engine/store/library_files.h"
#include "tests/engine/store/example_session.h"
#include "tests/test_registry.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>

using namespace proponent;

class StoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsSessions();
    void keepsLabelDecisions();
    void keepsEpochs();
    void keepsNumbersThatAreNone();
    void replacesAndDropsEpochs();
    void editsSessions();
    void setsStates_data();
    void setsStates();
    void listsNewestFirst();
    void namesMissingSessions_data();
    void namesMissingSessions();
    void rollsBack();
    void saysThatTheDiskIsFull();
    void keepsThumbnails();
    void keepsProbabilitiesInAFile();
    void readsProbabilitiesOfBefore();
    void outlivesAFileOfProbabilities_data();
    void outlivesAFileOfProbabilities();
    void readsWhatChanged();
    void writesTheJudgementsThatChanged();
    void closesItsConnection();
    void detailsAreFast();
};

namespace {

void touch(const QString &path)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("weights");
}

} // namespace

void StoreTest::keepsSessions()
{
    const QTemporaryDir folder;
    const NewSession session = exampleSession();
    SessionId id;
    {
        const auto store = openStore(folder.path());
        QCOMPARE(store->folder(), folder.path());
        const CreatedSession created = store->createSession(session);
        id = created.id;
        QVERIFY(created.lock);
        QCOMPARE(toString(store->details(id).summary.state), toString(SessionState::Running));
        store->setState(id, SessionState::Completed);
    }
    const auto store = openStore(folder.path());
    const SessionDetails details = store->details(id);
    QCOMPARE(details.summary.id, id);
    QCOMPARE(details.summary.name, session.name);
    QCOMPARE(toString(details.summary.state), toString(SessionState::Completed));
    QCOMPARE(details.summary.dataName, session.dataset.name);
    QCOMPARE(details.summary.model, session.config.model);
    QCOMPARE(details.summary.device, session.device);
    QCOMPARE(toString(details.summary.precision), toString(session.precision));
    QCOMPARE(details.summary.epochsDone, 0);
    QCOMPARE(details.summary.epochsPlanned, 12);
    QVERIFY(!details.summary.testAccuracy);
    QVERIFY(!details.summary.parent.isValid());
    QVERIFY(std::abs(details.summary.created.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    QVERIFY(details.summary.updated >= details.summary.created);
    QVERIFY(details.config == session.config);
    QCOMPARE(details.dataset.spec, session.dataset.spec);
    QCOMPARE(details.dataset.path, session.dataset.path);
    QCOMPARE(details.dataset.name, session.dataset.name);
    QCOMPARE(details.dataset.format, session.dataset.format);
    QCOMPARE(details.dataset.fingerprint, session.dataset.fingerprint);
    QCOMPARE(details.dataset.trainCount, session.dataset.trainCount);
    QCOMPARE(details.dataset.testCount, session.dataset.testCount);
    QCOMPARE(details.dataset.channels, session.dataset.channels);
    QCOMPARE(details.dataset.height, session.dataset.height);
    QCOMPARE(details.dataset.width, session.dataset.width);
    QCOMPARE(details.dataset.classNames, session.dataset.classNames);
    QCOMPARE(details.dataset.trainClassCounts, session.dataset.trainClassCounts);
    QCOMPARE(details.dataset.testClassCounts, session.dataset.testClassCounts);
    QCOMPARE(details.dataset.rules, session.dataset.rules);
    QCOMPARE(datasetInfoFromJson({}).rules, 1); // of sessions that are older than the rules
    QCOMPARE(details.dataset.trainInTurn, session.dataset.trainInTurn);
    QCOMPARE(details.dataset.testInTurn, session.dataset.testInTurn);
    QVERIFY(details.mean == session.mean);
    QVERIFY(details.std == session.std);
    QCOMPARE(details.parameters, session.parameters);
    QCOMPARE(details.trainCount, session.trainCount);
    QCOMPARE(details.testCount, session.testCount);
    QCOMPARE(details.flipped, session.flipped);
    QCOMPARE(details.libtorchVersion, session.libtorchVersion);
    QVERIFY(details.epochs.isEmpty() && details.checkpoints.isEmpty() && details.analyses.isEmpty());
}

void StoreTest::keepsLabelDecisions()
{
    using Verdict = LabelDecision::Verdict;
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId judged = store->createSession(exampleSession()).id;
    const SessionId other = store->createSession(exampleSession()).id;
    QVERIFY(store->details(judged).decisions.isEmpty());
    store->setLabelDecisions(judged,
                             {{7, Verdict::Keep, -1}, {2, Verdict::Relabel, 0}, {9, Verdict::Exclude, -1}});
    store->setLabelDecisions(other, {{1, Verdict::Keep, -1}});
    const QList<LabelDecision> expected{
        {2, Verdict::Relabel, 0}, {7, Verdict::Keep, -1}, {9, Verdict::Exclude, -1}};
    QVERIFY(store->details(judged).decisions == expected);
    QVERIFY_EXCEPTION_THROWN(
        store->setLabelDecisions(judged, {{3, Verdict::Keep, -1}, {3, Verdict::Keep, -1}}), EngineError);
    QVERIFY(openStore(folder.path())->details(judged).decisions == expected); // nothing of it was written
    store->setLabelDecisions(judged, {});
    QVERIFY(store->details(judged).decisions.isEmpty());
    QCOMPARE(store->details(other).decisions.size(), 1);
    QVERIFY_EXCEPTION_THROWN(store->setLabelDecisions(SessionId{99}, {}), EngineError);
    store->remove(other);
    const SessionId next = store->createSession(exampleSession()).id;
    QVERIFY(store->details(next).decisions.isEmpty());
}

void StoreTest::keepsEpochs()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const CreatedSession session = store->createSession(exampleSession());
    const QString checkpoints = store->checkpointFolder(session.id);
    QCOMPARE(checkpoints, QStringLiteral("checkpoints/%1").arg(session.id.value));
    QVERIFY(QDir(folder.filePath(checkpoints)).exists());
    store->addEpoch(session.id, exampleEpoch(1));
    store->addEpoch(session.id, exampleEpoch(2, checkpoints + "/epoch-002.safetensors"));
    EpochRecord third = exampleEpoch(3, checkpoints + "/epoch-003.safetensors");
    third.checkpointChecksum = QString(64, 'c');
    third.trainingStateChecksum = QString(64, 'd');
    store->addEpoch(session.id, third);

    const SessionDetails details = store->details(session.id);
    QCOMPARE(details.summary.epochsDone, 3);
    QCOMPARE(details.summary.testAccuracy.value(), 0.75);
    QCOMPARE(details.epochs.size(), 3);
    const EpochMetrics &metrics = details.epochs[1];
    const EpochMetrics expected = exampleEpoch(2).metrics;
    QCOMPARE(metrics.epoch, expected.epoch);
    QVERIFY(metrics.trainLoss == expected.trainLoss);
    QVERIFY(metrics.trainAccuracy == expected.trainAccuracy);
    QVERIFY(metrics.testLoss == expected.testLoss);
    QVERIFY(metrics.testAccuracy == expected.testAccuracy);
    QVERIFY(metrics.learningRate == expected.learningRate);
    QVERIFY(metrics.seconds == expected.seconds);
    QVERIFY(metrics.samplesPerSecond == expected.samplesPerSecond);
    QVERIFY(metrics.lossScale == expected.lossScale);
    QCOMPARE(metrics.skippedSteps, expected.skippedSteps);

    QCOMPARE(details.checkpoints.size(), 2);
    QCOMPARE(details.checkpoints[0].epoch, 2);
    QVERIFY(details.checkpoints[0].learningRate == 0.05 / 2);
    QCOMPARE(details.checkpoints[0].file, folder.filePath(checkpoints + "/epoch-002.safetensors"));
    QCOMPARE(details.checkpoints[0].checksum, QString()); // as from before checksums were kept
    QCOMPARE(details.checkpoints[0].trainingStateChecksum, QString());
    QCOMPARE(details.checkpoints[1].checksum, third.checkpointChecksum);
    QCOMPARE(details.checkpoints[1].trainingStateChecksum, third.trainingStateChecksum);
    for (const int epoch : {2, 3})
        store->setCheckpointChecksum(session.id, epoch, QString(64, 'e'));
    QCOMPARE(store->details(session.id).checkpoints[0].checksum, QString(64, 'e'));
    QCOMPARE(store->details(session.id).checkpoints[1].checksum, third.checkpointChecksum);

    const TestEvaluation last = exampleEpoch(3).evaluation;
    QCOMPARE(details.evaluation.epoch, 3);
    QCOMPARE(details.evaluation.labels, last.labels);
    QCOMPARE(details.evaluation.predicted, last.predicted);
    QVERIFY(details.evaluation.losses == last.losses);
    QCOMPARE(details.evaluation.probabilities.toList(), last.probabilities.toList());
    QCOMPARE(details.testLossByEpoch.size(), 3);
    QVERIFY(details.testLossByEpoch[0] == exampleEpoch(1).evaluation.losses);
}

void StoreTest::keepsNumbersThatAreNone()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const CreatedSession session = store->createSession(exampleSession());
    EpochRecord record = exampleEpoch(1);
    record.metrics.trainLoss = std::numeric_limits<double>::quiet_NaN();
    record.metrics.testLoss = std::numeric_limits<double>::infinity();
    record.metrics.learningRate = std::numeric_limits<double>::denorm_min();
    record.evaluation.losses = {std::numeric_limits<float>::quiet_NaN(),
                                -std::numeric_limits<float>::infinity(), -0.0f, 1.0f};
    store->addEpoch(session.id, record);
    const SessionDetails details = store->details(session.id);
    QVERIFY(std::isnan(details.epochs[0].trainLoss));
    QVERIFY(details.epochs[0].testLoss == std::numeric_limits<double>::infinity());
    QVERIFY(details.epochs[0].learningRate == std::numeric_limits<double>::denorm_min());
    QCOMPARE(std::memcmp(details.evaluation.losses.constData(), record.evaluation.losses.constData(), 16), 0);
}

void StoreTest::replacesAndDropsEpochs()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const CreatedSession session = store->createSession(exampleSession());
    const QString checkpoints = store->checkpointFolder(session.id);
    for (int epoch = 1; epoch <= 4; ++epoch) {
        const QString file = QStringLiteral("%1/%2").arg(checkpoints).arg(epoch);
        touch(folder.filePath(file));
        store->addEpoch(session.id, exampleEpoch(epoch, file));
    }
    EpochRecord again = exampleEpoch(4);
    again.metrics.trainLoss = 0.125;
    store->addEpoch(session.id, again);
    QCOMPARE(store->details(session.id).epochs.size(), 4);
    QCOMPARE(store->details(session.id).epochs[3].trainLoss, 0.125);
    QCOMPARE(store->details(session.id).checkpoints.size(), 3);

    const auto sampleAt = [](double epoch) { return TrainingSample{epoch, 1 / epoch, 0.5, 0, 0, 1024, 0}; };
    store->keepSamples(session.id, {sampleAt(0.5)});
    store->keepSamples(session.id, {sampleAt(0.5), sampleAt(2), sampleAt(2.25)});
    QCOMPARE(store->details(session.id).samples.size(), 3);

    store->dropEpochsAfter(session.id, 2);
    const SessionDetails details = store->details(session.id);
    QCOMPARE(details.samples.size(), 2);
    QCOMPARE(details.samples[1].epoch, 2.0);
    QCOMPARE(details.samples[1].loss, 0.5);
    QCOMPARE(details.samples[1].accuracy, 0.5);
    QCOMPARE(details.samples[1].lossScale, 1024.0);
    QCOMPARE(details.epochs.size(), 2);
    QCOMPARE(details.checkpoints.size(), 2);
    QCOMPARE(details.testLossByEpoch.size(), 2);
    QCOMPARE(details.evaluation.epoch, 2);
    QCOMPARE(details.evaluation.labels, exampleEpoch(2).evaluation.labels);
    QCOMPARE(details.evaluation.predicted, exampleEpoch(2).evaluation.predicted);
    QVERIFY(details.evaluation.probabilities.isEmpty());
    QVERIFY(QFile::exists(details.checkpoints[1].file));
    QVERIFY(!QFile::exists(folder.filePath(checkpoints + "/3")));
}

void StoreTest::editsSessions()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId id = store->createSession(exampleSession()).id;
    store->rename(id, "O'Brien; DROP TABLE sessions --");
    store->setNote(id, QString::fromUtf8("two\nlines, “quoted” 🐈"));
    store->setTags(id, {"a, b", "\"c\"", QString::fromUtf8("ü")});
    const SessionSummary summary = store->details(id).summary;
    QCOMPARE(summary.name, QStringLiteral("O'Brien; DROP TABLE sessions --"));
    QCOMPARE(summary.note, QString::fromUtf8("two\nlines, “quoted” 🐈"));
    QCOMPARE(summary.tags, QStringList({"a, b", "\"c\"", QString::fromUtf8("ü")}));
    store->setTags(id, {});
    store->setNote(id, {});
    QVERIFY(store->details(id).summary.tags.isEmpty());
    QVERIFY(store->details(id).summary.note.isEmpty());
}

void StoreTest::setsStates_data()
{
    QTest::addColumn<SessionState>("state");
    QTest::addColumn<QString>("failure");
    QTest::newRow("running") << SessionState::Running << "";
    QTest::newRow("interrupted") << SessionState::Interrupted << "";
    QTest::newRow("completed") << SessionState::Completed << "";
    QTest::newRow("failed") << SessionState::Failed << "the loss is not finite";
}

void StoreTest::setsStates()
{
    QFETCH(const SessionState, state);
    QFETCH(const QString, failure);
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const CreatedSession session = store->createSession(exampleSession());
    store->setState(session.id, state, failure);
    QCOMPARE(toString(store->sessions().first().state), toString(state));
    QCOMPARE(store->sessions().first().failure, failure);
}

void StoreTest::listsNewestFirst()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    QVERIFY(store->sessions().isEmpty());
    for (const char *name : {"one", "two", "three"}) {
        const SessionId id = store->createSession(exampleSession(name)).id;
        store->setState(id, SessionState::Completed);
    }
    QStringList names;
    for (const SessionSummary &summary : store->sessions())
        names.append(summary.name);
    QCOMPARE(names, QStringList({"three", "two", "one"}));
}

void StoreTest::namesMissingSessions_data()
{
    using Call = std::function<void(SessionStore &)>;
    QTest::addColumn<Call>("call");
    const SessionId none{41};
    QTest::newRow("details") << Call([=](SessionStore &store) { (void)store.details(none); });
    QTest::newRow("lock") << Call([=](SessionStore &store) { (void)store.lockSession(none); });
    QTest::newRow("checkpoint folder")
        << Call([=](SessionStore &store) { (void)store.checkpointFolder(none); });
    QTest::newRow("epoch") << Call([=](SessionStore &store) { store.addEpoch(none, exampleEpoch(1)); });
    QTest::newRow("drop") << Call([=](SessionStore &store) { store.dropEpochsAfter(none, 1); });
    QTest::newRow("state") << Call([=](SessionStore &store) { store.setState(none, SessionState::Failed); });
    QTest::newRow("rename") << Call([=](SessionStore &store) { store.rename(none, "x"); });
    QTest::newRow("note") << Call([=](SessionStore &store) { store.setNote(none, "x"); });
    QTest::newRow("tags") << Call([=](SessionStore &store) { store.setTags(none, {"x"}); });
    QTest::newRow("remove") << Call([=](SessionStore &store) { store.remove(none); });
    QTest::newRow("influence") << Call([=](SessionStore &store) {
        InfluenceAnalysis analysis;
        analysis.header.session = none;
        store.addInfluence(analysis);
    });
}

void StoreTest::namesMissingSessions()
{
    QFETCH(const std::function<void(SessionStore &)>, call);
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    try {
        call(*store);
        QFAIL("nothing was thrown");
    } catch (const EngineError &error) {
        QVERIFY2(error.message().contains("There is no session 41"), qPrintable(error.message()));
    }
    QVERIFY(!QDir(folder.filePath("checkpoints/41")).exists());
}

void StoreTest::rollsBack()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const CreatedSession session = store->createSession(exampleSession());
    store->addEpoch(session.id, exampleEpoch(1));
    EpochRecord wrong = exampleEpoch(1);
    wrong.metrics.epoch = 0; // CHECK (epoch >= 1)
    wrong.evaluation.labels = {9, 9, 9, 9};
    QVERIFY_EXCEPTION_THROWN(store->addEpoch(session.id, wrong), EngineError);
    QCOMPARE(store->details(session.id).evaluation.labels, exampleEpoch(1).evaluation.labels);
    store->addEpoch(session.id, exampleEpoch(2)); // and no transaction is left open
    QCOMPARE(store->details(session.id).epochs.size(), 2);
}

void StoreTest::saysThatTheDiskIsFull()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const CreatedSession session = store->createSession(exampleSession());
    store->addEpoch(session.id, exampleEpoch(1));
    QSqlQuery limit(QSqlDatabase::database(QSqlDatabase::connectionNames().first()));
    QVERIFY(limit.exec("PRAGMA max_page_count = 1")); // which SQLite takes for "no more than now"
    EpochRecord large = exampleEpoch(2);
    large.evaluation.losses = QList<float>(100'000, 0.5f);
    try {
        store->addEpoch(session.id, large);
        QFAIL("nothing was thrown");
    } catch (const EngineError &error) {
        QVERIFY2(error.message().contains("is full. Free some space"), qPrintable(error.message()));
        QVERIFY2(error.message().contains(folder.filePath("library.sqlite")), qPrintable(error.message()));
    }
    QCOMPARE(store->details(session.id).epochs.size(), 1);
    QVERIFY(limit.exec("PRAGMA max_page_count = 1000000"));
    store->addEpoch(session.id, large);
    QCOMPARE(store->details(session.id).epochs.size(), 2);
}

void StoreTest::keepsThumbnails()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    QImage grey(9, 8, QImage::Format_Grayscale8);
    QImage colour(9, 8, QImage::Format_RGB888);
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 9; ++x) {
            grey.scanLine(y)[x] = uchar(31 * y + x);
            colour.setPixelColor(x, y, QColor(3 * x, 5 * y, 255 - x * y));
        }
    }
    store->storeThumbnails("f00d", Split::Train,
                           {Thumbnail::of(4, grey, "hash4"), Thumbnail::of(5, colour, "hash5")});
    store->storeThumbnails("f00d", Split::Test, {Thumbnail::of(4, colour, "hash5")});
    store->storeThumbnails("f00d", Split::Test, {Thumbnail::of(4, grey, "hash4")});
    QCOMPARE(store->examplesWithThumbnail("f00d", Split::Train), (QSet<qint64>{4, 5}));
    QCOMPARE(store->examplesWithThumbnail("f00d", Split::Test), (QSet<qint64>{4}));
    QVERIFY(store->examplesWithThumbnail("beef", Split::Train).isEmpty());
    const auto images = store->thumbnails("f00d", Split::Train, {6, 5, 4});
    QCOMPARE(images.size(), 2);
    QCOMPARE(images[4], grey);
    QCOMPARE(images[5], colour);
    QCOMPARE(store->thumbnails("f00d", Split::Test, {4}).value(4), grey);
    QVERIFY(store->thumbnails("beef", Split::Train, {4}).isEmpty());
}

void StoreTest::keepsProbabilitiesInAFile()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const CreatedSession session = store->createSession(exampleSession());
    const QDir files(folder.filePath(store->checkpointFolder(session.id)));
    store->addEpoch(session.id, exampleEpoch(1));
    QCOMPARE(files.entryList(QDir::Files), QStringList{"probabilities-001.f32"});
    QFile file(files.filePath("probabilities-001.f32"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QCOMPARE(bytes.size(), 12 * 4);
    QCOMPARE(bytes.mid(4, 4), QByteArray("\xab\xaa\xaa\x3d", 4)); // 1 / 12, little-endian

    const FloatArray read = store->details(session.id).evaluation.probabilities;
    store->addEpoch(session.id, exampleEpoch(2));
    QCOMPARE(files.entryList(QDir::Files), QStringList{"probabilities-002.f32"});
    QCOMPARE(read.toList(), exampleEpoch(1).evaluation.probabilities.toList()); // its file was deleted since
    QCOMPARE(read.mid(3, 2), (QList<float>{3.0f / 12, 4.0f / 12}));
    QVERIFY(read.mid(11, 2).isEmpty() && read.mid(-1, 2).isEmpty());
    QCOMPARE(store->details(session.id).evaluation.probabilities.toList(),
             exampleEpoch(2).evaluation.probabilities.toList());
    store->dropEpochsAfter(session.id, 1);
    QVERIFY(files.isEmpty());
    QVERIFY(store->details(session.id).evaluation.probabilities.isEmpty());
    QVERIFY(QDir(folder.filePath("tmp")).isEmpty());
}

void StoreTest::readsProbabilitiesOfBefore()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const CreatedSession session = store->createSession(exampleSession());
    store->addEpoch(session.id, exampleEpoch(1));
    const QList<float> expected = exampleEpoch(3).evaluation.probabilities.toList();
    QSqlQuery before(QSqlDatabase::database(QSqlDatabase::connectionNames().first()));
    QVERIFY(before.prepare("UPDATE evaluations SET probabilities = ?, probabilities_file = ''"));
    before.bindValue(0,
                     QByteArray(reinterpret_cast<const char *>(expected.constData()), expected.size() * 4));
    QVERIFY(before.exec());
    QCOMPARE(store->details(session.id).evaluation.probabilities.toList(), expected);
    store->addEpoch(session.id, exampleEpoch(2));
    QVERIFY(before.exec("SELECT sum(length(probabilities)) FROM evaluations") && before.next());
    QCOMPARE(before.value(0).toInt(), 0);
}

void StoreTest::outlivesAFileOfProbabilities_data()
{
    using Change = std::function<void(const QString &)>;
    QTest::addColumn<Change>("change");
    QTest::newRow("gone") << Change([](const QString &file) { QVERIFY(QFile::remove(file)); });
    QTest::newRow("cut short") << Change([](const QString &file) { QVERIFY(QFile::resize(file, 40)); });
    QTest::newRow("emptied") << Change([](const QString &file) { QVERIFY(QFile::resize(file, 0)); });
}

void StoreTest::outlivesAFileOfProbabilities()
{
    QFETCH(const std::function<void(const QString &)>, change);
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const CreatedSession session = store->createSession(exampleSession());
    store->addEpoch(session.id, exampleEpoch(1));
    const FloatArray before = store->details(session.id).evaluation.probabilities;
    change(folder.filePath(LibraryFiles::checkpoints(session.id) + "/probabilities-001.f32"));
    const SessionDetails details = store->details(session.id);
    QVERIFY(details.evaluation.probabilities.isEmpty()); // rather than another example's
    QCOMPARE(details.evaluation.predicted, exampleEpoch(1).evaluation.predicted);
    (void)before.mid(0, 12); // must not crash
}

/// Of the earlier epochs, nothing is read again, and what another program changed isn't missed.
void StoreTest::readsWhatChanged()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const auto other = openStore(folder.path());
    const CreatedSession session = store->createSession(exampleSession());
    for (int epoch = 1; epoch <= 3; ++epoch)
        store->addEpoch(session.id, exampleEpoch(epoch));
    const SessionDetails first = other->details(session.id);
    store->addEpoch(session.id, exampleEpoch(4));
    const SessionDetails second = other->details(session.id);
    QCOMPARE(second.testLossByEpoch.size(), 4);
    for (int epoch = 0; epoch < 3; ++epoch)
        QVERIFY(second.testLossByEpoch[epoch].constData() == first.testLossByEpoch[epoch].constData());
    QCOMPARE(second.testLossByEpoch[3], exampleEpoch(4).evaluation.losses);

    store->dropEpochsAfter(session.id, 1);
    EpochRecord again = exampleEpoch(2);
    again.metrics.seconds = 77;
    again.evaluation.losses = {9, 8, 7, 6};
    store->addEpoch(session.id, again);
    const SessionDetails third = other->details(session.id);
    QCOMPARE(third.testLossByEpoch.size(), 2);
    QCOMPARE(third.testLossByEpoch[1], again.evaluation.losses);
}

void StoreTest::writesTheJudgementsThatChanged()
{
    using Verdict = LabelDecision::Verdict;
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId session = store->createSession(exampleSession()).id;
    QList<LabelDecision> decisions;
    for (qint64 index = 0; index < 1000; ++index)
        decisions += {index, Verdict::Keep, -1};
    QSqlQuery count(QSqlDatabase::database(QSqlDatabase::connectionNames().first()));
    const auto rowsWritten = [&] {
        const bool counted = count.exec("SELECT total_changes()") && count.next();
        return counted ? count.value(0).toInt() : -1;
    };
    const auto writtenFor = [&](const QList<LabelDecision> &next) {
        const int before = rowsWritten();
        store->setLabelDecisions(session, next);
        const int written = rowsWritten() - before;
        return store->details(session).decisions == next ? written : -1;
    };
    QCOMPARE(writtenFor(decisions), 1000);
    QCOMPARE(writtenFor(decisions), 0);
    decisions[500] = {500, Verdict::Relabel, 2};
    QCOMPARE(writtenFor(decisions), 2); // one goes, one comes
    decisions[500].label = 1;
    QCOMPARE(writtenFor(decisions), 2);
    decisions.removeAt(3);
    QCOMPARE(writtenFor(decisions), 1);
    decisions.append({5000, Verdict::Exclude, -1});
    QCOMPARE(writtenFor(decisions), 1);
    QCOMPARE(writtenFor({}), 1000);
}

void StoreTest::closesItsConnection()
{
    const QTemporaryDir folder;
    {
        const auto first = openStore(folder.path());
        const auto second = openStore(folder.path());
        QCOMPARE(QSqlDatabase::connectionNames().size(), 2);
    }
    QVERIFY(QSqlDatabase::connectionNames().isEmpty());
    QVERIFY(!QFile::exists(folder.filePath("library.sqlite-wal")));
}

void StoreTest::detailsAreFast()
{
    constexpr int examples = 10'000;
    constexpr int classes = 10;
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    NewSession fresh = exampleSession();
    fresh.dataset.classNames = QStringList(classes, "class");
    for (qint64 index = 0; index < 6'000; ++index)
        fresh.flipped.append(1000 + index);
    const CreatedSession session = store->createSession(fresh);
    EpochRecord record = exampleEpoch(1);
    record.evaluation.labels = QList<int>(examples, 1);
    record.evaluation.predicted = QList<int>(examples, 2);
    record.evaluation.losses = QList<float>(examples, 0.5f);
    record.evaluation.probabilities = QList<float>(examples * classes, 0.1f);
    QElapsedTimer timer;
    timer.start();
    for (int epoch = 1; epoch <= 10; ++epoch) {
        record.metrics.epoch = epoch;
        store->addEpoch(session.id, record);
    }
    qInfo() << "addEpoch():" << double(timer.nsecsElapsed()) / 1e7 << "ms";
    timer.restart();
    const SessionDetails details = store->details(session.id);
    const qint64 elapsed = timer.nsecsElapsed();
    qInfo() << "details():" << double(elapsed) / 1e6 << "ms";
    QCOMPARE(details.testLossByEpoch.size(), 10);
    QCOMPARE(details.evaluation.probabilities.size(), examples * classes);
    QVERIFY(elapsed < 50'000'000);
}

PROPONENT_TEST(StoreTest)
#include "test_store.moc"
