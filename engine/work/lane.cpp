// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/work/lane.h"

#include <QThread>

#include <condition_variable>

namespace proponent {

class Lane::Thread : public QThread
{
public:
    explicit Thread(QObject *worker) : m_worker(worker) { worker->moveToThread(this); }

    void waitForEnd()
    {
        {
            // What the thread has done is known to be done by a lock that ThreadSanitizer sees.
            std::unique_lock lock(m_mutex);
            m_end.wait(lock, [this] { return m_ended; });
        }
        wait();
    }

protected:
    void run() override
    {
        exec();
        m_worker.reset();
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        m_end.notify_all();
    }

private:
    std::unique_ptr<QObject> m_worker;
    std::mutex m_mutex;
    std::condition_variable m_end;
    bool m_ended = false;
};

Lane::Lane(const QString &name, QObject *worker) : m_thread(std::make_unique<Thread>(worker))
{
    m_mailbox.moveToThread(m_thread.get());
    m_thread->setObjectName(name);
    m_thread->start();
}

Lane::~Lane()
{
    end();
    wait();
}

void Lane::post(Mailbox::Call call)
{
    m_mailbox.leave(std::move(call));
}

void Lane::end()
{
    m_thread->quit();
}

void Lane::endWhenServed()
{
    post([thread = m_thread.get()] { thread->quit(); });
}

void Lane::wait()
{
    m_thread->waitForEnd();
}

} // namespace proponent
