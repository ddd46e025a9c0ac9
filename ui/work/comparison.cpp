// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/comparison.h"

#include <algorithm>

namespace proponent::ui {

namespace {

bool isNewer(const SessionSummary &now, const SessionSummary &before)
{
    return now.updated != before.updated || now.epochsDone != before.epochsDone ||
           now.analysisCount != before.analysisCount || now.state != before.state || now.name != before.name;
}

bool isBefore(const SessionSummary &one, const SessionSummary &other)
{
    if (other.parent == one.id || one.parent == other.id)
        return other.parent == one.id;
    return one.created != other.created ? one.created < other.created : one.id.value < other.id.value;
}

} // namespace

Comparison::Comparison(Engine &engine, Replies &replies, JobList &jobs, OpenSession &open,
                       SessionLibrary &library, QObject *parent)
    : QObject(parent),
      m_engine(engine),
      m_replies(replies),
      m_open(open),
      m_library(library),
      m_influence(engine, replies, jobs)
{
    connect(&open, &OpenSession::opened, this, &Comparison::showOpened);
    connect(&open, &OpenSession::updated, this, &Comparison::compute);
    connect(&library, &SessionLibrary::changed, this, &Comparison::choose);
    // The other's line in the library changes with a new analysis; the open session has to be told.
    connect(&m_influence, &PairedInfluence::traced, this, [this](SessionId session) {
        if (session == m_open.id())
            m_open.refresh();
    });
}

void Comparison::setWatched(bool watched)
{
    if (std::exchange(m_watched, watched) != watched)
        readOther();
}

void Comparison::compareWith(SessionId other)
{
    if (!other.isValid() || other == m_open.id())
        return;
    m_other = other;
    m_isChosen = true;
    if (!m_read)
        m_seen.reset(); // it may be a second try
    choose();
}

void Comparison::swap()
{
    m_isSwapped = !m_isSwapped;
    Q_EMIT candidatesChanged();
    compute();
}

bool Comparison::isOtherFirst() const
{
    const auto other = m_read ? std::optional(m_read->summary) : otherSummary();
    return m_open.isOpen() && other && isBefore(*other, m_open.details().summary) != m_isSwapped;
}

QList<SessionSummary> Comparison::candidates() const
{
    QList<SessionSummary> others = m_library.sessions();
    others.removeIf([this](const SessionSummary &one) { return one.id == m_open.id(); });
    std::stable_sort(
        others.begin(), others.end(),
        [](const SessionSummary &left, const SessionSummary &right) { return left.created > right.created; });
    return others;
}

void Comparison::showOpened()
{
    const SessionId before = std::exchange(m_opened, m_open.id());
    if (m_other == m_opened && before.isValid())
        m_other = before;
    else if (!m_isChosen)
        m_other = {};
    choose();
}

/// Settles on another that exists, and reads it if it is not the same or newer than before.
void Comparison::choose()
{
    const bool fits =
        m_other.isValid() && m_other != m_open.id() && (!m_library.isListed() || otherSummary());
    if (m_open.isOpen() && !fits) {
        m_isChosen = false;
        m_other = preselected();
    }
    if (const std::pair pair(m_open.id(), m_other); std::exchange(m_pair, pair) != pair)
        m_isSwapped = false;
    if (m_read && m_read->summary.id != m_other)
        m_read.reset();
    if (m_seen && m_seen->id != m_other) {
        m_seen.reset();
        m_replies.forget(std::exchange(m_request, {}));
    }
    readOther();
    Q_EMIT candidatesChanged();
    compute();
}

SessionId Comparison::preselected() const
{
    const QList<SessionSummary> others = candidates();
    const SessionId parent = m_open.details().summary.parent;
    const auto find = [&](auto test) { return std::find_if(others.begin(), others.end(), test); };
    auto found = find([parent](const SessionSummary &one) { return parent.isValid() && one.id == parent; });
    if (found == others.end())
        found = find([](const SessionSummary &one) { return one.epochsDone > 0; });
    if (found == others.end())
        found = others.begin();
    return found == others.end() ? SessionId{} : found->id;
}

std::optional<SessionSummary> Comparison::otherSummary() const
{
    const QList<SessionSummary> &all = m_library.sessions();
    const auto found =
        std::find_if(all.begin(), all.end(), [this](const SessionSummary &one) { return one.id == m_other; });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

void Comparison::readOther()
{
    const auto summary = otherSummary();
    if (!m_watched || !m_open.isOpen() || !summary || (m_seen && !isNewer(*summary, *m_seen)))
        return;
    m_seen = summary;
    m_replies.forget(m_request);
    m_request = m_engine.openSession(m_other);
    m_replies.await(m_request, this, [this](const Outcome &outcome) {
        m_request = {};
        if (const auto *answer = std::get_if<SessionOpened>(&outcome))
            m_read = answer->details;
        else if (const auto *failure = std::get_if<Failed>(&outcome))
            Q_EMIT failed(failure->message);
        compute();
    });
}

void Comparison::compute()
{
    if (isReady()) {
        m_tests = compareTests(first(), second());
        m_influence.setSessions(first(), second());
    } else {
        m_tests = {};
        m_influence.clear();
    }
    Q_EMIT changed();
}

} // namespace proponent::ui
