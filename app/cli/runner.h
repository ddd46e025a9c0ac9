// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/exit_code.h"
#include "app/cli/job_runner.h"
#include "app/cli/report.h"

#include <QJsonObject>
#include <QObject>

#include <functional>
#include <memory>

namespace proponent::cli {

class Demo;

/// Carries out one subcommand and prints its result.
class Runner : public QObject
{
    Q_OBJECT

public:
    Runner(Engine &engine, Console &console, Invocation invocation);
    ~Runner() override;

    void start();
    /// Stops after the batch in work; ended() follows.
    void stop();

Q_SIGNALS:
    void ended(int exitCode);

private:
    void carryOut(const DevicesCommand &command);
    void carryOut(const TrainCommand &command);
    void carryOut(const ResumeCommand &command);
    void carryOut(const InfluenceCommand &command);
    void carryOut(const SelfInfluenceCommand &command);
    void carryOut(const AuditCommand &command);
    void carryOut(const EvaluateCommand &command);
    void carryOut(const IndexCommand &command);
    void carryOut(const SessionsCommand &command);
    void carryOut(const MethodsCommand &command);
    void carryOut(const ShowCommand &command);
    void carryOut(const DeleteCommand &command);
    void carryOut(const ExportCommand &command);
    void carryOut(const RelocateCommand &command);
    void carryOut(const DemoCommand &command);

    /// Calls `next` with everything of the session that the user named by id or name.
    void withSession(const QString &named, const std::function<void(const SessionDetails &)> &next);
    void reportTraining(const TrainingCompleted &completed);
    /// Opens the stored analyses one after the other, then prints.
    void showWithAnalyses(const SessionDetails &details, const QList<Analysis> &opened);

    void verify(const InfluenceAnalysis &analysis, const SessionDetails &details, int pairs);
    void finish(const QJsonObject &json, const QString &text, int exitCode = exit_code::done);
    void fail(const QString &message, SessionId session);
    void reportStopped(SessionId session);

    Console &m_console;
    const Invocation m_invocation;
    JobRunner m_jobs;
    std::unique_ptr<Demo> m_demo;
};

} // namespace proponent::cli
