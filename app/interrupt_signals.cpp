// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interrupt_signals.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace proponent {

namespace {

constexpr std::array caughtSignals{SIGINT, SIGTERM, SIGHUP};

// A handler may do next to nothing; writing a byte to a pipe is allowed, and wakes the event loop.
std::atomic<int> writeEnd{-1};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void forwardSignal(int)
{
    const int savedErrno = errno;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = write(writeEnd.load(), &byte, 1);
    errno = savedErrno;
}

bool isIgnored(int signalNumber)
{
    struct sigaction current
    {};
    return sigaction(signalNumber, nullptr, &current) == 0 && current.sa_handler == SIG_IGN;
}

void install(int signalNumber)
{
    struct sigaction action
    {};
    action.sa_handler = forwardSignal;
    action.sa_flags = SA_RESTART | int(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    sigaction(signalNumber, &action, nullptr);
}

} // namespace

InterruptSignals::InterruptSignals(QObject *parent) : QObject(parent)
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // signals keep their default: they end the program at once, which the library survives
    m_readEnd = ends[0];
    writeEnd = ends[1];

    auto *notifier = new QSocketNotifier(m_readEnd, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (read(m_readEnd, &byte, 1) == 1) {}
        Q_EMIT interrupted();
    });

    for (const int signalNumber : caughtSignals) {
        if (signalNumber != SIGHUP || !isIgnored(SIGHUP))
            install(signalNumber);
    }
}

InterruptSignals::~InterruptSignals()
{
    if (m_readEnd < 0)
        return;
    for (const int signalNumber : caughtSignals) {
        if (!isIgnored(signalNumber))
            std::signal(signalNumber, SIG_DFL);
    }
    close(writeEnd.exchange(-1));
    close(m_readEnd);
}

} // namespace proponent
