// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/open_session.h"
#include "ui/work/paired_influence.h"
#include "ui/work/session_library.h"
#include "ui/work/test_comparison.h"

#include <optional>

namespace proponent::ui {

/// Two sessions held against each other: A is the open one, B another of the library. Until somebody chooses,
/// B is the session that A was derived from, or the newest other one.
class Comparison : public QObject
{
    Q_OBJECT

public:
    Comparison(Engine &engine, Replies &replies, JobList &jobs, OpenSession &open, SessionLibrary &library,
               QObject *parent = nullptr);

    /// Whether somebody looks. B is read only then.
    void setWatched(bool watched);
    /// Chooses B. The open session can't be compared with itself and is ignored.
    void compareWith(SessionId other);
    /// Opens B, and compares it with what was open.
    void swap();

    /// What B can be, newest first.
    [[nodiscard]] QList<SessionSummary> candidates() const;
    /// B, read or not; none when there is no other session.
    [[nodiscard]] SessionId other() const { return m_other; }
    [[nodiscard]] bool isReading() const { return m_request.isValid(); }
    /// Both sessions are there.
    [[nodiscard]] bool isReady() const { return m_open.isOpen() && m_second; }
    /// Only while isReady(), like second().
    [[nodiscard]] const SessionDetails &first() const { return m_open.details(); }
    [[nodiscard]] const SessionDetails &second() const { return *m_second; }
    [[nodiscard]] const TestComparison &tests() const { return m_tests; }
    [[nodiscard]] PairedInfluence &influence() { return m_influence; }

Q_SIGNALS:
    /// candidates() or other().
    void candidatesChanged();
    /// The two sessions, or their figures.
    void changed();
    void failed(const QString &message);

private:
    void showOpened();
    void choose();
    [[nodiscard]] SessionId preselected() const;
    [[nodiscard]] std::optional<SessionSummary> otherSummary() const;
    void readOther();
    void compute();

    Engine &m_engine;
    Replies &m_replies;
    OpenSession &m_open;
    SessionLibrary &m_library;
    PairedInfluence m_influence;
    SessionId m_first; ///< the open one, to know afterwards which it was
    SessionId m_other;
    bool m_isChosen = false; ///< by a person: stays when another session is opened
    bool m_watched = false;
    std::optional<SessionDetails> m_second;
    std::optional<SessionSummary> m_seen; ///< how B's line in the library read when it was asked for
    JobId m_request;
    TestComparison m_tests;
};

} // namespace proponent::ui
