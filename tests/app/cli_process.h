// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace proponent::test {

/// How a run of proponent-cli ended.
struct CliResult
{
    int exitCode = -1; ///< below 0: it did not start, or did not end by itself
    QByteArray out;
    QByteArray err;

    /// What --json printed; empty unless it is exactly one object in one line and nothing else.
    [[nodiscard]] QJsonObject json() const;
    /// The last line of standard error.
    [[nodiscard]] QString lastError() const;
    /// Everything, for the message of a failed test.
    [[nodiscard]] QByteArray text() const;
};

/// Runs proponent-cli to its end.
[[nodiscard]] CliResult runCli(const QStringList &arguments);

/// A proponent-cli at work, to be interrupted.
class CliProcess
{
public:
    explicit CliProcess(const QStringList &arguments);
    ~CliProcess();

    /// Waits until standard error contains `words`; false when the program ends before.
    [[nodiscard]] bool waitForError(const QByteArray &words);
    void sendSignal(int signalNumber);
    [[nodiscard]] CliResult waitForEnd();

private:
    QProcess m_process;
    QByteArray m_err;
};

} // namespace proponent::test
