// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/score_matrix.h"
#include "engine/methods/methods_text.h"

#include <QCryptographicHash>

#include <ATen/Parallel.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace proponent {

namespace {

constexpr qint64 copiedAtOnce = qint64(1) << 16; ///< values a thread copies at least
constexpr qint64 summedAtOnce = qint64(1) << 20; ///< bytes a thread sums up
constexpr qint64 sealSize = 40; ///< SHA-1, hex

/// What stands behind the values: a checksum of the sizes and of the checksums of blocks, which all threads sum up.
QByteArray sealOf(const char *values, qint64 rows, qint64 columns)
{
    constexpr qint64 hashSize = sealSize / 2;
    const qint64 bytes = rows * columns * qint64(sizeof(float));
    const qint64 blocks = (bytes + summedAtOnce - 1) / summedAtOnce;
    QByteArray hashes(blocks * hashSize, '\0');
    char *const first = hashes.data();
    at::parallel_for(0, blocks, 1, [&](qint64 begin, qint64 end) {
        for (qint64 block = begin; block < end; ++block) {
            const qint64 offset = block * summedAtOnce;
            QCryptographicHash hash(QCryptographicHash::Sha1);
            hash.addData(QByteArrayView(values + offset, std::min(summedAtOnce, bytes - offset)));
            std::memcpy(first + block * hashSize, hash.result().constData(), hashSize);
        }
    });
    const QByteArray sizes = QByteArray::number(rows) + ' ' + QByteArray::number(columns) + '\n';
    return QCryptographicHash::hash(sizes + hashes, QCryptographicHash::Sha1).toHex();
}

} // namespace

ScoreMatrix::ScoreMatrix(std::unique_ptr<QFile> file, QString path, qint64 rows, qint64 columns)
    : m_file(std::move(file)), m_path(std::move(path)), m_rows(rows), m_columns(columns)
{
    m_values = reinterpret_cast<float *>(m_file->map(0, m_file->size()));
    if (!m_values && m_file->size() > 0)
        throw EngineError(
            MethodsText::tr("Can't map %1: %2.").arg(m_file->fileName(), m_file->errorString()));
}

ScoreMatrix ScoreMatrix::create(const QString &path, qint64 rows, qint64 columns)
{
    auto file = std::make_unique<QFile>(path + QStringLiteral(".part"));
    const qint64 bytes = rows * columns * qint64(sizeof(float)) + sealSize;
    file->remove(); // of a program that ended halfway; not emptied: who has it mapped keeps it as it is
    // Space is taken now: a disk that fills up later would end the program at a write to the mapping.
    const bool good = file->open(QIODevice::ReadWrite | QIODevice::NewOnly) &&
                      ::posix_fallocate(file->handle(), 0, bytes) == 0;
    if (!good) {
        const QString name = file->fileName();
        file->remove();
        throw EngineError(
            MethodsText::tr("Can't write %1 (%2 MB). Free some space, or ask for fewer test examples.")
                .arg(name)
                .arg(bytes / 1'000'000));
    }
    return ScoreMatrix(std::move(file), path, rows, columns);
}

std::optional<ScoreMatrix> ScoreMatrix::open(const QString &path, qint64 rows, qint64 columns)
{
    auto file = std::make_unique<QFile>(path);
    const qint64 bytes = rows * columns * qint64(sizeof(float));
    if (!file->open(QIODevice::ReadOnly) || file->size() != bytes + sealSize)
        return {};
    ScoreMatrix matrix(std::move(file), path, rows, columns);
    const char *values = reinterpret_cast<const char *>(matrix.m_values);
    if (sealOf(values, rows, columns) != QByteArrayView(values + bytes, sealSize))
        return {};
    return matrix;
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
    char *values = reinterpret_cast<char *>(m_values);
    const QByteArray seal = sealOf(values, m_rows, m_columns);
    std::memcpy(values + m_rows * m_columns * qint64(sizeof(float)), seal.constData(), sealSize);
    const bool done =
        ::fdatasync(m_file->handle()) == 0 && std::rename(QFile::encodeName(m_file->fileName()).constData(),
                                                          QFile::encodeName(m_path).constData()) == 0;
    if (!done) {
        throw EngineError(MethodsText::tr("Can't write %1: %2. Free some space, then ask again.")
                              .arg(m_path, QString::fromLocal8Bit(std::strerror(errno))));
    }
}

void ScoreMatrix::discard()
{
    m_values = nullptr;
    m_file->remove();
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
