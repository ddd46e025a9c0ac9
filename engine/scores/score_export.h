// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/whole_file.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <span>
#include <vector>

namespace proponent {

/// What a NumPy .npy file (format version 1.0) of float32, in C order, begins with; a multiple of 64 bytes.
[[nodiscard]] QByteArray npyHeader(const QList<qint64> &shape);

/// Writes a NumPy .npy file (format version 1.0) row by row; whole or not there. Throws EngineError when
/// the file can't be written.
class NpyWriter
{
public:
    /// float32 [shape…], C order.
    NpyWriter(const QString &path, const QList<qint64> &shape);
    void append(std::span<const float> values);
    void commit();

private:
    void require(bool good);
    WholeFile m_file;
};

/// A one-dimensional int64 .npy file.
void writeNpy(const QString &path, std::span<const std::int64_t> values);

/// The values at `positions`, in C order, of a float32 .npy file. Throws EngineError when it can't be read or
/// has fewer.
[[nodiscard]] std::vector<float> readNpyValues(const QString &path, const QList<qint64> &positions);

/// Copies a float32 .npy file of scores to `target`: as it is when that ends in .npy, as text when it ends
/// in .csv. The text has a line for each training example, as no spreadsheet takes as many columns: for
/// [tests, train] its columns are train_index and one "test_<index>" each, for [train] (no `testIndices`)
/// train_index and `column`. Throws EngineError.
void exportScores(const QString &npyFile, const QString &target, const QList<qint64> &testIndices,
                  const char *column = "self_influence");

/// What is wrong with the name of an export file; empty when it can be used.
[[nodiscard]] QString exportFileProblem(const QString &target);

} // namespace proponent
