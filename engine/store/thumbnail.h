// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>

namespace proponent {

/// A picture of an example, as it is stored.
struct Thumbnail
{
    qint64 example = 0; ///< its index in the split
    QByteArray contentHash; ///< of the example's pixels
    QByteArray png;

    /// Encodes the image, which takes most of the time of storing it; may be called on any thread. Throws
    /// EngineError when Qt can't write PNG.
    [[nodiscard]] static Thumbnail of(qint64 example, const QImage &image, const QByteArray &contentHash);
};

} // namespace proponent
