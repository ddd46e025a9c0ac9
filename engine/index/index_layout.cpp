// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/index_layout.h"

#include "engine/index/index_text.h"

#include <QCryptographicHash>
#include <QFloat16>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

namespace proponent {

namespace {

constexpr std::array<char, 8> magic{'P', 'P', 'T', 'I', 'N', 'D', 'E', 'X'};
constexpr quint32 byteOrder = 0x01020304;
constexpr quint32 formatVersion = 1;
constexpr qint64 pageSize = IndexLayout::shortestHeader;
constexpr qint64 cacheLine = 64;
constexpr qint64 blockSize =
    4 << 20; ///< bytes of values in a block, at most: some milliseconds of summing up
constexpr qint64 largestKey = 1 << 30; ///< a damaged size isn't believed

struct HeaderFields
{
    std::array<char, 8> magic;
    quint32 byteOrder;
    quint32 version;
    qint64 count;
    qint64 width;
    qint64 rowsPerBlock;
    qint64 keySize;
    std::array<char, IndexLayout::checksumSize> checksum;
};

struct EndFields
{
    qint64 size;
    std::array<char, IndexLayout::checksumSize> checksum;
};

qint64 roundedUp(qint64 size, qint64 unit)
{
    return (size + unit - 1) / unit * unit;
}

template <class Fields>
Fields fieldsOf(const QByteArray &bytes)
{
    Fields fields;
    std::memcpy(&fields, bytes.constData(), sizeof(Fields));
    return fields;
}

QByteArray jsonOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

class Checksum
{
public:
    Checksum &add(QByteArrayView bytes)
    {
        m_hash.addData(bytes);
        return *this;
    }
    Checksum &add(qint64 number)
    {
        return add(QByteArrayView(reinterpret_cast<const char *>(&number), sizeof(number)));
    }
    [[nodiscard]] QByteArray result() const { return m_hash.result(); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Blake2b_256};
};

/// Of a header, as if the checksum in it were zeros.
QByteArray checksumOfHeader(QByteArray header)
{
    std::memset(header.data() + offsetof(HeaderFields, checksum), 0, IndexLayout::checksumSize);
    return Checksum().add(header).result();
}

} // namespace

qint64 sizeOf(const IndexShape &shape)
{
    return IndexLayout(shape, {}).end();
}

IndexLayout::IndexLayout(const IndexShape &shape, const QJsonObject &key) : m_shape(shape), m_key(key)
{
    Q_ASSERT(shape.count >= 0 && shape.width > 0);
    const qint64 fitting = std::max<qint64>(1, blockSize / (shape.width * qint64(sizeof(qfloat16))));
    m_rowsPerBlock = qint64(std::bit_floor(quint64(fitting)));
    const QByteArray json = jsonOf(key);
    m_header.fill('\0', roundedUp(qint64(sizeof(HeaderFields)) + json.size(), pageSize));
    const HeaderFields fields{magic,       byteOrder,      formatVersion, shape.count,
                              shape.width, m_rowsPerBlock, json.size(),   {}};
    std::memcpy(m_header.data(), &fields, sizeof(fields));
    std::memcpy(m_header.data() + sizeof(fields), json.constData(), std::size_t(json.size()));
    const QByteArray checksum = checksumOfHeader(m_header);
    std::memcpy(m_header.data() + offsetof(HeaderFields, checksum), checksum.constData(), checksumSize);
}

std::optional<qint64> IndexLayout::headerSizeOf(const QByteArray &bytes)
{
    if (bytes.size() < shortestHeader)
        return {};
    const auto fields = fieldsOf<HeaderFields>(bytes);
    if (fields.magic != magic || fields.byteOrder != byteOrder || fields.keySize < 0 ||
        fields.keySize > largestKey)
        return {};
    return roundedUp(qint64(sizeof(HeaderFields)) + fields.keySize, pageSize);
}

Result<IndexLayout> IndexLayout::fromHeader(const QByteArray &bytes, const QString &path)
{
    const auto size = headerSizeOf(bytes);
    if (!size) {
        return Error{
            IndexText::tr("%1 isn't an index of gradients, or was written on another kind of machine. "
                          "Delete it, and build the index again.")
                .arg(path)};
    }
    const auto fields = fieldsOf<HeaderFields>(bytes);
    if (fields.version != formatVersion) {
        return Error{
            IndexText::tr("%1 is in version %2 of its format; this program reads version %3. Build the index "
                          "again with this program.")
                .arg(path)
                .arg(fields.version)
                .arg(formatVersion)};
    }
    IndexLayout layout;
    layout.m_header = bytes.left(*size);
    if (layout.m_header.size() != *size || checksumOfHeader(layout.m_header) != layout.headerChecksum() ||
        fields.count < 0 || fields.width < 1 || fields.rowsPerBlock < 1) {
        return Error{IndexText::tr(
                         "The header of %1 is damaged: it isn't what was written, by its checksum. Build the "
                         "index again, or put it back from a backup.")
                         .arg(path)};
    }
    layout.m_shape = {fields.count, fields.width};
    layout.m_rowsPerBlock = fields.rowsPerBlock;
    layout.m_key = QJsonDocument::fromJson(bytes.mid(sizeof(HeaderFields), fields.keySize)).object();
    return layout;
}

QByteArray IndexLayout::headerChecksum() const
{
    return m_header.mid(offsetof(HeaderFields, checksum), checksumSize);
}

qint64 IndexLayout::rows(qint64 block) const
{
    return std::min(m_rowsPerBlock, m_shape.count - firstRow(block));
}

qint64 IndexLayout::lengthOf(qint64 rows) const
{
    const qint64 row = qint64(sizeof(float)) + m_shape.width * qint64(sizeof(qfloat16));
    return roundedUp(rows * row + checksumSize, cacheLine);
}

qint64 IndexLayout::offset(qint64 block) const
{
    return m_header.size() + block * lengthOf(m_rowsPerBlock);
}

qint64 IndexLayout::checksumAt(qint64 block) const
{
    return valuesAt(block) + rows(block) * m_shape.width * qint64(sizeof(qfloat16));
}

qint64 IndexLayout::size(qint64 block) const
{
    return lengthOf(rows(block));
}

qint64 IndexLayout::end() const
{
    const qint64 last = blocks() - 1;
    return last < 0 ? m_header.size() : offset(last) + size(last);
}

QByteArray IndexLayout::checksum(qint64 block, QByteArrayView bytes) const
{
    return Checksum().add(headerChecksum()).add(block).add(bytes.first(checksumAt(block))).result();
}

bool IndexLayout::isWhole(qint64 block, QByteArrayView bytes) const
{
    return bytes.sliced(checksumAt(block), checksumSize) == checksum(block, bytes);
}

QByteArray IndexLayout::endOf(const QJsonObject &facts) const
{
    return endOf(jsonOf(facts));
}

QByteArray IndexLayout::endOf(const QByteArray &json) const
{
    EndFields fields{json.size(), {}};
    const QByteArray checksum = Checksum().add(headerChecksum()).add(json.size()).add(json).result();
    std::memcpy(fields.checksum.data(), checksum.constData(), checksumSize);
    return QByteArray(reinterpret_cast<const char *>(&fields), sizeof(fields)) + json;
}

std::optional<QJsonObject> IndexLayout::factsOf(const QByteArray &end) const
{
    if (end.size() < qsizetype(sizeof(EndFields)))
        return {};
    const QByteArray json = end.mid(sizeof(EndFields));
    if (endOf(json) != end)
        return {};
    return QJsonDocument::fromJson(json).object();
}

} // namespace proponent
