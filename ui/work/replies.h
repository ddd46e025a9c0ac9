// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <QHash>
#include <QPointer>

#include <functional>

namespace proponent::ui {

/// Matches the Engine's answers with whoever asked. An answer whose asker is gone, or who no longer
/// waits for it, is dropped.
class Replies : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<void(const Outcome &)>;

    explicit Replies(Engine &engine, QObject *parent = nullptr);

    /// `handler` is called once with the job's outcome, unless `context` is destroyed or forgets it first.
    void await(JobId job, QObject *context, Handler handler);
    void forget(JobId job);

private:
    struct Waiting
    {
        QPointer<QObject> context;
        Handler handler;
    };

    void answer(JobId job, const Outcome &outcome);

    QHash<JobId, Waiting> m_waiting;
};

} // namespace proponent::ui
