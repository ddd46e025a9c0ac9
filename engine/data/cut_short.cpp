// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/cut_short.h"

#include <QtEndian>

#include <cstdlib>
#include <cstring>

namespace proponent {

namespace {

/// Numbers and bytes of a file by their place in it; 0 behind its end.
class Bytes
{
public:
    explicit Bytes(QByteArrayView file) : m_file(file) {}

    [[nodiscard]] qsizetype size() const { return m_file.size(); }
    [[nodiscard]] bool has(qsizetype at, qsizetype count) const { return at >= 0 && at + count <= size(); }
    [[nodiscard]] int byte(qsizetype at) const { return has(at, 1) ? uchar(m_file[at]) : 0; }
    [[nodiscard]] quint16 big16(qsizetype at) const
    {
        return has(at, 2) ? qFromBigEndian<quint16>(from(at)) : 0;
    }
    [[nodiscard]] quint32 big32(qsizetype at) const
    {
        return has(at, 4) ? qFromBigEndian<quint32>(from(at)) : 0;
    }
    [[nodiscard]] quint16 little16(qsizetype at) const
    {
        return has(at, 2) ? qFromLittleEndian<quint16>(from(at)) : 0;
    }
    [[nodiscard]] quint32 little32(qsizetype at) const
    {
        return has(at, 4) ? qFromLittleEndian<quint32>(from(at)) : 0;
    }
    [[nodiscard]] bool beginsWith(QByteArrayView magic, qsizetype at = 0) const
    {
        return has(at, magic.size()) && m_file.sliced(at, magic.size()) == magic;
    }
    /// The next place of that byte; size() when there is none.
    [[nodiscard]] qsizetype find(char byte, qsizetype at) const
    {
        const qsizetype found = at < size() ? m_file.indexOf(byte, at) : -1;
        return found < 0 ? size() : found;
    }

private:
    [[nodiscard]] const char *from(qsizetype at) const { return m_file.data() + at; }

    QByteArrayView m_file;
};

/// Where the coded image data that begins there ends: at the next marker that isn't part of it.
qsizetype endOfScan(const Bytes &file, qsizetype at)
{
    for (at = file.find('\xff', at); file.has(at, 2); at = file.find('\xff', at + 1)) {
        const int marker = file.byte(at + 1);
        const bool within = marker == 0 || (marker >= 0xd0 && marker <= 0xd7) || marker == 0xff;
        if (!within)
            return at;
    }
    return file.size();
}

/// Markers and their segments up to the end of the image (ITU T.81, annex B).
bool jpegIsCutShort(const Bytes &file)
{
    constexpr int EndOfImage = 0xd9;
    constexpr int StartOfScan = 0xda;
    qsizetype at = 2;
    while (file.has(at, 2)) {
        const int marker = file.byte(at + 1);
        if (file.byte(at) != 0xff || marker == 0xff) { // bytes between segments, which decoders pass over
            ++at;
            continue;
        }
        at += 2;
        if (marker == EndOfImage)
            return false;
        if (marker == 0 || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8))
            continue; // without a segment
        at += file.big16(at);
        if (marker == StartOfScan)
            at = endOfScan(file, at);
    }
    return true;
}

bool pngIsCutShort(const Bytes &file)
{
    constexpr qsizetype Around = 12; // length, type and checksum of a chunk
    for (qsizetype at = 8; file.has(at, Around); at += Around + file.big32(at)) {
        if (file.beginsWith("IEND", at + 4))
            return false;
    }
    return true;
}

/// Up to the end of the first image, which is the one that is read.
bool gifIsCutShort(const Bytes &file)
{
    const auto paletteSize = [&](int flags) { return flags & 0x80 ? 3 * (2 << (flags & 7)) : 0; };
    const auto behindBlocks = [&](qsizetype at) {
        while (file.byte(at) > 0)
            at += 1 + file.byte(at);
        return at + 1;
    };
    qsizetype at = 13 + paletteSize(file.byte(10));
    while (file.has(at, 1)) {
        constexpr int Extension = 0x21;
        constexpr int Image = 0x2c;
        if (file.byte(at) == Extension)
            at = behindBlocks(at + 2);
        else if (file.byte(at) == Image)
            return behindBlocks(at + 11 + paletteSize(file.byte(at + 9))) > file.size();
        else
            return false; // its end without an image, or nothing known
    }
    return true;
}

/// Of images that aren't packed, whose size the header tells.
bool bmpIsCutShort(const Bytes &file)
{
    constexpr quint32 CoreHeader = 12;
    const bool core = file.little32(14) == CoreHeader;
    const quint32 packing = core ? 0 : file.little32(30);
    if (packing != 0 && packing != 3) // 3: colours by masks
        return !file.has(0, 30);
    const qint64 width = core ? file.little16(18) : std::abs(qint64(qint32(file.little32(18))));
    const qint64 height = core ? file.little16(20) : std::abs(qint64(qint32(file.little32(22))));
    const qint64 depth = file.little16(core ? 24 : 28);
    const qint64 line = (width * depth + 31) / 32 * 4;
    return qint64(file.little32(10)) + line * height > file.size();
}

} // namespace

bool isCutShort(QByteArrayView file)
{
    const Bytes bytes(file);
    if (bytes.beginsWith("\xff\xd8\xff"))
        return jpegIsCutShort(bytes);
    if (bytes.beginsWith("\x89PNG\r\n\x1a\n"))
        return pngIsCutShort(bytes);
    if (bytes.beginsWith("GIF8"))
        return gifIsCutShort(bytes);
    if (bytes.beginsWith("BM"))
        return bmpIsCutShort(bytes);
    if (bytes.beginsWith("RIFF") && bytes.beginsWith("WEBP", 8))
        return 8 + qint64(bytes.little32(4)) > bytes.size();
    return false;
}

} // namespace proponent
