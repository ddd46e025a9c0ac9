// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/sink_feeder.h"

#include <utility>

namespace proponent {

namespace {

constexpr std::size_t mostBlocksWaiting = 2;

} // namespace

SinkFeeder::SinkFeeder(ScoreStream &stream, bool onThread) : m_stream(stream)
{
    if (onThread)
        m_thread = std::thread([this] { run(); });
}

SinkFeeder::~SinkFeeder()
{
    if (!m_thread.joinable())
        return;
    {
        const std::scoped_lock lock(m_mutex);
        m_ends = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void SinkFeeder::rethrow()
{
    if (m_error)
        std::rethrow_exception(std::exchange(m_error, nullptr));
}

void SinkFeeder::put(BlockOnItsWay block)
{
    if (!m_thread.joinable()) {
        m_stream.take(block.wait());
        return;
    }
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_blocks.size() < mostBlocksWaiting || m_error; });
    rethrow();
    m_blocks.push_back(std::move(block));
    m_changed.notify_all();
}

void SinkFeeder::finish()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_blocks.empty() || m_error; });
    rethrow();
}

void SinkFeeder::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return !m_blocks.empty() || m_ends; });
        if (m_blocks.empty())
            return;
        const BlockOnItsWay &block = m_blocks.front(); // a deque's elements stay where they are
        lock.unlock();
        std::exception_ptr error;
        try {
            m_stream.take(block.wait());
        } catch (...) {
            error = std::current_exception();
        }
        lock.lock();
        m_blocks.pop_front();
        if (error) {
            m_error = error;
            m_blocks.clear();
        }
        m_changed.notify_all();
    }
}

} // namespace proponent
