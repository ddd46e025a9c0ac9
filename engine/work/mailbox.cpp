// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/work/mailbox.h"

#include <QCoreApplication>
#include <QEvent>

namespace proponent {

void Mailbox::leave(Call call)
{
    {
        const std::lock_guard lock(m_mutex);
        m_calls.push_back(std::move(call));
    }
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

bool Mailbox::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    Call call;
    {
        const std::lock_guard lock(m_mutex);
        call = std::move(m_calls.front());
        m_calls.pop_front();
    }
    call();
    return true;
}

} // namespace proponent
