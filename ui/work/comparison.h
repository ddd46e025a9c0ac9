// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/open_session.h"
#include "ui/work/paired_influence.h"
#include "ui/work/session_library.h"
#include "ui/work/test_comparison.h"

#include <optional>
#include <utility>

namespace proponent::ui {

/// Two sessions held against each other: the open one and another of the library. A is the one that came before:
/// the parent, or else the older one, so that "B is better" praises what was tried last. Until somebody chooses,
/// the other is the session that the open one was derived from, or the newest.
class Comparison : public QObject
{
    Q_OBJECT

public:
    Comparison(Engine &engine, Replies &replies, JobList &jobs, OpenSession &open, SessionLibrary &library,
               QObject *parent = nullptr);

    /// Whether somebody looks. The other is read only then.
    void setWatched(bool watched);
    /// Chooses the other. The open session can't be compared with itself and is ignored.
    void compareWith(SessionId other);
    /// A for B, as long as these two are compared.
    void swap();

    /// What the open one can be compared with, newest first.
    [[nodiscard]] QList<SessionSummary> candidates() const;
    /// Beside the open one, read or not; none when there is no other session.
    [[nodiscard]] SessionId other() const { return m_other; }
    /// Whether other() is what somebody wanted.
    [[nodiscard]] bool isChosen() const { return m_isChosen; }
    /// Whether the other is A, and the open one B.
    [[nodiscard]] bool isOtherFirst() const;
    [[nodiscard]] bool isReading() const { return m_request.isValid(); }
    /// Both sessions are there.
    [[nodiscard]] bool isReady() const { return m_open.isOpen() && m_read; }
    /// A; only while isReady(), like second(), which is B.
    [[nodiscard]] const SessionDetails &first() const { return isOtherFirst() ? *m_read : m_open.details(); }
    [[nodiscard]] const SessionDetails &second() const { return isOtherFirst() ? m_open.details() : *m_read; }
    [[nodiscard]] const TestComparison &tests() const { return m_tests; }
    [[nodiscard]] PairedInfluence &influence() { return m_influence; }

Q_SIGNALS:
    /// candidates(), other() or isOtherFirst().
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
    SessionId m_opened; ///< the open one, to know afterwards which it was
    SessionId m_other;
    std::pair<SessionId, SessionId> m_pair; ///< that isSwapped is about
    bool m_isSwapped = false; ///< A and B, by a person
    bool m_isChosen = false; ///< by a person: stays when another session is opened
    bool m_watched = false;
    std::optional<SessionDetails> m_read; ///< the other
    std::optional<SessionSummary> m_seen; ///< how its line in the library read when it was asked for
    JobId m_request;
    TestComparison m_tests;
};

} // namespace proponent::ui
