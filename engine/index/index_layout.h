// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace proponent {

/// How many rows an index has, of how many values each.
struct IndexShape
{
    qint64 count = 0;
    qint64 width = 0; ///< at least 1

    bool operator==(const IndexShape &other) const = default;
};

/// The bytes of an index's file, but for a few kilobytes of facts: to say before it is built.
[[nodiscard]] qint64 sizeOf(const IndexShape &shape);

/// Where things stand in the file of an index, in the byte order of the machine, which the header tells:
///     header      "PPTINDEX", byte order, version, count, width, rows in a block, size of the key, checksum of the
///                 whole header, key as JSON, zeros up to a multiple of 4,096 bytes
///     blocks      each: scales float32 [rows], values float16 [rows, width], checksum, zeros up to a multiple of 64 bytes
///     end         size of the facts, checksum, facts as JSON. Only a finished file has it
/// Checksums are BLAKE2b of 256 bits, the fastest that Qt has. That of a block covers the header's and its number, so
/// that a block of another index, or from another place, isn't taken for this one's.
class IndexLayout
{
public:
    static constexpr qint64 checksumSize = 32;

    /// `key`: all that the rows depend on.
    IndexLayout(const IndexShape &shape, const QJsonObject &key);
    /// Of a file's first bytes, headerSizeOf() of them at least. `path` is for the message.
    [[nodiscard]] static Result<IndexLayout> fromHeader(const QByteArray &bytes, const QString &path);
    /// How long the header is that begins with these bytes, at least `shortestHeader` of them; nothing when they aren't
    /// one's.
    [[nodiscard]] static std::optional<qint64> headerSizeOf(const QByteArray &bytes);
    static constexpr qint64 shortestHeader = 4096;

    [[nodiscard]] const IndexShape &shape() const { return m_shape; }
    [[nodiscard]] const QJsonObject &key() const { return m_key; }
    [[nodiscard]] const QByteArray &header() const { return m_header; }

    [[nodiscard]] qint64 blocks() const { return (m_shape.count + m_rowsPerBlock - 1) / m_rowsPerBlock; }
    [[nodiscard]] qint64 blockOf(qint64 row) const { return row / m_rowsPerBlock; }
    [[nodiscard]] qint64 firstRow(qint64 block) const { return block * m_rowsPerBlock; }
    [[nodiscard]] qint64 rows(qint64 block) const; ///< in it: the last may have fewer
    [[nodiscard]] qint64 offset(qint64 block) const; ///< in the file
    /// @name In a block
    /// @{
    [[nodiscard]] qint64 valuesAt(qint64 block) const { return rows(block) * qint64(sizeof(float)); }
    [[nodiscard]] qint64 checksumAt(qint64 block) const;
    [[nodiscard]] qint64 size(qint64 block) const;
    /// @}
    [[nodiscard]] qint64 end() const; ///< of the last block

    /// `bytes`: of the block, up to its checksum at least.
    [[nodiscard]] QByteArray checksum(qint64 block, QByteArrayView bytes) const;
    [[nodiscard]] bool isWhole(qint64 block, QByteArrayView bytes) const;

    /// What stands after the blocks.
    [[nodiscard]] QByteArray endOf(const QJsonObject &facts) const;
    /// Nothing when it is damaged.
    [[nodiscard]] std::optional<QJsonObject> factsOf(const QByteArray &end) const;

private:
    IndexLayout() = default;
    [[nodiscard]] QByteArray headerChecksum() const;
    [[nodiscard]] QByteArray endOf(const QByteArray &json) const;
    [[nodiscard]] qint64 lengthOf(qint64 rows) const; ///< of a block with so many

    IndexShape m_shape;
    qint64 m_rowsPerBlock = 1;
    QJsonObject m_key;
    QByteArray m_header;
};

} // namespace proponent
