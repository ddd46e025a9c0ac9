// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QtEndian>

#include <bit>
#include <cstring>
#include <type_traits>

namespace proponent {

/// An array of numbers as a blob: little-endian, nothing else. Stored is the number type of the blob, so
/// int labels may be stored as qint32 whatever int is.
template <class Stored, class Value>
[[nodiscard]] QByteArray toBlob(const QList<Value> &values)
{
    QByteArray blob(values.size() * qsizetype(sizeof(Stored)), Qt::Uninitialized);
    if constexpr (std::is_same_v<Stored, Value> && std::endian::native == std::endian::little) {
        if (!values.isEmpty()) // else there may be no address to copy from, which memcpy() may not be given
            std::memcpy(blob.data(), values.constData(), std::size_t(blob.size()));
    } else {
        char *to = blob.data();
        for (const Value &value : values) {
            qToLittleEndian(Stored(value), to);
            to += sizeof(Stored);
        }
    }
    return blob;
}

template <class Stored, class Value = Stored>
[[nodiscard]] QList<Value> fromBlob(const QByteArray &blob)
{
    QList<Value> values(blob.size() / qsizetype(sizeof(Stored)));
    if constexpr (std::is_same_v<Stored, Value> && std::endian::native == std::endian::little) {
        if (!values.isEmpty())
            std::memcpy(values.data(), blob.constData(), std::size_t(values.size()) * sizeof(Stored));
    } else {
        const char *from = blob.constData();
        for (Value &value : values) {
            value = Value(qFromLittleEndian<Stored>(from));
            from += sizeof(Stored);
        }
    }
    return values;
}

} // namespace proponent
