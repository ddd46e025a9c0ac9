// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runner.h"

#include "app/cli/console.h"
#include "app/cli/demo.h"
#include "app/cli/exit_code.h"
#include "app/cli/session_lookup.h"
#include "app/cli/text.h"
#include "engine/engine.h"

#include <QRegularExpression>

#include <utility>

using namespace Qt::StringLiterals;

namespace proponent::cli {

namespace {

/// `argument` as it is typed in a shell.
QString quoted(const QString &argument)
{
    static const QRegularExpression plain(u"^[\\w@%+=:,./-]+$"_s);
    if (plain.match(argument).hasMatch())
        return argument;
    return u'\'' + QString(argument).replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace

Runner::Runner(Engine &engine, Console &console, Invocation invocation)
    : m_console(console), m_invocation(std::move(invocation)), m_jobs(engine, console)
{
    connect(&m_jobs, &JobRunner::failed, this, &Runner::fail);
    connect(&m_jobs, &JobRunner::cancelled, this, &Runner::reportStopped);
}

Runner::~Runner() = default;

void Runner::start()
{
    std::visit([this](const auto &command) { carryOut(command); }, m_invocation.command);
}

void Runner::stop()
{
    m_console.printLine(tr("stopping after this batch; once more to stop at once"));
    m_jobs.stop();
    if (m_demo)
        m_demo->stop();
}

void Runner::carryOut(const DevicesCommand &)
{
    m_jobs.await<DevicesListed>(m_jobs.engine().listDevices(), [this](const DevicesListed &answer) {
        finish(devicesJson(answer.devices), devicesText(answer.devices));
    });
}

void Runner::carryOut(const TrainCommand &command)
{
    m_jobs.await<TrainingCompleted>(
        m_jobs.engine().train(command.config), [this, command](const TrainingCompleted &completed) {
            if (!command.index)
                return reportTraining(completed);
            IndexRequest request;
            request.session = completed.session;
            request.device = command.config.device;
            request.threads = command.config.threads;
            m_jobs.await<IndexBuilt>(m_jobs.engine().buildIndex(request),
                                     [this, completed](const IndexBuilt &) { reportTraining(completed); });
        });
}

void Runner::carryOut(const ResumeCommand &command)
{
    withSession(command.session, [this](const SessionDetails &details) {
        m_jobs.await<TrainingCompleted>(
            m_jobs.engine().resume(details.summary.id),
            [this](const TrainingCompleted &completed) { reportTraining(completed); });
    });
}

void Runner::carryOut(const InfluenceCommand &command)
{
    withSession(command.session, [this, command](const SessionDetails &details) {
        InfluenceRequest request = command.request;
        request.session = details.summary.id;
        m_jobs.await<InfluenceCompleted>(
            m_jobs.engine().traceInfluence(request),
            [this, details, pairs = command.verifiedPairs](const InfluenceCompleted &answer) {
                if (pairs > 0)
                    verify(answer.analysis, details, pairs);
                else
                    finish(influenceJson(answer.analysis), influenceText(answer.analysis, details));
            });
    });
}

void Runner::carryOut(const SelfInfluenceCommand &command)
{
    withSession(command.session, [this, request = command.request](const SessionDetails &details) mutable {
        request.session = details.summary.id;
        m_jobs.await<SelfInfluenceCompleted>(m_jobs.engine().computeSelfInfluence(request),
                                             [this, details](const SelfInfluenceCompleted &answer) {
                                                 finish(selfInfluenceJson(answer.analysis),
                                                        selfInfluenceText(answer.analysis, details));
                                             });
    });
}

void Runner::carryOut(const AuditCommand &command)
{
    withSession(command.session, [this, request = command.request](const SessionDetails &details) mutable {
        request.session = details.summary.id;
        m_jobs.await<LabelAuditCompleted>(
            m_jobs.engine().auditLabels(request), [this, details](const LabelAuditCompleted &answer) {
                finish(auditJson(answer.analysis), auditText(answer.analysis, details));
            });
    });
}

void Runner::carryOut(const MethodsCommand &)
{
    finish(methodsJson(Engine::methods()), methodsText(Engine::methods()));
}

void Runner::carryOut(const EvaluateCommand &command)
{
    withSession(command.session, [this, request = command.request](const SessionDetails &details) mutable {
        request.session = details.summary.id;
        m_jobs.await<EvaluationCompleted>(
            m_jobs.engine().evaluate(request), [this](const EvaluationCompleted &answer) {
                finish(methodEvaluationJson(answer.evaluation), methodEvaluationText(answer.evaluation));
            });
    });
}

void Runner::carryOut(const IndexCommand &command)
{
    withSession(command.session, [this, request = command.request](const SessionDetails &details) mutable {
        request.session = details.summary.id;
        m_jobs.await<IndexBuilt>(m_jobs.engine().buildIndex(request), [this](const IndexBuilt &answer) {
            QJsonObject json = indexJson(answer.index);
            json.insert(u"session"_s, answer.session.value);
            finish(json, indexText(answer.index));
        });
    });
}

void Runner::carryOut(const SessionsCommand &)
{
    m_jobs.await<SessionsListed>(m_jobs.engine().listSessions(), [this](const SessionsListed &answer) {
        finish(sessionsJson(answer.sessions), sessionsText(answer.sessions));
    });
}

void Runner::carryOut(const ShowCommand &command)
{
    withSession(command.session, [this](const SessionDetails &details) {
        if (m_invocation.json)
            showWithAnalyses(details, {});
        else
            finish({}, sessionText(details));
    });
}

void Runner::carryOut(const DeleteCommand &command)
{
    withSession(command.session, [this](const SessionDetails &details) {
        const SessionId session = details.summary.id;
        m_jobs.await<SessionDeleted>(
            m_jobs.engine().deleteSession(session), [this, session](const SessionDeleted &) {
                finish({{u"session"_s, session.value}, {u"deleted"_s, true}},
                       tr("session %1 is deleted, with its checkpoints and analyses\n").arg(session.value));
            });
    });
}

void Runner::carryOut(const ExportCommand &command)
{
    withSession(command.session, [this, folder = command.folder](const SessionDetails &details) {
        m_jobs.await<SessionExported>(
            m_jobs.engine().exportSession(details.summary.id, folder), [this](const SessionExported &answer) {
                finish({{u"session"_s, answer.session.value}, {u"folder"_s, answer.folder}},
                       tr("session %1 is in %2\n").arg(answer.session.value).arg(oneLine(answer.folder)));
            });
    });
}

void Runner::carryOut(const RelocateCommand &command)
{
    withSession(command.session, [this, folder = command.folder](const SessionDetails &details) {
        const SessionId session = details.summary.id;
        m_jobs.await<SessionEdited>(
            m_jobs.engine().relocateData(session, folder), [this, session, folder](const SessionEdited &) {
                finish({{u"session"_s, session.value}, {u"data"_s, folder}},
                       tr("session %1 finds its data in %2\n").arg(session.value).arg(folder));
            });
    });
}

void Runner::carryOut(const DemoCommand &)
{
    m_demo = std::make_unique<Demo>(m_jobs, m_console);
    connect(m_demo.get(), &Demo::finished, this,
            [this](const QJsonObject &json, const QString &text) { finish(json, text); });
    connect(m_demo.get(), &Demo::failed, this, &Runner::fail);
    connect(m_demo.get(), &Demo::stopped, this, &Runner::reportStopped);
    m_demo->start();
}

void Runner::withSession(const QString &named, const std::function<void(const SessionDetails &)> &next)
{
    m_jobs.await<SessionsListed>(
        m_jobs.engine().listSessions(), [this, named, next](const SessionsListed &answer) {
            const Result<SessionId> found = findSession(answer.sessions, named);
            if (!found)
                return fail(found.error(), {});
            m_jobs.await<SessionOpened>(m_jobs.engine().openSession(found.value()),
                                        [next](const SessionOpened &opened) { next(opened.details); });
        });
}

void Runner::reportTraining(const TrainingCompleted &completed)
{
    m_jobs.await<SessionOpened>(m_jobs.engine().openSession(completed.session),
                                [this](const SessionOpened &opened) {
                                    finish(trainingJson(opened.details), trainingText(opened.details));
                                });
}

void Runner::showWithAnalyses(const SessionDetails &details, const QList<Analysis> &opened)
{
    if (opened.size() == details.analyses.size())
        return finish(sessionJson(details, opened), {});
    const AnalysisSummary &summary = details.analyses[opened.size()];
    const JobId job = m_jobs.engine().openAnalysis(summary.id);
    const auto goOn = [this, details, opened](const auto &answer) {
        showWithAnalyses(details, opened + QList<Analysis>{answer.analysis});
    };
    switch (summary.kind) {
    case AnalysisKind::Influence:
        return m_jobs.await<InfluenceCompleted>(job, goOn);
    case AnalysisKind::SelfInfluence:
        return m_jobs.await<SelfInfluenceCompleted>(job, goOn);
    case AnalysisKind::LabelAudit:
        return m_jobs.await<LabelAuditCompleted>(job, goOn);
    }
}

void Runner::verify(const InfluenceAnalysis &analysis, const SessionDetails &details, int pairs)
{
    m_jobs.await<AnalysisVerified>(
        m_jobs.engine().verifyAnalysis(analysis.header.id, pairs),
        [this, analysis, details](const AnalysisVerified &answer) {
            QJsonObject json = influenceJson(analysis);
            json[u"verification"_s] = verificationJson(answer.verification);
            const QString text = influenceText(analysis, details) + verificationText(answer.verification);
            const bool good = answer.verification.isExplained();
            if (!good)
                m_console.printError(tr("the scores differ from float64 by more than rounding explains"));
            finish(json, text, good ? exit_code::done : exit_code::failed);
        });
}

void Runner::finish(const QJsonObject &json, const QString &text, int exitCode)
{
    if (m_invocation.json)
        m_console.printJson(json);
    else
        m_console.printResult(text);
    if (!m_console.resultsWritten()) {
        m_console.printError(tr("the result could not be written to standard output; is the disk full?"));
        Q_EMIT ended(exit_code::failed);
        return;
    }
    Q_EMIT ended(exitCode);
}

void Runner::fail(const QString &message, SessionId session)
{
    if (m_invocation.json)
        m_console.printJson(failureJson(message, session));
    m_console.printError(message);
    Q_EMIT ended(exit_code::failed);
}

void Runner::reportStopped(SessionId session)
{
    if (m_invocation.json)
        m_console.printJson(stoppedJson(session));
    if (session.isValid()) {
        QString command = u"proponent-cli resume %1"_s.arg(session.value);
        if (!m_invocation.library.isEmpty())
            command += u" --library "_s + quoted(m_invocation.library);
        m_console.printLine(tr("stopped; %1 goes on").arg(command));
    } else {
        m_console.printLine(tr("stopped"));
    }
    Q_EMIT ended(exit_code::stopped);
}

} // namespace proponent::cli
