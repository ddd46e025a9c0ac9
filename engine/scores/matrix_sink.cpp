// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/matrix_sink.h"

#include "engine/result.h"
#include "engine/scores/score_export.h"
#include "engine/scores/scores_text.h"
#include "engine/scores/stream_values.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace proponent {

namespace {

/// Finds what a crash or a bad disk did, not what somebody wants to hide.
quint64 checksumOf(quint64 before, std::span<const float> values)
{
    constexpr quint64 factor = 0x9E37'79B9'7F4A'7C15; // odd: 2^64 over the golden ratio
    for (const float value : values) {
        before = (before ^ std::bit_cast<quint32>(value)) * factor;
        before ^= before >> 29;
    }
    return before;
}

} // namespace

MatrixSink::MatrixSink(QString path, qint64 rows, qint64 columns, bool isFlat)
    : m_path(std::move(path)),
      m_columns(columns),
      m_header(npyHeader(isFlat ? QList<qint64>{columns} : QList<qint64>{rows, columns})),
      m_rows(std::size_t(rows))
{
}

MatrixSink::~MatrixSink() = default;

qint64 MatrixSink::size() const
{
    return m_header.size() + qint64(m_rows.size()) * m_columns * qint64(sizeof(float));
}

float *MatrixSink::valuesOf(qint64 row) const
{
    return reinterpret_cast<float *>(m_mapped + m_header.size()) + row * m_columns;
}

void MatrixSink::close()
{
    m_mapped = nullptr;
    m_file.reset();
}

bool MatrixSink::map()
{
    m_mapped = m_file->map(0, m_file->size());
    return m_mapped != nullptr;
}

void MatrixSink::clear()
{
    close();
    m_rows.assign(m_rows.size(), {});
    m_file = std::make_unique<QFile>(m_path);
    m_file->remove(); // of a program that ended halfway
    // Space is taken now: a disk that fills up later would end the program at a write to the mapping.
    const bool good = m_file->open(QIODevice::ReadWrite | QIODevice::NewOnly) &&
                      ::posix_fallocate(m_file->handle(), 0, size()) == 0 && map();
    if (!good) {
        m_file->remove();
        close();
        throw EngineError(
            ScoresText::tr("Can't write %1 (%2 MB). Free some space, or ask for fewer test examples.")
                .arg(m_path)
                .arg(size() / 1'000'000));
    }
    std::memcpy(m_mapped, m_header.constData(), std::size_t(m_header.size()));
}

void MatrixSink::take(const ScoreBlock &block, qint64 row)
{
    const std::span<const float> scores = block.scoresOf(row);
    Row &kept = m_rows[std::size_t(block.firstRow + row)];
    std::ranges::copy(scores, valuesOf(block.firstRow + row) + block.firstColumn);
    kept.checksum = checksumOf(kept.checksum, scores);
    kept.taken = block.firstColumn + block.columns;
}

void MatrixSink::sync()
{
    if (::fdatasync(m_file->handle()) != 0) {
        throw EngineError(ScoresText::tr("Can't write %1: %2. Free some space, then ask again.")
                              .arg(m_path, QString::fromLocal8Bit(std::strerror(errno))));
    }
}

void MatrixSink::write(QDataStream &stream) const
{
    writeValues(stream, std::span<const Row>(m_rows));
}

bool MatrixSink::read(QDataStream &stream)
{
    const std::size_t rows = m_rows.size();
    close();
    m_file = std::make_unique<QFile>(m_path);
    if (!readValues(stream, m_rows, rows) || m_rows.size() != rows || !m_file->open(QIODevice::ReadWrite) ||
        m_file->size() != size() || !map() ||
        std::memcmp(m_mapped, m_header.constData(), std::size_t(m_header.size())) != 0) {
        m_rows.resize(rows);
        return false;
    }
    for (std::size_t row = 0; row < rows; ++row) {
        const Row &kept = m_rows[row];
        if (kept.taken < 0 || kept.taken > m_columns ||
            checksumOf(0, {valuesOf(qint64(row)), std::size_t(kept.taken)}) != kept.checksum)
            return false;
    }
    return true;
}

void MatrixSink::finish()
{
    sync();
    close();
}

} // namespace proponent
