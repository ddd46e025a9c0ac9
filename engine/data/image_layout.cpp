// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/image_layout.h"

#include "engine/data/class_folders.h"
#include "engine/data/data_text.h"
#include "engine/data/held_out.h"

#include <QDirIterator>

#include <algorithm>
#include <optional>

namespace proponent {

namespace {

QFileInfoList foldersOf(const QDir &folder)
{
    QFileInfoList folders = folder.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    folders.removeIf([](const QFileInfo &one) { return isSystemFolder(QFile::encodeName(one.fileName())); });
    return folders;
}

qsizetype countClassFolders(const QDir &folder)
{
    const QFileInfoList inside = foldersOf(folder);
    return std::ranges::count_if(inside,
                                 [](const QFileInfo &one) { return holdsImages(QDir(one.filePath())); });
}

/// In the folder itself or below it. Goes into links to folders only at its top, so that no circle is walked.
bool holdsImagesBelow(const QDir &folder)
{
    return QDirIterator(folder.path(), imageNames(latestDatasetRules), QDir::Files,
                        QDirIterator::Subdirectories)
        .hasNext();
}

/// The folder of that name that has class folders in it, whatever the case of its letters.
std::optional<QDir> splitFolder(const QDir &folder, const QStringList &names)
{
    const QFileInfoList inside = foldersOf(folder);
    for (const QString &name : names) {
        for (const QFileInfo &one : inside) {
            if (one.fileName().compare(name, Qt::CaseInsensitive) != 0)
                continue;
            const QFileInfoList classes = foldersOf(QDir(one.filePath()));
            if (std::ranges::any_of(
                    classes, [](const QFileInfo &each) { return holdsImagesBelow(QDir(each.filePath())); }))
                return QDir(one.filePath());
        }
    }
    return std::nullopt;
}

std::optional<QDir> trainingFolder(const QDir &folder)
{
    return splitFolder(folder, {QStringLiteral("train"), QStringLiteral("training")});
}

std::optional<QDir> testFolder(const QDir &folder)
{
    return splitFolder(folder, {QStringLiteral("test"), QStringLiteral("testing"), QStringLiteral("val"),
                                QStringLiteral("valid"), QStringLiteral("validation")});
}

/// As it was before anything was said of what is left out: what stands in the class folders themselves.
QList<ClassFolder> classFoldersByFirstRules(const QDir &folder)
{
    QList<ClassFolder> classes;
    for (const QFileInfo &inside : folder.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QDir images(inside.filePath());
        ClassFolder one{inside.fileName(), inside.filePath(), {}};
        for (const QString &name : images.entryList(imageNames(1), QDir::Files, QDir::Name))
            one.files += images.filePath(name);
        if (!one.files.isEmpty())
            classes += one;
    }
    return classes;
}

ImageLayout layoutByFirstRules(const QDir &train, const std::optional<QDir> &test)
{
    ImageLayout layout;
    layout.train = classFoldersByFirstRules(train);
    layout.test = test ? classFoldersByFirstRules(*test) : holdOutByPlace(layout.train, HeldOutEvery);
    for (const auto *classes : {&layout.train, &layout.test}) {
        for (const ClassFolder &one : *classes)
            layout.folders += one.path;
    }
    return layout;
}

ImageLayout layoutByLatestRules(const QDir &folder, const QDir &train, const std::optional<QDir> &test)
{
    ClassFolderReader reader(folder);
    ImageLayout layout;
    layout.train = reader.read(train);
    if (test)
        layout.test = reader.read(*test);
    if (train.path() != folder.path())
        reader.passOverBeside(train, test);
    layout.leftOut = reader.leftOut();
    layout.folders = reader.folders();
    if (const qint64 nested = reader.imagesBelowClasses(); nested > 0) {
        layout.notices += DataText::tr("Images in folders below a class's, taken as of that class: %1 (%2).")
                              .arg(QString::number(nested), reader.firstBelowClass());
    }
    if (!test)
        layout.test = holdOutByContent(layout.train, HeldOutEvery);
    return layout;
}

} // namespace

bool holdsImages(const QDir &folder)
{
    return QDirIterator(folder.path(), imageNames(latestDatasetRules), QDir::Files).hasNext();
}

bool holdsClassFolders(const QDir &folder)
{
    // One folder with images in it is what many folders have inside.
    return trainingFolder(folder) || countClassFolders(folder) > 1;
}

ImageLayout imageLayoutOf(const QDir &folder, int rules)
{
    const std::optional<QDir> training = trainingFolder(folder);
    const std::optional<QDir> testing = training ? testFolder(folder) : std::nullopt;
    const QDir train = training.value_or(folder);
    ImageLayout layout =
        rules < 2 ? layoutByFirstRules(train, testing) : layoutByLatestRules(folder, train, testing);
    layout.trainFolder = train.path();
    layout.testFolder = testing.value_or(train).path();
    layout.heldOut = !testing;
    layout.folders += {layout.trainFolder, layout.testFolder};
    return layout;
}

} // namespace proponent
