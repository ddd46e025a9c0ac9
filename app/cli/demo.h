// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/session.h"

#include <QJsonObject>
#include <QObject>
#include <QProcess>
#include <QString>

namespace proponent::cli {

class Console;
class JobRunner;

/// The whole path in a minute: trains a small model, traces a few of its mistakes back to training
/// examples, and lets the desktop program make pictures of its pages showing them.
class Demo : public QObject
{
    Q_OBJECT

public:
    /// Failed and cancelled jobs are told by `jobs` itself.
    Demo(JobRunner &jobs, Console &console);

    void start();
    /// Ends the desktop program if it is at work; jobs are stopped by JobRunner::stop.
    void stop();

Q_SIGNALS:
    void finished(const QJsonObject &json, const QString &text);
    void failed(const QString &message, proponent::SessionId session);
    void stopped(proponent::SessionId session);

private:
    void trace(const SessionDetails &details);
    void makePictures();
    void handlePictures(int exitCode, QProcess::ExitStatus status);
    void finish(const QString &pictureFolder, const QStringList &pictures);

    JobRunner &m_jobs;
    Console &m_console;
    QProcess m_desktop;
    SessionDetails m_details;
    InfluenceAnalysis m_analysis;
};

} // namespace proponent::cli
