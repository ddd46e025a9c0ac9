// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/dataset.h"
#include "engine/data/dataset_reader.h"
#include "engine/data/example_order.h"
#include "engine/data/fashion_mnist.h"
#include "engine/data/normalisation.h"
#include "tests/engine/data/idx_folder.h"
#include "tests/engine/data/open_dataset.h"
#include "tests/test_registry.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace proponent;

class DataTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFolder_data();
    void readsFolder();
    void readsChannels_data();
    void readsChannels();
    void tellsSplitsApart_data();
    void tellsSplitsApart();
    void readsLabels_data();
    void readsLabels();
    void namesClassesFromFile();
    void namesClassesByLabel_data();
    void namesClassesByLabel();
    void takesSortedLabelsInTurn_data();
    void takesSortedLabelsInTurn();
    void fingerprintDependsOnTheDataAlone();
    void imagesAndHashes();
    void normalisationIsExact();
    void normalisationOfFlatChannels();
    void fashionMnist();
    void fashionMnistMissing();
};

void DataTest::readsFolder_data()
{
    QTest::addColumn<bool>("packImages");
    QTest::addColumn<bool>("packLabels");
    QTest::addColumn<QString>("format");
    QTest::newRow("plain") << false << false << "IDX";
    QTest::newRow("gzip") << true << true << "IDX (gzip)";
    QTest::newRow("mixed") << true << false << "IDX (gzip)";
}

void DataTest::readsFolder()
{
    QFETCH(const bool, packImages);
    QFETCH(const bool, packLabels);
    QFETCH(const QString, format);
    DataFolder folder;
    const auto write = [&](const QString &name, const QByteArray &bytes, bool pack) {
        folder.write(pack ? name + ".gz" : name, pack ? gzip(bytes) : bytes);
    };
    write(folder.trainImages, idx({6, 8, 9}, somePixels(6 * 72)), packImages);
    write(folder.trainLabels, idx({6}, someLabels(6)), packLabels);
    write(folder.testImages, idx({4, 8, 9}, somePixels(4 * 72)), packImages);
    write(folder.testLabels, idx({4}, someLabels(4)), packLabels);
    folder.write("README.md", "not data");

    const auto dataset = openOrFail(folder.path());
    const DatasetInfo &info = dataset->info;
    QCOMPARE(info.spec, folder.path());
    QCOMPARE(info.path, folder.path());
    QCOMPARE(info.name, QDir(folder.path()).dirName());
    QCOMPARE(info.format, format);
    QCOMPARE(info.trainCount, 6);
    QCOMPARE(info.testCount, 4);
    QCOMPARE(info.channels, 1);
    QCOMPARE(info.height, 8);
    QCOMPARE(info.width, 9);
    QCOMPARE(info.classNames, QStringList({"0", "1", "2"}));
    QCOMPARE(info.trainClassCounts, QList<qint64>({2, 2, 2}));
    QCOMPARE(info.testClassCounts, QList<qint64>({2, 1, 1}));
    QCOMPARE(info.fingerprint.size(), 64);
    QCOMPARE(dataset->train.labels, std::vector<std::int64_t>({0, 1, 2, 0, 1, 2}));
    const QByteArray pixels = somePixels(6 * 72);
    QVERIFY(
        std::ranges::equal(dataset->train.pixels, pixels, {}, {}, [](char c) { return std::uint8_t(c); }));
    QCOMPARE(dataset->test.example(3).front(), std::uint8_t(3 * 72 * 7 % 251));
}

void DataTest::readsChannels_data()
{
    QTest::addColumn<QList<int>>("shape");
    QTest::addColumn<int>("channels");
    QTest::addColumn<QList<int>>("firstPixelAt"); // of each channel, in the file
    QTest::newRow("[N, 1, H, W]") << QList{6, 1, 8, 9} << 1 << QList{0};
    QTest::newRow("[N, H, W, 1]") << QList{6, 8, 9, 1} << 1 << QList{0};
    QTest::newRow("[N, 3, H, W]") << QList{6, 3, 8, 9} << 3 << QList{0, 72, 144};
    QTest::newRow("[N, H, W, 3]") << QList{6, 8, 9, 3} << 3 << QList{0, 1, 2};
}

