// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/image_folder_reader.h"

#include "engine/data/data_text.h"

#include <QDirIterator>
#include <QImageReader>

#include <algorithm>
#include <atomic>
#include <future>
#include <optional>
#include <thread>

namespace proponent {

namespace {

constexpr int LargestKeptSide = 128; ///< of images that stay as they are
constexpr int ScaledSide = 64; ///< of those that don't
constexpr int HeldOutEvery = 5; ///< image of a class is for testing, where no folder says which

struct ClassFolder
{
    QString name;
    QString path;
    QStringList files; ///< absolute
};

/// Which files are for what.
struct Layout
{
    QList<ClassFolder> train;
    QList<ClassFolder> test;
    QString trainFolder;
    QString testFolder;
    bool heldOut = false;
};

struct LabelledFile
{
    QString path;
    std::int64_t label = 0;
};

const QStringList &filters()
{
    // Of pictures made of pixels; which of them Qt reads depends on its plugins.
    static const QStringList patterns{
        QStringLiteral("*.png"), QStringLiteral("*.jpg"),  QStringLiteral("*.jpeg"), QStringLiteral("*.bmp"),
        QStringLiteral("*.gif"), QStringLiteral("*.webp"), QStringLiteral("*.ppm"),  QStringLiteral("*.pgm"),
        QStringLiteral("*.tif"), QStringLiteral("*.tiff"),
    };
    return patterns;
}

QFileInfoList foldersOf(const QDir &folder)
{
    return folder.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

qsizetype countClassFolders(const QDir &folder)
{
    const QFileInfoList inside = foldersOf(folder);
    return std::ranges::count_if(inside,
                                 [](const QFileInfo &one) { return holdsImages(QDir(one.filePath())); });
}

QList<ClassFolder> classFoldersOf(const QDir &folder)
{
    QList<ClassFolder> classes;
    for (const QFileInfo &inside : foldersOf(folder)) {
        const QDir images(inside.filePath());
        ClassFolder one{inside.fileName(), inside.filePath(), {}};
        for (const QString &name : images.entryList(filters(), QDir::Files, QDir::Name))
            one.files += images.filePath(name);
        if (!one.files.isEmpty())
            classes += one;
    }
    return classes;
}

/// The folder of that name that has class folders in it, whatever the case of its letters.
std::optional<QDir> splitFolder(const QDir &folder, const QStringList &names)
{
    const QFileInfoList inside = foldersOf(folder);
    for (const QString &name : names) {
        for (const QFileInfo &one : inside) {
            if (one.fileName().compare(name, Qt::CaseInsensitive) == 0 &&
                countClassFolders(QDir(one.filePath())) > 0)
                return QDir(one.filePath());
        }
    }
    return std::nullopt;
}

std::optional<QDir> trainingFolder(const QDir &folder)
{
    return splitFolder(folder, {QStringLiteral("train"), QStringLiteral("training")});
}

/// Takes every fifth image of each class away from the training images.
QList<ClassFolder> holdOut(QList<ClassFolder> &train)
{
    QList<ClassFolder> test;
    for (ClassFolder &one : train) {
        ClassFolder held{one.name, one.path, {}};
        QStringList rest;
        for (qsizetype i = 0; i < one.files.size(); ++i)
            (i % HeldOutEvery == HeldOutEvery - 1 ? held.files : rest) += one.files[i];
        one.files = rest;
        test += held;
    }
    return test;
}

Layout layoutOf(const QDir &folder)
{
    const std::optional<QDir> training = trainingFolder(folder);
    const std::optional<QDir> testing =
        training
            ? splitFolder(folder, {QStringLiteral("test"), QStringLiteral("testing"), QStringLiteral("val"),
                                   QStringLiteral("valid"), QStringLiteral("validation")})
            : std::nullopt;
    const QDir train = training.value_or(folder);
    Layout layout{classFoldersOf(train), {}, train.path(), testing.value_or(train).path(), !testing};
    layout.test = testing ? classFoldersOf(*testing) : holdOut(layout.train);
    return layout;
}

/// One of each class, then the second of each, and so on; files of a class that isn't named are an error.
Result<QList<LabelledFile>> inTurn(const QList<ClassFolder> &classes, const QStringList &names)
{
    QList<std::int64_t> labels;
    qsizetype longest = 0;
    for (const ClassFolder &one : classes) {
        labels += names.indexOf(one.name);
        if (labels.last() < 0) {
            return Error{DataText::tr("%1 holds test images of a class that there are no training images of. "
                                      "Add some, or remove the folder.")
                             .arg(one.path)};
        }
        longest = std::max(longest, one.files.size());
    }
    QList<LabelledFile> files;
    for (qsizetype i = 0; i < longest; ++i) {
        for (qsizetype label = 0; label < classes.size(); ++label) {
            if (i < classes[label].files.size())
                files.append({classes[label].files[i], labels[label]});
        }
    }
    return files;
}

/// Calls work(i) for every i below count, on all processors.
template <class Work>
void onAllProcessors(qsizetype count, const Work &work)
{
    std::atomic<qsizetype> next = 0;
    std::vector<std::future<void>> workers;
    for (unsigned worker = 0; worker < std::max(1U, std::thread::hardware_concurrency()); ++worker) {
        workers.push_back(std::async(std::launch::async, [&] {
            for (qsizetype i = next++; i < count; i = next++)
                work(i);
        }));
    }
    for (std::future<void> &worker : workers)
        worker.get();
}

void prepare(QImageReader &reader)
{
    reader.setAutoTransform(true);
    reader.setDecideFormatFromContent(true);
}

/// As the image is shown, from its header; invalid when that doesn't tell.
QSize sizeOf(const QString &file)
{
    QImageReader reader(file);
    prepare(reader);
    const QSize size = reader.size();
    return reader.transformation() & QImageIOHandler::TransformationRotate90 ? size.transposed() : size;
}

/// The size that all images have, if they may stay as they are.
std::optional<QSize> commonSize(const QList<LabelledFile> &files)
{
    std::vector<QSize> sizes(std::size_t(files.size()));
    onAllProcessors(files.size(), [&](qsizetype i) { sizes[std::size_t(i)] = sizeOf(files[i].path); });
    const QSize first = sizes.front();
    const bool kept = first.isValid() && std::max(first.width(), first.height()) <= LargestKeptSide &&
                      std::ranges::all_of(sizes, [&](const QSize &size) { return size == first; });
    return kept ? std::optional(first) : std::nullopt;
}

struct Decoded
{
    QImage image; ///< null when it can't be read
    QString problem;
};

/// `scaled`: to the size of all images that don't stay as they are.
Decoded decode(const QString &file, bool scaled)
{
    QImageReader reader(file);
    prepare(reader);
    const QSize square(ScaledSide, ScaledSide);
    if (scaled && reader.size().isValid()) // some formats decode to that size at once, which is much faster
        reader.setScaledSize(reader.size().scaled(square, Qt::KeepAspectRatioByExpanding));
    QImage image = reader.read();
    if (image.isNull())
        return {{}, reader.errorString()};
    if (scaled) {
        image = image.scaled(square, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
        image = image.copy((image.width() - ScaledSide) / 2, (image.height() - ScaledSide) / 2, ScaledSide,
                           ScaledSide);
    }
    return {image.convertToFormat(image.allGray() ? QImage::Format_Grayscale8 : QImage::Format_RGB888), {}};
}

Result<std::vector<QImage>> decodeAll(const QList<LabelledFile> &files, bool scaled)
{
    std::vector<Decoded> decoded(std::size_t(files.size()));
    onAllProcessors(files.size(),
                    [&](qsizetype i) { decoded[std::size_t(i)] = decode(files[i].path, scaled); });
    std::vector<QImage> images;
    std::optional<QString> problem;
    int others = 0;
    for (qsizetype i = 0; i < files.size(); ++i) {
        const Decoded &one = decoded[std::size_t(i)];
        images.push_back(one.image);
        if (!one.image.isNull())
            continue;
        if (problem)
            ++others;
        else
            problem = DataText::tr("%1 can't be read as an image: %2. Replace or remove it.")
                          .arg(files[i].path, one.problem);
    }
    if (problem && others > 0)
        *problem += u' ' + DataText::tr("%Ln other file(s) can't be read either.", nullptr, others);
    if (problem)
        return Error{*problem};
    return images;
}

bool isGrey(const QImage &image)
{
    return image.format() == QImage::Format_Grayscale8;
}

/// Images of one size, from files below `folder`, as [count, channels, height, width].
ImageSet toImageSet(const QDir &folder, std::span<const QImage> images, const QList<LabelledFile> &files,
                    int channels)
{
    ImageSet set;
    set.count = qint64(images.size());
    set.channels = channels;
    set.height = images.empty() ? 0 : images.front().height();
    set.width = images.empty() ? 0 : images.front().width();
    set.pixels.resize(std::size_t(set.count * set.exampleSize()));
    const qint64 plane = qint64(set.height) * set.width;
    std::uint8_t *to = set.pixels.data();
    for (const QImage &image : images) {
        const int step = isGrey(image) ? 1 : 3;
        for (int channel = 0; channel < channels; ++channel) {
            for (int y = 0; y < set.height; ++y) {
                const uchar *line = image.constScanLine(y) + (step == 1 ? 0 : channel);
                for (int x = 0; x < set.width; ++x)
                    *to++ = line[x * step];
            }
        }
    }
    Q_ASSERT(to == set.pixels.data() + set.count * channels * plane);
    for (const LabelledFile &file : files) {
        set.labels.push_back(file.label);
        set.files += folder.relativeFilePath(file.path);
    }
    return set;
}

QString describe(bool scaled, bool heldOut)
{
    QString words = DataText::tr("images in folders");
    if (scaled)
        words = DataText::tr("%1, scaled to %2×%2").arg(words).arg(ScaledSide);
    if (heldOut)
        words = DataText::tr("%1, one in %2 held out for testing").arg(words).arg(HeldOutEvery);
    return words;
}

} // namespace

bool holdsImages(const QDir &folder)
{
    return QDirIterator(folder.path(), filters(), QDir::Files).hasNext();
}

bool recognisesImageFolders(const QDir &folder)
{
    // One folder with images in it is what many folders have inside.
    return trainingFolder(folder) || countClassFolders(folder) > 1;
}

Result<ReadSplits> readImageFolders(const QDir &folder)
{
    const Layout layout = layoutOf(folder);
    ReadSplits splits;
    for (const ClassFolder &one : layout.train)
        splits.classNames += one.name;
    const auto train = inTurn(layout.train, splits.classNames);
    const auto test = inTurn(layout.test, splits.classNames);
    for (const auto *files : {&train, &test}) {
        if (!*files)
            return Error{files->error()};
    }
    const QList<LabelledFile> files = *train + *test;
    const bool scaled = !commonSize(files);
    const auto images = decodeAll(files, scaled);
    if (!images)
        return Error{images.error()};
    const int channels = std::ranges::all_of(*images, isGrey) ? 1 : 3;
    const std::span<const QImage> all(*images);
    splits.train = toImageSet(folder, all.first(std::size_t(train->size())), *train, channels);
    splits.test = toImageSet(folder, all.subspan(std::size_t(train->size())), *test, channels);
    splits.format = describe(scaled, layout.heldOut);
    for (const auto *classes : {&layout.train, &layout.test}) {
        for (const ClassFolder &one : *classes)
            splits.folders += one.path;
    }
    splits.folders += {layout.trainFolder, layout.testFolder};
    splits.trainLabelSource = layout.trainFolder;
    splits.testLabelSource = layout.testFolder;
    return splits;
}

} // namespace proponent
