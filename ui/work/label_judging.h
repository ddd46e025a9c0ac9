// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/open_session.h"

#include <QMap>

#include <functional>
#include <optional>

class QUndoStack;

namespace proponent::ui {

/// What a person says of the open session's training labels. Every change can be undone and is saved at once.
class LabelJudging : public QObject
{
    Q_OBJECT

public:
    LabelJudging(Engine &engine, Replies &replies, OpenSession &open, QUndoStack &undo,
                 QObject *parent = nullptr);

    [[nodiscard]] std::optional<LabelDecision> decisionFor(qint64 index) const;
    /// Ascending by index.
    [[nodiscard]] QList<LabelDecision> decisions() const { return m_decisions.values(); }
    /// What a session that is derived from this one trains with: its own changes and these.
    [[nodiscard]] QList<LabelDecision> changes() const;
    /// Whether changes() differ from those that this session was trained with.
    [[nodiscard]] bool hasNewChanges() const;

    void judge(qint64 index, LabelDecision decision);
    /// All of them are one step to undo.
    void judge(const QList<LabelDecision> &decisions);
    void clear(qint64 index);
    void clear(const QList<qint64> &indices);

    /// The engine has not yet said that the last change is stored.
    [[nodiscard]] bool isSaving() const { return m_save.isValid(); }
    /// Tries again after failed(), also what was said in other sessions.
    void save();
    /// Something would be lost if the engine were closed now.
    [[nodiscard]] bool hasUnsaved() const { return m_pending > 0 || !m_unsaved.isEmpty(); }
    /// Tries once more what failed, and calls `done` when the engine has answered everything.
    void finish(std::function<void()> done);

Q_SIGNALS:
    void changed(const QList<qint64> &indices);
    /// The person has undone or redone what was said of these; follows changed().
    void reverted(const QList<qint64> &indices);
    /// The decisions are kept in memory.
    void failed(const QString &message);
    /// Everything is, after failed().
    void saved();

private:
    using Decisions = QMap<qint64, LabelDecision>; ///< by training index

    class Judgement;
    struct Change
    {
        qint64 index = -1;
        std::optional<LabelDecision> before;
        std::optional<LabelDecision> after;
    };

    void showSession();
    void takeStored();
    void take(const Decisions &decisions);
    void push(const QList<Change> &changes);
    void set(qint64 index, const std::optional<LabelDecision> &decision);
    void apply(const QList<Change> &changes, bool forward);
    JobId send(SessionId session, const Decisions &decisions);
    void answerSave(SessionId session, const Decisions &decisions, const Outcome &outcome);
    void endWait();
    [[nodiscard]] QString wordsFor(const QList<Change> &changes) const;

    Engine &m_engine;
    Replies &m_replies;
    OpenSession &m_open;
    QUndoStack &m_undo;
    SessionId m_session;
    Decisions m_decisions;
    JobId m_save; ///< the last one sent of this session; the engine answers them in order
    QHash<SessionId, Decisions> m_unsaved; ///< what couldn't be stored, of any session
    int m_pending = 0; ///< saves of any session that aren't answered
    std::function<void()> m_whenDone; ///< of finish()
};

} // namespace proponent::ui