void DataTest::readsChannels()
{
    QFETCH(const QList<int>, shape);
    QFETCH(const int, channels);
    QFETCH(const QList<int>, firstPixelAt);
    DataFolder folder;
    folder.writeValid();
    const QByteArray pixels = somePixels(6 * 72 * channels);
    folder.write(folder.trainImages, idx(shape, pixels));
    folder.write(folder.testImages, idx({4, channels, 8, 9}, somePixels(4 * 72 * channels)));

    const auto dataset = openOrFail(folder.path());
    const ImageSet &train = dataset->train;
    QCOMPARE(train.channels, channels);
    QCOMPARE(train.height, 8);
    QCOMPARE(train.width, 9);
    QCOMPARE(train.pixels.size(), std::size_t(pixels.size()));
    for (int channel = 0; channel < channels; ++channel) {
        QCOMPARE(train.pixels[channel * 72], std::uint8_t(pixels[firstPixelAt[channel]]));
        // The last example, to see that strides hold throughout.
        const qsizetype example = 5 * 72 * channels;
        QCOMPARE(train.pixels[example + channel * 72], std::uint8_t(pixels[example + firstPixelAt[channel]]));
    }
}

void DataTest::tellsSplitsApart_data()
{
    QTest::addColumn<QStringList>("names"); // images and labels of 6 examples, images and labels of 4
    QTest::addColumn<int>("trainCount");
    QTest::newRow("MNIST's names") << QStringList{"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                                  "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"}
                                   << 6;
    QTest::newRow("EMNIST's names") << QStringList{"emnist-train-images", "emnist-train-labels",
                                                   "emnist-test-images", "emnist-test-labels"}
                                    << 6;
    QTest::newRow("only the test files are named") << QStringList{"a", "b", "test-a", "test-b"} << 6;
    QTest::newRow("names win over sizes") << QStringList{"test.x", "test.y", "train.x", "train.y"} << 4;
    QTest::newRow("sizes") << QStringList{"b.images", "b.labels", "a.images", "a.labels"} << 6;
    QTest::newRow("sizes, other order") << QStringList{"4", "3", "2", "1"} << 6;
}

void DataTest::tellsSplitsApart()
{
    QFETCH(const QStringList, names);
    QFETCH(const int, trainCount);
    DataFolder folder;
    folder.write(names[0], idx({6, 8, 9}, somePixels(6 * 72)));
    folder.write(names[1], idx({6}, someLabels(6)));
    folder.write(names[2], idx({4, 8, 9}, somePixels(4 * 72)));
    folder.write(names[3], idx({4}, someLabels(4)));
    // An unpacked file beside its archive is one file, not two.
    folder.write(names[0] + ".gz", gzip(idx({6, 8, 9}, somePixels(6 * 72))));
    const auto dataset = openOrFail(folder.path());
    QCOMPARE(dataset->info.trainCount, trainCount);
    QCOMPARE(dataset->info.testCount, 10 - trainCount);
}

void DataTest::namesClassesFromFile()
{
    for (const QString name : {"classes.txt", "labels.txt"}) {
        DataFolder folder;
        folder.writeValid();
        folder.write(name, "Katze\r\nHund\r\n Größe \r\nnever seen\r\n\r\n");
        const auto dataset = openOrFail(folder.path());
        QCOMPARE(dataset->info.classNames,
                 QStringList({"Katze", "Hund", QString::fromUtf8("Größe"), "never seen"}));
        QCOMPARE(dataset->info.trainClassCounts, QList<qint64>({2, 2, 2, 0}));
    }
}

void DataTest::readsLabels_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("train"); // of the labels 0, 1, 2, 0, 1, 2
    QTest::addColumn<QByteArray>("test"); // 0, 1, 2, 0
    const auto wide = [](int count, int columns, int bytes) {
        QByteArray numbers;
        for (int i = 0; i < count * columns; ++i) {
            numbers += QByteArray(bytes - 1, '\0');
            numbers += char(i % columns == 0 ? i / columns % 3 : 100 + i);
        }
        return numbers;
    };
    QTest::newRow("QMNIST: idx2-int")
        << "labels-idx2-int" << idx({6, 8}, wide(6, 8, 4), 0x0C) << idx({4, 8}, wide(4, 8, 4), 0x0C);
    QTest::newRow("[N, 1]") << "labels-idx2-ubyte" << idx({6, 1}, someLabels(6))
                            << idx({4, 1}, someLabels(4));
    QTest::newRow("[N] of 32 bits") << "labels" << idx({6}, wide(6, 1, 4), 0x0C)
                                    << idx({4}, wide(4, 1, 4), 0x0C);
    QTest::newRow("[N] of 16 bits") << "labels" << idx({6}, wide(6, 1, 2), 0x0B)
                                    << idx({4}, wide(4, 1, 2), 0x0B);
    QTest::newRow("[N] of signed bytes")
        << "labels" << idx({6}, someLabels(6), 0x09) << idx({4}, someLabels(4), 0x09);
}

void DataTest::readsLabels()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, train);
    QFETCH(const QByteArray, test);
    const DataFolder folder;
    folder.writeValid();
    folder.remove(folder.trainLabels);
    folder.remove(folder.testLabels);
    folder.write("qmnist-train-" + name + ".gz", gzip(train));
    folder.write("qmnist-test-" + name, test);
    const auto dataset = openOrFail(folder.path());
    QCOMPARE(dataset->train.labels, std::vector<std::int64_t>({0, 1, 2, 0, 1, 2}));
    QCOMPARE(dataset->test.labels, std::vector<std::int64_t>({0, 1, 2, 0}));
    QCOMPARE(dataset->info.classNames, QStringList({"0", "1", "2"}));
}

