// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/label_judging.h"

#include "ui/text/format.h"

#include <QUndoStack>

namespace proponent::ui {

using Verdict = LabelDecision::Verdict;

/// A change of decisions. Lives no longer than its session is open.
class LabelJudging::Judgement : public QUndoCommand
{
public:
    Judgement(LabelJudging &judging, QList<Change> changes, const QString &words)
        : QUndoCommand(words), m_judging(judging), m_changes(std::move(changes))
    {
    }

    void undo() override
    {
        m_judging.apply(m_changes, false);
        announce();
    }

    void redo() override
    {
        m_judging.apply(m_changes, true);
        if (std::exchange(m_done, true))
            announce();
    }

private:
    void announce()
    {
        QList<qint64> indices;
        for (const Change &change : std::as_const(m_changes))
            indices += change.index;
        Q_EMIT m_judging.reverted(indices);
    }

    LabelJudging &m_judging;
    QList<Change> m_changes;
    bool m_done = false; ///< the first redo() is the doing itself
};

LabelJudging::LabelJudging(Engine &engine, Replies &replies, OpenSession &open, QUndoStack &undo,
                           QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies), m_open(open), m_undo(undo)
{
    connect(&open, &OpenSession::opened, this, &LabelJudging::showSession);
    connect(&open, &OpenSession::updated, this, &LabelJudging::takeStored);
}

void LabelJudging::showSession()
{
    // What was done in another session can't be undone from this one.
    for (int i = 0; i < m_undo.count(); ++i) {
        if (dynamic_cast<const Judgement *>(m_undo.command(i))) {
            m_undo.clear();
            break;
        }
    }
    m_session = m_open.id();
    m_save = {};
    if (m_unsaved.contains(m_session)) {
        take(m_unsaved.value(m_session));
        save();
    } else {
        takeStored();
    }
}

void LabelJudging::takeStored()
{
    if (isSaving() || m_unsaved.contains(m_session))
        return; // ours are newer
    Decisions stored;
    if (m_open.isOpen()) {
        for (const LabelDecision &decision : m_open.details().decisions)
            stored.insert(decision.trainIndex, decision);
    }
    take(stored);
}

void LabelJudging::take(const Decisions &decisions)
{
    if (decisions == m_decisions)
        return;
    QList<qint64> touched;
    for (const LabelDecision &decision : std::as_const(m_decisions)) {
        if (!decisions.contains(decision.trainIndex))
            touched += decision.trainIndex;
    }
    for (const LabelDecision &decision : decisions) {
        if (decisionFor(decision.trainIndex) != decision)
            touched += decision.trainIndex;
    }
    m_decisions = decisions;
    Q_EMIT changed(touched);
}

std::optional<LabelDecision> LabelJudging::decisionFor(qint64 index) const
{
    const auto found = m_decisions.constFind(index);
    return found == m_decisions.constEnd() ? std::nullopt : std::optional(*found);
}

QList<LabelDecision> LabelJudging::changes() const
{
    if (!m_open.isOpen())
        return {};
    return labelChanges(m_open.details().config.labelChanges, decisions());
}

bool LabelJudging::hasNewChanges() const
{
    return m_open.isOpen() && changes() != m_open.details().config.labelChanges;
}

void LabelJudging::judge(qint64 index, LabelDecision decision)
{
    decision.trainIndex = index;
    judge(QList<LabelDecision>{decision});
}

void LabelJudging::judge(const QList<LabelDecision> &decisions)
{
    QList<Change> changes;
    for (const LabelDecision &decision : decisions)
        changes += Change{decision.trainIndex, decisionFor(decision.trainIndex), decision};
    push(changes);
}

void LabelJudging::clear(qint64 index)
{
    clear(QList<qint64>{index});
}

void LabelJudging::clear(const QList<qint64> &indices)
{
    QList<Change> changes;
    for (const qint64 index : indices)
        changes += Change{index, decisionFor(index), std::nullopt};
    push(changes);
}

void LabelJudging::push(const QList<Change> &changes)
{
    QList<Change> real = changes;
    real.removeIf([](const Change &change) { return change.before == change.after; });
    if (!m_open.isOpen() || real.isEmpty())
        return;
    m_undo.push(new Judgement(*this, real, wordsFor(real))); // the stack owns it
}

void LabelJudging::set(qint64 index, const std::optional<LabelDecision> &decision)
{
    if (decision)
        m_decisions.insert(index, *decision);
    else
        m_decisions.remove(index);
}

void LabelJudging::apply(const QList<Change> &changes, bool forward)
{
    QList<qint64> indices;
    for (const Change &change : changes) {
        set(change.index, forward ? change.after : change.before);
        indices += change.index;
    }
    m_save = send(m_session, m_decisions);
    Q_EMIT changed(indices);
}

void LabelJudging::save()
{
    const QHash<SessionId, Decisions> unsaved = m_unsaved;
    for (auto one = unsaved.begin(); one != unsaved.end(); ++one) {
        if (one.key() != m_session)
            send(one.key(), one.value());
    }
    if (m_session.isValid())
        m_save = send(m_session, m_decisions);
}

void LabelJudging::finish(std::function<void()> done)
{
    m_whenDone = std::move(done);
    if (!m_unsaved.isEmpty())
        save();
    endWait();
}

void LabelJudging::endWait()
{
    if (m_pending > 0)
        return;
    if (const auto done = std::exchange(m_whenDone, nullptr))
        done();
}

JobId LabelJudging::send(SessionId session, const Decisions &decisions)
{
    const JobId job = m_engine.setLabelDecisions(session, decisions.values());
    ++m_pending;
    m_replies.await(job, this, [this, job, session, decisions](const Outcome &outcome) {
        --m_pending;
        if (job == m_save)
            m_save = {};
        answerSave(session, decisions, outcome);
        endWait();
    });
    return job;
}

void LabelJudging::answerSave(SessionId session, const Decisions &decisions, const Outcome &outcome)
{
    if (const auto *failure = std::get_if<Failed>(&outcome)) {
        m_unsaved.insert(session, decisions);
        Q_EMIT failed(failure->message);
    } else if (m_unsaved.remove(session) && m_unsaved.isEmpty()) {
        Q_EMIT saved();
    }
}

QString LabelJudging::wordsFor(const QList<Change> &changes) const
{
    const Change &first = changes.constFirst();
    const bool one = changes.size() == 1;
    const QString what =
        one ? text::example(first.index) : tr("%Ln example(s)", nullptr, int(changes.size()));
    if (!first.after)
        return tr("Clear judgement of %1").arg(what);
    switch (first.after->verdict) {
    case Verdict::Keep:
        return tr("Keep %1").arg(what);
    case Verdict::Exclude:
        return tr("Exclude %1").arg(what);
    case Verdict::Relabel:
        break;
    }
    return one ? tr("Relabel %1 as %2")
                     .arg(what, text::className(m_open.details().dataset, first.after->label))
               : tr("Relabel %1").arg(what);
}

} // namespace proponent::ui
