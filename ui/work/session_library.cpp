// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/session_library.h"

namespace proponent::ui {

SessionLibrary::SessionLibrary(Engine &engine, Replies &replies, QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies)
{
    connect(&engine, &Engine::sessionsChanged, this, &SessionLibrary::refresh);
}

void SessionLibrary::refresh()
{
    if (m_refresh.isValid()) {
        m_stale = true;
        return;
    }
    m_refresh = m_engine.listSessions();
    m_replies.await(m_refresh, this, [this](const Outcome &outcome) {
        m_refresh = {};
        if (const auto *listed = std::get_if<SessionsListed>(&outcome)) {
            m_sessions = listed->sessions;
            m_listed = true;
            Q_EMIT changed();
        } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
            Q_EMIT failed(failure->message);
        }
        if (std::exchange(m_stale, false))
            refresh();
    });
}

void SessionLibrary::rename(SessionId session, const QString &name)
{
    awaitEdit(m_engine.renameSession(session, name));
}

void SessionLibrary::setNote(SessionId session, const QString &note)
{
    awaitEdit(m_engine.setSessionNote(session, note));
}

void SessionLibrary::remove(SessionId session)
{
    awaitEdit(m_engine.deleteSession(session));
}

void SessionLibrary::exportTo(SessionId session, const QString &folder)
{
    awaitEdit(m_engine.exportSession(session, folder));
}

void SessionLibrary::awaitEdit(JobId job)
{
    m_replies.await(job, this, [this](const Outcome &outcome) {
        if (const auto *failure = std::get_if<Failed>(&outcome))
            Q_EMIT failed(failure->message);
        else if (const auto *gone = std::get_if<SessionDeleted>(&outcome))
            Q_EMIT removed(gone->session);
        else if (const auto *written = std::get_if<SessionExported>(&outcome))
            Q_EMIT exported(written->folder);
        refresh();
    });
}

} // namespace proponent::ui
