// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/dataset.h"

#include "engine/data/data_text.h"
#include "engine/data/dataset_reader.h"
#include "engine/data/equal_examples.h"
#include "engine/data/fashion_mnist.h"
#include "engine/data/image_layout.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <algorithm>
#include <fcntl.h>
#include <new>
#include <optional>
#include <unistd.h>

namespace proponent {

namespace {

constexpr int SmallestSide = 8; ///< of an image; the convolutional models halve it three times

constexpr QLatin1String FashionMnistSpec("fashion-mnist");

QByteArrayView bytesOf(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())};
}

QList<qint64> countClasses(const ImageSet &set, int classes)
{
    QList<qint64> counts(classes, 0);
    for (const std::int64_t label : set.labels)
        ++counts[label];
    return counts;
}

QStringList numberedNames(std::int64_t count)
{
    QStringList names;
    for (std::int64_t label = 0; label < count; ++label)
        names.append(QString::number(label));
    return names;
}

std::optional<QString> problemOfLabels(const ImageSet &set, qsizetype classes, const QString &source)
{
    const auto wrong = std::ranges::find_if(
        set.labels, [classes](std::int64_t label) { return label < 0 || label >= classes; });
    if (wrong == set.labels.end())
        return std::nullopt;
    return DataText::tr(
               "%1 gives example %2 the label %3, but only %4 classes are named (labels 0 to %5). Name all "
               "classes in classes.txt, or correct the labels.")
        .arg(source, QString::number(wrong - set.labels.begin()), QString::number(*wrong),
             QString::number(classes), QString::number(classes - 1));
}

/// What is wrong in any format; nothing when the data can be used.
std::optional<QString> problemOf(const ReadSplits &splits, const QString &folder)
{
    const ImageSet &train = splits.train;
    if (train.count == 0 || splits.test.count == 0) {
        return DataText::tr("%1 holds no %2 examples. Add some, or name another folder.")
            .arg(folder, train.count == 0 ? DataText::tr("training") : DataText::tr("test"));
    }
    if (train.height < SmallestSide || train.width < SmallestSide) {
        return DataText::tr(
                   "The images in %1 have %2×%3 pixels; the models need at least %4×%4. Enlarge them.")
            .arg(folder, QString::number(train.width), QString::number(train.height),
                 QString::number(SmallestSide));
    }
    if (const auto problem = problemOfLabels(train, splits.classNames.size(), splits.trainLabelSource))
        return problem;
    if (const auto problem = problemOfLabels(splits.test, splits.classNames.size(), splits.testLabelSource))
        return problem;
    if (std::ranges::all_of(train.labels,
                            [&](std::int64_t label) { return label == train.labels.front(); })) {
        return DataText::tr(
                   "All training examples in %1 have the label %2; a model needs at least 2 classes to "
                   "tell apart. Add examples of another class.")
            .arg(splits.trainLabelSource, QString::number(train.labels.front()));
    }
    return std::nullopt;
}

Result<std::shared_ptr<const Dataset>> toDataset(ReadSplits splits, const QString &spec,
                                                 const QString &folder, int rules)
{
    auto dataset = std::make_shared<Dataset>();
    DatasetInfo &info = dataset->info;
    info.fingerprint = fingerprintOf(splits.train, splits.test);
    const bool fashionMnist = isFashionMnist(info.fingerprint) || spec == FashionMnistSpec;
    if (splits.classNames.isEmpty()) {
        std::int64_t largest = -1;
        for (const ImageSet *set : {&splits.train, &splits.test}) {
            for (const std::int64_t label : set->labels)
                largest = std::max(largest, label);
        }
        splits.classNames = fashionMnist ? fashionMnistClassNames() : numberedNames(largest + 1);
    }
    if (const auto problem = problemOf(splits, folder))
        return Error{*problem};

    info.spec = spec;
    info.path = folder;
    info.name = fashionMnist ? QStringLiteral("Fashion-MNIST") : QDir(folder).dirName();
    info.format = splits.format;
    info.trainCount = splits.train.count;
    info.testCount = splits.test.count;
    info.channels = splits.train.channels;
    info.height = splits.train.height;
    info.width = splits.train.width;
    info.classNames = splits.classNames;
    info.trainClassCounts = countClasses(splits.train, info.classCount());
    info.testClassCounts = countClasses(splits.test, info.classCount());
    info.rules = rules;
    info.leftOut = splits.leftOut;
    info.notices = splits.notices + remarksOnEqualExamples(splits.train, splits.test);
    dataset->train = std::move(splits.train);
    dataset->test = std::move(splits.test);
    dataset->sources = std::move(splits.sources);
    return std::shared_ptr<const Dataset>(std::move(dataset));
}

