// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/window_watch.h"

#include <QMetaEnum>
#include <QThread>
#include <QWidget>

#include <algorithm>
#include <ctime>
#include <stdexcept>

namespace proponent::benchmark {

namespace {

constexpr std::chrono::seconds patience{300}; // a busy machine is slow, a broken program never ends

} // namespace

double milliseconds(Clock::duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

bool WatchedApplication::notify(QObject *receiver, QEvent *event)
{
    if (QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    // Afterwards neither may be there any more.
    const QEvent::Type type = event->type();
    const char *name = receiver->metaObject()->className();
    const char *parent = receiver->parent() ? receiver->parent()->metaObject()->className() : nullptr;
    m_painting = m_painting || (type == QEvent::Paint && receiver == m_awaited);

    const Clock::duration before = std::exchange(m_nested, Clock::duration::zero());
    const Clock::time_point start = Clock::now();
    ++m_depth;
    const bool handled = QApplication::notify(receiver, event);
    --m_depth;
    const Clock::time_point end = Clock::now();
    note(milliseconds(end - start - m_nested), type, name, parent);
    m_nested = before + (end - start);

    if (m_depth == 0 && std::exchange(m_painting, false) && m_isThere && m_isThere()) {
        m_paintedAt = end;
        m_isThere = {};
    }
    return handled;
}

void WatchedApplication::note(double milliseconds, QEvent::Type type, const char *receiver,
                              const char *parent)
{
    if (milliseconds <= m_longest.milliseconds)
        return;
    const char *event = QMetaEnum::fromType<QEvent::Type>().valueToKey(int(type));
    QString to = QString::fromLatin1(receiver);
    // A timer's or a viewport's name says little.
    if (parent)
        to += QStringLiteral(" of ") + QString::fromLatin1(parent);
    to.remove(QStringLiteral("proponent::ui::"));
    to.remove(QStringLiteral("proponent::"));
    m_longest = {milliseconds, QStringLiteral("%1 to %2").arg(QString::fromLatin1(event), to)};
}

void WatchedApplication::runFor(double seconds)
{
    const auto end = Clock::now() + std::chrono::duration<double>(seconds);
    waitUntil(QString(), [end] { return Clock::now() >= end; });
}

void WatchedApplication::waitUntil(const QString &what, const Condition &isThere)
{
    QTimer wake; // else a loop without events would never look at the clock
    wake.start(5);
    const Clock::time_point end = Clock::now() + patience;
    while (!isThere()) {
        if (Clock::now() > end)
            throw std::runtime_error("waited in vain for " + what.toStdString());
        processEvents(QEventLoop::WaitForMoreEvents);
    }
}

Clock::time_point WatchedApplication::waitForPaint(const QString &what, const QWidget *widget,
                                                   const Condition &isThere)
{
    m_awaited = widget;
    m_isThere = isThere;
    waitUntil(what, [this] { return !m_isThere; });
    m_awaited = nullptr;
    return m_paintedAt;
}

void Sleeper::sleep(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        const Clock::time_point before = Clock::now();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        m_worst = std::max(m_worst.load(), milliseconds(Clock::now() - before) - 1);
    }
}

StallMeter::StallMeter(WatchedApplication &application)
    : m_application(application), m_statistics(QStringLiteral("/proc/thread-self/schedstat"))
{
    if (!m_statistics.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        qWarning("the kernel doesn't tell what this thread waits for");
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(1);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
    m_application.startOver();
    m_last = Clock::now();
    m_lastCounts = counts();
    m_timer.start();
}

void StallMeter::tick()
{
    const Clock::time_point now = Clock::now();
    const Counts nowCounts = counts();
    const double late = milliseconds(now - m_last) - m_timer.interval();
    m_lengths.push_back(std::max(0.0, late));
    if (late > m_worst.length)
        m_worst = {late, nowCounts.working - m_lastCounts.working, nowCounts.queued - m_lastCounts.queued};
    m_last = now;
    m_lastCounts = nowCounts;
}

StallMeter::Counts StallMeter::counts()
{
    timespec worked{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &worked);
    const double working = double(worked.tv_sec) * 1e3 + double(worked.tv_nsec) * 1e-6;
    if (!m_statistics.isOpen() || !m_statistics.seek(0))
        return {working, 0};
    const QList<QByteArray> words = m_statistics.readAll().split(' '); // the second: nanoseconds in the queue
    return {working, words.value(1).toDouble() * 1e-6};
}

Stalls StallMeter::finish()
{
    m_timer.stop();
    tick(); // what came after the last turn counts, too
    Stalls stalls;
    stalls.worst = m_worst;
    stalls.turns = qsizetype(m_lengths.size());
    stalls.overGoal =
        std::count_if(m_lengths.begin(), m_lengths.end(), [](double length) { return length > stallGoal; });
    const auto last = m_lengths.begin() + (m_lengths.size() - 1) * 99 / 100;
    std::nth_element(m_lengths.begin(), last, m_lengths.end());
    stalls.percentile99 = *last;
    stalls.machine = m_sleeper.worst();
    stalls.longestEvent = m_application.longest();
    return stalls;
}

} // namespace proponent::benchmark
