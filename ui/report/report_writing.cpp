// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_writing.h"

#include "ui/settings/window_settings.h"
#include "ui/widgets/inline_message.h"
#include "ui/work/workspace.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QRegularExpression>

namespace proponent::ui {

ReportWriting::ReportWriting(Workspace &workspace, WindowSettings &settings, InlineMessage &message,
                             QWidget *window)
    : QObject(window),
      m_workspace(workspace),
      m_settings(settings),
      m_message(message),
      m_window(window),
      m_report(workspace.engine, workspace.replies)
{
    connect(&m_report, &SessionReport::finished, this, [this](const QString &file) {
        m_written = file;
        m_settings.setReportFolder(QFileInfo(file).absolutePath());
        m_message.offer(InlineMessage::Kind::Success,
                        tr("The report was written to %1.").arg(QDir::toNativeSeparators(file)), tr("Open"));
        Q_EMIT written(file);
    });
    connect(&m_report, &SessionReport::failed, this,
            [this](const QString &text) { m_message.say(InlineMessage::Kind::Error, text); });
    connect(&m_message, &InlineMessage::actionTriggered, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_written)); });
}

void ReportWriting::askAndWrite(SessionId session)
{
    auto *dialog = new QFileDialog(m_window, tr("Write report"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Web page (*.html)"), tr("PDF document (*.pdf)")});
    dialog->setDefaultSuffix(QStringLiteral("html"));
    dialog->setDirectory(m_settings.reportFolder());
    dialog->selectFile(suggestedName(session));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QStringLiteral(".pdf")) ? QStringLiteral("pdf")
                                                                         : QStringLiteral("html"));
    });
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, session](const QString &file) { write(session, file); });
    dialog->open();
}

void ReportWriting::write(SessionId session, const QString &file)
{
    if (m_report.isBusy()) {
        m_message.say(InlineMessage::Kind::Info, tr("Another report is being written. Wait for it."));
        return;
    }
    const JobId job = m_workspace.engine.openSession(session);
    m_workspace.replies.await(job, this, [this, file](const Outcome &outcome) {
        if (const auto *opened = std::get_if<SessionOpened>(&outcome)) {
            m_message.say(InlineMessage::Kind::Info, tr("Writing the report…"));
            m_report.write(opened->details, file);
        } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
            m_message.say(InlineMessage::Kind::Error, failure->message);
        }
    });
}

QString ReportWriting::suggestedName(SessionId session) const
{
    QString name = tr("session %1").arg(session.value);
    for (const SessionSummary &summary : m_workspace.library.sessions()) {
        if (summary.id == session)
            name = summary.name;
    }
    static const QRegularExpression unfit(QStringLiteral("[^\\w .,-]"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    return name.replace(unfit, QStringLiteral("_")) + QStringLiteral(".html");
}

} // namespace proponent::ui
