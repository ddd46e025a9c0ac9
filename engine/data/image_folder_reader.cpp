// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/image_folder_reader.h"

#include "engine/data/all_processors.h"
#include "engine/data/data_text.h"
#include "engine/data/image_decoding.h"
#include "engine/data/image_layout.h"
#include "engine/data/left_out.h"

#include <QSet>

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

namespace proponent {

namespace {

constexpr int LargestKeptSide = 128; ///< of images that stay as they are
constexpr int ScaledSide = 64; ///< of those that don't
constexpr int NarrowestRatio =
    1000; ///< 1 x 65,000 pixels would be scaled to 64 x 4 million before they are cut

struct LabelledFile
{
    QString path;
    std::int64_t label = 0;
    bool isTest = false;
    ImageHeader header = {};
    DecodedImage decoded = {};
};

/// Those to train on, and behind them those that there are test images of alone.
QStringList classNamesOf(const ImageLayout &layout)
{
    QStringList names;
    for (const auto *split : {&layout.train, &layout.test}) {
        for (const ClassFolder &one : *split) {
            if (!names.contains(one.name))
                names += one.name;
        }
    }
    return names;
}

/// One of each class, then the second of each, and so on.
std::vector<LabelledFile> inTurn(const QList<ClassFolder> &classes, const QStringList &names, bool isTest)
{
    QList<std::int64_t> labels;
    qsizetype longest = 0;
    for (const ClassFolder &one : classes) {
        labels += names.indexOf(one.name);
        longest = std::max(longest, one.files.size());
    }
    std::vector<LabelledFile> files;
    for (qsizetype i = 0; i < longest; ++i) {
        for (qsizetype label = 0; label < classes.size(); ++label) {
            if (i < classes[label].files.size())
                files.push_back({classes[label].files[i], labels[label], isTest});
        }
    }
    return files;
}

std::vector<LabelledFile> filesOf(const ImageLayout &layout, const QStringList &classNames)
{
    std::vector<LabelledFile> files = inTurn(layout.train, classNames, false);
    const std::vector<LabelledFile> test = inTurn(layout.test, classNames, true);
    files.insert(files.end(), test.begin(), test.end());
    return files;
}

/// Of images in a format that Qt has no plugin for here: one error for all, since one package mends it.
std::optional<QString> problemOfPlugins(const std::vector<LabelledFile> &files)
{
    const auto lacks = [](const LabelledFile &file) { return !file.header.missingPlugin.isEmpty(); };
    const auto first = std::ranges::find_if(files, lacks);
    if (first == files.end())
        return std::nullopt;
    QString problem =
        DataText::tr("%1 is a %2 image; to read those, Qt needs a plugin that isn't installed. Run “apt "
                     "install qt6-image-formats-plugins”, or take such images out.")
            .arg(first->path, first->header.missingPlugin);
    if (const auto others = std::ranges::count_if(files, lacks) - 1; others > 0)
        problem += u' ' + DataText::tr("Other files that need it: %1.").arg(others);
    return problem;
}

bool isTooNarrow(QSize size)
{
    return size.isValid() && std::max(size.width(), size.height()) >
                                 NarrowestRatio * qint64(std::min(size.width(), size.height()));
}

/// The size that all images have, if they may stay as they are.
std::optional<QSize> commonSize(const std::vector<LabelledFile> &files)
{
    if (files.empty())
        return std::nullopt;
    const QSize first = files.front().header.size;
    const bool kept =
        first.isValid() && std::max(first.width(), first.height()) <= LargestKeptSide &&
        std::ranges::all_of(files, [&](const LabelledFile &file) { return file.header.size == first; });
    return kept ? std::optional(first) : std::nullopt;
}

/// Reads the images of a layout, and what is to be said of them.
class Reading
{
public:
    Reading(const QDir &folder, int rules)
        : m_folder(folder), m_rules(rules), m_layout(imageLayoutOf(folder, rules))
    {
    }

    Result<ReadSplits> read();

private:
    void look();
    void decode();
    void readDepth();
    void noteBackgrounds();
    void noteClassesOfOneSplit(const QStringList &names);
    void leaveOut(const std::function<QString(const LabelledFile &)> &problemOf);
    [[nodiscard]] std::optional<QString> unreadable() const;
    [[nodiscard]] std::optional<QString> classWithoutImages() const;
    [[nodiscard]] QSet<std::int64_t> labels(bool isTest) const; ///< of which there are images
    [[nodiscard]] ImageSet toImageSet(bool test, int channels) const;
    [[nodiscard]] QString format() const;

