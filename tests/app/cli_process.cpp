// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QJsonDocument>

#include <csignal>

using namespace Qt::StringLiterals;

namespace proponent::test {

namespace {

constexpr int patience = 280'000; // ms; ctest loses its own after 300 s

void start(QProcess &process, const QStringList &arguments)
{
    process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/proponent-cli"), arguments,
                  QIODevice::ReadOnly);
}

} // namespace

QJsonObject CliResult::json() const
{
    if (!out.endsWith('\n') || out.count('\n') != 1)
        return {};
    return QJsonDocument::fromJson(out).object();
}

QString CliResult::lastError() const
{
    return QString::fromUtf8(err).trimmed().section(u'\n', -1);
}

QByteArray CliResult::text() const
{
    return "exit code " + QByteArray::number(exitCode) + "\n--- out\n" + out.left(4000) + "\n--- err\n" +
           err.right(4000);
}

CliResult runCli(const QStringList &arguments)
{
    return CliProcess(arguments).waitForEnd();
}

CliProcess::CliProcess(const QStringList &arguments)
{
    start(m_process, arguments);
}

CliProcess::~CliProcess()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(patience);
}

bool CliProcess::waitForError(const QByteArray &words)
{
    const QDeadlineTimer deadline(patience);
    m_process.setReadChannel(QProcess::StandardError);
    while (!m_err.contains(words)) {
        if (!m_process.waitForReadyRead(int(deadline.remainingTime())))
            return false;
        m_err += m_process.readAllStandardError();
    }
    return true;
}

void CliProcess::sendSignal(int signalNumber)
{
    ::kill(pid_t(m_process.processId()), signalNumber);
}

CliResult CliProcess::waitForEnd()
{
    CliResult result;
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForFinished(patience);
    result.out = m_process.readAllStandardOutput();
    result.err = m_err + m_process.readAllStandardError();
    const bool ended =
        m_process.state() == QProcess::NotRunning && m_process.error() == QProcess::UnknownError;
    if (ended && m_process.exitStatus() == QProcess::NormalExit)
        result.exitCode = m_process.exitCode();
    return result;
}

} // namespace proponent::test
