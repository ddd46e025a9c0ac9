// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace proponent {

/// What an image file's header tells.
struct ImageHeader
{
    QSize size; ///< as the image is shown; invalid when nothing tells
    QString problem; ///< why it can't be read, as far as a look at the file tells
    QString missingPlugin; ///< the format, where nothing here can read it: "WebP"
};

/// `rules`: DatasetInfo::rules.
[[nodiscard]] ImageHeader readImageHeader(const QString &file, int rules);

struct DecodeOptions
{
    int scaledSide =
        0; ///< pixels; the image is scaled to cover a square of that side, and cut to it. 0: as it is
    int bits = 16; ///< of each 16, that images of 16 bits a channel use
    int rules = 0; ///< DatasetInfo::rules
};

enum class Background { None, White, Black };

struct DecodedImage
{
    QImage image; ///< Grayscale8 or RGB888; null when it can't be read
    QString problem; ///< why it can't be read
    Background background = Background::None; ///< that it was put on, being transparent
    int largest = 0; ///< value in an image of 16 bits a channel; 0 in others
};

[[nodiscard]] DecodedImage decodeImage(const QString &file, const DecodeOptions &options);

/// How many bits such values take, 8 at least: 12 for 4,095.
[[nodiscard]] int bitsFor(int largest);

} // namespace proponent
