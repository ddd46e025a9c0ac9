// SPDX-License-Identifier: GPL-3.0-or-later
// What real folders of images hold beside good images: nothing of it is trained on, and nothing vanishes without a word.
#include "tests/engine/data/image_folder.h"
#include "tests/engine/data/open_dataset.h"
#include "tests/test_registry.h"

#include <QImageReader>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <functional>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

using namespace proponent;

using Write = std::function<void(const DataFolder &)>;

namespace {

/// Large enough that cutting it short loses rows.
QImage photograph(int shade)
{
    QImage image(60, 50, QImage::Format_RGB888);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            image.setPixelColor(x, y, QColor((shade + 3 * x) % 256, (5 * y) % 256, (x * y) % 256));
    }
    return image;
}

QByteArray jpeg(int percent)
{
    const QByteArray whole = encoded(photograph(7), "JPG");
    return whole.first(whole.size() * percent / 100);
}

/// Two classes of three, and a test image of each.
void writeGood(const DataFolder &folder)
{
    writeClass(folder, "train/a", 3, 1);
    writeClass(folder, "train/b", 3, 50);
    writeClass(folder, "test/a", 1, 100);
    writeClass(folder, "test/b", 1, 150);
}

/// By the file system's own name.
void writeRaw(const DataFolder &folder, const QByteArray &name, const QByteArray &bytes)
{
    const std::string path = (QFile::encodeName(folder.path()) + '/' + name).toStdString();
    std::ofstream(path, std::ios::binary).write(bytes.data(), bytes.size());
}

QString said(const DatasetInfo &info)
{
    return info.remarks().join(u'\n');
}

/// An icon: a stroke of that colour, and nothing around it.
QImage stroke(QColor colour, int at, QImage::Format format = QImage::Format_ARGB32)
{
    QImage image(12, 12, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    for (int i = 2; i < 10; ++i)
        image.setPixelColor(at, i, colour);
    return image.convertToFormat(format);
}

QImage sixteenBits(int largest, int shade)
{
    QImage image(9, 8, QImage::Format_Grayscale16);
    for (int y = 0; y < 8; ++y) {
        auto *line = reinterpret_cast<quint16 *>(image.scanLine(y));
        for (int x = 0; x < 9; ++x)
            line[x] = quint16((shade + 9 * y + x) * largest / 255);
    }
    auto *line = reinterpret_cast<quint16 *>(image.scanLine(0));
    line[0] = quint16(largest);
    return image;
}

} // namespace

class OddImagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesOut_data();
    void leavesOut();
    void saysHowMany();
    void readsMore_data();
    void readsMore();
    void cutImagesDontChangeTheSize();
    void needsPlugin();
    void transparent_data();
    void transparent();
    void equalImages_data();
    void equalImages();
    void sixteenBits_data();
    void sixteenBits();
    void firstRulesStay();
};

