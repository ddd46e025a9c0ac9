// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/class_folders.h"

#include "engine/data/data_text.h"
#include "engine/data/left_out.h"

#include <QFile>

namespace proponent {

namespace {

using Kind = FolderEntry::Kind;

QByteArray suffixOf(const QByteArray &name)
{
    const qsizetype dot = name.lastIndexOf('.');
    return dot > 0 ? name.sliced(dot + 1).toLower() : QByteArray();
}

bool isNamedLikeImage(const QByteArray &name)
{
    const QString pattern = QStringLiteral("*.") + QString::fromLatin1(suffixOf(name));
    return imageNames(latestDatasetRules).contains(pattern);
}

/// Files that file managers leave in any folder.
bool isLitter(const QByteArray &name)
{
    return name.startsWith('.') || name == "Thumbs.db" || name == "desktop.ini";
}

bool isFolder(const FolderEntry &entry)
{
    return entry.kind == Kind::Folder || entry.kind == Kind::FolderLink;
}

/// Why an entry isn't read, whatever it is.
QString reasonByName(const FolderEntry &entry)
{
    if (!entry.name.isValidUtf8())
        return DataText::tr("with a name that isn't UTF-8");
    if (isFolder(entry) && isSystemFolder(entry.name))
        return DataText::tr("in a folder of the file system's own");
    if (entry.name.startsWith('.'))
        return DataText::tr("hidden by the dot before the name");
    return {};
}

QString reasonBySuffix(const QByteArray &name)
{
    const QByteArray suffix = suffixOf(name);
    return suffix.isEmpty() ? DataText::tr("not named as an image")
                            : DataText::tr("named *.%1, which isn't read").arg(printable(suffix));
}

} // namespace

const QStringList &imageNames(int rules)
{
    static const QStringList first{
        QStringLiteral("*.png"), QStringLiteral("*.jpg"),  QStringLiteral("*.jpeg"), QStringLiteral("*.bmp"),
        QStringLiteral("*.gif"), QStringLiteral("*.webp"), QStringLiteral("*.ppm"),  QStringLiteral("*.pgm"),
        QStringLiteral("*.tif"), QStringLiteral("*.tiff"),
    };
    static const QStringList latest =
        first + QStringList{QStringLiteral("*.jfif"), QStringLiteral("*.jpe"), QStringLiteral("*.pbm")};
    return rules < 2 ? first : latest;
}

ClassFolderReader::ClassFolderReader(const QDir &root) : m_root(QFile::encodeName(root.path()))
{
}

QList<ClassFolder> ClassFolderReader::read(const QDir &split)
{
    const QByteArray folder = QFile::encodeName(split.path());
    QList<ClassFolder> classes;
    const std::optional<QList<FolderEntry>> entries = entriesOf(folder);
    if (!entries)
        leave(folder, DataText::tr("a folder that can't be opened"));
    for (const FolderEntry &entry : entries.value_or(QList<FolderEntry>())) {
        const QString reason = reasonByName(entry);
        if (!isFolder(entry) || !reason.isEmpty()) {
            passOver(folder, entry, reason.isEmpty() ? DataText::tr("in no class's folder") : reason);
            continue;
        }
        const QByteArray path = folder + '/' + entry.name;
        ClassFolder one{QString::fromUtf8(entry.name), QFile::decodeName(path), {}};
        readInto(one, path);
        if (one.files.isEmpty())
            leave(path, DataText::tr("a folder without images"));
        else
            classes += one;
    }
    return classes;
}

void ClassFolderReader::passOverBeside(const QDir &train, const std::optional<QDir> &test)
{
    const QString reason = DataText::tr("neither in the training nor in the test folder");
    for (const FolderEntry &entry : entriesOf(m_root).value_or(QList<FolderEntry>())) {
        const QString path = QFile::decodeName(m_root + '/' + entry.name);
        if (path != train.path() && !(test && path == test->path()))
            passOver(m_root, entry, reason);
    }
}

void ClassFolderReader::readInto(ClassFolder &images, const QByteArray &folder)
{
    m_folders += QFile::decodeName(folder);
    const std::optional<QList<FolderEntry>> entries = entriesOf(folder);
    if (!entries)
        leave(folder, DataText::tr("a folder that can't be opened"));
    for (const FolderEntry &entry : entries.value_or(QList<FolderEntry>()))
        readEntry(images, folder, entry);
}

void ClassFolderReader::readEntry(ClassFolder &images, const QByteArray &folder, const FolderEntry &entry)
{
    const QByteArray path = folder + '/' + entry.name;
    if (const QString reason = reasonByName(entry); !reason.isEmpty()) {
        passOver(folder, entry, reason);
        return;
    }
    switch (entry.kind) {
    case Kind::Folder:
        readInto(images, path);
        return;
    case Kind::FolderLink: // might lead in a circle
        leave(path, DataText::tr("a link to a folder, in a class's folder"));
        return;
    case Kind::Nowhere:
        leave(path, DataText::tr("a link that leads nowhere"));
        return;
    case Kind::Other:
        leave(path, DataText::tr("not a file"));
        return;
    case Kind::File:
        break;
    }
    if (isNamedLikeImage(entry.name)) {
        images.files += QFile::decodeName(path);
        if (QFile::decodeName(folder) != images.path && m_below++ == 0)
            m_firstBelow = printable(folder.sliced(m_root.size() + 1));
    } else if (!isLitter(entry.name)) {
        leave(path, reasonBySuffix(entry.name));
    }
}

void ClassFolderReader::passOver(const QByteArray &folder, const FolderEntry &entry, const QString &reason)
{
    const QByteArray path = folder + '/' + entry.name;
    if (entry.kind == Kind::Folder) {
        for (const FolderEntry &inside : entriesOf(path).value_or(QList<FolderEntry>()))
            passOver(path, inside, reason);
    } else if (entry.kind == Kind::FolderLink || isNamedLikeImage(entry.name)) {
        leave(path, reason);
    }
}

void ClassFolderReader::leave(const QByteArray &path, const QString &reason)
{
    leaveOut(m_leftOut, reason,
             printable(path.startsWith(m_root + '/') ? path.sliced(m_root.size() + 1) : path));
}

} // namespace proponent
