// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QFile>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>
#include <vector>

namespace proponent::benchmark {

using Clock = std::chrono::steady_clock;
using Condition = std::function<bool()>;

[[nodiscard]] double milliseconds(Clock::duration time);

/// An application that knows what its event loop does: which event took longest, and when a widget was painted.
class WatchedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override;

    /// @name Running the event loop
    /// @{
    void runFor(double seconds);
    /// Throws, naming `what`, when it doesn't come.
    void waitUntil(const QString &what, const Condition &isThere);
    /// When the first painting of `widget` was done at the end of which `isThere`.
    Clock::time_point waitForPaint(const QString &what, const QWidget *widget, const Condition &isThere);
    /// @}

    /// Of those handled since startOver(), without the events that it sent to others in turn.
    struct Longest
    {
        double milliseconds = 0;
        QString words; ///< "Paint to DataGallery"
    };
    [[nodiscard]] const Longest &longest() const { return m_longest; }
    void startOver() { m_longest = {}; }

private:
    void note(double milliseconds, QEvent::Type type, const char *receiver, const char *parent);

    Longest m_longest;
    Clock::duration m_nested{}; ///< taken by the events that the present one has sent
    int m_depth = 0;
    const QObject *m_awaited = nullptr;
    bool m_painting = false; ///< the awaited widget has been painted in the present turn of the loop
    Condition m_isThere;
    Clock::time_point m_paintedAt;
};

/// A thread that sleeps for a millisecond again and again: how much longer it takes is the machine's doing.
class Sleeper
{
public:
    Sleeper() : m_thread([this](const std::stop_token &stop) { sleep(stop); }) {}
    /// Milliseconds.
    [[nodiscard]] double worst() const { return m_worst; }

private:
    void sleep(const std::stop_token &stop);

    std::atomic<double> m_worst = 0;
    std::jthread m_thread;
};

/// What kept the event loop from its next turn, in milliseconds.
struct Stall
{
    double length = 0;
    double working = 0; ///< of which this thread computed
    double queued = 0; ///< of which it could have, had there been a free core
};

struct Stalls
{
    Stall worst;
    double percentile99 = 0;
    double machine = 0; ///< the worst of a thread that does nothing
    qsizetype turns = 0;
    qsizetype overGoal = 0; ///< longer than 50 ms
    WatchedApplication::Longest longestEvent;
};

constexpr double stallGoal = 50; // milliseconds

/// A timer of 1 ms on the ui thread, from its construction to finish(): how much later than that it fires is how
/// long a key press would have waited.
class StallMeter
{
    Q_DISABLE_COPY_MOVE(StallMeter)

public:
    explicit StallMeter(WatchedApplication &application);
    [[nodiscard]] Stalls finish();

private:
    /// What the kernel has counted of this thread, in milliseconds.
    struct Counts
    {
        double working = 0;
        double queued = 0;
    };

    void tick();
    [[nodiscard]] Counts counts();

    WatchedApplication &m_application;
    Sleeper m_sleeper;
    QFile m_statistics;
    QTimer m_timer;
    Clock::time_point m_last;
    Counts m_lastCounts;
    Stall m_worst;
    std::vector<double> m_lengths;
};

} // namespace proponent::benchmark
