// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/machine.h"

namespace proponent::ui {

Machine::Machine(Engine &engine, Replies &replies, QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies)
{
}

void Machine::refresh()
{
    m_replies.await(m_engine.listDevices(), this, [this](const Outcome &outcome) {
        if (const auto *listed = std::get_if<DevicesListed>(&outcome)) {
            m_devices = listed->devices;
            Q_EMIT changed();
        }
    });
}

} // namespace proponent::ui
