// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QtGlobal>

#include <deque>

namespace proponent {

/// Says when the next report is due (at most 20 a second), how fast work goes over the last seconds, and
/// how long the rest will take.
class RateMeter
{
public:
    /// `done`: what was finished before the clock starts (of a resumed run).
    explicit RateMeter(qint64 total, qint64 done = 0);

    /// True when enough time has passed since the last true. `done` is what was finished so far.
    [[nodiscard]] bool isDue(qint64 done);

    [[nodiscard]] double rate() const { return m_rate; } ///< a second; 0 while not known
    [[nodiscard]] double secondsLeft() const; ///< below 0 while not known
    [[nodiscard]] qint64 done() const { return m_done; }
    [[nodiscard]] qint64 total() const { return m_total; }

private:
    struct Mark
    {
        qint64 milliseconds;
        qint64 done;
    };
    qint64 m_total;
    qint64 m_done = 0;
    double m_rate = 0;
    QElapsedTimer m_clock;
    std::deque<Mark> m_marks; ///< of the last seconds, oldest first
};

} // namespace proponent
