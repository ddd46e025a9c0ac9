// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/dataset.h"
#include "tests/engine/data/image_folder.h"
#include "tests/engine/data/open_dataset.h"
#include "tests/test_registry.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace proponent;

namespace {

QImage colour(int shade, QSize size = {9, 8})
{
    QImage image(size, QImage::Format_RGB888);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.setPixelColor(x, y, QColor(shade % 256, (5 * y) % 256, (11 * x) % 256));
    }
    return image;
}

/// Each example's shade.
QList<int> shades(const ImageSet &images)
{
    QList<int> found;
    for (qint64 i = 0; i < images.count; ++i)
        found += images.example(i).front();
    return found;
}

QList<int> labels(const ImageSet &images)
{
    return QList<int>(images.labels.begin(), images.labels.end());
}

} // namespace

class ImageFoldersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsSplits_data();
    void readsSplits();
    void holdsOut_data();
    void holdsOut();
    void holdsOutByContent();
    void greyAndColour_data();
    void greyAndColour();
    void sizes_data();
    void sizes();
    void tallAndWideImagesAreCutAroundTheCentre();
    void readsByContentAndPassesOverTheRest();
    void namesClassesOfOneSplit_data();
    void namesClassesOfOneSplit();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

void ImageFoldersTest::readsSplits_data()
{
    QTest::addColumn<QString>("train");
    QTest::addColumn<QString>("test");
    QTest::newRow("train, test") << "train"
                                 << "test";
    QTest::newRow("Training, Testing") << "Training"
                                       << "Testing";
    QTest::newRow("train, val") << "train"
                                << "val";
    QTest::newRow("TRAIN, validation") << "TRAIN"
                                       << "validation";
}

void ImageFoldersTest::readsSplits()
{
    QFETCH(const QString, train);
    QFETCH(const QString, test);
    const DataFolder folder;
    writeClass(folder, train + "/dog", 3, 50);
    writeClass(folder, train + "/cat", 2, 10);
    writeClass(folder, test + "/dog", 2, 150);
    writeClass(folder, test + "/cat", 1, 110);
    folder.write("README.md", "not data");

    const auto dataset = openOrFail(folder.path());
    const DatasetInfo &info = dataset->info;
    QCOMPARE(info.format, QString("images in folders"));
    QCOMPARE(info.classNames, QStringList({"cat", "dog"}));
    QCOMPARE(info.trainClassCounts, QList<qint64>({2, 3}));
    QCOMPARE(info.testClassCounts, QList<qint64>({1, 2}));
    QCOMPARE(info.channels, 1);
    QCOMPARE(info.width, 9);
    QCOMPARE(info.height, 8);
    QCOMPARE(shades(dataset->train), QList<int>({10, 50, 11, 51, 52})); // the classes in turn
    QCOMPARE(labels(dataset->train), QList<int>({0, 1, 0, 1, 1}));
    QCOMPARE(shades(dataset->test), QList<int>({110, 150, 151}));
    QCOMPARE(labels(dataset->test), QList<int>({0, 1, 1}));
    QCOMPARE(exampleImage(dataset->train, 4), grey(52));
    QCOMPARE(exampleImage(dataset->train, 4).text(imageFileKey), train + "/dog/2.png");
    QCOMPARE(dataset->test.files,
             QStringList({test + "/cat/0.png", test + "/dog/0.png", test + "/dog/1.png"}));
}

void ImageFoldersTest::holdsOut_data()
{
    QTest::addColumn<QString>("under"); // the class folders
    QTest::addColumn<QString>("beside"); // one more image
    QTest::newRow("class folders") << ""
                                   << "";
    QTest::newRow("only train") << "train/"
                                << "";
    QTest::newRow("test without labels") << "train/"
                                         << "test/7.png";
}

