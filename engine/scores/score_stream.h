// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/scores/score_sink.h"

#include <QElapsedTimer>
#include <QString>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <vector>

namespace proponent {

/// Blocks of scores on their way into sinks. Knows which training examples each test has been compared with, and keeps
/// that with the sinks' state in a file every so often: a run that is interrupted goes on from there.
/// Used by one thread at a time.
class ScoreStream
{
public:
    /// `rows`: tests, `columns`: training examples. `threads`: that sinks may take rows on; 0: all cores.
    ScoreStream(qint64 rows, qint64 columns, int threads = 0);
    ~ScoreStream();
    Q_DISABLE_COPY_MOVE(ScoreStream)

    /// Sinks are fed in the order in which they were added; they have to outlive this object.
    void add(ScoreSink &sink);

    /// Before the first block. Goes on with what the file keeps where that is whole, and from now on keeps things there;
    /// without a name nothing is kept. The file is taken for one of the same scores. Throws EngineError where a sink does.
    void begin(const QString &file = {});

    /// The next columns of its rows.
    void take(const ScoreBlock &block);
    /// What was taken so far into the file: synced, and renamed when it is whole. That it can't be written is no error:
    /// less will be found again.
    void save();
    /// For tests: how long to take blocks before the next save().
    void setSavedEvery(qint64 milliseconds) { m_savedEvery = milliseconds; }

    /// Rows that have been compared with the same training examples, not with all of them.
    struct Stretch
    {
        qint64 firstRow = 0;
        qint64 rows = 0;
        qint64 firstColumn = 0; ///< that is missing
    };
    /// The first of those, `mostRows` at most; nothing when all is done.
    [[nodiscard]] std::optional<Stretch> next(qint64 mostRows) const;
    [[nodiscard]] qint64 rows() const { return qint64(m_taken.size()); }
    [[nodiscard]] qint64 columns() const { return m_columns; }
    [[nodiscard]] qint64 scoresTaken() const;

private:
    [[nodiscard]] QByteArray state() const;
    [[nodiscard]] bool restore(const QByteArray &state);

    qint64 m_columns;
    std::vector<qint64> m_taken; ///< columns by row
    std::vector<ScoreSink *> m_sinks;
    QThreadPool m_pool;
    QString m_file;
    qint64 m_savedEvery;
    QElapsedTimer m_sinceSave;
};

} // namespace proponent
