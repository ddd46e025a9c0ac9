// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/dataset.h"
#include "tests/engine/data/idx_folder.h"
#include "tests/engine/without_root.h"
#include "tests/test_registry.h"

#include <QRegularExpression>
#include <QTest>

#include <functional>
#include <sys/stat.h>

using namespace proponent;

namespace {

/// Breaks a valid folder.
using Break = std::function<void(const DataFolder &)>;

} // namespace

Q_DECLARE_METATYPE(Break)

class BrokenDataTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void spec_data();
    void spec();
    void unreadableFile();
    void unreadableFolder();
};

void BrokenDataTest::saysWhatIsWrong_data()
{
    QTest::addColumn<Break>("breakIt");
    QTest::addColumn<QStringList>("words"); // all of them, and the folder, in the message

    const auto row = [](const char *name, QStringList words, const Break &breakIt) {
        QTest::newRow(name) << breakIt << words;
    };
    const QByteArray images = idx({6, 8, 9}, somePixels(6 * 72));

    row("wrong magic", {"train-images-idx3-ubyte", "not an IDX file", "50 4b 03 04"},
        [](const DataFolder &folder) {
            folder.write(folder.trainImages, "PK\x03\x04 and so on, long enough");
        });
    row("wrong magic inside gzip", {"train-images-idx3-ubyte.gz", "not an IDX file", "50 4b 03 04"},
        [](const DataFolder &folder) {
            folder.remove(folder.trainImages);
            folder.write(folder.trainImages + ".gz", gzip("PK\x03\x04 and so on, long enough"));
        });
    row("too many dimensions", {"train-images-idx3-ubyte", "not an IDX file", "00 00 08 07"},
        [](const DataFolder &folder) {
            folder.write(folder.trainImages, QByteArray("\0\0\x08\x07zzzz", 8));
        });
    row("empty file", {"t10k-labels-idx1-ubyte", "is empty"},
        [](const DataFolder &folder) { folder.write(folder.testLabels, {}); });
    row("other element type", {"train-images-idx3-ubyte", "type 0x0d", "Convert"},
        [](const DataFolder &folder) {
            folder.write(folder.trainImages, idx({6, 8, 9}, somePixels(6 * 72 * 4), 0x0D));
        });
    row("two-dimensional images", {"train-images-idx3-ubyte", "[6, 72]"}, [](const DataFolder &folder) {
        folder.write(folder.trainImages, idx({6, 72}, somePixels(6 * 72)));
    });
    row("five channels", {"train-images-idx3-ubyte", "[6, 5, 8, 9]", "1 or 3 channels"},
        [](const DataFolder &folder) {
            folder.write(folder.trainImages, idx({6, 5, 8, 9}, somePixels(6 * 72 * 5)));
        });

    row("cut short", {"train-images-idx3-ubyte", "cut short", "432", "431"},
        [=](const DataFolder &folder) { folder.write(folder.trainImages, images.chopped(1)); });
    row("cut short in the header", {"train-images-idx3-ubyte", "cut short", "header"},
        [=](const DataFolder &folder) { folder.write(folder.trainImages, images.first(9)); });
    row("header announces more than memory holds", {"train-images-idx3-ubyte", "cut short"},
        [](const DataFolder &folder) {
            folder.write(folder.trainImages, idx({-1, -1, -1}, somePixels(100))); // 2^32 - 1 each
        });
    row("gzip header announces more than memory holds",
        {"train-images-idx3-ubyte.gz", "cut short or corrupt"}, [](const DataFolder &folder) {
            folder.remove(folder.trainImages);
            folder.write(folder.trainImages + ".gz", gzip(idx({-1, 28, 28}, somePixels(100))));
        });
    row("gzip of too little data", {"train-images-idx3-ubyte.gz", "cut short", "432", "431"},
        [=](const DataFolder &folder) {
            folder.remove(folder.trainImages);
            folder.write(folder.trainImages + ".gz", gzip(images.chopped(1)));
        });
    row("gzip cut short", {"train-images-idx3-ubyte.gz", "cut short", "gzip"}, [=](const DataFolder &folder) {
        folder.remove(folder.trainImages);
        const QByteArray packed = gzip(images);
        folder.write(folder.trainImages + ".gz", packed.first(packed.size() / 2));
    });
    row("gzip without its checksum", {"train-images-idx3-ubyte.gz", "cut short", "gzip"},
        [=](const DataFolder &folder) {
            folder.remove(folder.trainImages);
            folder.write(folder.trainImages + ".gz", gzip(images).chopped(8));
        });
    row("gzip with a wrong checksum", {"train-images-idx3-ubyte.gz", "corrupt"},
        [=](const DataFolder &folder) {
            folder.remove(folder.trainImages);
            QByteArray packed = gzip(images);
            packed[packed.size() - 8] = char(~packed[packed.size() - 8]);
            folder.write(folder.trainImages + ".gz", packed);
        });
    row("gzip with a wrong byte", {"train-labels-idx1-ubyte.gz", "corrupt"}, [=](const DataFolder &folder) {
        folder.remove(folder.trainLabels);
        folder.write(folder.trainLabels + ".gz", gzip(images).first(10) + QByteArray(40, '\xff'));
    });
    row("data goes on", {"train-images-idx3-ubyte", "goes on", "432"},
        [=](const DataFolder &folder) { folder.write(folder.trainImages, images + "x"); });
    row("data goes on in gzip", {"train-images-idx3-ubyte.gz", "goes on", "432"},
        [=](const DataFolder &folder) {
            folder.remove(folder.trainImages);
            folder.write(folder.trainImages + ".gz", gzip(images + "x"));
        });

    row("counts don't match", {"train-labels-idx1-ubyte", "5 labels", "train-images-idx3-ubyte", "6 images"},
        [](const DataFolder &folder) { folder.write(folder.trainLabels, idx({5}, someLabels(5))); });
    row("label out of range", {"t10k-labels-idx1-ubyte", "example 2", "label 2", "2 classes"},
        [](const DataFolder &folder) {
            folder.write(folder.trainLabels, idx({6}, someLabels(6, 2)));
            folder.write("classes.txt", "cat\ndog\n");
        });
    row("a label that is no class", {"train-labels-idx1-ubyte", "example 5", "label 2000000"},
        [](const DataFolder &folder) {
            folder.write(folder.trainLabels,
                         idx({6}, QByteArray(20, '\0') + QByteArray("\x00\x1e\x84\x80", 4), 0x0C));
        });
    row("a label below 0", {"train-labels-idx1-ubyte", "example 0", "label -1"},
        [](const DataFolder &folder) {
            folder.write(folder.trainLabels, idx({6}, QByteArray(6, '\xff'), 0x09));
        });
    row("labels of floats", {"train-labels-idx1-ubyte", "type 0x0d", "integers"},
        [](const DataFolder &folder) {
            folder.write(folder.trainLabels, idx({6}, QByteArray(24, '\0'), 0x0D));
        });
    row("one-hot labels", {"train-labels-idx1-ubyte", "[6, 3]", "labels [count] or"},
        [](const DataFolder &folder) {
            folder.write(folder.trainLabels, idx({6, 3}, QByteArray(18, '\0')));
        });
    row("labels cut short", {"train-labels-idx1-ubyte", "cut short", "24", "23"},
        [](const DataFolder &folder) {
            folder.write(folder.trainLabels, idx({6}, QByteArray(23, '\0'), 0x0C));
        });
    row("a name for each example", {"labels.txt", "6 lines", "names of the classes"},
        [](const DataFolder &folder) { folder.write("labels.txt", "cat\ndog\nbird\ncat\ndog\nbird\n"); });
    row("a number for each example", {"labels.txt", "10 lines", "names of the classes"},
        [](const DataFolder &folder) { folder.write("labels.txt", "0\n1\n2\n0\n1\n2\n0\n1\n2\n0\n"); });
    row("only one class", {"train-labels-idx1-ubyte", "at least 2 classes"},
        [](const DataFolder &folder) { folder.write(folder.trainLabels, idx({6}, QByteArray(6, '\1'))); });
    row("sizes differ", {"train-images-idx3-ubyte", "1×8×9", "t10k-images-idx3-ubyte", "1×9×8"},
        [](const DataFolder &folder) {
            folder.write(folder.testImages, idx({4, 9, 8}, somePixels(4 * 72)));
        });
    row("images too small", {"9×7", "at least 8×8"}, [](const DataFolder &folder) {
        folder.write(folder.trainImages, idx({6, 7, 9}, somePixels(6 * 63)));
        folder.write(folder.testImages, idx({4, 7, 9}, somePixels(4 * 63)));
    });
    row("no examples", {"no test examples"}, [](const DataFolder &folder) {
        folder.write(folder.testImages, idx({0, 8, 9}, {}));
        folder.write(folder.testLabels, idx({0}, {}));
    });

    row("no test images", {"training images", "test images", "only train-images-idx3-ubyte"},
        [](const DataFolder &folder) { folder.remove(folder.testImages); });
    row("no labels", {"training labels", "neither"}, [](const DataFolder &folder) {
        folder.remove(folder.trainLabels);
        folder.remove(folder.testLabels);
    });
    row("two training sets", {"not clear", "train-a", "train-images-idx3-ubyte"},
        [=](const DataFolder &folder) { folder.write("train-a", images); });
    row("nothing tells training from test", {"not clear", "a.images, b.images", "begin their names"},
        [=](const DataFolder &folder) {
            for (const QString &name : QDir(folder.path()).entryList(QDir::Files))
                folder.remove(name);
            for (const char *name : {"a", "b"}) {
                folder.write(QString(name) + ".images", images);
                folder.write(QString(name) + ".labels", idx({6}, someLabels(6)));
            }
        });
    row("link that leads nowhere", {"train-images-idx3-ubyte", "No such file"}, [](const DataFolder &folder) {
        folder.remove(folder.trainImages);
        QFile::link("/nowhere", folder.filePath(folder.trainImages));
    });

    row("empty folder", {"is empty"}, [](const DataFolder &folder) {
        for (const QString &name : QDir(folder.path()).entryList(QDir::Files))
            folder.remove(name);
    });
    row("nothing of ours", {"no dataset that can be read", "IDX"}, [](const DataFolder &folder) {
        for (const QString &name : QDir(folder.path()).entryList(QDir::Files))
            folder.remove(name);
        folder.write("holiday.txt", "sun");
        // Reading from a pipe would wait for ever.
        QVERIFY(mkfifo(qPrintable(folder.filePath("pipe-idx1-ubyte")), 0600) == 0);
    });
    row("one folder too high", {"“raw”", "Name "}, [](const DataFolder &folder) {
        for (const QString &name : QDir(folder.path()).entryList(QDir::Files))
            folder.remove(name);
        folder.write("raw/train-images-idx3-ubyte", idx({6, 8, 9}, somePixels(6 * 72)));
    });
}