void ImageFoldersTest::holdsOut()
{
    QFETCH(const QString, under);
    QFETCH(const QString, beside);
    const DataFolder folder;
    writeClass(folder, under + "b", 7, 50);
    writeClass(folder, under + "a", 5, 10);
    if (!beside.isEmpty())
        folder.write(beside, encoded(grey(200)));
    const auto dataset = openOrFail(folder.path());
    QCOMPARE(dataset->info.format, QString("images in folders, one in 5 held out for testing"));
    QList<int> all = shades(dataset->train) + shades(dataset->test);
    std::ranges::sort(all);
    QCOMPARE(all, QList<int>({10, 11, 12, 13, 14, 50, 51, 52, 53, 54, 55, 56}));
    QCOMPARE(labels(dataset->test), QList<int>({0, 1}));

    // Sessions of version 1 keep what was held out by places.
    const auto before = openDataset(folder.path(), 1);
    QVERIFY(before.hasValue());
    QCOMPARE(shades((*before)->train), QList<int>({10, 50, 11, 51, 12, 52, 13, 53, 55, 56}));
    QCOMPARE(shades((*before)->test), QList<int>({14, 54}));
}

void ImageFoldersTest::holdsOutByContent()
{
    const DataFolder folder;
    writeClass(folder, "a", 50, 0);
    writeClass(folder, "b", 50, 100);
    const auto held = [&] {
        const QList<int> found = shades(openOrFail(folder.path())->test);
        return QSet<int>(found.begin(), found.end());
    };
    const QSet<int> before = held();
    QCOMPARE(before.size(), 20);
    QVERIFY(QFile::rename(folder.filePath("a/7.png"), folder.filePath("a/zebra.png")));
    QVERIFY(QFile::rename(folder.filePath("b/0.png"), folder.filePath("b/99.png")));
    QCOMPARE(held(), before);
    folder.write("a/001.png", encoded(grey(210)));
    QVERIFY((held() - before).size() <= 1);
    QVERIFY((before - held()).size() <= 1);
    folder.remove("b/30.png");
    QVERIFY((before - held()).size() <= 2);
}

void ImageFoldersTest::greyAndColour_data()
{
    QTest::addColumn<QImage>("first");
    QTest::addColumn<QImage>("second");
    QTest::addColumn<int>("channels");
    QImage greyAsColour = grey(9).convertToFormat(QImage::Format_RGB32);
    QTest::newRow("grey") << grey(1) << grey(2) << 1;
    QTest::newRow("grey, stored as colour") << grey(1) << greyAsColour << 1;
    QTest::newRow("colour") << colour(1) << colour(2) << 3;
    QTest::newRow("both") << grey(1) << colour(2) << 3;
}

void ImageFoldersTest::greyAndColour()
{
    QFETCH(const QImage, first);
    QFETCH(const QImage, second);
    QFETCH(const int, channels);
    const DataFolder folder;
    folder.write("train/a/1.png", encoded(first));
    folder.write("train/b/1.png", encoded(second));
    folder.write("test/a/1.png", encoded(first));
    const auto dataset = openOrFail(folder.path());
    QCOMPARE(dataset->info.channels, channels);
    const auto format = channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888;
    QCOMPARE(exampleImage(dataset->train, 0), first.convertToFormat(format));
    QCOMPARE(exampleImage(dataset->train, 1), second.convertToFormat(format));
    QCOMPARE(exampleImage(dataset->test, 0), first.convertToFormat(format));
}

void ImageFoldersTest::sizes_data()
{
    QTest::addColumn<QSize>("one");
    QTest::addColumn<QSize>("other");
    QTest::addColumn<QSize>("read");
    const QSize scaled(64, 64);
    QTest::newRow("small") << QSize(9, 8) << QSize(9, 8) << QSize(9, 8);
    QTest::newRow("the largest kept") << QSize(128, 100) << QSize(128, 100) << QSize(128, 100);
    QTest::newRow("large") << QSize(129, 100) << QSize(129, 100) << scaled;
    QTest::newRow("different") << QSize(30, 20) << QSize(20, 30) << scaled;
    QTest::newRow("very narrow") << QSize(1, 200) << QSize(200, 1) << scaled;
}

