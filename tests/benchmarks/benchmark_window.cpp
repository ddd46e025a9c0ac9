// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person waits for in the window: its start, a session that is opened, and whatever keeps the event loop from
// its next turn. Usage:
//     benchmark_window [--phases start,open,idle,…] [--seconds N] [--repeats N] [--json]
//                      [--library DIR] [--sessions N] [--data SPEC] [--threads N]
// Works without a display (QT_QPA_PLATFORM=offscreen). Each start runs in a process of its own.
#include "tests/benchmarks/window_scenes.h"
#include "tests/benchmarks/window_start.h"
#include "tests/ui/small_dataset.h"
#include "ui/text/language.h"
#include "ui/text/source_language.h"

#include <QCommandLineParser>
#include <QDir>

#include <cstdio>
#include <stdexcept>

using namespace proponent;
using namespace proponent::benchmark;
using namespace Qt::StringLiterals;

namespace {

struct Settings
{
    QString library;
    LibraryPlan plan;
    QStringList phases;
    double seconds = 10;
    int repeats = 10;
    int threads = 0;
    bool json = false;
};

using Scene = Stalls (WindowScenes::*)();

/// The phases that measure stalls, in an order in which none disturbs the next.
const std::vector<std::pair<QString, Scene>> &scenes()
{
    static const std::vector<std::pair<QString, Scene>> table{
        {u"idle"_s, &WindowScenes::idle},
        {u"scrolling"_s, &WindowScenes::scroll},
        {u"tracing"_s, &WindowScenes::trace},
        {u"audit"_s, &WindowScenes::openAudit},
        {u"training"_s, &WindowScenes::train},
        {u"training-scrolling"_s, &WindowScenes::scrollWhileTraining},
        {u"training-walking"_s, &WindowScenes::walkWhileTraining},
    };
    return table;
}

QStringList phaseNames()
{
    QStringList names{u"start"_s, u"open"_s};
    for (const auto &[name, scene] : scenes())
        names += name;
    return names;
}

TrainingConfig backgroundTraining(const Settings &settings)
{
    TrainingConfig config;
    config.data = settings.plan.data;
    config.name = u"In the background"_s;
    config.model = u"cnn"_s;
    config.epochs = 1000; // it is stopped
    config.threads = settings.threads;
    return config;
}

void measure(WatchedApplication &application, const Settings &settings)
{
    std::unique_ptr<Engine> engine = openEngine(settings.library);
    const LibrarySessions sessions =
        fillLibrary(application, *engine, settings.plan,
                    [](const QString &words) { std::fprintf(stderr, "%s\n", qPrintable(words)); });
    Report report(settings.json);
    report.begin(settings.plan.data, settings.plan.sessions);
    if (settings.phases.contains(u"start"_s)) {
        engine.reset(); // the library has one program at a time
        const StartTimes times = measureStart(settings.library, sessions, settings.repeats);
        report.add(u"start to first painting"_s, times.process, 0);
        report.add(u"library to first painting"_s, times.engine, 1000);
        report.add(u"library to last session"_s, times.session, 0);
        engine = openEngine(settings.library);
    }
    WindowScenes window(application, *engine, sessions, settings.seconds);
    window.setTraining(backgroundTraining(settings));
    if (settings.phases.contains(u"open"_s)) {
        const OpeningTimes times = window.open(settings.repeats);
        report.add(u"session opened"_s, times.opened, 0);
        report.add(u"session with its stored answer"_s, times.answer, 300);
        report.add(u"session with all pictures"_s, times.pictures, 0);
    }
    report.beginStalls();
    for (const auto &[name, scene] : scenes()) {
        if (settings.phases.contains(name))
            report.add(name, (window.*scene)());
    }
    window.stopTraining();
    report.end();
}

void declareOptions(QCommandLineParser &parser)
{
    const QString number = u"N"_s;
    parser.addOptions(
        {{u"phases"_s, u"Of "_s + phaseNames().join(u", "_s), u"PHASE,…"_s, phaseNames().join(u',')},
         {u"seconds"_s, u"For each phase"_s, number, u"10"_s},
         {u"repeats"_s, u"How often the window is started and a session opened"_s, number, u"10"_s},
         {u"json"_s, u"JSON instead of text"_s},
         {u"library"_s, u"Library to use; filled when it is empty. Otherwise a temporary one"_s, u"DIR"_s},
         {u"sessions"_s, u"Sessions in the library"_s, number, u"50"_s},
         {u"data"_s, u"Data set: fashion-mnist, a folder, or small: a generated one, not with --library"_s,
          u"SPEC"_s, u"fashion-mnist"_s},
         {u"threads"_s, u"CPU threads of the trainings in the background; 0: all"_s, number, u"0"_s},
         {u"run-start"_s, u"Start the window once with these settings and tell how long it took"_s,
          u"FILE"_s}});
    parser.addHelpOption();
}

Settings settingsOf(const QCommandLineParser &parser, const QString &temporary)
{
    Settings settings;
    settings.library =
        QDir(parser.isSet(u"library"_s) ? parser.value(u"library"_s) : temporary + u"/library"_s)
            .absolutePath();
    settings.plan.data = parser.value(u"data"_s);
    if (settings.plan.data == u"small"_s) {
        if (parser.isSet(u"library"_s))
            throw std::runtime_error("the small data set is gone at the end: it can't be had with --library");
        settings.plan.data = temporary + u"/small"_s;
        test::writeSmallDataset(settings.plan.data, 600, 160);
    }
    settings.plan.sessions = parser.value(u"sessions"_s).toInt();
    settings.phases = parser.value(u"phases"_s).split(u',');
    settings.seconds = parser.value(u"seconds"_s).toDouble();
    settings.repeats = qMax(1, parser.value(u"repeats"_s).toInt());
    settings.threads = parser.value(u"threads"_s).toInt();
    settings.json = parser.isSet(u"json"_s);
    for (const QString &phase : std::as_const(settings.phases)) {
        if (!phaseNames().contains(phase))
            throw std::runtime_error("there is no phase " + phase.toStdString());
    }
    return settings;
}

} // namespace

int main(int argc, char *argv[])
{
    WatchedApplication application(argc, argv);
    ui::installSourceLanguage();
    ui::applyLanguage(u"en"_s);
    ui::applyTheme(ui::ThemeChoice::Light);
    QCommandLineParser parser;
    declareOptions(parser);
    parser.process(application);
    try {
        const QTemporaryDir temporary;
        const Settings settings = settingsOf(parser, temporary.path());
        if (parser.isSet(u"run-start"_s))
            runStart(application, settings.library, parser.value(u"run-start"_s));
        else
            measure(application, settings);
        return 0;
    } catch (const std::exception &problem) {
        std::fprintf(stderr, "benchmark_window: %s\n", problem.what());
        return 1;
    }
}
