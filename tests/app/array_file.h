// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>

#include <vector>

namespace proponent::test {

/// An array of numbers in C order, whatever type it has in its file.
struct NumberArray
{
    QByteArray type; ///< as the file calls it: "F32", "<f4", "<i8"
    QList<qint64> shape;
    std::vector<double> values;

    [[nodiscard]] qint64 size() const;
};

/// All of a file; nothing where it can't be read.
[[nodiscard]] QByteArray contentsOf(const QString &path);

/// Readers of our own, written from the formats' specifications, so that what the program writes is not
/// judged by what it reads. What does not keep to the format gives an empty result.

/// safetensors: 8 bytes little-endian length, JSON header, raw data. F32 and I64.
[[nodiscard]] QHash<QString, NumberArray> readSafetensors(const QString &path);

/// NumPy's .npy, version 1: little-endian float32 and int64 in C order.
[[nodiscard]] NumberArray readNpy(const QString &path);

} // namespace proponent::test