void ImageFoldersTest::sizes()
{
    QFETCH(const QSize, one);
    QFETCH(const QSize, other);
    QFETCH(const QSize, read);
    const DataFolder folder;
    folder.write("train/a/1.png", encoded(grey(1, one)));
    folder.write("train/b/1.png", encoded(grey(2, other)));
    folder.write("test/a/1.png", encoded(grey(3, one)));
    const auto dataset = openOrFail(folder.path());
    QCOMPARE(QSize(dataset->info.width, dataset->info.height), read);
    QCOMPARE(dataset->info.format,
             read == one ? QString("images in folders") : QString("images in folders, scaled to 64×64"));
    QCOMPARE(exampleImage(dataset->test, 0).size(), read);
}

void ImageFoldersTest::tallAndWideImagesAreCutAroundTheCentre()
{
    QImage wide(300, 100, QImage::Format_RGB888); // a third each red, green and blue
    for (int x = 0; x < 300; ++x) {
        for (int y = 0; y < 100; ++y)
            wide.setPixelColor(x, y, x < 100 ? Qt::red : x < 200 ? Qt::green : Qt::blue);
    }
    const DataFolder folder;
    folder.write("train/a/1.png", encoded(wide));
    folder.write("train/b/1.jpg", encoded(wide.transformed(QTransform().rotate(90)), "JPG"));
    folder.write("test/a/1.png", encoded(wide));
    const auto dataset = openOrFail(folder.path());
    for (int example = 0; example < 2; ++example) {
        const QImage image = exampleImage(dataset->train, example);
        QCOMPARE(image.size(), QSize(64, 64));
        for (const QPoint at : {QPoint(3, 3), QPoint(60, 3), QPoint(32, 32), QPoint(3, 60), QPoint(60, 60)}) {
            const QColor seen = image.pixelColor(at);
            QVERIFY2(seen.green() > 230 && seen.red() < 25 && seen.blue() < 25, qPrintable(seen.name()));
        }
    }
}

void ImageFoldersTest::readsByContentAndPassesOverTheRest()
{
    const DataFolder folder;
    folder.write("train/a/upper.PNG", encoded(grey(1)));
    folder.write("train/a/misnamed.jpg", encoded(grey(2)));
    folder.write("train/a/picture.bmp", encoded(grey(3), "BMP"));
    folder.write("train/a/notes.txt", "not an image");
    folder.write("train/a/.hidden.png", "not an image");
    folder.write("train/b/1.png", encoded(grey(4)));
    folder.write("train/b/deeper/1.png", encoded(grey(5)));
    folder.write("train/empty/notes.txt", "no images: no class");
    folder.write("test/b/1.png", encoded(grey(6)));
    const auto dataset = openOrFail(folder.path());
    QCOMPARE(dataset->info.classNames, QStringList({"a", "b"}));
    QCOMPARE(shades(dataset->train), QList<int>({2, 4, 3, 5, 1})); // names: misnamed, picture, upper
}

void ImageFoldersTest::namesClassesOfOneSplit_data()
{
    QTest::addColumn<QStringList>("train");
    QTest::addColumn<QStringList>("test");
    QTest::addColumn<QStringList>("classes");
    QTest::addColumn<QStringList>("notices");
    const QString untrained = QStringLiteral("Classes without training images, which no model can learn: ");
    const QString untested =
        QStringLiteral("Classes without test images, of which nothing tells how well they are learned: ");
    QTest::newRow("in both") << QStringList{"a", "b"} << QStringList{"a", "b"} << QStringList{"a", "b"}
                             << QStringList();
    QTest::newRow("one to train on, one to test")
        << QStringList{"a", "c", "d"} << QStringList{"b", "c", "d"} << QStringList{"a", "c", "d", "b"}
        << QStringList{untrained + "1 (b).", untested + "1 (a)."};
    QTest::newRow("many") << QStringList{"a", "b"} << QStringList{"c", "d", "e", "f", "g", "h"}
                          << QStringList{"a", "b", "c", "d", "e", "f", "g", "h"}
                          << QStringList{untrained + "6 (c, d, e, f, g, …).", untested + "2 (a, b)."};
}