void OddImagesTest::leavesOut_data()
{
    QTest::addColumn<Write>("write");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("file");
    const auto row = [](const char *name, const QString &reason, const QString &file, const Write &write) {
        QTest::newRow(name) << write << reason << file;
    };
    const auto put = [](const QString &name, const QByteArray &bytes) -> Write {
        return [=](const DataFolder &folder) { folder.write(name, bytes); };
    };
    const QByteArray good = encoded(grey(9));
    const QByteArray bmp = encoded(photograph(7), "BMP");
    QByteArray zeroTail = jpeg(100);
    std::fill(zeroTail.begin() + zeroTail.size() / 2, zeroTail.end(), '\0');

    row("a third of a JPEG", "cut short", "train/a/x.jpg", put("train/a/x.jpg", jpeg(30)));
    row("half of a JPEG", "cut short", "train/a/x.jpg", put("train/a/x.jpg", jpeg(50)));
    row("most of a JPEG", "cut short", "train/a/x.jpg", put("train/a/x.jpg", jpeg(97)));
    row("a JPEG that never arrived", "cut short", "train/a/x.jpg", put("train/a/x.jpg", zeroTail));
    row("half of a PNG", "cut short", "train/a/x.png", put("train/a/x.png", good.first(good.size() / 2)));
    row("most of a BMP", "cut short", "test/a/x.bmp", put("test/a/x.bmp", bmp.chopped(200)));
    row("no image", "not readable as an image", "train/b/x.png", put("train/b/x.png", "not an image"));
    row("an empty file", "not readable as an image", "train/b/x.png", put("train/b/x.png", {}));
    row("1 x 65,000 pixels", "1000 times as long", "train/a/x.png",
        put("train/a/x.png", encoded(grey(1, {1, 65'000}))));
    row("65,000 x 1 pixels", "1000 times as long", "train/a/x.png",
        put("train/a/x.png", encoded(grey(1, {65'000, 1}))));
    row("hidden", "hidden by the dot", "train/a/._1.png", put("train/a/._1.png", good));
    row("not an image's name", "named *.heic, which isn't read", "train/a/x.heic",
        put("train/a/x.heic", good));
    row("no suffix", "not named as an image", "train/a/x", put("train/a/x", good));
    row("of no class", "in no class's folder", "train/x.png", put("train/x.png", good));
    row("beside the splits", "neither in the training nor", "extra/c/x.png", put("extra/c/x.png", good));
    row("a second test folder", "neither in the training nor", "val/a/x.png", put("val/a/x.png", good));
    row("Synology's thumbnails", "file system's own", "train/@eaDir/x.png", put("train/@eaDir/x.png", good));
    row("Synology's, of a class", "file system's own", "train/a/@eaDir/x.png/SYNO.jpg",
        put("train/a/@eaDir/x.png/SYNO.jpg", good));
    row("macOS's archive", "file system's own", "train/__MACOSX/a/x.png",
        put("train/__MACOSX/a/x.png", good));
    row("a folder without images", "a folder without images", "train/c",
        [](const DataFolder &folder) { QVERIFY(QDir(folder.path()).mkpath("train/c")); });
    row("a name in Latin-1", "isn't UTF-8", "train/a/b\\xe4r.png",
        [=](const DataFolder &folder) { writeRaw(folder, "train/a/b\xe4r.png", good); });
    row("a class in Latin-1", "isn't UTF-8", "train/M\\xe4use/x.png", [=](const DataFolder &folder) {
        const QByteArray name = "train/M\xe4use";
        QVERIFY(::mkdir((QFile::encodeName(folder.path()) + '/' + name).constData(), 0700) == 0);
        writeRaw(folder, name + "/x.png", good);
    });
    row("a link that leads nowhere", "a link that leads nowhere", "train/a/x.png",
        [](const DataFolder &folder) {
            QVERIFY(QFile::link("/nowhere/x.png", folder.filePath("train/a/x.png")));
        });
    row("a link in a circle", "a link to a folder", "train/a/circle", [](const DataFolder &folder) {
        QVERIFY(QFile::link(folder.filePath("train"), folder.filePath("train/a/circle")));
    });
    row("a pipe", "not a file", "train/a/x.png", [](const DataFolder &folder) {
        QVERIFY(mkfifo(qPrintable(folder.filePath("train/a/x.png")), 0600) == 0);
    });
}

void OddImagesTest::leavesOut()
{
    QFETCH(const Write, write);
    QFETCH(const QString, reason);
    QFETCH(const QString, file);
    const DataFolder folder;
    writeGood(folder);
    const DatasetInfo before = openOrFail(folder.path())->info;
    QVERIFY2(before.remarks().isEmpty(), qPrintable(said(before)));
    write(folder);
    const DatasetInfo info = openOrFail(folder.path())->info;
    QCOMPARE(info.leftOut.size(), 1);
    const LeftOut &left = info.leftOut.first();
    QVERIFY2(left.reason.contains(reason), qPrintable(left.reason));
    QCOMPARE(left.count, 1);
    QCOMPARE(left.files, QStringList(file));
    QVERIFY2(said(info).contains(file), qPrintable(said(info)));
    QCOMPARE(info.fingerprint, before.fingerprint); // the good ones are what they were
}

void OddImagesTest::saysHowMany()
{
    const DataFolder folder;
    writeGood(folder);
    for (int i = 0; i < 12; ++i)
        folder.write(QStringLiteral("train/a/cut%1.jpg").arg(QString::number(i).rightJustified(2, u'0')),
                     jpeg(50));
    folder.write("test/b/broken.png", "not an image");
    const DatasetInfo info = openOrFail(folder.path())->info;
    QCOMPARE(info.leftOut.size(), 2);
    QCOMPARE(info.leftOut[0].count, 12);
    QCOMPARE(info.leftOut[0].files.size(), 5);
    QCOMPARE(info.remarks()[0],
             QString("12 left out, cut short: train/a/cut00.jpg, train/a/cut01.jpg, train/a/cut02.jpg, "
                     "train/a/cut03.jpg, train/a/cut04.jpg, …"));
    QCOMPARE(info.leftOut[1].count, 1);
    QCOMPARE(info.trainCount, 6);
    QCOMPARE(info.testCount, 2);
}

void OddImagesTest::readsMore_data()
{
    QTest::addColumn<QString>("name"); // of 5 images, with %1 for the number
    QTest::addColumn<QString>("className");
    QTest::addColumn<bool>("isSaid");
    QTest::newRow("jfif") << "train/c/%1.jfif"
                          << "c" << false;
    QTest::newRow("upper case") << "train/c/%1.JFIF"
                                << "c" << false;
    QTest::newRow("in a folder of the class") << "train/wild/husky/%1.jpg"
                                              << "wild" << true;
    QTest::newRow("two folders deep") << "train/wild/dog/husky/%1.jpg"
                                      << "wild" << true;
}

void OddImagesTest::readsMore()
{
    QFETCH(const QString, name);
    QFETCH(const QString, className);
    QFETCH(const bool, isSaid);
    const DataFolder folder;
    writeGood(folder);
    for (int i = 0; i < 5; ++i)
        folder.write(name.arg(i), encoded(grey(200 + i), "JPG"));
    const DatasetInfo info = openOrFail(folder.path())->info;
    QCOMPARE(info.classNames, QStringList({"a", "b", className}));
    QCOMPARE(info.trainClassCounts, QList<qint64>({3, 3, 5}));
    QVERIFY(info.leftOut.isEmpty());
    QCOMPARE(info.notices.size(), isSaid ? 2 : 1); // besides that the class has no test image
    if (isSaid)
        QVERIFY2(said(info).contains("Images in folders below a class's, taken as of that class: 5"),
                 qPrintable(said(info)));
}

void OddImagesTest::cutImagesDontChangeTheSize()
{
    const DataFolder folder;
    writeGood(folder);
    folder.write("train/a/large.jpg", encoded(photograph(3).scaled(500, 400), "JPG").chopped(900));
    folder.write("train/a/unknown.png", encoded(grey(5)).first(12));
    const DatasetInfo info = openOrFail(folder.path())->info;
    QCOMPARE(info.width, 9);
    QCOMPARE(info.leftOut.first().count, 2);
}

void OddImagesTest::needsPlugin()
{
    const DataFolder folder;
    writeGood(folder);
    for (const char *name : {"train/a/x.webp", "train/a/y.png"})
        folder.write(name, QByteArray("RIFF\x1a\0\0\0WEBPVP8L and so on, long enough for it", 45));
    const auto dataset = openDataset(folder.path());
    if (QImageReader::supportedImageFormats().contains("webp")) {
        QVERIFY(dataset.hasValue());
        QCOMPARE((*dataset)->info.leftOut.first().count, 2);
        return;
    }
    QVERIFY(!dataset.hasValue());
    for (const char *word :
         {"train/a/x.webp", "WebP", "qt6-image-formats-plugins", "Other files that need it: 1"})
        QVERIFY2(dataset.error().contains(word), qPrintable(dataset.error()));
}

void OddImagesTest::transparent_data()
{
    QTest::addColumn<QColor>("colour");
    QTest::addColumn<QImage::Format>("format");
    QTest::addColumn<QString>("background");
    QTest::addColumn<int>("around"); // the stroke
    QTest::addColumn<int>("within");
    QTest::newRow("black") << QColor(Qt::black) << QImage::Format_ARGB32 << "on white" << 255 << 0;
    QTest::newRow("dark") << QColor(40, 40, 40) << QImage::Format_ARGB32 << "on white" << 255 << 40;
    QTest::newRow("white") << QColor(Qt::white) << QImage::Format_ARGB32 << "on black" << 0 << 255;
    QTest::newRow("half") << QColor(0, 0, 0, 128) << QImage::Format_ARGB32 << "on white" << 255 << 127;
    QTest::newRow("16 bits") << QColor(Qt::black) << QImage::Format_RGBA64 << "on white" << 255 << 0;
}

void OddImagesTest::transparent()
{
    QFETCH(const QColor, colour);
    QFETCH(const QImage::Format, format);
    QFETCH(const QString, background);
    QFETCH(const int, around);
    QFETCH(const int, within);
    const DataFolder folder;
    for (const char *split : {"train", "test"}) {
        folder.write(QStringLiteral("%1/a/1.png").arg(split), encoded(stroke(colour, 3, format)));
        folder.write(QStringLiteral("%1/b/1.png").arg(split), encoded(stroke(colour, 7, format)));
    }
    const auto dataset = openOrFail(folder.path());
    QVERIFY2(said(dataset->info).contains("Transparent images, put " + background),
             qPrintable(said(dataset->info)));
    const auto pixels = dataset->train.example(0);
    QCOMPARE(int(pixels[0]), around);
    QVERIFY2(std::abs(pixels[5 * 12 + 3] - within) <= 1, qPrintable(QString::number(pixels[5 * 12 + 3])));
    QVERIFY(!std::ranges::equal(pixels, dataset->train.example(1)));
}

void OddImagesTest::equalImages_data()
{
    QTest::addColumn<Write>("write");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char *name, const QStringList &words, const Write &write) {
        QTest::newRow(name) << write << words;
    };
    const QByteArray again = encoded(grey(1)); // train/a/0.png
    row("none", {}, [](const DataFolder &) {});
    row("in the test images", {"among the training images, too: 1 (test/a/x.png is train/a/0.png)"},
        [=](const DataFolder &folder) { folder.write("test/a/x.png", again); });
    row("in the test images under another label",
        {"among the training images, too: 1", "under another label: 1"},
        [=](const DataFolder &folder) { folder.write("test/b/x.png", again); });
    row("twice", {"copies of others: 2 (train/a/x.png of train/a/0.png)"}, [=](const DataFolder &folder) {
        folder.write("train/a/x.png", again);
        folder.write("train/a/y.png", again);
    });
    row("all", {"All 6 training images are the same"}, [=](const DataFolder &folder) {
        for (int i = 0; i < 3; ++i) {
            folder.write(QStringLiteral("train/a/%1.png").arg(i), again);
            folder.write(QStringLiteral("train/b/%1.png").arg(i), again);
        }
    });
}

void OddImagesTest::equalImages()
{
    QFETCH(const Write, write);
    QFETCH(const QStringList, words);
    const DataFolder folder;
    writeGood(folder);
    write(folder);
    const DatasetInfo info = openOrFail(folder.path())->info;
    QCOMPARE(info.notices.size(), words.isEmpty() ? 0 : 1);
    for (const QString &word : words)
        QVERIFY2(said(info).contains(word), qPrintable(said(info)));
}

void OddImagesTest::sixteenBits_data()
{
    QTest::addColumn<int>("largest"); // value in any image
    QTest::addColumn<int>("brightest"); // byte it is read as
    QTest::addColumn<QString>("words");
    QTest::newRow("8 bits") << 255 << 255 << "are read as of 8 bits";
    QTest::newRow("10 bits") << 1023 << 255 << "are read as of 10 bits";
    QTest::newRow("12 bits") << 4095 << 255 << "are read as of 12 bits";
    QTest::newRow("12 bits, not all used") << 3000 << 187 << "are read as of 12 bits";
    QTest::newRow("16 bits") << 65535 << 255 << "";
}

void OddImagesTest::sixteenBits()
{
    QFETCH(const int, largest);
    QFETCH(const int, brightest);
    QFETCH(const QString, words);
    for (const QSize size : {QSize(9, 8), QSize(90, 140)}) { // as they are, and scaled
        const DataFolder folder;
        int shade = 0;
        for (const char *name : {"train/a/1.png", "train/b/1.png", "test/a/1.png", "test/b/1.png"})
            folder.write(name, encoded(::sixteenBits(largest, shade += 40).scaled(size)));
        const auto dataset = openOrFail(folder.path());
        const auto pixels = dataset->train.example(0);
        const std::set<std::uint8_t> levels(pixels.begin(), pixels.end());
        QVERIFY2(levels.size() > 30, qPrintable(QString::number(levels.size())));
        if (size.width() == 9)
            QCOMPARE(int(*levels.rbegin()), brightest);
        QCOMPARE(dataset->info.notices.size(), words.isEmpty() ? 0 : 1);
        QVERIFY2(said(dataset->info).contains(words), qPrintable(said(dataset->info)));
    }
}

void OddImagesTest::firstRulesStay()
{
    // A session of version 1 was trained on these, and goes on with them.
    const DataFolder folder;
    writeGood(folder);
    folder.write("train/a/x.jpg", encoded(grey(9), "JPG").chopped(3));
    folder.write("train/a/below/1.png", encoded(grey(30)));
    folder.write("train/a/y.jfif", encoded(grey(31), "JPG"));
    folder.write("train/b/z.png", encoded(stroke(Qt::black, 4).copy(0, 0, 9, 8)));
    const auto first = openDataset(folder.path(), 1);
    QVERIFY2(first.hasValue(), first ? "" : qPrintable(first.error()));
    QCOMPARE((*first)->info.trainClassCounts, QList<qint64>({4, 4}));
    QVERIFY((*first)->info.remarks().isEmpty());
    QCOMPARE(int((*first)->train.example(7).front()), 0); // transparency was left out
    const auto latest = openOrFail(folder.path());
    QCOMPARE(latest->info.trainClassCounts, QList<qint64>({5, 4}));
    QCOMPARE(int(latest->train.example(7).front()), 255);
}

PROPONENT_TEST(OddImagesTest)
#include "test_odd_images.moc"
