// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/device/host_copy.h"
#include "engine/result.h"

#include <QFile>

#include <memory>
#include <optional>
#include <span>

namespace proponent {

/// A float32 matrix in a file, mapped into memory: larger than memory may be, and there again after an
/// interruption. Raw values in C order, host byte order, and behind them what they are believed by: the sizes and
/// a checksum. One program at a time may create() one at a path; files that others have mapped are replaced, never
/// changed.
class ScoreMatrix
{
public:
    /// A new file under a temporary name. Throws EngineError when the disk is full or not writable.
    static ScoreMatrix create(const QString &path, qint64 rows, qint64 columns);
    /// An existing file that is whole, by its checksum, and of these sizes; or nothing.
    static std::optional<ScoreMatrix> open(const QString &path, qint64 rows, qint64 columns);

    /// Writes `values` [n, m] at (row, column).
    void set(qint64 row, qint64 column, const torch::Tensor &values);
    [[nodiscard]] qint64 rows() const { return m_rows; }
    [[nodiscard]] std::span<const float> row(qint64 row) const;

    /// Gives the whole file its final name.
    void commit();
    /// Deletes a file that won't become whole.
    void discard();

private:
    ScoreMatrix(std::unique_ptr<QFile> file, QString path, qint64 rows, qint64 columns);

    std::unique_ptr<QFile> m_file;
    QString m_path;
    qint64 m_rows = 0;
    qint64 m_columns = 0;
    float *m_values = nullptr;
};

/// Brings scores from the device into a matrix while the device works on the next: each write() finishes the
/// one before. Engine thread only.
class ScoreWriter
{
public:
    explicit ScoreWriter(ScoreMatrix &matrix) : m_matrix(matrix) {}

    /// Will be `values` [n, m] at (row, column).
    void write(qint64 row, qint64 column, const torch::Tensor &values);
    /// Waits for the last write().
    void finish();

private:
    struct Pending
    {
        qint64 row;
        qint64 column;
        HostCopy values;
    };

    ScoreMatrix &m_matrix;
    std::optional<Pending> m_pending;
};

} // namespace proponent
