// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/idx_reader.h"

#include "engine/data/class_names.h"
#include "engine/data/data_text.h"
#include "engine/data/idx_file.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <future>
#include <optional>
#include <tuple>
#include <utility>

namespace proponent {

namespace {

constexpr qint64 QmnistColumns = 8; ///< class, writer and so on, as integers (Yadav and Bottou, 2019)
constexpr int IdxInt = 0x0C;
constexpr std::int64_t MostClasses = 100'000; ///< a label above it is no class's number

enum class Content { Images, Labels };

/// A file of the folder that is IDX, as far as its header tells.
struct Candidate
{
    QString path;
    QString name;
    Content content = Content::Labels;
    qint64 count = 0;
    std::optional<Split> split; ///< when its name tells
};

struct SplitFiles
{
    QString images;
    QString labels;
};

QFileInfoList filesOf(const QDir &folder)
{
    QFileInfoList files = folder.entryInfoList(QDir::Files | QDir::System, QDir::Name);
    // Links that lead nowhere stay: they deserve an error and not silence. Opening a pipe would block.
    files.removeIf([](const QFileInfo &file) { return file.exists() && !file.isFile(); });
    return files;
}

bool isNamedLikeIdx(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral("idx[1-4]?[-_.]?(u?byte|short|int)"),
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern.match(name).hasMatch();
}

std::optional<Split> splitFromName(const QString &name)
{
    static const QRegularExpression train(QStringLiteral("(^|[-_. ])train"),
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression test(QStringLiteral("(^|[-_. ])(t10k|test)"),
                                         QRegularExpression::CaseInsensitiveOption);
    if (train.match(name).hasMatch())
        return Split::Train;
    if (test.match(name).hasMatch())
        return Split::Test;
    return std::nullopt;
}

QString withoutGz(const QString &name)
{
    return name.endsWith(u".gz") ? name.chopped(3) : name;
}

/// What a file of that header holds; nothing when it can be neither.
std::optional<Content> contentOf(const IdxHeader &header)
{
    const std::vector<qint64> &shape = header.shape;
    if (shape.size() >= 3)
        return Content::Images;
    if (shape.size() == 1 || shape[1] == 1 || (shape[1] == QmnistColumns && header.elementType == IdxInt))
        return Content::Labels;
    return std::nullopt;
}

QString inWords(const std::vector<qint64> &shape)
{
    QStringList lengths;
    for (const qint64 length : shape)
        lengths.append(QString::number(length));
    return u'[' + lengths.join(QStringLiteral(", ")) + u']';
}

/// All IDX files of the folder. A file that is named as one but can't be one is an error, other files are
/// passed over. Of a file and its .gz beside it, the plain one counts.
Result<QList<Candidate>> findCandidates(const QDir &folder)
{
    QList<Candidate> candidates;
    for (const QFileInfo &file : filesOf(folder)) {
        const IdxPeek peek = peekIdx(file.filePath());
        if (peek.kind != IdxPeek::Kind::Idx) {
            const bool brokenGzip = peek.kind == IdxPeek::Kind::Unreadable && peek.header.compressed;
            if (isNamedLikeIdx(file.fileName()) || brokenGzip)
                return Error{peek.message};
            continue;
        }
        const std::optional<Content> content = contentOf(peek.header);
        if (!content) {
            return Error{
                DataText::tr("%1 has the shape %2: images have [count, height, width], labels [count] or "
                             "[count, 1]. Convert it, or take it out of the folder.")
                    .arg(file.filePath(), inWords(peek.header.shape))};
        }
        Candidate candidate{file.filePath(), file.fileName(), *content, peek.header.shape.front(),
                            splitFromName(file.fileName())};
        const auto twin = std::ranges::find_if(candidates, [&](const Candidate &other) {
            return withoutGz(other.name) == withoutGz(candidate.name);
        });
        if (twin == candidates.end())
            candidates.append(candidate);
        else if (twin->name.size() > candidate.name.size())
            *twin = candidate;
    }
    return candidates;
}

QString contentInWords(Content content)
{
    return content == Content::Images ? DataText::tr("images") : DataText::tr("labels");
}

QString namesOf(const QList<Candidate> &candidates)
{
    QStringList names;
    for (const Candidate &candidate : candidates)
        names.append(candidate.name);
    return names.join(QStringLiteral(", "));
}

/// The training and the test file of one kind: by name, or else the larger one is for training.
Result<std::pair<Candidate, Candidate>> trainAndTest(const QDir &folder, const QList<Candidate> &all,
                                                     Content content)
{
    QList<Candidate> found;
    std::ranges::copy_if(all, std::back_inserter(found),
                         [content](const Candidate &candidate) { return candidate.content == content; });
    const auto named = [&](Split split) {
        QList<Candidate> matching;
        std::ranges::copy_if(found, std::back_inserter(matching),
                             [split](const Candidate &candidate) { return candidate.split == split; });
        return matching;
    };
    const QList<Candidate> train = named(Split::Train);
    const QList<Candidate> test = named(Split::Test);
    if (train.size() == 1 && test.size() == 1)
        return std::pair(train.first(), test.first());

    if (found.size() < 2) {
        return Error{
            DataText::tr("%1 needs one IDX file of training %2 and one of test %2, but holds %3. Add "
                         "what is missing.")
                .arg(folder.path(), contentInWords(content),
                     found.isEmpty() ? DataText::tr("neither")
                                     : DataText::tr("only %1").arg(found.first().name))};
    }
    if (found.size() == 2 && train.size() < 2 && test.size() < 2) {
        if (train.isEmpty() && test.isEmpty() && found[0].count != found[1].count) {
            const int larger = found[0].count > found[1].count ? 0 : 1;
            return std::pair(found[larger], found[1 - larger]);
        }
        if (train.size() == 1)
            return std::pair(train.first(), found[found[0].path == train.first().path ? 1 : 0]);
        if (test.size() == 1)
            return std::pair(found[found[0].path == test.first().path ? 1 : 0], test.first());
    }
    return Error{
        DataText::tr("It is not clear which files of %1 hold the training %2 and which the test %2: %3. "
                     "Leave one of each, and begin their names with “train” and “test”.")
            .arg(folder.path(), contentInWords(content), namesOf(found))};
}

/// Turns [N, H, W, C] into [N, C, H, W].
std::vector<std::uint8_t> channelsFirst(const std::vector<std::uint8_t> &bytes, qint64 count, qint64 plane,
                                        int channels)
{
    std::vector<std::uint8_t> sorted(bytes.size());
    for (qint64 index = 0; index < count; ++index) {
        const std::uint8_t *from = bytes.data() + index * plane * channels;
        std::uint8_t *to = sorted.data() + index * plane * channels;
        for (qint64 pixel = 0; pixel < plane; ++pixel) {
            for (int channel = 0; channel < channels; ++channel)
                to[channel * plane + pixel] = from[pixel * channels + channel];
        }
    }
    return sorted;
}

bool isChannelCount(qint64 length)
{
    return length == 1 || length == 3;
}

Result<ImageSet> toImages(IdxData data, const QString &file)
{
    ImageSet images;
    const std::vector<qint64> &shape = data.shape;
    images.count = shape[0];
    const bool first = shape.size() == 4 && isChannelCount(shape[1]); // [N, C, H, W]
    const bool last = shape.size() == 4 && !first && isChannelCount(shape[3]); // [N, H, W, C]
    if (shape.size() != 3 && !first && !last) {
        return Error{
            DataText::tr("%1 has the shape %2; images have [count, height, width], or four dimensions "
                         "with 1 or 3 channels. Convert it.")
                .arg(file, inWords(shape))};
    }
    images.channels = first ? int(shape[1]) : last ? int(shape[3]) : 1;
    images.height = int(first ? shape[2] : shape[1]);
    images.width = int(first ? shape[3] : shape[2]);
    images.pixels =
        last && images.channels > 1
            ? channelsFirst(data.bytes, images.count, qint64(images.height) * images.width, images.channels)
            : std::move(data.bytes);
    return images;
}

/// The first of each example's numbers, which have to be classes.
Result<std::vector<std::int64_t>> toLabels(const IdxNumbers &data, const QString &file)
{
    const qint64 columns = data.shape.size() == 1 ? 1 : data.shape[1];
    std::vector<std::int64_t> labels;
    labels.reserve(std::size_t(data.shape[0]));
    for (qint64 example = 0; example < data.shape[0]; ++example) {
        const std::int64_t label = data.numbers[std::size_t(example * columns)];
        if (label < 0 || label >= MostClasses) {
            return Error{
                DataText::tr("%1 gives example %2 the label %3; classes are numbered from 0 up to %4. "
                             "Correct the labels.")
                    .arg(file, QString::number(example), QString::number(label),
                         QString::number(MostClasses - 1))};
        }
        labels.push_back(label);
    }
    return labels;
}

struct LoadedSplit
{
    ImageSet images;
    bool compressed = false;
};

Result<LoadedSplit> load(const SplitFiles &files)
{
    auto pixels = readIdx(files.images);
    if (!pixels)
        return Error{pixels.error()};
    const auto labels = readIdxNumbers(files.labels);
    if (!labels)
        return Error{labels.error()};
    const bool compressed = pixels->compressed || labels->compressed;
    auto images = toImages(std::move(*pixels), files.images);
    if (!images)
        return Error{images.error()};
    if (images->count != labels->shape[0]) {
        return Error{
            DataText::tr("%1 holds %2 labels, but %3 holds %4 images. They don't belong together; copy "
                         "or download both again.")
                .arg(files.labels, QString::number(labels->shape[0]), files.images,
                     QString::number(images->count))};
    }
    auto classes = toLabels(*labels, files.labels);
    if (!classes)
        return Error{classes.error()};
    images->labels = std::move(*classes);
    return LoadedSplit{std::move(*images), compressed};
}

} // namespace

bool recognisesIdxFolder(const QDir &folder)
{
    return std::ranges::any_of(filesOf(folder), [](const QFileInfo &file) {
        return isNamedLikeIdx(file.fileName()) || peekIdx(file.filePath()).kind == IdxPeek::Kind::Idx;
    });
}

Result<ReadSplits> readIdxFolder(const QDir &folder, int /*rules*/)
{
    const auto candidates = findCandidates(folder);
    if (!candidates)
        return Error{candidates.error()};
    const auto images = trainAndTest(folder, *candidates, Content::Images);
    if (!images)
        return Error{images.error()};
    const auto labels = trainAndTest(folder, *candidates, Content::Labels);
    if (!labels)
        return Error{labels.error()};
    auto testLoading =
        std::async(std::launch::async, load, SplitFiles{images->second.path, labels->second.path});
    auto train = load({images->first.path, labels->first.path});
    auto test = testLoading.get();
    if (!train)
        return Error{train.error()};
    if (!test)
        return Error{test.error()};
    const ImageSet &first = train->images;
    const ImageSet &second = test->images;
    if (std::tuple(first.channels, first.height, first.width) !=
        std::tuple(second.channels, second.height, second.width)) {
        const auto size = [](const ImageSet &set) {
            return QStringLiteral("%1×%2×%3").arg(set.channels).arg(set.height).arg(set.width);
        };
        return Error{
            DataText::tr("The images of %1 are %2 (channels, height, width), those of %3 are %4. Training "
                         "and test images must have the same size; bring them to one.")
                .arg(images->first.path, size(first), images->second.path, size(second))};
    }
    const auto classNames = readClassNames(folder, first.labels, second.labels);
    if (!classNames)
        return Error{classNames.error()};
    return ReadSplits{std::move(train->images),
                      std::move(test->images),
                      train->compressed || test->compressed ? QStringLiteral("IDX (gzip)")
                                                            : QStringLiteral("IDX"),
                      *classNames,
                      {},
                      labels->first.path,
                      labels->second.path,
                      {},
                      {}};
}

} // namespace proponent
