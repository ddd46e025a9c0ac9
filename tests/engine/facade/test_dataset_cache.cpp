// SPDX-License-Identifier: GPL-3.0-or-later
// Data that is held in memory is read again when its files have changed.
#include "engine/facade/dataset_cache.h"
#include "tests/engine/data/image_folder.h"
#include "tests/test_registry.h"

#include <QTest>

using namespace proponent;

class DatasetCacheTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOnce();
    void changedFilesAreSeen();
    void changedImageFoldersAreSeen();
    void otherDataThanTrainedOnIsAnError();
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

PROPONENT_TEST(DatasetCacheTest)
#include "test_dataset_cache.moc"
