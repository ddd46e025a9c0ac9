// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/work/mailbox.h"

#include <memory>

namespace proponent {

/// A thread with a worker of its own, which alone is called there, one call after the other. Used from the
/// thread that made it.
class Lane
{
public:
    /// Takes the worker, which has no parent. It is deleted on the lane's thread when that ends, so that what it
    /// opened there, such as a database connection, is closed there.
    Lane(const QString &name, QObject *worker);
    ~Lane(); ///< as end() and wait()

    void post(Mailbox::Call call);
    void end(); ///< after the call that is being made; those behind it may or may not be made
    void endWhenServed(); ///< after all calls that were posted
    void wait();

private:
    class Thread;
    std::unique_ptr<Thread> m_thread; ///< outlives the mailbox that lives on it
    Mailbox m_mailbox;
};

} // namespace proponent
