// SPDX-License-Identifier: GPL-3.0-or-later
// Data that is held in memory is read again when its files have changed.
#include "engine/facade/dataset_cache.h"
#include "tests/engine/data/image_folder.h"
#include "tests/test_registry.h"

#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>

using namespace proponent;

class DatasetCacheTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOnce();
    void changedFilesAreSeen();
    void changedImageFoldersAreSeen();
    void changedImagesAreSeen_data();
    void changedImagesAreSeen();
    void readsOnceWhateverTheTimes();
    void otherDataThanTrainedOnIsAnError();
    void sessionsKeepTheirRules();
    void samplesAreOfAllClasses_data();
    void samplesAreOfAllClasses();
};

void DatasetCacheTest::readsOnce()
{
    const DataFolder folder;
    folder.writeValid();
    const DataFolder other;
    other.writeValid();
    QTest::qSleep(200); // files that were just written are read again
    DatasetCache cache;
    const auto first = cache.open(folder.path());
    QVERIFY2(first.hasValue(), first ? "" : qPrintable(first.error()));
    QCOMPARE((*cache.open(folder.path())).get(), first->get());
    QVERIFY((*cache.open(other.path())).get() != first->get());
}

void DatasetCacheTest::changedFilesAreSeen()
{
    const DataFolder folder;
    folder.writeValid();
    DatasetCache cache;
    const QString fingerprint = (*cache.open(folder.path()))->info.fingerprint;
    folder.write(folder.trainLabels + ".gz", gzip(idx({6}, someLabels(6, 2)))); // the plain one counts
    QCOMPARE((*cache.open(folder.path()))->info.fingerprint, fingerprint);
    folder.remove(folder.trainLabels);
    QVERIFY((*cache.open(folder.path()))->info.fingerprint != fingerprint);
    folder.remove(folder.testLabels);
    QVERIFY(!cache.open(folder.path()).hasValue());
    folder.writeValid();
    QCOMPARE((*cache.open(folder.path()))->info.fingerprint, fingerprint);
}

void DatasetCacheTest::changedImageFoldersAreSeen()
{
    const DataFolder folder;
    writeClass(folder, "train/a", 2, 1);
    writeClass(folder, "train/b", 2, 1);
    writeClass(folder, "test/a", 1, 1);
    DatasetCache cache;
    const auto trainCount = [&] { return (*cache.open(folder.path()))->train.count; };
    QCOMPARE(trainCount(), 4);
    folder.write("train/b/new.png", encoded(grey(7)));
    QCOMPARE(trainCount(), 5);
    writeClass(folder, "train/c", 1, 1);
    QCOMPARE(trainCount(), 6);
    folder.remove("train/c/0.png");
    QCOMPARE(trainCount(), 5);
}

void DatasetCacheTest::otherDataThanTrainedOnIsAnError()
{
    const DataFolder folder;
    folder.writeValid();
    DatasetCache cache;
    const DatasetInfo trainedOn = (*cache.open(folder.path()))->info;
    QVERIFY(cache.openFor(trainedOn).hasValue());
    folder.write(folder.trainLabels, idx({6}, someLabels(6, 2)));
    const auto changed = cache.openFor(trainedOn);
    QVERIFY(!changed.hasValue());
    QVERIFY2(changed.error().contains("no longer holds the data"), qPrintable(changed.error()));
}

void DatasetCacheTest::changedImagesAreSeen_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("difference"); // in training examples
    QTest::newRow("another picture") << "train/a/0.png" << qint64(0);
    QTest::newRow("in a folder of the class") << "train/b/below/1.png" << qint64(0);
    QTest::newRow("one that was cut short") << "train/a/cut.png" << qint64(1);
}

void DatasetCacheTest::changedImagesAreSeen()
{
    QFETCH(const QString, name);
    QFETCH(const qint64, difference);
    const DataFolder folder;
    writeClass(folder, "train/a", 2, 1);
    writeClass(folder, "train/b/below", 2, 50);
    writeClass(folder, "test/a", 1, 100);
    folder.write("train/a/cut.png", encoded(grey(9)).chopped(20));
    QTest::qSleep(200); // settled
    DatasetCache cache;
    const auto before = *cache.open(folder.path());
    QCOMPARE((*cache.open(folder.path())).get(), before.get());
    folder.write(name, encoded(grey(200))); // in place: the folder stays as it is
    const auto after = *cache.open(folder.path());
    QVERIFY(after->info.fingerprint != before->info.fingerprint);
    QCOMPARE(after->train.count - before->train.count, difference);
    QVERIFY(!cache.openFor(before->info).hasValue());
}