void DataTest::namesClassesByLabel_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("label and name") << QByteArray("0 zero\n1 one\n2 two\n")
                                    << QStringList{"zero", "one", "two"};
    QTest::newRow("any order") << QByteArray("2: two\n0: T-shirt, red\n1:one\n")
                               << QStringList{"T-shirt, red", "one", "two"};
    QTest::newRow("tabs") << QByteArray("0\tzero\n1\tone\n2\ttwo") << QStringList{"zero", "one", "two"};
    QTest::newRow("numbers as names") << QByteArray("10\n20\n30\n") << QStringList{"10", "20", "30"};
    QTest::newRow("names with numbers")
        << QByteArray("1 euro\n2 euro\n5 cent\n") << QStringList{"1 euro", "2 euro", "5 cent"};
    QTest::newRow("two of one name") << QByteArray("cat\ndog\ncat\n") << QStringList{"cat", "dog", "cat"};
}

void DataTest::namesClassesByLabel()
{
    QFETCH(const QByteArray, lines);
    QFETCH(const QStringList, names);
    const DataFolder folder;
    folder.writeValid();
    folder.write("labels.txt", lines);
    QCOMPARE(openOrFail(folder.path())->info.classNames, names);
}

void DataTest::takesSortedLabelsInTurn_data()
{
    QTest::addColumn<QByteArray>("labels"); // of 12 training examples
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<bool>("isSorted");
    const QByteArray sorted("\0\0\0\0\0\1\1\1\1\1\2\2", 12);
    QTest::newRow("sorted") << sorted << qint64(4) << true;
    QTest::newRow("sorted, by another order")
        << QByteArray("\2\2\2\2\2\0\0\0\0\1\1\1", 12) << qint64(6) << true;
    QTest::newRow("no limit") << sorted << qint64(0) << false;
    QTest::newRow("more than there are") << sorted << qint64(13) << false;
    QTest::newRow("the first are of all classes") << sorted << qint64(11) << false;
    QTest::newRow("mixed, but fewer than classes") << someLabels(12) << qint64(2) << false;
}

void DataTest::takesSortedLabelsInTurn()
{
    QFETCH(const QByteArray, labels);
    QFETCH(const qint64, limit);
    QFETCH(const bool, isSorted);
    const DataFolder folder;
    folder.writeValid();
    folder.write(folder.trainImages, idx({12, 8, 9}, somePixels(12 * 72)));
    folder.write(folder.trainLabels, idx({12}, labels));
    const auto dataset = openOrFail(folder.path());
    QCOMPARE(isSortedSample(dataset->train, limit), isSorted);

    const auto turned = inTurn(*dataset, true, false);
    const ImageSet &train = turned->train;
    QCOMPARE(std::set(train.labels.begin(), train.labels.begin() + 3), (std::set<std::int64_t>{0, 1, 2}));
    QVERIFY(turned->info.fingerprint != dataset->info.fingerprint || train.labels == dataset->train.labels);
    for (int i = 0; i < 12; ++i) {
        const std::int64_t place = train.places[i];
        QVERIFY(std::ranges::equal(train.example(i), dataset->train.example(place)));
        QCOMPARE(train.labels[i], dataset->train.labels[place]);
    }
    QVERIFY(turned->test.places.empty());
    QCOMPARE(turned->info.trainInTurn, true);
    QVERIFY(classesMissingFrom(train, 3, dataset->info.classNames).isEmpty());
    QCOMPARE(classesMissingFrom(dataset->train, limit, dataset->info.classNames).isEmpty(),
             !isSorted && limit != 2);
}

void DataTest::fingerprintDependsOnTheDataAlone()
{
    DataFolder folder;
    folder.writeValid();
    const QString fingerprint = openOrFail(folder.path())->info.fingerprint;

    DataFolder packed;
    packed.write("a.gz", gzip(idx({6, 8, 9}, somePixels(6 * 72))));
    packed.write("b.gz", gzip(idx({6}, someLabels(6))));
    packed.write("c", idx({4, 8, 9}, somePixels(4 * 72)));
    packed.write("d", idx({4}, someLabels(4)));
    QCOMPARE(openOrFail(packed.path())->info.fingerprint, fingerprint);

    QByteArray labels = someLabels(4);
    labels[3] = 1;
    folder.write(folder.testLabels, idx({4}, labels));
    QVERIFY(openOrFail(folder.path())->info.fingerprint != fingerprint);

    folder.writeValid();
    folder.write(folder.trainImages, idx({6, 9, 8}, somePixels(6 * 72)));
    folder.write(folder.testImages, idx({4, 9, 8}, somePixels(4 * 72)));
    QVERIFY(openOrFail(folder.path())->info.fingerprint != fingerprint);
}