void BrokenDataTest::saysWhatIsWrong()
{
    QFETCH(const Break, breakIt);
    QFETCH(const QStringList, words);
    DataFolder folder;
    folder.writeValid();
    QVERIFY(openDataset(folder.path()));
    breakIt(folder);

    const auto dataset = openDataset(folder.path());
    QVERIFY(!dataset);
    QVERIFY2(!dataset.error().contains(u'\n'), qPrintable(dataset.error()));
    QVERIFY2(!dataset.error().contains(QRegularExpression("%\\d")), qPrintable(dataset.error()));
    for (const QString &word : words + QStringList(folder.path()))
        QVERIFY2(dataset.error().contains(word), qPrintable(word + " is not in: " + dataset.error()));
}

void BrokenDataTest::spec_data()
{
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << ""
                             << "No dataset is named";
    QTest::newRow("not there") << "/nowhere/at/all"
                               << "no folder /nowhere/at/all";
    QTest::newRow("a file") << QCoreApplication::applicationFilePath() << "is a file. Name the folder";
}

void BrokenDataTest::spec()
{
    QFETCH(const QString, spec);
    QFETCH(const QString, words);
    const auto dataset = openDataset(spec);
    QVERIFY(!dataset);
    QVERIFY2(dataset.error().contains(words), qPrintable(dataset.error()));
}

void BrokenDataTest::unreadableFile()
{
    DataFolder folder;
    folder.writeValid();
    QVERIFY(chmod(qPrintable(folder.path()), 0755) == 0);
    QVERIFY(chmod(qPrintable(folder.filePath(folder.testLabels)), 0000) == 0);
    const WithoutRoot withoutRoot;
    const auto dataset = openDataset(folder.path());
    QVERIFY(!dataset);
    QVERIFY2(dataset.error().contains(folder.testLabels), qPrintable(dataset.error()));
    QVERIFY2(dataset.error().contains("Permission denied"), qPrintable(dataset.error()));
}

void BrokenDataTest::unreadableFolder()
{
    DataFolder folder;
    folder.writeValid();
    QVERIFY(chmod(qPrintable(folder.path()), 0000) == 0);
    {
        const WithoutRoot withoutRoot;
        const auto dataset = openDataset(folder.path());
        QVERIFY(!dataset);
        QVERIFY2(dataset.error().contains("can't be read"), qPrintable(dataset.error()));
    }
    QVERIFY(chmod(qPrintable(folder.path()), 0700) == 0);
}

PROPONENT_TEST(BrokenDataTest)
#include "test_broken_data.moc"
