// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/folder_entries.h"
#include "engine/data/image_layout.h"

#include <optional>

namespace proponent {

/// What image files are called, as patterns; which of them Qt reads depends on its plugins.
[[nodiscard]] const QStringList &imageNames(int rules);

/// Reads which images stand in class folders and below them, and notes what is passed over.
class ClassFolderReader
{
public:
    /// `root`: the dataset's folder, which names are relative to.
    explicit ClassFolderReader(const QDir &root);

    /// The class folders in `split`, in the order of their names.
    [[nodiscard]] QList<ClassFolder> read(const QDir &split);
    /// Images in the dataset's folder that belong to neither split.
    void passOverBeside(const QDir &train, const std::optional<QDir> &test);

    [[nodiscard]] const QList<LeftOut> &leftOut() const { return m_leftOut; }
    [[nodiscard]] const QStringList &folders() const { return m_folders; } ///< that were looked into
    [[nodiscard]] qint64 imagesBelowClasses() const { return m_below; } ///< in folders in class folders
    [[nodiscard]] const QString &firstBelowClass() const { return m_firstBelow; } ///< such a folder

private:
    void readInto(ClassFolder &images, const QByteArray &folder);
    void readEntry(ClassFolder &images, const QByteArray &folder, const FolderEntry &entry);
    /// Every image in the entry, itself or below it.
    void passOver(const QByteArray &folder, const FolderEntry &entry, const QString &reason);
    void leave(const QByteArray &path, const QString &reason);

    QByteArray m_root;
    QList<LeftOut> m_leftOut;
    QStringList m_folders;
    qint64 m_below = 0;
    QString m_firstBelow;
};

} // namespace proponent