    QDir m_folder;
    int m_rules;
    ImageLayout m_layout;
    std::vector<LabelledFile> m_files;
    QStringList m_sources;
    bool m_scaled = false;
};

void Reading::look()
{
    onAllProcessors(qsizetype(m_files.size()), [&](qsizetype i) {
        LabelledFile &file = m_files[std::size_t(i)];
        file.header = readImageHeader(file.path, m_rules);
    });
}

/// Takes those out that have a problem.
void Reading::leaveOut(const std::function<QString(const LabelledFile &)> &problemOf)
{
    std::erase_if(m_files, [&](const LabelledFile &file) {
        const QString problem = problemOf(file);
        if (!problem.isEmpty())
            proponent::leaveOut(m_layout.leftOut, problem, m_folder.relativeFilePath(file.path));
        return !problem.isEmpty();
    });
}

void Reading::decode()
{
    m_scaled = !commonSize(m_files);
    const DecodeOptions options{m_scaled ? ScaledSide : 0, 16, m_rules};
    onAllProcessors(qsizetype(m_files.size()), [&](qsizetype i) {
        LabelledFile &file = m_files[std::size_t(i)];
        file.decoded = decodeImage(file.path, options);
    });
}

/// Images of 16 bits a channel may use fewer, 12 say, and be all black if they were taken by the upper 8. How many is
/// told by all of them together, so that they stay as bright as one another.
void Reading::readDepth()
{
    int largest = 0;
    std::vector<LabelledFile *> deep;
    for (LabelledFile &file : m_files) {
        largest = std::max(largest, file.decoded.largest);
        if (file.decoded.largest > 0)
            deep.push_back(&file);
    }
    const int bits = bitsFor(largest);
    if (deep.empty() || bits == 16)
        return;
    const DecodeOptions options{m_scaled ? ScaledSide : 0, bits, m_rules};
    onAllProcessors(qsizetype(deep.size()), [&](qsizetype i) {
        LabelledFile &file = *deep[std::size_t(i)];
        file.decoded = decodeImage(file.path, options);
    });
    m_layout.notices +=
        DataText::tr(
            "Images of 16 bits a channel: %1. They hold no value above %2, and are read as of %3 bits.")
            .arg(QString::number(deep.size()), QString::number(largest), QString::number(bits));
}

void Reading::noteBackgrounds()
{
    const auto on = [this](Background background) {
        return std::ranges::count_if(
            m_files, [=](const LabelledFile &file) { return file.decoded.background == background; });
    };
    if (const auto white = on(Background::White); white > 0)
        m_layout.notices += DataText::tr("Transparent images, put on white: %1.").arg(white);
    if (const auto black = on(Background::Black); black > 0) {
        m_layout.notices +=
            DataText::tr("Transparent images, put on black since they would vanish on white: %1.").arg(black);
    }
}

/// What to do about them is for the person to say.
void Reading::noteClassesOfOneSplit(const QStringList &names)
{
    const auto missingFrom = [&names](const QSet<std::int64_t> &labels) {
        QStringList missing;
        for (qsizetype label = 0; label < names.size(); ++label) {
            if (!labels.contains(label))
                missing += names[label];
        }
        return missing;
    };
    const auto note = [this](const QString &words, const QStringList &classes) {
        constexpr qsizetype named = 5;
        QString some = classes.mid(0, named).join(QStringLiteral(", "));
        if (classes.size() > named)
            some += QStringLiteral(", …");
        if (!classes.isEmpty())
            m_layout.notices += words.arg(QString::number(classes.size()), some);
    };
    note(DataText::tr("Classes without training images, which no model can learn: %1 (%2)."),
         missingFrom(labels(false)));
    note(DataText::tr(
             "Classes without test images, of which nothing tells how well they are learned: %1 (%2)."),
         missingFrom(labels(true)));
}

/// By the first rules, one such image is enough.
std::optional<QString> Reading::unreadable() const
{
    const auto isNull = [](const LabelledFile &file) { return file.decoded.image.isNull(); };
    const auto first = std::ranges::find_if(m_files, isNull);
    if (first == m_files.end())
        return std::nullopt;
    QString problem = DataText::tr("%1 can't be read as an image: %2. Replace or remove it.")
                          .arg(first->path, first->decoded.problem);
    if (const auto others = std::ranges::count_if(m_files, isNull) - 1; others > 0)
        problem += u' ' + DataText::tr("%Ln other file(s) can't be read either.", nullptr, int(others));
    return problem;
}

QSet<std::int64_t> Reading::labels(bool isTest) const
{
    QSet<std::int64_t> labels;
    for (const LabelledFile &file : m_files) {
        if (file.isTest == isTest)
            labels.insert(file.label);
    }
    return labels;
}

std::optional<QString> Reading::classWithoutImages() const
{
    const QSet<std::int64_t> remaining = labels(false);
    for (qsizetype label = 0; label < m_layout.train.size(); ++label) {
        if (remaining.contains(label) || m_layout.train[label].files.isEmpty())
            continue;
        QStringList reasons;
        for (const LeftOut &one : m_layout.leftOut)
            reasons += one.toString();
        return DataText::tr("No training image in %1 can be used (%2). Replace them, or remove the folder.")
            .arg(m_layout.train[label].path, reasons.join(QStringLiteral("; ")));
    }
    return std::nullopt;
}

bool isGrey(const QImage &image)
{
    return image.format() == QImage::Format_Grayscale8;
}

/// Writes the pixels of an image as [channels, height, width]; the place behind them.
std::uint8_t *writePixels(std::uint8_t *to, const QImage &image, int channels)
{
    const int step = isGrey(image) ? 1 : 3;
    for (int channel = 0; channel < channels; ++channel) {
        for (int y = 0; y < image.height(); ++y) {
            const uchar *line = image.constScanLine(y) + (step == 1 ? 0 : channel);
            for (int x = 0; x < image.width(); ++x)
                *to++ = line[x * step];
        }
    }
    return to;
}

ImageSet Reading::toImageSet(bool test, int channels) const
{
    ImageSet set;
    set.channels = channels;
    if (!m_files.empty()) {
        set.height = m_files.front().decoded.image.height();
        set.width = m_files.front().decoded.image.width();
    }
    set.count = std::ranges::count(m_files, test, &LabelledFile::isTest);
    set.pixels.resize(std::size_t(set.count * set.exampleSize()));
    std::uint8_t *to = set.pixels.data();
    for (const LabelledFile &file : m_files) {
        if (file.isTest != test)
            continue;
        to = writePixels(to, file.decoded.image, channels);
        set.labels.push_back(file.label);
        set.files += m_folder.relativeFilePath(file.path);
    }
    return set;
}

QString Reading::format() const
{
    QString words = DataText::tr("images in folders");
    if (m_scaled)
        words = DataText::tr("%1, scaled to %2×%2").arg(words).arg(ScaledSide);
    if (m_layout.heldOut)
        words = DataText::tr("%1, one in %2 held out for testing").arg(words).arg(HeldOutEvery);
    return words;
}

Result<ReadSplits> Reading::read()
{
    ReadSplits splits;
    splits.classNames = classNamesOf(m_layout);
    m_files = filesOf(m_layout, splits.classNames);
    splits.sources = m_layout.folders;
    for (const LabelledFile &file : m_files)
        splits.sources += file.path; // also of those that are left out, since somebody mends one
    look();
    if (const auto problem = problemOfPlugins(m_files))
        return Error{*problem};
    if (m_rules >= 2) {
        leaveOut([](const LabelledFile &file) {
            return isTooNarrow(file.header.size)
                       ? DataText::tr("more than %1 times as long as wide").arg(NarrowestRatio)
                       : file.header.problem;
        });
    }
    decode();
    if (const auto problem = m_rules < 2 ? unreadable() : std::nullopt)
        return Error{*problem};
    leaveOut([](const LabelledFile &file) {
        return file.decoded.image.isNull()
                   ? DataText::tr("not readable as an image (%1)").arg(file.decoded.problem)
                   : QString();
    });
    if (const auto problem = classWithoutImages())
        return Error{*problem};
    readDepth();
    noteBackgrounds();
    noteClassesOfOneSplit(splits.classNames);
    const int channels =
        std::ranges::all_of(m_files, [](const LabelledFile &file) { return isGrey(file.decoded.image); }) ? 1
                                                                                                          : 3;
    splits.train = toImageSet(false, channels);
    splits.test = toImageSet(true, channels);
    splits.format = format();
    splits.trainLabelSource = m_layout.trainFolder;
    splits.testLabelSource = m_layout.testFolder;
    splits.leftOut = m_layout.leftOut;
    splits.notices = m_layout.notices;
    return splits;
}

} // namespace

bool recognisesImageFolders(const QDir &folder)
{
    return holdsClassFolders(folder);
}

Result<ReadSplits> readImageFolders(const QDir &folder, int rules)
{
    return Reading(folder, rules).read();
}

} // namespace proponent
