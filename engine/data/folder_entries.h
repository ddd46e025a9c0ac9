// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace proponent {

/// What stands in a folder, by the file system's own names: Qt passes over those that aren't UTF-8.
struct FolderEntry
{
    enum class Kind {
        File,
        Folder,
        FolderLink, ///< a link to one
        Nowhere, ///< a link that leads nowhere
        Other, ///< a pipe, a device and so on
    };
    QByteArray name;
    Kind kind = Kind::File;
};

/// In the order of their names, without "." and ".."; nothing when the folder can't be opened.
[[nodiscard]] std::optional<QList<FolderEntry>> entriesOf(const QByteArray &folder);

/// Whether it is a folder that file systems and file managers keep for themselves: "@eaDir", "lost+found".
[[nodiscard]] bool isSystemFolder(const QByteArray &name);

} // namespace proponent
