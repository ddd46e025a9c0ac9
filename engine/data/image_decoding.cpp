// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/image_decoding.h"

#include "engine/data/cut_short.h"
#include "engine/data/data_text.h"

#include <QFile>
#include <QImageReader>

#include <algorithm>
#include <bit>
#include <optional>

namespace proponent {

namespace {

void prepare(QImageReader &reader)
{
    reader.setAutoTransform(true);
    reader.setDecideFormatFromContent(true);
}

/// The name of the format that the file is of, where Qt has no plugin for it here.
QString missingPluginOf(const QByteArray &start)
{
    const auto lacks = [](const char *format) {
        return !QImageReader::supportedImageFormats().contains(QByteArray(format));
    };
    if (start.startsWith("RIFF") && start.sliced(8).startsWith("WEBP") && lacks("webp"))
        return QStringLiteral("WebP");
    const bool tiff = start.startsWith(QByteArray("II*\0", 4)) || start.startsWith(QByteArray("MM\0*", 4));
    if (tiff && lacks("tiff"))
        return QStringLiteral("TIFF");
    return {};
}

bool isDeep(QImage::Format format)
{
    return format == QImage::Format_Grayscale16 || format == QImage::Format_RGBX64 ||
           format == QImage::Format_RGBA64 || format == QImage::Format_RGBA64_Premultiplied;
}

const quint16 *lineOf(const QImage &deep, int y)
{
    return reinterpret_cast<const quint16 *>(deep.constScanLine(y));
}

/// Of Grayscale16 or RGBA64, without what is wholly transparent.
int largestValue(const QImage &deep)
{
    int largest = 0;
    const bool grey = deep.format() == QImage::Format_Grayscale16;
    for (int y = 0; y < deep.height(); ++y) {
        const quint16 *line = lineOf(deep, y);
        for (int x = 0; x < deep.width(); ++x) {
            const quint16 *pixel = line + (grey ? x : 4 * x);
            if (grey || pixel[3] > 0)
                largest = std::max(largest, int(grey ? *pixel : std::max({pixel[0], pixel[1], pixel[2]})));
        }
    }
    return largest;
}

/// The `bits` that are used, as 8.
QImage toBytes(const QImage &deep, int bits)
{
    const auto byteOf = [bits](quint16 value) { return std::min(value >> (bits - 8), 255); };
    const bool grey = deep.format() == QImage::Format_Grayscale16;
    QImage image(deep.size(), grey ? QImage::Format_Grayscale8 : QImage::Format_ARGB32);
    for (int y = 0; y < deep.height(); ++y) {
        const quint16 *from = lineOf(deep, y);
        uchar *to = image.scanLine(y);
        for (int x = 0; x < deep.width(); ++x) {
            const quint16 *pixel = from + (grey ? x : 4 * x);
            if (grey) {
                to[x] = uchar(byteOf(*pixel));
            } else { // alpha is of all 16 bits
                reinterpret_cast<QRgb *>(to)[x] =
                    qRgba(byteOf(pixel[0]), byteOf(pixel[1]), byteOf(pixel[2]), pixel[3] >> 8);
            }
        }
    }
    return image;
}

/// An image of ARGB32 over a shade, and whether it comes out all of one colour.
std::pair<QImage, bool> over(const QImage &image, int shade)
{
    QImage flat(image.size(), QImage::Format_RGB32);
    std::optional<QRgb> first;
    bool uniform = true;
    for (int y = 0; y < image.height(); ++y) {
        const auto *from = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        auto *to = reinterpret_cast<QRgb *>(flat.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const int alpha = qAlpha(from[x]);
            const auto mixed = [&](int value) { return (value * alpha + shade * (255 - alpha) + 127) / 255; };
            to[x] = qRgb(mixed(qRed(from[x])), mixed(qGreen(from[x])), mixed(qBlue(from[x])));
            uniform = uniform && to[x] == first.value_or(to[x]);
            first = first.value_or(to[x]);
        }
    }
    return {flat, uniform};
}

bool isTransparent(const QImage &argb)
{
    for (int y = 0; y < argb.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(argb.constScanLine(y));
        if (std::any_of(line, line + argb.width(), [](QRgb pixel) { return qAlpha(pixel) < 255; }))
            return true;
    }
    return false;
}

/// White, as paper and most pages are; or black, where white would make what is drawn vanish. It depends on this image
/// alone, so that others may come and go.
Background putOnBackground(QImage &image)
{
    if (!image.hasAlphaChannel())
        return Background::None;
    const QImage argb = image.convertToFormat(QImage::Format_ARGB32);
    if (!isTransparent(argb))
        return Background::None;
    auto [onWhite, vanishes] = over(argb, 255);
    image = onWhite;
    if (!vanishes)
        return Background::White;
    auto [onBlack, vanishesToo] = over(argb, 0);
    if (vanishesToo)
        return Background::White;
    image = onBlack;
    return Background::Black;
}

QImage scaled(const QImage &image, int side)
{
    const QImage covering =
        image.scaled(QSize(side, side), Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    return covering.copy((covering.width() - side) / 2, (covering.height() - side) / 2, side, side);
}

/// Some formats decode to that size at once, which is much faster. For others Qt would scale, if it were `always`.
QImage read(QImageReader &reader, int scaledSide, bool always)
{
    prepare(reader);
    if (scaledSide > 0 && reader.size().isValid() &&
        (always || reader.supportsOption(QImageIOHandler::ScaledSize))) {
        reader.setScaledSize(
            reader.size().scaled(QSize(scaledSide, scaledSide), Qt::KeepAspectRatioByExpanding));
    }
    return reader.read();
}

} // namespace

ImageHeader readImageHeader(const QString &path, int rules)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {{}, DataText::tr("not readable (%1)").arg(file.errorString()), {}};
    constexpr qint64 MagicSize = 16;
    ImageHeader header;
    header.missingPlugin = missingPluginOf(file.peek(MagicSize).leftJustified(MagicSize, '\0'));
    if (rules >= 2 && isCutShort(file.readAll()))
        header.problem = DataText::tr("cut short");
    file.seek(0);
    QImageReader reader(&file);
    prepare(reader);
    const QSize size = reader.size();
    header.size =
        reader.transformation() & QImageIOHandler::TransformationRotate90 ? size.transposed() : size;
    if (rules >= 2 && !size.isValid() && header.problem.isEmpty()) {
        header.size = reader.read().size();
        if (header.size.isEmpty())
            header.problem = DataText::tr("not readable as an image (%1)").arg(reader.errorString());
    }
    return header;
}

DecodedImage decodeImage(const QString &path, const DecodeOptions &options)
{
    QImageReader reader(path);
    QImage image = read(reader, options.scaledSide, options.rules < 2);
    if (image.isNull())
        return {{}, reader.errorString()};
    DecodedImage decoded;
    if (options.rules >= 2) {
        if (isDeep(image.format())) {
            if (image.format() != QImage::Format_Grayscale16)
                image.convertTo(QImage::Format_RGBA64);
            decoded.largest = largestValue(image);
            if (options.bits < 16)
                image = toBytes(image, options.bits);
        }
        decoded.background = putOnBackground(image);
    }
    if (options.scaledSide > 0)
        image = scaled(image, options.scaledSide);
    decoded.image =
        image.convertToFormat(image.allGray() ? QImage::Format_Grayscale8 : QImage::Format_RGB888);
    return decoded;
}

int bitsFor(int largest)
{
    return std::max(8, int(std::bit_width(unsigned(largest))));
}

} // namespace proponent