Error notRecognised(const QDir &folder)
{
    if (folder.isEmpty()) {
        return {DataText::tr(
                    "%1 is empty. Name a folder with a dataset: a folder of images for each class, or IDX "
                    "files of training and test images and labels.")
                    .arg(folder.path())};
    }
    // Archives often unpack into one more folder, as torchvision's FashionMNIST/raw.
    for (const QFileInfo &inside : folder.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (readerFor(QDir(inside.filePath()))) {
            return {DataText::tr("%1 holds no dataset itself, but its folder “%2” does. Name %3.")
                        .arg(folder.path(), inside.fileName(), inside.filePath())};
        }
    }
    if (holdsImages(folder)) {
        return {DataText::tr("%1 holds images, but doesn't tell their labels. Sort them into a folder for "
                             "each class, named after it.")
                    .arg(folder.path())};
    }
    QStringList formats;
    for (const DatasetReader &reader : datasetReaders())
        formats.append(DataText::tr(reader.name));
    return {DataText::tr(
                "%1 holds no dataset that can be read (%2). Name a folder with training and test images and "
                "their labels.")
                .arg(folder.path(), formats.join(QStringLiteral(", ")))};
}

/// The folder that the user named, absolute.
Result<QString> folderOf(const QString &spec)
{
    if (spec.trimmed().isEmpty())
        return Error{DataText::tr("No dataset is named. Name “fashion-mnist” or a folder.")};
    if (spec == FashionMnistSpec)
        return findFashionMnist(fashionMnistFolders());
    const QFileInfo info(spec);
    const QString path = info.absoluteFilePath();
    if (!info.exists()) {
        return Error{DataText::tr("There is no folder %1. Name “fashion-mnist” or a folder with a dataset.")
                         .arg(path)};
    }
    if (!info.isDir()) {
        return Error{DataText::tr("%1 is a file. Name the folder that holds the dataset: %2.")
                         .arg(path, info.absolutePath())};
    }
    if (::faccessat(AT_FDCWD, QFile::encodeName(path).constData(), R_OK | X_OK, AT_EACCESS) != 0) {
        return Error{DataText::tr("The folder %1 can't be read. Give yourself permission to read it, or name "
                                  "another.")
                         .arg(path)};
    }
    return QDir::cleanPath(path);
}

} // namespace

QString fingerprintOf(const ImageSet &train, const ImageSet &test)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const ImageSet *set : {&train, &test}) {
        QByteArray numbers;
        const auto append = [&](qint64 number) {
            const qint64 little = qToLittleEndian(number);
            numbers.append(reinterpret_cast<const char *>(&little), sizeof(little));
        };
        for (const qint64 length :
             {set->count, qint64(set->channels), qint64(set->height), qint64(set->width)})
            append(length);
        hash.addData(numbers);
        hash.addData(bytesOf(set->pixels));
        numbers.clear();
        numbers.reserve(qsizetype(set->labels.size() * sizeof(qint64)));
        for (const std::int64_t label : set->labels)
            append(label);
        hash.addData(numbers);
    }
    return QString::fromLatin1(hash.result().toHex());
}

Result<std::shared_ptr<const Dataset>> openDataset(const QString &spec, int rules)
{
    const auto path = folderOf(spec);
    if (!path)
        return Error{path.error()};
    const QDir folder(*path);
    const DatasetReader *reader = readerFor(folder);
    if (!reader)
        return notRecognised(folder);
    try {
        auto splits = reader->read(folder, rules);
        if (!splits)
            return Error{splits.error()};
        return toDataset(std::move(*splits), spec, *path, rules);
    } catch (const std::bad_alloc &) {
        return Error{
            DataText::tr("%1 does not fit into memory. Close other programs, or use a smaller dataset.")
                .arg(*path)};
    }
}

QImage exampleImage(const ImageSet &images, qint64 index)
{
    const auto pixels = images.example(index);
    const qint64 plane = qint64(images.height) * images.width;
    QImage image(images.width, images.height,
                 images.channels == 3 ? QImage::Format_RGB888 : QImage::Format_Grayscale8);
    for (int y = 0; y < images.height; ++y) {
        uchar *line = image.scanLine(y);
        for (int x = 0; x < images.width; ++x) {
            for (int channel = 0; channel < images.channels; ++channel)
                line[x * images.channels + channel] = pixels[channel * plane + qint64(y) * images.width + x];
        }
    }
    if (!images.files.isEmpty())
        image.setText(imageFileKey, images.files[index]);
    return image;
}

QByteArray contentHash(const ImageSet &images, qint64 index)
{
    return QCryptographicHash::hash(bytesOf(images.example(index)), QCryptographicHash::Sha1);
}

} // namespace proponent
