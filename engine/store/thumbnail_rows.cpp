// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/thumbnail_rows.h"

#include "engine/result.h"
#include "engine/store/store_text.h"

#include <QBuffer>

namespace proponent {

namespace {

QString toColumn(Split split)
{
    return split == Split::Train ? QStringLiteral("train") : QStringLiteral("test");
}

QByteArray toPng(const QImage &image)
{
    QByteArray png;
    QBuffer buffer(&png);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        throw EngineError(StoreText::tr(
            "A thumbnail can't be stored as PNG. Check that Qt's image formats are installed."));
    return png;
}

QImage fromPng(const QByteArray &png)
{
    QImage image = QImage::fromData(png, "PNG");
    // Qt reads 24-bit PNG with a padding byte.
    return image.format() == QImage::Format_RGB32 ? image.convertToFormat(QImage::Format_RGB888) : image;
}

} // namespace

void ThumbnailRows::put(const QString &fingerprint, Split split, const QHash<qint64, QImage> &images,
                        const QHash<qint64, QByteArray> &contentHashes)
{
    Statement insertion(
        m_database,
        QStringLiteral("INSERT OR REPLACE INTO thumbnails (fingerprint, split, example, content_hash, png) "
                       "VALUES (?, ?, ?, ?, ?)"));
    for (auto image = images.begin(); image != images.end(); ++image) {
        insertion.bind(fingerprint)
            .bind(toColumn(split))
            .bind(image.key())
            .bind(contentHashes.value(image.key()))
            .bind(toPng(image.value()))
            .run();
    }
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
        select.bind(fingerprint).bind(toColumn(split)).bind(index);
        if (!select.next())
            continue;
        if (const QImage image = fromPng(select.blob(0)); !image.isNull())
            found.insert(index, image);
    }
    return found;
}

} // namespace proponent
