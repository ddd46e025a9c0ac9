// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>
#include <vector>

namespace proponent {

/// Calls work(i) for every i below count, on all processors.
template <class Work>
void onAllProcessors(qsizetype count, const Work &work)
{
    std::atomic<qsizetype> next = 0;
    std::vector<std::future<void>> workers;
    for (unsigned worker = 0; worker < std::max(1U, std::thread::hardware_concurrency()); ++worker) {
        workers.push_back(std::async(std::launch::async, [&] {
            for (qsizetype i = next++; i < count; i = next++)
                work(i);
        }));
    }
    for (std::future<void> &worker : workers)
        worker.get();
}

} // namespace proponent
