// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/folder_entries.h"

#include <QString>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>

namespace proponent {

namespace {

FolderEntry::Kind kindOf(const std::filesystem::directory_entry &entry)
{
    std::error_code error;
    const std::filesystem::file_status status = entry.status(error);
    switch (status.type()) {
    case std::filesystem::file_type::regular:
        return FolderEntry::Kind::File;
    case std::filesystem::file_type::directory:
        return entry.is_symlink(error) ? FolderEntry::Kind::FolderLink : FolderEntry::Kind::Folder;
    case std::filesystem::file_type::not_found:
    case std::filesystem::file_type::none: // a chain of links that ends in itself
        return FolderEntry::Kind::Nowhere;
    default:
        return FolderEntry::Kind::Other;
    }
}

} // namespace

std::optional<QList<FolderEntry>> entriesOf(const QByteArray &folder)
{
    std::error_code error;
    QList<FolderEntry> entries;
    std::filesystem::directory_iterator at(folder.toStdString(), error);
    for (; !error && at != std::filesystem::directory_iterator(); at.increment(error))
        entries.append({QByteArray::fromStdString(at->path().filename().native()), kindOf(*at)});
    if (error)
        return std::nullopt;
    std::ranges::sort(entries, [](const FolderEntry &a, const FolderEntry &b) {
        const QString left = QString::fromUtf8(a.name);
        const QString right = QString::fromUtf8(b.name);
        return left == right ? a.name < b.name : left < right;
    });
    return entries;
}

bool isSystemFolder(const QByteArray &name)
{
    static constexpr std::array names{"@eaDir",     "#recycle", "#snapshot",    "@Recycle",
                                      "lost+found", "__MACOSX", "$RECYCLE.BIN", "System Volume Information"};
    return std::ranges::any_of(names, [&](const char *one) { return name == one; });
}

} // namespace proponent
