// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <deque>
#include <functional>
#include <mutex>

namespace proponent {

/// Calls that any thread leaves for the one that the mailbox lives on. Its event loop makes them one at a
/// time, in the order in which they were left; those that nobody came to are dropped with the mailbox.
///
/// Qt's queued connections do the same. Here calls wait behind a std::mutex, which ThreadSanitizer sees; it
/// sees nothing of Qt's own locks, and would take all that crosses by them for touched by two threads at once.
class Mailbox : public QObject
{
public:
    using Call = std::function<void()>;
    void leave(Call call);

    bool event(QEvent *event) override;

private:
    std::mutex m_mutex;
    std::deque<Call> m_calls; ///< each with an event on its way
};

} // namespace proponent
