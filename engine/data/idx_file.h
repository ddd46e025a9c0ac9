// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/result.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace proponent {

/// The start of an IDX file (http://yann.lecun.com/exdb/mnist): two zero bytes, the type of the elements,
/// the number of dimensions, and each dimension as a big-endian 32-bit number.
struct IdxHeader
{
    int elementType = 0; ///< 0x08: unsigned byte
    std::vector<qint64> shape;
    bool compressed = false; ///< the file is gzip
};

/// What a first look at a file tells.
struct IdxPeek
{
    enum class Kind {
        Idx, ///< it begins as IDX does; `header` holds
        Other, ///< it begins otherwise; `message` says how
        Unreadable, ///< it can't be opened, or its gzip data is broken; `message` says why
    };
    Kind kind = Kind::Other;
    IdxHeader header;
    QString message;
};

/// Reads the header alone.
[[nodiscard]] IdxPeek peekIdx(const QString &file);

struct IdxData
{
    std::vector<qint64> shape;
    std::vector<std::uint8_t> bytes; ///< C order
    bool compressed = false;
    int elementType = 0;
};

/// Reads a whole file of unsigned bytes, plain or gzip. A file that is cut short, goes on after its data or
/// whose gzip data is corrupt is an error.
[[nodiscard]] Result<IdxData> readIdx(const QString &file);

struct IdxNumbers
{
    std::vector<qint64> shape;
    std::vector<std::int64_t> numbers; ///< C order
    bool compressed = false;
};

/// Reads a whole file of bytes or integers, likewise.
[[nodiscard]] Result<IdxNumbers> readIdxNumbers(const QString &file);

} // namespace proponent
