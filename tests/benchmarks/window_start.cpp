// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/window_start.h"

#include "ui/main_window.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <unistd.h>

namespace proponent::benchmark {

using namespace Qt::StringLiterals;

namespace {

/// How long ago this process was started, in milliseconds; the kernel counts in hundredths of a second.
double processAge()
{
    QFile file(u"/proc/self/stat"_s);
    timespec now{};
    if (!file.open(QIODevice::ReadOnly) || clock_gettime(CLOCK_BOOTTIME, &now) != 0)
        return 0;
    const QByteArray text = file.readAll();
    constexpr int startTime = 22 - 3; // proc(5) counts from 1; the name, which may hold blanks, is the second
    const QByteArray ticks = text.mid(text.lastIndexOf(')') + 2).split(' ').value(startTime);
    const double started = ticks.toDouble() * 1e3 / double(sysconf(_SC_CLK_TCK));
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) * 1e-6 - started;
}

} // namespace

StartTimes measureStart(const QString &library, const LibrarySessions &sessions, int repeats)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_s);
    {
        ui::WindowSettings windowSettings(file);
        windowSettings.setLastSession(library, sessions.analysed);
        windowSettings.setSessionView(library, sessions.analysed,
                                      {int(ui::MainWindow::Page::Influence), sessions.tracedTest});
    }
    StartTimes times;
    for (int i = 0; i < repeats; ++i) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(),
                      {u"--run-start"_s, file, u"--library"_s, library});
        process.waitForFinished(-1);
        const QList<QByteArray> words = process.readAllStandardOutput().simplified().split(' ');
        if (process.exitCode() != 0 || words.size() != 3)
            throw std::runtime_error("the window didn't start");
        times.process.all += words[0].toDouble();
        times.engine.all += words[1].toDouble();
        times.session.all += words[2].toDouble();
    }
    return times;
}

void runStart(WatchedApplication &application, const QString &library, const QString &settingsFile)
{
    ui::WindowSettings windowSettings(settingsFile);
    ui::applyTheme(windowSettings.theme());
    const Clock::time_point begin = Clock::now();
    const std::unique_ptr<Engine> engine = openEngine(library);
    ui::MainWindow window(*engine, windowSettings);
    window.resize(1440, 900);
    window.show();
    const Clock::time_point painted = application.waitForPaint(u"the window"_s, &window, [] { return true; });
    const double agePainted = processAge() - milliseconds(Clock::now() - painted);
    const SessionId last = windowSettings.lastSession(engine->libraryFolder());
    const auto isOpen = [&] { return window.workspace().open.id() == last; };
    application.waitUntil(u"the last session"_s, isOpen);
    window.update();
    const Clock::time_point shown = application.waitForPaint(u"the last session"_s, &window, isOpen);
    std::printf("%.1f %.1f %.1f\n", agePainted, milliseconds(painted - begin), milliseconds(shown - begin));
}

} // namespace proponent::benchmark
