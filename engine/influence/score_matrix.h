// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/result.h"

#include <torch/types.h>

#include <QFile>

#include <memory>
#include <span>

namespace proponent {

/// A float32 matrix in a file, mapped into memory: larger than memory may be, and there again after an
/// interruption. Raw values in C order, host byte order.
class ScoreMatrix
{
public:
    /// A new file under a temporary name. Throws EngineError when the disk is full or not writable.
    static ScoreMatrix create(const QString &path, qint64 rows, qint64 columns);
    /// An existing file of exactly this size, or nothing.
    static std::optional<ScoreMatrix> open(const QString &path, qint64 rows, qint64 columns);

    /// Writes `values` [n, m] at (row, column).
    void set(qint64 row, qint64 column, const torch::Tensor &values);
    [[nodiscard]] std::span<const float> row(qint64 row) const;

    /// Gives the whole file its final name.
    void commit();

private:
    ScoreMatrix(std::unique_ptr<QFile> file, QString path, qint64 columns);

    std::unique_ptr<QFile> m_file;
    QString m_path;
    qint64 m_columns = 0;
    float *m_values = nullptr;
};

} // namespace proponent
