// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/session_edits.h"

namespace proponent::ui {

RemoveSessions::RemoveSessions(SessionLibrary &library, const QList<SessionSummary> &sessions)
    : m_library(&library)
{
    for (const SessionSummary &session : sessions)
        m_sessions.append(session.id);
    if (sessions.size() == 1) {
        const QString name = sessions.constFirst().name;
        setText(SessionLibrary::tr("deletion of “%1”").arg(name));
        m_sentence = SessionLibrary::tr("Deleted “%1”.").arg(name);
    } else {
        const int count = int(sessions.size());
        setText(SessionLibrary::tr("deletion of %Ln session(s)", nullptr, count));
        m_sentence = SessionLibrary::tr("Deleted %Ln session(s).", nullptr, count);
    }
}

RemoveSessions::~RemoveSessions()
{
    if (m_removed && m_library)
        m_library->deleteForGood(m_sessions);
}

void RemoveSessions::redo()
{
    m_removed = m_library && m_library->hide(m_sessions);
    setObsolete(!m_removed);
}

void RemoveSessions::undo()
{
    m_removed = false;
    if (m_library)
        m_library->show(m_sessions);
}

} // namespace proponent::ui
