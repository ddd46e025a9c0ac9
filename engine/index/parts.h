// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace proponent {

/// work(0), work(1), … work(parts - 1), on this thread and others beside it, in no order. `threads`: at most so many;
/// 0: one a core. The first exception ends it, and is thrown here once all threads are done.
template <class Work>
void forEachPart(qint64 parts, int threads, const Work &work)
{
    std::atomic<qint64> next = 0;
    std::mutex mutex;
    std::exception_ptr problem;
    const auto run = [&] {
        try {
            for (qint64 part = next++; part < parts; part = next++)
                work(part);
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (!problem)
                problem = std::current_exception();
            next = parts;
        }
    };
    {
        const qint64 wanted = std::min<qint64>(threads > 0 ? threads : QThread::idealThreadCount(), parts);
        std::vector<std::jthread> others;
        for (qint64 other = 1; other < wanted; ++other)
            others.emplace_back(run);
        run();
    }
    if (problem)
        std::rethrow_exception(problem);
}

} // namespace proponent
