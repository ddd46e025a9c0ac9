// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/result.h"

#include <QString>
#include <QStringList>

namespace proponent {

/// Folders where Debian's package dataset-fashion-mnist may have put it, the likeliest first.
[[nodiscard]] QStringList fashionMnistFolders();

/// The first of these folders that exists; the error says how to install the package.
[[nodiscard]] Result<QString> findFashionMnist(const QStringList &folders);

/// Whether data with this fingerprint is Fashion-MNIST, wherever it was read from.
[[nodiscard]] bool isFashionMnist(const QString &fingerprint);

/// The ten classes as Xiao, Rasul and Vollgraf, 2017 (arXiv 1708.07747) name them.
[[nodiscard]] QStringList fashionMnistClassNames();

} // namespace proponent
