// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/thumbnail_rows.h"

#include "engine/result.h"
#include "engine/store/store_text.h"

#include <QBuffer>

namespace proponent {

namespace {

QString splitColumn(Split split)
{
    return split == Split::Train ? QStringLiteral("train") : QStringLiteral("test");
}

QImage fromPng(const QByteArray &png)
{
    QImage image = QImage::fromData(png, "PNG");
    // Qt reads 24-bit PNG with a padding byte.
    return image.format() == QImage::Format_RGB32 ? image.convertToFormat(QImage::Format_RGB888) : image;
}

} // namespace

Thumbnail Thumbnail::of(qint64 example, const QImage &image, const QByteArray &contentHash)
{
    Thumbnail thumbnail{example, contentHash, {}};
    QBuffer buffer(&thumbnail.png);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        throw EngineError(StoreText::tr(
            "A thumbnail can't be stored as PNG. Check that Qt's image formats are installed."));
    return thumbnail;
}

void ThumbnailRows::put(const QString &fingerprint, Split split, const QList<Thumbnail> &thumbnails)
{
    Statement insertion(
        m_database,
        QStringLiteral("INSERT OR REPLACE INTO thumbnails (fingerprint, split, example, content_hash, png) "
                       "VALUES (?, ?, ?, ?, ?)"));
    for (const Thumbnail &thumbnail : thumbnails) {
        insertion.bind(fingerprint)
            .bind(splitColumn(split))
            .bind(thumbnail.example)
            .bind(thumbnail.contentHash)
            .bind(thumbnail.png)
            .run();
    }
}

QSet<qint64> ThumbnailRows::examples(const QString &fingerprint, Split split)
{
    QSet<qint64> found;
    Statement select(m_database,
                     QStringLiteral("SELECT example FROM thumbnails WHERE fingerprint = ? AND split = ?"));
    select.bind(fingerprint).bind(splitColumn(split));
    while (select.next())
        found.insert(select.integer(0));
    return found;
}

QHash<qint64, QImage> ThumbnailRows::images(const QString &fingerprint, Split split,
                                            const QList<qint64> &indices)
{
    QHash<qint64, QImage> found;
    Statement select(
        m_database,
        QStringLiteral("SELECT png FROM thumbnails WHERE fingerprint = ? AND split = ? AND example = ?"));
    for (const qint64 index : indices) {
        select.rewind();
        select.bind(fingerprint).bind(splitColumn(split)).bind(index);
        if (!select.next())
            continue;
        if (const QImage image = fromPng(select.blob(0)); !image.isNull())
            found.insert(index, image);
    }
    return found;
}

} // namespace proponent
