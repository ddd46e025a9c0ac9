// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/block_sums.h"
#include "engine/scores/score_stream.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace proponent {

/// Brings blocks to a stream. From a GPU best on a thread of its own, while the device computes the next ones: the
/// stream belongs to that thread from the first put() to finish(). On the CPU, which has nothing to wait for, at once.
/// Engine thread only.
class SinkFeeder
{
public:
    SinkFeeder(ScoreStream &stream, bool onThread);
    ~SinkFeeder();
    Q_DISABLE_COPY_MOVE(SinkFeeder)

    /// Waits where the stream is too far behind. Throws what a sink threw.
    void put(BlockOnItsWay block);
    /// Waits until the stream has taken everything. Throws what a sink threw.
    void finish();

private:
    void run();
    void rethrow();

    ScoreStream &m_stream;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<BlockOnItsWay> m_blocks; ///< the first is being taken
    bool m_ends = false;
    std::exception_ptr m_error;
    std::thread m_thread; ///< where it is one of its own
};

} // namespace proponent
