// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/session_library.h"

#include "ui/work/session_edits.h"

#include <QTimer>
#include <QUndoStack>

#include <algorithm>
#include <chrono>

namespace proponent::ui {

namespace {

/// How long a window that is being closed waits for the engine.
constexpr std::chrono::seconds patience{10};

} // namespace

SessionLibrary::SessionLibrary(Engine &engine, Replies &replies, QUndoStack &undo, QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies), m_undo(undo)
{
    connect(&engine, &Engine::sessionsChanged, this, &SessionLibrary::refresh);
}

void SessionLibrary::refresh()
{
    if (m_refresh.isValid() || m_editing > 0) {
        m_stale = true;
        return;
    }
    m_refresh = m_engine.listSessions();
    m_replies.await(m_refresh, this, [this](const Outcome &outcome) {
        m_refresh = {};
        if (const auto *failure = std::get_if<Failed>(&outcome))
            Q_EMIT failed(failure->message);
        // While an edit is under way, this list is from before it.
        if (const auto *answer = std::get_if<SessionsListed>(&outcome); answer && m_editing == 0)
            take(answer->sessions);
        else if (answer)
            m_stale = true;
        if (m_editing == 0 && std::exchange(m_stale, false))
            refresh();
    });
}

void SessionLibrary::take(const QList<SessionSummary> &listed)
{
    m_all = listed;
    m_listed = true;
    QSet<SessionId> there;
    for (const SessionSummary &session : m_all)
        there.insert(session.id);
    m_hidden.intersect(there); // somebody else may have deleted one
    publish();
}

void SessionLibrary::publish()
{
    m_sessions = m_all;
    m_sessions.removeIf([this](const SessionSummary &session) { return m_hidden.contains(session.id); });
    Q_EMIT changed();
}

SessionSummary *SessionLibrary::find(SessionId session)
{
    const auto found = std::find_if(m_all.begin(), m_all.end(),
                                    [session](const SessionSummary &one) { return one.id == session; });
    return found == m_all.end() || m_hidden.contains(session) ? nullptr : &*found;
}

QStringList SessionLibrary::knownTags() const
{
    QStringList tags;
    for (const SessionSummary &session : m_sessions)
        tags += session.tags;
    tags.sort(Qt::CaseInsensitive);
    tags.removeDuplicates();
    return tags;
}

void SessionLibrary::rename(SessionId session, const QString &name)
{
    const SessionSummary *line = find(session);
    if (line && line->name != name) {
        m_undo.push(new FieldEdit<QString>(tr("rename to “%1”").arg(name), *this, &SessionLibrary::writeName,
                                           session, line->name, name));
    }
}

void SessionLibrary::setNote(SessionId session, const QString &note)
{
    const SessionSummary *line = find(session);
    if (line && line->note != note) {
        m_undo.push(new FieldEdit<QString>(tr("note on “%1”").arg(line->name), *this,
                                           &SessionLibrary::writeNote, session, line->note, note));
    }
}

void SessionLibrary::setTags(SessionId session, const QStringList &tags)
{
    const SessionSummary *line = find(session);
    if (line && line->tags != tags) {
        m_undo.push(new FieldEdit<QStringList>(tr("tags of “%1”").arg(line->name), *this,
                                               &SessionLibrary::writeTags, session, line->tags, tags));
    }
}

void SessionLibrary::writeName(SessionId session, const QString &name)
{
    if (SessionSummary *line = find(session))
        line->name = name;
    awaitEdit(m_engine.renameSession(session, name));
}

void SessionLibrary::writeNote(SessionId session, const QString &note)
{
    if (SessionSummary *line = find(session))
        line->note = note;
    awaitEdit(m_engine.setSessionNote(session, note));
}

void SessionLibrary::writeTags(SessionId session, const QStringList &tags)
{
    if (SessionSummary *line = find(session))
        line->tags = tags;
    awaitEdit(m_engine.setSessionTags(session, tags));
}

/// The engine announces a change that it has made; only what it hasn't made must be read again here.
void SessionLibrary::awaitEdit(JobId job)
{
    ++m_editing;
    m_committed = false;
    m_replies.await(job, this, [this](const Outcome &outcome) {
        --m_editing;
        if (const auto *failure = std::get_if<Failed>(&outcome)) {
            Q_EMIT failed(failure->message);
            m_stale = true;
        }
        if (m_editing == 0 && !m_refresh.isValid() && std::exchange(m_stale, false))
            refresh();
        endWaitWhenDone();
    });
    publish();
}

bool SessionLibrary::isRunning(const SessionSummary &session)
{
    const bool running = session.state == SessionState::Running;
    if (running)
        Q_EMIT failed(tr("“%1” is being trained. Stop it, then delete it.").arg(session.name));
    return running;
}

void SessionLibrary::remove(const QList<SessionId> &sessions)
{
    QList<SessionSummary> removable;
    for (const SessionId id : sessions) {
        const SessionSummary *line = find(id);
        if (line && !isRunning(*line))
            removable.append(*line);
    }
    if (!removable.isEmpty())
        m_undo.push(new RemoveSessions(*this, removable));
}

bool SessionLibrary::hide(const QList<SessionId> &sessions)
{
    for (const SessionId id : sessions) {
        if (const SessionSummary *line = find(id); line && isRunning(*line))
            return false;
    }
    for (const SessionId id : sessions)
        m_hidden.insert(id);
    m_committed = false;
    publish();
    for (const SessionId id : sessions)
        Q_EMIT removed(id);
    return true;
}

void SessionLibrary::show(const QList<SessionId> &sessions)
{
    for (const SessionId id : sessions)
        m_hidden.remove(id);
    publish();
    for (const SessionId id : sessions)
        Q_EMIT restored(id);
}

void SessionLibrary::deleteForGood(const QList<SessionId> &sessions)
{
    for (const SessionId id : sessions) {
        if (!m_hidden.contains(id) || m_deleting.contains(id))
            continue;
        m_deleting.insert(id);
        m_replies.await(m_engine.deleteSession(id), this,
                        [this, id](const Outcome &outcome) { endDeletion(id, outcome); });
    }
}

void SessionLibrary::endDeletion(SessionId session, const Outcome &outcome)
{
    m_deleting.remove(session);
    if (std::holds_alternative<SessionDeleted>(outcome)) {
        m_all.removeIf([session](const SessionSummary &one) { return one.id == session; });
        m_hidden.remove(session);
    } else {
        show({session});
        if (const auto *failure = std::get_if<Failed>(&outcome))
            Q_EMIT failed(failure->message);
        refresh();
    }
    endWaitWhenDone();
}

bool SessionLibrary::hasUnsaved() const
{
    return !m_committed && (m_editing > 0 || !m_hidden.isEmpty());
}

void SessionLibrary::commitRemovals(std::function<void()> done)
{
    m_whenDone = std::move(done);
    m_undo.clear(); // a removal that is dropped asks the engine
    m_committed = true;
    QTimer::singleShot(patience, this, &SessionLibrary::endWait);
    endWaitWhenDone();
}

void SessionLibrary::endWaitWhenDone()
{
    if (m_editing == 0 && m_deleting.isEmpty())
        endWait();
}

void SessionLibrary::endWait()
{
    if (const auto done = std::exchange(m_whenDone, nullptr))
        done();
}

void SessionLibrary::exportTo(SessionId session, const QString &folder)
{
    m_replies.await(m_engine.exportSession(session, folder), this, [this](const Outcome &outcome) {
        if (const auto *failure = std::get_if<Failed>(&outcome))
            Q_EMIT failed(failure->message);
        else if (const auto *written = std::get_if<SessionExported>(&outcome))
            Q_EMIT exported(written->folder);
    });
}

} // namespace proponent::ui
