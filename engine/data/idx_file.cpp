// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/idx_file.h"

#include "engine/data/data_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <optional>
#include <span>

namespace proponent {

namespace {

constexpr int UnsignedByte = 0x08;
constexpr int SignedByte = 0x09;
constexpr int Short = 0x0B;
constexpr int Int = 0x0C;
constexpr int MaximumDimensions = 4;

/// A file read through zlib, which hands plain files on as they are.
class InputFile
{
public:
    explicit InputFile(const QString &name) : m_name(QDir::toNativeSeparators(name))
    {
        errno = 0;
        m_file = gzopen(QFile::encodeName(name).constData(), "rb");
        m_openError = errno;
        if (m_file)
            gzbuffer(m_file, 256 * 1024);
    }
    ~InputFile()
    {
        if (m_file)
            gzclose(m_file);
    }
    Q_DISABLE_COPY_MOVE(InputFile)

    /// Up to `size` bytes, fewer only at the end of the data or after an error.
    qint64 read(std::uint8_t *to, qint64 size)
    {
        qint64 total = 0;
        while (m_file && total < size) {
            const auto wanted = unsigned(std::min<qint64>(size - total, 16 * 1024 * 1024));
            const int got = gzread(m_file, to + total, wanted);
            if (got <= 0)
                break;
            total += got;
        }
        m_gotData = m_gotData || total > 0;
        return total;
    }

    /// Only meaningful after something was read.
    [[nodiscard]] bool compressed() const { return m_file && gzdirect(m_file) == 0; }

    /// What went wrong, as one line; nothing when all went well.
    [[nodiscard]] std::optional<QString> failure() const
    {
        if (!m_file)
            return cantRead(m_openError);
        int code = Z_OK;
        gzerror(m_file, &code);
        // zlib 1.3.2 takes damage in the first block for the end of the data.
        if (code == Z_OK && compressed() && !m_gotData)
            code = Z_DATA_ERROR;
        switch (code) {
        case Z_OK:
        case Z_STREAM_END:
            return std::nullopt;
        case Z_BUF_ERROR: // zlib's word for a gzip stream that ends too early
            return DataText::tr("%1 is cut short: its gzip data ends too early. Copy or download it again.")
                .arg(m_name);
        case Z_ERRNO:
            return cantRead(errno);
        default:
            return DataText::tr("%1 is corrupt: its gzip data can't be unpacked. Copy or download it again.")
                .arg(m_name);
        }
    }

private:
    [[nodiscard]] QString cantRead(int error) const
    {
        return DataText::tr("%1 can't be read: %2. Check that the file is there and may be read.")
            .arg(m_name, QString::fromLocal8Bit(std::strerror(error != 0 ? error : ENOMEM)));
    }

