// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/replies.h"

namespace proponent::ui {

Replies::Replies(Engine &engine, QObject *parent) : QObject(parent)
{
    connect(&engine, &Engine::finished, this, &Replies::answer);
}

void Replies::await(JobId job, QObject *context, Handler handler)
{
    m_waiting.insert(job, {context, std::move(handler)});
}

void Replies::forget(JobId job)
{
    m_waiting.remove(job);
}

void Replies::answer(JobId job, const Outcome &outcome)
{
    const auto found = m_waiting.constFind(job);
    if (found == m_waiting.constEnd())
        return;
    const Waiting waiting = m_waiting.take(job); // before the call: the handler may ask for more
    if (waiting.context)
        waiting.handler(outcome);
}

} // namespace proponent::ui
