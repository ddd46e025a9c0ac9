// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ids.h"
#include "engine/store/database.h"
#include "engine/store/thumbnail.h"

#include <QHash>
#include <QImage>
#include <QList>
#include <QSet>

namespace proponent {

/// The table `thumbnails`: pictures of examples, by dataset fingerprint, split and index.
class ThumbnailRows
{
public:
    explicit ThumbnailRows(Database &database) : m_database(database) {}

    /// Replaces what is there. Belongs into a Transaction of the caller.
    void put(const QString &fingerprint, Split split, const QList<Thumbnail> &thumbnails);
    [[nodiscard]] QSet<qint64> examples(const QString &fingerprint, Split split);
    /// Without those that are not stored; Grayscale8 or RGB888, as the dataset has them.
    [[nodiscard]] QHash<qint64, QImage> images(const QString &fingerprint, Split split,
                                               const QList<qint64> &indices);

private:
    Database &m_database;
};

} // namespace proponent
