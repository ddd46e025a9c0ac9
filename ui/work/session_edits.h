// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/work/session_library.h"

#include <QPointer>
#include <QUndoCommand>

namespace proponent::ui {

/// Writes one field of a session: its name, note or tags.
template <class Value>
class FieldEdit : public QUndoCommand
{
public:
    using Write = void (SessionLibrary::*)(SessionId, const Value &);

    FieldEdit(const QString &text, SessionLibrary &library, Write write, SessionId session, Value before,
              Value after)
        : QUndoCommand(text),
          m_library(&library),
          m_write(write),
          m_session(session),
          m_before(std::move(before)),
          m_after(std::move(after))
    {
    }

    void redo() override { apply(m_after); }
    void undo() override { apply(m_before); }

private:
    void apply(const Value &value)
    {
        if (m_library)
            (m_library->*m_write)(m_session, value);
    }

    QPointer<SessionLibrary> m_library;
    Write m_write;
    SessionId m_session;
    Value m_before;
    Value m_after;
};

/// Takes sessions out of the list. They are deleted when this command is dropped from its stack, which is
/// when it can't be undone any more.
class RemoveSessions : public QUndoCommand
{
    Q_DISABLE_COPY_MOVE(RemoveSessions)

public:
    RemoveSessions(SessionLibrary &library, const QList<SessionSummary> &sessions);
    ~RemoveSessions() override;

    void redo() override;
    void undo() override;

    /// "Deleted “Baseline”."
    [[nodiscard]] QString sentence() const { return m_sentence; }

private:
    QPointer<SessionLibrary> m_library;
    QList<SessionId> m_sessions;
    QString m_sentence;
    bool m_removed = false;
};

} // namespace proponent::ui
