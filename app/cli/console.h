// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/progress.h"

#include <QElapsedTimer>
#include <QString>

class QJsonObject;

namespace proponent::cli {

/// Standard output and standard error of the program: results go to the one, everything said on the way
/// to the other. Progress is one line that is redrawn on a terminal, and elsewhere (a log, a pipe) one
/// line every few seconds.
class Console
{
public:
    Console();

    /// Standard output. `text` ends with its own line end.
    void printResult(const QString &text);
    /// One JSON object in one line on standard output.
    void printJson(const QJsonObject &object);
    /// Whether everything printed so far arrived.
    [[nodiscard]] bool resultsWritten() const;

    /// A line on standard error; the program's name stands before errors.
    void printLine(const QString &line);
    void printError(const QString &message);

    void showProgress(const Progress &progress);

private:
    void clearProgress();
    void write(const QString &text);

    bool m_isTerminal = false;
    bool m_progressIsShown = false;
    bool m_resultsWritten = true;
    Progress::Stage m_stage = Progress::Stage::LoadingData;
    int m_epoch = 0;
    QElapsedTimer m_sincePrinted;
};

} // namespace proponent::cli
