// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/fashion_mnist.h"

#include "engine/data/data_text.h"

#include <QDir>
#include <QStandardPaths>

namespace proponent {

QStringList fashionMnistFolders()
{
    QStringList folders =
        QStandardPaths::locateAll(QStandardPaths::GenericDataLocation,
                                  QStringLiteral("datasets/fashion-mnist"), QStandardPaths::LocateDirectory);
    // XDG_DATA_DIRS of some desktops and shells leaves /usr/share out.
    folders.append(QStringLiteral("/usr/share/datasets/fashion-mnist"));
    return folders;
}

Result<QString> findFashionMnist(const QStringList &folders)
{
    for (const QString &folder : folders) {
        if (QDir(folder).exists())
            return folder;
    }
    return Error{DataText::tr("Fashion-MNIST is not installed: there is no folder %1. Run “apt install "
                              "dataset-fashion-mnist”, or name a folder with the data.")
                     .arg(folders.isEmpty() ? QString() : folders.last())};
}

bool isFashionMnist(const QString &fingerprint)
{
    return fingerprint == QLatin1String("8fa3d3e5ae663e715740ac222296faf1918b00f15f162f9dd705edf69e3d3062");
}

QStringList fashionMnistClassNames()
{
    return {QStringLiteral("T-shirt/top"), QStringLiteral("Trouser"), QStringLiteral("Pullover"),
            QStringLiteral("Dress"),       QStringLiteral("Coat"),    QStringLiteral("Sandal"),
            QStringLiteral("Shirt"),       QStringLiteral("Sneaker"), QStringLiteral("Bag"),
            QStringLiteral("Ankle boot")};
}

} // namespace proponent
