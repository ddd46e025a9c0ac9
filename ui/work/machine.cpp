// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/machine.h"

#include <algorithm>

namespace proponent::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto listedEvery = 5s;

/// Whether a person would be shown something else. Memory that others use moves all the time.
bool isSame(const DeviceInfo &left, const DeviceInfo &right)
{
    const qint64 noticeable = left.totalMemory / 50;
    return left.id == right.id && left.usable == right.usable && left.reason == right.reason &&
           left.totalMemory == right.totalMemory &&
           std::abs(left.freeMemory - right.freeMemory) <= noticeable;
}

} // namespace

Machine::Machine(Engine &engine, Replies &replies, JobList &jobs, QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies), m_jobs(jobs)
{
    m_again.setInterval(listedEvery);
    connect(&m_again, &QTimer::timeout, this, [this] {
        // The engine answers when it has computed what it is at; the question would wait all that time.
        if (m_jobs.jobs().isEmpty())
            refresh();
    });
}

void Machine::refresh()
{
    if (m_request.isValid())
        return;
    m_again.start();
    m_request = m_engine.listDevices();
    m_replies.await(m_request, this, [this](const Outcome &outcome) {
        m_request = {};
        if (const auto *listed = std::get_if<DevicesListed>(&outcome))
            take(listed->devices);
    });
}

void Machine::take(const QList<DeviceInfo> &devices)
{
    if (std::ranges::equal(devices, m_devices, &isSame))
        return;
    m_devices = devices;
    Q_EMIT changed();
}

} // namespace proponent::ui