void DataTest::imagesAndHashes()
{
    ImageSet grey{2, 1, 8, 9, std::vector<std::uint8_t>(2 * 72), {0, 1}};
    for (std::size_t i = 0; i < grey.pixels.size(); ++i)
        grey.pixels[i] = std::uint8_t(i);
    const QImage image = exampleImage(grey, 1);
    QCOMPARE(image.format(), QImage::Format_Grayscale8);
    QCOMPARE(image.size(), QSize(9, 8));
    QCOMPARE(image.constScanLine(2)[4], uchar(72 + 2 * 9 + 4));

    ImageSet colour{1, 3, 8, 9, std::vector<std::uint8_t>(3 * 72), {0}};
    for (std::size_t i = 0; i < colour.pixels.size(); ++i)
        colour.pixels[i] = std::uint8_t(i);
    const QImage coloured = exampleImage(colour, 0);
    QCOMPARE(coloured.format(), QImage::Format_RGB888);
    QCOMPARE(coloured.pixelColor(4, 2), QColor(22, 72 + 22, 144 + 22));

    QVERIFY(contentHash(grey, 0) != contentHash(grey, 1));
    QCOMPARE(contentHash(grey, 0).size(), 20);
    const ImageSet other{1, 1, 8, 9, {grey.pixels.begin() + 72, grey.pixels.end()}, {5}};
    QCOMPARE(contentHash(other, 0), contentHash(grey, 1));
}

void DataTest::normalisationIsExact()
{
    // Channel 0 is half 0 and half 255, channel 1 is 51 but for the example that is not counted.
    ImageSet images{3, 3, 8, 8, std::vector<std::uint8_t>(3 * 192), {0, 1, 0}};
    for (int index = 0; index < 3; ++index) {
        for (int i = 0; i < 64; ++i) {
            images.pixels[index * 192 + i] = i < 32 ? 0 : 255;
            images.pixels[index * 192 + 64 + i] = index == 2 ? 255 : 51;
            images.pixels[index * 192 + 128 + i] = index == 0 ? 0 : 51;
        }
    }
    const Normalisation normalisation = normalisationOf(images, 2);
    QVERIFY(normalisation.mean == QList<double>({0.5, 0.2, 0.1}));
    QVERIFY(normalisation.std == QList<double>({0.5, 1.0, 0.1}));
}

void DataTest::normalisationOfFlatChannels()
{
    const ImageSet images{2, 1, 8, 8, std::vector<std::uint8_t>(128, 255), {0, 1}};
    QVERIFY(normalisationOf(images, 2).mean == QList<double>{1.0});
    QVERIFY(normalisationOf(images, 2).std == QList<double>{1.0});
    QVERIFY(normalisationOf(images, 0).std == QList<double>{1.0});
}

void DataTest::fashionMnist()
{
    if (!findFashionMnist(fashionMnistFolders()))
        QSKIP("dataset-fashion-mnist is not installed");
    const auto dataset = openOrFail("fashion-mnist");
    const DatasetInfo &info = dataset->info;
    QCOMPARE(info.name, "Fashion-MNIST");
    QVERIFY(isFashionMnist(info.fingerprint));
    QCOMPARE(info.trainCount, 60'000);
    QCOMPARE(info.testCount, 10'000);
    QCOMPARE(info.trainClassCounts, QList<qint64>(10, 6'000));
    QCOMPARE(info.testClassCounts, QList<qint64>(10, 1'000));
    QCOMPARE(info.classNames[dataset->train.labels[0]], "Ankle boot");
    // What everybody's tutorials normalise with.
    const Normalisation normalisation = normalisationOf(dataset->train, dataset->train.count);
    QVERIFY(std::abs(normalisation.mean[0] - 0.2860) < 5e-5);
    QVERIFY(std::abs(normalisation.std[0] - 0.3530) < 5e-5);

    // The same data in a folder of any name is recognised by its content.
    const auto copy = openOrFail(info.path);
    QCOMPARE(copy->info.name, "Fashion-MNIST");
    QCOMPARE(copy->info.classNames, fashionMnistClassNames());
}

void DataTest::fashionMnistMissing()
{
    const auto found = findFashionMnist({"/nowhere/at/all"});
    QVERIFY(!found);
    QVERIFY2(found.error().contains("apt install dataset-fashion-mnist"), qPrintable(found.error()));
    QVERIFY2(found.error().contains("/nowhere/at/all"), qPrintable(found.error()));
}

PROPONENT_TEST(DataTest)
#include "test_data.moc"
