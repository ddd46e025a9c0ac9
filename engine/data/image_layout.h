// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

#include <QDir>
#include <QStringList>

namespace proponent {

struct ClassFolder
{
    QString name;
    QString path;
    QStringList files; ///< absolute
};

/// Which files of a folder are images of which class, and for what.
struct ImageLayout
{
    QList<ClassFolder> train;
    QList<ClassFolder> test;
    QString trainFolder;
    QString testFolder;
    bool heldOut = false;
    QList<LeftOut> leftOut;
    QStringList notices;
    QStringList folders; ///< below the folder, all that were looked into
};

inline constexpr int HeldOutEvery = 5; ///< image of a class is for testing, where no folder says which

[[nodiscard]] ImageLayout imageLayoutOf(const QDir &folder, int rules);

/// Whether there are class folders to train on.
[[nodiscard]] bool holdsClassFolders(const QDir &folder);

/// Whether image files stand in the folder itself.
[[nodiscard]] bool holdsImages(const QDir &folder);

} // namespace proponent