    QString m_name;
    gzFile m_file = nullptr;
    int m_openError = 0;
    bool m_gotData = false;
};

bool isKnownElementType(int type)
{
    constexpr std::array types{0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E};
    return std::ranges::find(types, type) != types.end();
}

IdxPeek readHeader(InputFile &input, const QString &name)
{
    IdxPeek peek;
    std::array<std::uint8_t, 4> magic{};
    const qint64 got = input.read(magic.data(), qint64(magic.size()));
    peek.header.compressed = input.compressed();
    if (const auto failure = input.failure()) {
        peek.kind = IdxPeek::Kind::Unreadable;
        peek.message = *failure;
        return peek;
    }
    const int dimensions = magic[3];
    if (got < qint64(magic.size()) || magic[0] != 0 || magic[1] != 0 || !isKnownElementType(magic[2]) ||
        dimensions < 1 || dimensions > MaximumDimensions) {
        const auto bytes = QByteArray(reinterpret_cast<const char *>(magic.data()), int(got)).toHex(' ');
        peek.message =
            got == 0
                ? DataText::tr("%1 is empty. Copy or download it again.").arg(name)
                : DataText::tr(
                      "%1 is not an IDX file: it begins with the bytes %2, not with 00 00 08 and a number "
                      "of dimensions. Replace it, or take it out of the folder.")
                      .arg(name, QString::fromLatin1(bytes));
        return peek;
    }
    peek.kind = IdxPeek::Kind::Idx;
    peek.header.elementType = magic[2];
    std::array<std::uint8_t, 4 * MaximumDimensions> sizes{};
    if (input.read(sizes.data(), 4 * dimensions) < 4 * dimensions) {
        peek.kind = IdxPeek::Kind::Unreadable;
        peek.message = input.failure().value_or(
            DataText::tr("%1 is cut short: it ends inside its header. Copy or download it again.").arg(name));
        return peek;
    }
    for (int i = 0; i < dimensions; ++i)
        peek.header.shape.push_back(qFromBigEndian<quint32>(sizes.data() + 4 * i));
    return peek;
}

int bytesOf(int elementType)
{
    return elementType == Short ? 2 : elementType == Int ? 4 : 1;
}

/// The number of bytes that the header announces; the largest number when it doesn't fit one.
qint64 announcedSize(const IdxHeader &header)
{
    qint64 size = bytesOf(header.elementType);
    for (const qint64 length : header.shape) {
        if (__builtin_mul_overflow(size, length, &size))
            return std::numeric_limits<qint64>::max();
    }
    return size;
}

Error cutShort(const QString &name, qint64 announced, qint64 found)
{
    return {
        DataText::tr("%1 is cut short: its header announces %2 bytes of data, but there are only %3. Copy "
                     "or download it again.")
            .arg(name, QString::number(announced), QString::number(found))};
}

/// `types`: of elements that are taken; `wanted`: in words.
Result<IdxData> readWhole(const QString &file, std::span<const int> types, const QString &wanted)
{
    const QString name = QDir::toNativeSeparators(file);
    InputFile input(file);
    const IdxPeek peek = readHeader(input, name);
    if (peek.kind != IdxPeek::Kind::Idx)
        return Error{peek.message};
    if (std::ranges::find(types, peek.header.elementType) == types.end()) {
        return Error{
            DataText::tr("%1 holds elements of type 0x%2; only %3 can be read here. Convert it.")
                .arg(name, QString::number(peek.header.elementType, 16).rightJustified(2, u'0'), wanted)};
    }

    // A broken header must not make us ask for more memory than the file can fill: deflate packs at most
    // 1032 bytes into one.
    const qint64 announced = announcedSize(peek.header);
    const qint64 fileSize = QFileInfo(file).size();
    const qint64 headerSize = 4 + 4 * qint64(peek.header.shape.size());
    if (!peek.header.compressed && announced > fileSize - headerSize)
        return cutShort(name, announced, fileSize - headerSize);
    if (peek.header.compressed && announced / 1032 > fileSize) {
        return Error{
            DataText::tr("%1 is cut short or corrupt: its header announces %2 bytes of data, more than "
                         "the file can hold. Copy or download it again.")
                .arg(name, QString::number(announced))};
    }

    IdxData data{peek.header.shape, std::vector<std::uint8_t>(std::size_t(announced)), peek.header.compressed,
                 peek.header.elementType};
    const qint64 got = input.read(data.bytes.data(), announced);
    // Reading past the end makes zlib compare the checksum, too.
    std::uint8_t more = 0;
    const bool goesOn = got == announced && input.read(&more, 1) == 1;
    if (const auto failure = input.failure())
        return Error{*failure};
    if (got < announced)
        return cutShort(name, announced, got);
    if (goesOn) {
        return Error{
            DataText::tr("%1 goes on after the %2 bytes of data that its header announces. It may be "
                         "two files in one; copy or download it again.")
                .arg(name, QString::number(announced))};
    }
    return data;
}

std::int64_t numberAt(const std::uint8_t *bytes, int elementType)
{
    switch (elementType) {
    case SignedByte:
        return std::int8_t(*bytes);
    case Short:
        return qFromBigEndian<qint16>(bytes);
    case Int:
        return qFromBigEndian<qint32>(bytes);
    default:
        return *bytes;
    }
}

} // namespace

IdxPeek peekIdx(const QString &file)
{
    InputFile input(file);
    return readHeader(input, QDir::toNativeSeparators(file));
}

Result<IdxData> readIdx(const QString &file)
{
    return readWhole(file, std::array{UnsignedByte}, DataText::tr("unsigned bytes (0x08)"));
}

Result<IdxNumbers> readIdxNumbers(const QString &file)
{
    auto data = readWhole(file, std::array{UnsignedByte, SignedByte, Short, Int},
                          DataText::tr("bytes (0x08, 0x09) and integers (0x0b, 0x0c)"));
    if (!data)
        return Error{data.error()};
    const auto step = std::size_t(bytesOf(data->elementType));
    IdxNumbers read{data->shape, {}, data->compressed};
    read.numbers.reserve(data->bytes.size() / step);
    for (std::size_t at = 0; at < data->bytes.size(); at += step)
        read.numbers.push_back(numberAt(data->bytes.data() + at, data->elementType));
    return read;
}

} // namespace proponent
