// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/database.h"
#include "engine/store/session_store.h"

namespace proponent {

/// The table `sessions`. Throws EngineError when there is no session with the id that is named. What writes
/// several rows belongs into a Transaction of the caller.
class SessionRows
{
public:
    explicit SessionRows(Database &database) : m_database(database) {}

    /// In state Running. The id is one that was never used in this database and is above `floor`.
    SessionId insert(const NewSession &session, SessionId floor);
    /// Leaves the id with the removed ones (see removed()) until its files are gone, too.
    void remove(SessionId session);
    [[nodiscard]] QList<SessionId> removed();
    void forgetRemoved(SessionId session);

    [[nodiscard]] QList<SessionSummary> summaries(); ///< newest first
    /// Everything but epochs, checkpoints, evaluation and analyses.
    [[nodiscard]] SessionDetails details(SessionId session);
    [[nodiscard]] DatasetInfo dataset(SessionId session);
    [[nodiscard]] QList<SessionId> running();
    [[nodiscard]] bool contains(SessionId session);
    void require(SessionId session);

    void setState(SessionId session, SessionState state, const QString &failure);
    /// Only if it still says running.
    void markInterrupted(SessionId session);
    /// Of every session of the data that stood where `from` says.
    void relocate(const DatasetInfo &from, const DatasetInfo &to);
    void setName(SessionId session, const QString &name);
    void setNote(SessionId session, const QString &note);
    void setTags(SessionId session, const QStringList &tags);
    void setTestLabels(SessionId session, const QList<int> &labels); ///< also the time of the last change

private:
    void update(SessionId session, const QString &column, const QString &value);
    [[noreturn]] void throwMissing(SessionId session) const;

    Database &m_database;
};

/// As in all time columns: UTC, ISO 8601 with milliseconds.
[[nodiscard]] QString toColumn(const QDateTime &time);
[[nodiscard]] QDateTime timeFromColumn(const QString &text);

/// Lists of short values that nobody searches in are JSON arrays.
[[nodiscard]] QString toColumn(const QList<int> &numbers);
[[nodiscard]] QList<int> numbersFromColumn(const QString &text);
[[nodiscard]] QString toColumn(const QStringList &names);
[[nodiscard]] QStringList namesFromColumn(const QString &text);

} // namespace proponent
