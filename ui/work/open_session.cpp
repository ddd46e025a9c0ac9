// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/open_session.h"

#include <algorithm>

namespace proponent::ui {

OpenSession::OpenSession(Engine &engine, Replies &replies, ImageStore &images, TrainingRun &run,
                         QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies), m_images(images), m_run(run)
{
    connect(&run, &TrainingRun::started, this, [this](const SessionDetails &details) {
        m_replies.forget(std::exchange(m_request, {}));
        show(details);
    });
    connect(&run, &TrainingRun::epochFinished, this, [this](const EpochMetrics &metrics) {
        if (!isTraining())
            return;
        m_details->epochs.append(metrics);
        refresh(); // for the model's newest answers on the test examples
    });
    connect(&run, &TrainingRun::ended, this, [this](const Outcome &, SessionId session) {
        if (isOpen() && session == id())
            refresh();
    });
}

void OpenSession::open(SessionId session)
{
    if (!session.isValid() || (isOpen() && session == id() && !m_request.isValid()))
        return;
    request(session);
}

void OpenSession::close()
{
    m_replies.forget(std::exchange(m_request, {}));
    m_details.reset();
    m_images.setSession({});
    Q_EMIT opened();
}

void OpenSession::refresh()
{
    // Not while the user waits for another session: its answer replaces this one anyway.
    if (isOpen() && (!m_request.isValid() || m_requested == id()))
        request(id());
}

void OpenSession::follow(const QList<SessionSummary> &listed)
{
    if (!isOpen() || isTraining())
        return;
    const SessionSummary &shown = m_details->summary;
    const bool changed = std::any_of(listed.begin(), listed.end(), [&shown](const SessionSummary &line) {
        return line.id == shown.id && (line.state != shown.state || line.epochsDone != shown.epochsDone ||
                                       line.analysisCount != shown.analysisCount);
    });
    if (changed)
        refresh();
}

void OpenSession::request(SessionId session)
{
    m_replies.forget(m_request);
    m_requested = session;
    m_request = m_engine.openSession(session);
    m_replies.await(m_request, this, [this](const Outcome &outcome) {
        m_request = {};
        if (const auto *answer = std::get_if<SessionOpened>(&outcome))
            show(answer->details);
        else if (const auto *failure = std::get_if<Failed>(&outcome))
            Q_EMIT failed(failure->message);
    });
}

void OpenSession::show(const SessionDetails &details)
{
    const bool same = isOpen() && id() == details.summary.id;
    m_details = details;
    m_images.setSession(details.summary.id);
    if (same)
        Q_EMIT updated();
    else
        Q_EMIT opened();
}

} // namespace proponent::ui
