// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/engine/data/idx_folder.h"

#include <QBuffer>
#include <QImage>

namespace proponent {

/// No two pixels beside each other are alike, and no two shades' images.
inline QImage grey(int shade, QSize size = {9, 8})
{
    QImage image(size, QImage::Format_Grayscale8);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.scanLine(y)[x] = uchar((shade + 31 * y + 7 * x) % 256);
    }
    return image;
}

inline QByteArray encoded(const QImage &image, const char *format = "PNG")
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, format))
        qFatal("can't encode an image");
    return bytes;
}

/// `count` images in a folder: shades `first`, `first` + 1, …
inline void writeClass(const DataFolder &folder, const QString &name, int count, int first)
{
    for (int i = 0; i < count; ++i)
        folder.write(QStringLiteral("%1/%2.png").arg(name, QString::number(i)), encoded(grey(first + i)));
}

} // namespace proponent
