// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/replies.h"

namespace proponent::ui {

/// The devices of this machine, once the engine has listed them.
class Machine : public QObject
{
    Q_OBJECT

public:
    Machine(Engine &engine, Replies &replies, QObject *parent = nullptr);

    void refresh();
    [[nodiscard]] const QList<DeviceInfo> &devices() const { return m_devices; }

Q_SIGNALS:
    void changed();

private:
    Engine &m_engine;
    Replies &m_replies;
    QList<DeviceInfo> m_devices;
};

} // namespace proponent::ui