void DatasetCacheTest::readsOnceWhateverTheTimes()
{
    const DataFolder folder;
    writeClass(folder, "train/a", 2, 1);
    writeClass(folder, "train/b", 2, 50);
    writeClass(folder, "test/a", 1, 100);
    for (const char *name : {"train/a/0.png", "train/a", "train/b/1.png", "test/a"}) { // as some archives say
        const timespec future{4'000'000'000, 0};
        const timespec times[] = {future, future};
        QVERIFY(::utimensat(AT_FDCWD, qPrintable(folder.filePath(name)), times, 0) == 0);
    }
    QTest::qSleep(200);
    DatasetCache cache;
    const auto first = *cache.open(folder.path());
    for (int i = 0; i < 3; ++i)
        QCOMPARE((*cache.open(folder.path(), DatasetCache::Look::Lately)).get(), first.get());
}

void DatasetCacheTest::sessionsKeepTheirRules()
{
    const DataFolder folder; // without test images: which are held out depends on the rules
    writeClass(folder, "a", 20, 1);
    writeClass(folder, "b", 20, 100);
    DatasetCache cache;
    const DatasetInfo first = (*openDataset(folder.path(), 1))->info;
    const DatasetInfo latest = (*cache.open(folder.path()))->info;
    QVERIFY(first.fingerprint != latest.fingerprint);
    for (int i = 0; i < 2; ++i) {
        QCOMPARE((*cache.openFor(first))->info.fingerprint, first.fingerprint);
        QCOMPARE((*cache.openFor(latest))->info.fingerprint, latest.fingerprint);
    }
    DatasetInfo unknown = latest;
    unknown.fingerprint = first.fingerprint;
    QVERIFY(!cache.openFor(unknown).hasValue());
}

void DatasetCacheTest::samplesAreOfAllClasses_data()
{
    QTest::addColumn<qint64>("trainLimit");
    QTest::addColumn<qint64>("testLimit");
    QTest::addColumn<bool>("train");
    QTest::addColumn<bool>("test");
    QTest::newRow("training") << qint64(4) << qint64(0) << true << false;
    QTest::newRow("test") << qint64(0) << qint64(3) << false << true;
    QTest::newRow("both") << qint64(4) << qint64(3) << true << true;
    QTest::newRow("neither") << qint64(0) << qint64(0) << false << false;
    QTest::newRow("all classes are there") << qint64(11) << qint64(8) << false << false;
}

void DatasetCacheTest::samplesAreOfAllClasses()
{
    QFETCH(const qint64, trainLimit);
    QFETCH(const qint64, testLimit);
    QFETCH(const bool, train);
    QFETCH(const bool, test);
    const DataFolder folder;
    folder.write(folder.trainImages, idx({12, 8, 9}, somePixels(12 * 72)));
    folder.write(folder.trainLabels, idx({12}, QByteArray("\0\0\0\0\0\1\1\1\1\1\2\2", 12)));
    folder.write(folder.testImages, idx({9, 8, 9}, somePixels(9 * 72)));
    folder.write(folder.testLabels, idx({9}, QByteArray("\0\0\0\0\1\1\1\2\2", 9)));
    TrainingConfig config;
    config.data = folder.path();
    config.trainLimit = trainLimit;
    config.testLimit = testLimit;
    DatasetCache cache;
    const DatasetInfo info = (*cache.openToTrain(config))->info;
    QCOMPARE(info.trainInTurn, train);
    QCOMPARE(info.testInTurn, test);
    QCOMPARE(info.notices.filter("sorted by class").size(), train || test ? 1 : 0);
    // And again for the session, which keeps the order; one of version 1 keeps the files'.
    QCOMPARE((*cache.openFor(info))->info.fingerprint, info.fingerprint);
    DatasetInfo old = (*cache.open(folder.path()))->info;
    old.rules = 1;
    QVERIFY((*cache.openFor(old))->train.places.empty());
    if (train)
        QCOMPARE((*cache.openFor(info))->train.labels[2], 2);
}

PROPONENT_TEST(DatasetCacheTest)
#include "test_dataset_cache.moc"
