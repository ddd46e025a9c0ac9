// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/replies.h"

namespace proponent::ui {

/// The list of saved sessions, kept up to date, and what can be done to a line of it.
class SessionLibrary : public QObject
{
    Q_OBJECT

public:
    SessionLibrary(Engine &engine, Replies &replies, QObject *parent = nullptr);

    void refresh();
    void rename(SessionId session, const QString &name);
    void setNote(SessionId session, const QString &note);
    void remove(SessionId session);
    void exportTo(SessionId session, const QString &folder);

    /// As the engine lists them.
    [[nodiscard]] const QList<SessionSummary> &sessions() const { return m_sessions; }
    [[nodiscard]] bool isListed() const { return m_listed; }

Q_SIGNALS:
    void changed();
    void removed(proponent::SessionId session);
    void exported(const QString &folder);
    /// In words, with what to do.
    void failed(const QString &message);

private:
    void awaitEdit(JobId job);

    Engine &m_engine;
    Replies &m_replies;
    QList<SessionSummary> m_sessions;
    JobId m_refresh;
    bool m_listed = false;
    bool m_stale = false; ///< something changed while a list was on its way
};

} // namespace proponent::ui
