// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/session_report.h"

#include <QWidget>

namespace proponent::ui {

class InlineMessage;
class WindowSettings;
struct Workspace;

/// The action "Write report": asks where to, has the report written, and says how that went.
class ReportWriting : public QObject
{
    Q_OBJECT

public:
    /// `message` is where it says so.
    ReportWriting(Workspace &workspace, WindowSettings &settings, InlineMessage &message, QWidget *window);

    void askAndWrite(SessionId session);
    /// HTML or PDF, by the file's suffix.
    void write(SessionId session, const QString &file);

Q_SIGNALS:
    void written(const QString &file);

private:
    [[nodiscard]] QString suggestedName(SessionId session) const;

    Workspace &m_workspace;
    WindowSettings &m_settings;
    InlineMessage &m_message;
    QWidget *m_window;
    SessionReport m_report;
    QString m_written; ///< that the message offers to open
};

} // namespace proponent::ui
