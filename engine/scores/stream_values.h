// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDataStream>

#include <algorithm>
#include <span>
#include <type_traits>
#include <vector>

namespace proponent {

/// QDataStream counts bytes in int.
constexpr std::size_t mostBytesAtOnce = std::size_t(1) << 30;

/// Values of a kept state as they are in memory: their number and their bytes.
template <class Value>
void writeValues(QDataStream &stream, std::span<const Value> values)
{
    static_assert(std::is_trivially_copyable_v<Value>);
    stream << quint64(values.size());
    const char *bytes = reinterpret_cast<const char *>(values.data());
    for (std::size_t left = values.size_bytes(); left > 0;) {
        const std::size_t size = std::min(left, mostBytesAtOnce);
        stream.writeRawData(bytes, int(size));
        bytes += size;
        left -= size;
    }
}

/// What writeValues() wrote; false when those are more than `most`, or not all there.
template <class Value>
[[nodiscard]] bool readValues(QDataStream &stream, std::vector<Value> &values, std::size_t most)
{
    quint64 count = 0;
    stream >> count;
    if (stream.status() != QDataStream::Ok || count > most)
        return false;
    values.resize(std::size_t(count));
    char *bytes = reinterpret_cast<char *>(values.data());
    for (std::size_t left = values.size() * sizeof(Value); left > 0;) {
        const std::size_t size = std::min(left, mostBytesAtOnce);
        if (stream.readRawData(bytes, int(size)) != int(size))
            return false;
        bytes += size;
        left -= size;
    }
    return true;
}

} // namespace proponent
