// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scores/score_stream.h"

#include "engine/result.h"
#include "engine/scores/stream_values.h"
#include "engine/whole_file.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QFile>
#include <QThread>

#include <algorithm>
#include <atomic>

namespace proponent {

namespace {

constexpr qint64 firstSave = 500; ///< milliseconds: less isn't worth keeping
constexpr qint64 betweenSaves = 10'000;
constexpr qint64 savesShare = 20; ///< saving takes at most one part in as many of the time
constexpr qint64 scoresOfThread = qint64(1) << 17; ///< less isn't worth a thread
const QByteArray magic = QByteArrayLiteral("proponent scores 1\n");

QByteArray checksumOf(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
}

} // namespace

ScoreStream::ScoreStream(qint64 rows, qint64 columns, int threads)
    : m_columns(columns), m_taken(std::size_t(rows), 0), m_savedEvery(firstSave)
{
    m_pool.setMaxThreadCount(threads > 0 ? threads : QThread::idealThreadCount());
}

ScoreStream::~ScoreStream() = default;

void ScoreStream::add(ScoreSink &sink)
{
    m_sinks.push_back(&sink);
}

void ScoreStream::begin(const QString &file)
{
    m_file = file;
    QFile kept(file);
    if (file.isEmpty() || !kept.open(QIODevice::ReadOnly) || !restore(kept.readAll())) {
        std::ranges::fill(m_taken, 0);
        for (ScoreSink *sink : m_sinks)
            sink->clear();
    }
    m_sinceSave.start();
}

void ScoreStream::take(const ScoreBlock &block)
{
    std::atomic<qint64> next = 0;
    const auto takeRows = [&] {
        for (qint64 row = next++; row < block.rows; row = next++) {
            for (ScoreSink *sink : m_sinks)
                sink->take(block, row);
        }
    };
    const qint64 threads = std::min<qint64>(
        {m_pool.maxThreadCount(), block.rows, 1 + block.rows * block.columns / scoresOfThread});
    for (qint64 other = 1; other < threads; ++other)
        m_pool.start(takeRows);
    takeRows();
    m_pool.waitForDone();
    for (qint64 row = 0; row < block.rows; ++row)
        m_taken[std::size_t(block.firstRow + row)] = block.firstColumn + block.columns;
    if (m_sinceSave.elapsed() >= m_savedEvery)
        save();
}

void ScoreStream::save()
{
    if (m_file.isEmpty())
        return;
    QElapsedTimer took;
    took.start();
    try {
        for (ScoreSink *sink : m_sinks)
            sink->sync();
        (void)WholeFile(m_file).writeAll(state());
    } catch (const EngineError &) {
        // What was kept before is still there.
    }
    if (m_savedEvery > 0)
        m_savedEvery = std::max(betweenSaves, savesShare * took.elapsed());
    m_sinceSave.start();
}

QByteArray ScoreStream::state() const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.writeRawData(magic.constData(), int(magic.size()));
    stream << m_columns;
    writeValues(stream, std::span<const qint64>(m_taken));
    for (const ScoreSink *sink : m_sinks)
        sink->write(stream);
    return bytes + checksumOf(bytes);
}

bool ScoreStream::restore(const QByteArray &state)
{
    const qsizetype checksum = QCryptographicHash::hashLength(QCryptographicHash::Sha1);
    if (!state.startsWith(magic) || state.size() < magic.size() + checksum ||
        checksumOf(QByteArrayView(state).chopped(checksum)) != QByteArrayView(state).last(checksum))
        return false;
    const std::size_t rows = m_taken.size();
    QDataStream stream(state.first(state.size() - checksum));
    stream.skipRawData(int(magic.size()));
    qint64 columns = 0;
    stream >> columns;
    const bool isSame = columns == m_columns && readValues(stream, m_taken, rows) && m_taken.size() == rows;
    m_taken.resize(rows);
    return isSame && std::ranges::all_of(m_sinks, [&](ScoreSink *sink) { return sink->read(stream); }) &&
           stream.atEnd();
}

std::optional<ScoreStream::Stretch> ScoreStream::next(qint64 mostRows) const
{
    const auto first = std::ranges::find_if(m_taken, [this](qint64 taken) { return taken < m_columns; });
    if (first == m_taken.end())
        return {};
    const auto end = std::find_if(first, m_taken.end(), [&](qint64 taken) { return taken != *first; });
    return Stretch{first - m_taken.begin(), std::min<qint64>(mostRows, end - first), *first};
}

qint64 ScoreStream::scoresTaken() const
{
    qint64 sum = 0;
    for (const qint64 taken : m_taken)
        sum += taken;
    return sum;
}

} // namespace proponent
