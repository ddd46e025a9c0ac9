// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/replies.h"

#include <QSet>

#include <functional>

class QUndoStack;

namespace proponent::ui {

/// The list of saved sessions, kept up to date, and what can be done to a line of it. Edits show at once and
/// are written behind; they can be undone.
class SessionLibrary : public QObject
{
    Q_OBJECT

public:
    /// `undo` outlives the library.
    SessionLibrary(Engine &engine, Replies &replies, QUndoStack &undo, QObject *parent = nullptr);

    void refresh();

    void rename(SessionId session, const QString &name);
    void setNote(SessionId session, const QString &note);
    void setTags(SessionId session, const QStringList &tags);
    /// Takes them out of the list. They are deleted when that can't be undone any more, so that a program
    /// that dies before loses nothing. One that is being trained stays, and failed() says so.
    void remove(const QList<SessionId> &sessions);

    /// Whether an edit or a removal would be lost if the engine were closed now.
    [[nodiscard]] bool hasUnsaved() const;
    /// Empties the undo stack, deletes what was removed, and calls `done` once the engine has dealt with
    /// that and with all edits, or takes too long: what isn't deleted by then is kept. At once when there is
    /// nothing to wait for. hasUnsaved() is false from here to the next edit.
    void commitRemovals(std::function<void()> done);

    void exportTo(SessionId session, const QString &folder);

    /// As the engine lists them, without those that were removed.
    [[nodiscard]] const QList<SessionSummary> &sessions() const { return m_sessions; }
    [[nodiscard]] bool isListed() const { return m_listed; }
    /// All that are in use, in alphabetical order.
    [[nodiscard]] QStringList knownTags() const;

Q_SIGNALS:
    void changed();
    void removed(proponent::SessionId session);
    /// In the list again: the removal was undone, or the engine refused it.
    void restored(proponent::SessionId session);
    void exported(const QString &folder);
    /// In words, with what to do.
    void failed(const QString &message);

private:
    friend class RemoveSessions;

    void writeName(SessionId session, const QString &name);
    void writeNote(SessionId session, const QString &note);
    void writeTags(SessionId session, const QStringList &tags);
    /// Refused when one of them is being trained.
    [[nodiscard]] bool hide(const QList<SessionId> &sessions);
    void show(const QList<SessionId> &sessions);
    void deleteForGood(const QList<SessionId> &sessions);
    void endDeletion(SessionId session, const Outcome &outcome);
    void endWait();
    void endWaitWhenDone();
    void awaitEdit(JobId job);
    void take(const QList<SessionSummary> &listed);
    void publish();
    /// Null when it isn't there, or was removed.
    [[nodiscard]] SessionSummary *find(SessionId session);
    /// Says so if it is.
    [[nodiscard]] bool isRunning(const SessionSummary &session);

    Engine &m_engine;
    Replies &m_replies;
    QUndoStack &m_undo;
    QList<SessionSummary> m_all;
    QList<SessionSummary> m_sessions; ///< m_all without m_hidden
    QSet<SessionId> m_hidden;
    QSet<SessionId> m_deleting; ///< part of m_hidden: the engine has been asked
    std::function<void()> m_whenDone; ///< of commitRemovals()
    bool m_committed = false; ///< nothing was edited since commitRemovals()
    JobId m_refresh;
    int m_editing = 0; ///< edits that the engine hasn't answered
    bool m_listed = false;
    bool m_stale = false; ///< something changed while a list was on its way
};

} // namespace proponent::ui
