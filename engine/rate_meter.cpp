// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rate_meter.h"

namespace proponent {

namespace {
constexpr qint64 reportInterval = 50; ///< milliseconds
constexpr qint64 window = 4000; ///< milliseconds that the rate is taken over
} // namespace

RateMeter::RateMeter(qint64 total, qint64 done) : m_total(total), m_done(done)
{
    m_clock.start();
    m_marks.push_back({0, done});
}

bool RateMeter::isDue(qint64 done)
{
    m_done = done;
    const qint64 now = m_clock.elapsed();
    if (m_marks.size() > 1 && now - m_marks.back().milliseconds < reportInterval && done < m_total)
        return false;
    m_marks.push_back({now, done});
    while (m_marks.size() > 2 && now - m_marks.front().milliseconds > window)
        m_marks.pop_front();
    const Mark &oldest = m_marks.front();
    if (now > oldest.milliseconds)
        m_rate = 1000.0 * double(done - oldest.done) / double(now - oldest.milliseconds);
    return true;
}

double RateMeter::secondsLeft() const
{
    return m_rate > 0 ? double(m_total - m_done) / m_rate : -1;
}

} // namespace proponent
