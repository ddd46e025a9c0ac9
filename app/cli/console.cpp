// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include "app/cli/numbers.h"
#include "app/cli/text.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace proponent::cli {

namespace {

constexpr qint64 logInterval = 5000; // ms between progress lines where nothing can be redrawn

/// Columns of the terminal that standard error is; 80 where it doesn't say.
int terminalWidth()
{
    winsize size{};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

QString stageText(const Progress &progress)
{
    switch (progress.stage) {
    case Progress::Stage::LoadingData:
        return Cli::tr("loading data");
    case Progress::Stage::Training:
        return Cli::tr("training, epoch %1 of %2").arg(progress.epoch).arg(progress.epochs);
    case Progress::Stage::Evaluating:
        return Cli::tr("evaluating, epoch %1 of %2").arg(progress.epoch).arg(progress.epochs);
    case Progress::Stage::Fitting:
        return Cli::tr("fitting the curvature");
    case Progress::Stage::Tracing:
        return Cli::tr("tracing");
    case Progress::Stage::SelfInfluence:
        return Cli::tr("self-influence");
    case Progress::Stage::Ranking:
        return Cli::tr("ranking");
    case Progress::Stage::Saving:
        return Cli::tr("saving");
    case Progress::Stage::Indexing:
        return Cli::tr("indexing");
    case Progress::Stage::Retraining:
        return Cli::tr("retraining, %1 of %2 models done").arg(progress.epoch).arg(progress.epochs);
    }
    return {};
}

QString progressText(const Progress &progress)
{
    QString text = stageText(progress);
    if (progress.total > 0)
        text += Cli::tr(", %1 of %2").arg(countText(progress.done), countText(progress.total));
    if (progress.rate > 0)
        text += Cli::tr(", %1/s").arg(rateText(progress.rate));
    if (progress.secondsLeft >= 0)
        text += Cli::tr(", %1 left").arg(durationText(progress.secondsLeft));
    return text;
}

} // namespace

Console::Console() : m_isTerminal(isatty(STDERR_FILENO) == 1)
{
}

void Console::printResult(const QString &text)
{
    clearProgress();
    const QByteArray bytes = text.toUtf8();
    const bool written =
        std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stdout) == std::size_t(bytes.size());
    m_resultsWritten = (std::fflush(stdout) == 0) && written && m_resultsWritten;
}

void Console::printJson(const QJsonObject &object)
{
    printResult(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n');
}

bool Console::resultsWritten() const
{
    return m_resultsWritten;
}

void Console::printLine(const QString &line)
{
    clearProgress();
    write(oneLine(line) + u'\n');
}

void Console::printError(const QString &message)
{
    printLine(u"proponent-cli: "_s + message.trimmed());
}

void Console::showProgress(const Progress &progress)
{
    if (m_isTerminal) {
        write(u"\r\x1b[K"_s + progressText(progress).left(terminalWidth() - 1));
        m_progressIsShown = true;
        return;
    }
    const bool isNew = progress.stage != m_stage || progress.epoch != m_epoch;
    m_stage = progress.stage;
    m_epoch = progress.epoch;
    if (!isNew && m_sincePrinted.isValid() && m_sincePrinted.elapsed() < logInterval)
        return;
    m_sincePrinted.start();
    write(progressText(progress) + u'\n');
}

void Console::clearProgress()
{
    if (m_progressIsShown)
        write(u"\r\x1b[K"_s);
    m_progressIsShown = false;
}

void Console::write(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stderr);
}

} // namespace proponent::cli