/// Whether such a class is a mistake is for the person to say.
void ImageFoldersTest::namesClassesOfOneSplit()
{
    QFETCH(const QStringList, train);
    QFETCH(const QStringList, test);
    QFETCH(const QStringList, classes);
    QFETCH(const QStringList, notices);
    const DataFolder folder;
    int shade = 0;
    for (const QString &name : train)
        folder.write("train/" + name + "/1.png", encoded(grey(++shade)));
    for (const QString &name : test)
        folder.write("test/" + name + "/1.png", encoded(grey(++shade)));
    const auto dataset = openOrFail(folder.path());
    QCOMPARE(dataset->info.classNames, classes);
    QCOMPARE(dataset->info.notices, notices);
    for (qsizetype i = 0; i < test.size(); ++i)
        QCOMPARE(qsizetype(dataset->test.labels[std::size_t(i)]), classes.indexOf(test[i]));
}

void ImageFoldersTest::saysWhatIsWrong_data()
{
    using Write = std::function<void(const DataFolder &)>;
    QTest::addColumn<Write>("write");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char *name, QStringList words, const Write &write) {
        QTest::newRow(name) << write << words;
    };
    row("no image of a class can be read", {"train/b", "No training image", "3 left out", "train/b/0.png"},
        [](const DataFolder &folder) {
            writeClass(folder, "train/a", 3, 1);
            writeClass(folder, "test/a", 1, 1);
            for (const char *name : {"train/b/0.png", "train/b/1.png", "train/b/2.png"})
                folder.write(name, "not an image");
        });
    row("every image is cut short", {"train/a", "No training image", "cut short"},
        [](const DataFolder &folder) {
            writeClass(folder, "train/b", 3, 1);
            writeClass(folder, "test/b", 1, 1);
            folder.write("train/a/1.png", encoded(grey(1)).left(60));
        });
    row("one class to train on", {"train", "at least 2 classes"}, [](const DataFolder &folder) {
        writeClass(folder, "train/a", 3, 1);
        writeClass(folder, "test/bird", 1, 1);
    });
    row("one class", {"train", "at least 2 classes"}, [](const DataFolder &folder) {
        writeClass(folder, "train/a", 3, 1);
        writeClass(folder, "test/a", 3, 1);
    });
    row("too few to hold out", {"no test examples"}, [](const DataFolder &folder) {
        writeClass(folder, "a", 4, 1);
        writeClass(folder, "b", 4, 1);
    });
    row("images without labels", {"doesn't tell their labels", "a folder for each class"},
        [](const DataFolder &folder) { folder.write("1.png", encoded(grey(1))); });
    row("one folder of images", {"no dataset that can be read", "a folder of images for each class"},
        [](const DataFolder &folder) { writeClass(folder, "a", 9, 1); });
    row("inside another folder", {"its folder “clothes” does"}, [](const DataFolder &folder) {
        writeClass(folder, "clothes/a", 9, 1);
        writeClass(folder, "clothes/b", 9, 1);
    });
    row("too small", {"4×4 pixels"}, [](const DataFolder &folder) {
        for (const char *name : {"train/a/1.png", "train/b/1.png", "test/a/1.png"})
            folder.write(name, encoded(grey(1, {4, 4})));
    });
}

void ImageFoldersTest::saysWhatIsWrong()
{
    QFETCH(const std::function<void(const DataFolder &)>, write);
    QFETCH(const QStringList, words);
    const DataFolder folder;
    write(folder);
    const auto dataset = openDataset(folder.path());
    QVERIFY(!dataset.hasValue());
    QVERIFY2(dataset.error().contains(folder.path()), qPrintable(dataset.error()));
    for (const QString &word : words)
        QVERIFY2(dataset.error().contains(word), qPrintable(dataset.error()));
}

PROPONENT_TEST(ImageFoldersTest)
#include "test_image_folders.moc"
