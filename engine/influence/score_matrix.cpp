// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/influence/score_matrix.h"
#include "engine/influence/influence_text.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cstring>
#include <fcntl.h>

namespace proponent {

namespace {

constexpr qint64 copiedAtOnce = qint64(1) << 16; ///< values a thread copies at least

} // namespace

ScoreMatrix::ScoreMatrix(std::unique_ptr<QFile> file, QString path, qint64 rows, qint64 columns)
    : m_file(std::move(file)), m_path(std::move(path)), m_rows(rows), m_columns(columns)
{
    m_values = reinterpret_cast<float *>(m_file->map(0, m_file->size()));
    if (!m_values && m_file->size() > 0)
        throw EngineError(
            InfluenceText::tr("Can't map %1: %2.").arg(m_file->fileName(), m_file->errorString()));
}

ScoreMatrix ScoreMatrix::create(const QString &path, qint64 rows, qint64 columns)
{
    auto file = std::make_unique<QFile>(path + QStringLiteral(".part"));
    const qint64 bytes = rows * columns * qint64(sizeof(float));
    // Space is taken now: a disk that fills up later would end the program at a write to the mapping.
    const bool good = file->open(QIODevice::ReadWrite | QIODevice::Truncate) &&
                      (bytes == 0 || ::posix_fallocate(file->handle(), 0, bytes) == 0);
    if (!good) {
        const QString name = file->fileName();
        file->remove();
        throw EngineError(
            InfluenceText::tr("Can't write %1 (%2 MB). Free some space, or ask for fewer test examples.")
                .arg(name)
                .arg(bytes / 1'000'000));
    }
    return ScoreMatrix(std::move(file), path, rows, columns);
}

std::optional<ScoreMatrix> ScoreMatrix::open(const QString &path, qint64 rows, qint64 columns)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly) || file->size() != rows * columns * qint64(sizeof(float)))
        return {};
    return ScoreMatrix(std::move(file), path, rows, columns);
}

void ScoreMatrix::set(qint64 row, qint64 column, const torch::Tensor &values)
{
    const torch::Tensor source = values.to(torch::kCPU, torch::kFloat).contiguous();
    const qint64 width = source.size(1);
    const float *from = source.data_ptr<float>();
    // The first touch of each page is a fault, which takes longer than the copy: on all threads.
    at::parallel_for(0, source.size(0), std::max<qint64>(1, copiedAtOnce / std::max<qint64>(1, width)),
                     [&](qint64 begin, qint64 end) {
                         for (qint64 i = begin; i < end; ++i) {
                             std::memcpy(m_values + (row + i) * m_columns + column, from + i * width,
                                         std::size_t(width) * sizeof(float));
                         }
                     });
}

std::span<const float> ScoreMatrix::row(qint64 row) const
{
    return {m_values + row * m_columns, std::size_t(m_columns)};
}

void ScoreMatrix::commit()
{
    QFile::remove(m_path);
    if (!m_file->rename(m_path))
        throw EngineError(
            InfluenceText::tr("Can't rename %1: %2.").arg(m_file->fileName(), m_file->errorString()));
}

void ScoreWriter::write(qint64 row, qint64 column, const torch::Tensor &values)
{
    Pending next{row, column, HostCopy(values)};
    finish();
    m_pending.emplace(std::move(next));
    if (values.is_cpu())
        finish();
}

void ScoreWriter::finish()
{
    if (m_pending)
        m_matrix.set(m_pending->row, m_pending->column, m_pending->values.wait());
    m_pending.reset();
}

} // namespace proponent
