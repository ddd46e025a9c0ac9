// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/job_list.h"
#include "ui/work/replies.h"

#include <QTimer>

namespace proponent::ui {

/// The devices of this machine, once the engine has listed them; listed again every few seconds while nothing
/// is computed, since devices come and go and others use their memory.
class Machine : public QObject
{
    Q_OBJECT

public:
    Machine(Engine &engine, Replies &replies, JobList &jobs, QObject *parent = nullptr);

    void refresh();
    [[nodiscard]] const QList<DeviceInfo> &devices() const { return m_devices; }

Q_SIGNALS:
    void changed();

private:
    void take(const QList<DeviceInfo> &devices);

    Engine &m_engine;
    Replies &m_replies;
    JobList &m_jobs;
    QList<DeviceInfo> m_devices;
    JobId m_request;
    QTimer m_again;
};

} // namespace proponent::ui
