// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interrupt_signals.h"
#include "engine/engine.h"
#include "ui/gallery/page_gallery.h"
#include "ui/library_problem_window.h"
#include "ui/main_window.h"
#include "ui/text/language.h"
#include "ui/text/source_language.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace proponent;

struct Options
{
    QString library;
    QString screenshots;
    QSize size; ///< of the pictures; invalid: the usual one
};

int complain(const QString &message)
{
    std::fprintf(stderr, "proponent: %s\n", qUtf8Printable(message));
    return 1;
}

void nameProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("proponent"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PROPONENT_VERSION));
}

/// Help and version need no display.
bool asksForWords(int argc, char **argv)
{
    return std::any_of(argv + 1, argv + argc, [](const char *text) {
        const QByteArrayView argument(text);
        return argument == "--help" || argument == "-h" || argument == "--version" || argument == "-v";
    });
}

/// Ends the program when the text isn't a size; invalid when there is none.
QSize sizeOf(const QString &text)
{
    if (text.isEmpty())
        return {};
    static const QRegularExpression pattern(QStringLiteral("^(\\d{3,4})x(\\d{3,4})$"));
    const auto match = pattern.match(text);
    if (!match.hasMatch()) {
        complain(QApplication::translate("main", "--size must be like 1280x720, not %1.").arg(text));
        std::exit(2);
    }
    return {match.captured(1).toInt(), match.captured(2).toInt()};
}

Options optionsOf(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate(
        "main", "Train a model, then see which training examples made it decide as it does."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QString standard = Engine::defaultLibraryFolder();
    const QCommandLineOption library(
        QStringLiteral("library"),
        standard.isEmpty()
            ? QApplication::translate("main",
                                      "Folder in which sessions are kept (no default: HOME isn't set).")
            : QApplication::translate("main", "Folder in which sessions are kept (default: %1).")
                  .arg(standard),
        QStringLiteral("DIR"));
    const QCommandLineOption screenshots(
        QStringLiteral("screenshots"),
        QApplication::translate("main", "Write a picture of each page, light and dark, and end."),
        QStringLiteral("DIR"));
    const QCommandLineOption size(QStringLiteral("size"),
                                  QApplication::translate("main", "Of the pictures: 1280x720, say."),
                                  QStringLiteral("WxH"));
    parser.addOptions({library, screenshots, size});
    if (!parser.parse(QApplication::arguments())) {
        complain(parser.errorText() + QStringLiteral(" See --help."));
        std::exit(2);
    }
    parser.process(application); // ends the program with --help and --version
    const QString chosen = ui::WindowSettings().defaultLibrary();
    const QString folder = parser.isSet(library) ? parser.value(library)
                           : chosen.isEmpty()    ? standard
                                                 : chosen;
    return {folder.isEmpty() ? QString() : QDir(folder).absolutePath(), parser.value(screenshots),
            sizeOf(parser.value(size))};
}

bool isHeadless()
{
    return QGuiApplication::platformName() == u"offscreen" || QGuiApplication::platformName() == u"minimal";
}

struct Choice
{
    QString folder; ///< empty: none
    QString problem; ///< with it, still
};

/// Shows what is wrong with a library, and what can be done.
Choice askWhatToDo(const QString &folder, const QString &problem)
{
    Choice choice;
    const QString backup = folder.isEmpty() ? QString() : Engine::backupFor(folder);
    ui::LibraryProblemWindow window(folder, problem, backup);
    QObject::connect(&window, &ui::LibraryProblemWindow::folderChosen, &window, [&](const QString &chosen) {
        choice.folder = chosen;
        window.close();
    });
    QObject::connect(&window, &ui::LibraryProblemWindow::backupChosen, &window, [&] {
        const Result<QString> damaged = Engine::restoreBackup(folder, backup);
        choice = {folder, damaged ? QString() : damaged.error()};
        window.close();
    });
    window.show();
    QApplication::exec(); // until the window is closed
    return choice;
}

/// Until it is mended, by a backup or by choosing another, or given up. `problem`: what is known to be wrong with it.
Result<std::unique_ptr<Engine>> openLibrary(const QString &folder, const QString &problem = {})
{
    Result<std::unique_ptr<Engine>> engine =
        problem.isEmpty() ? Engine::open(folder) : Result<std::unique_ptr<Engine>>(Error{problem});
    if (engine || isHeadless())
        return engine;
    const Choice choice = askWhatToDo(folder, engine.error());
    return choice.folder.isEmpty() ? std::move(engine) : openLibrary(choice.folder, choice.problem);
}

int runGallery(Engine &engine, const QString &folder, const QSize &size)
{
    int code = 0;
    ui::PageGallery gallery(engine, folder);
    if (size.isValid())
        gallery.setWindowSize(size);
    QObject::connect(&gallery, &ui::PageGallery::finished, &gallery,
                     [&code](const QStringList &files, const QString &error) {
                         for (const QString &file : files)
                             std::printf("%s\n", qUtf8Printable(file));
                         if (!error.isEmpty())
                             code = complain(error);
                         QApplication::exit(code);
                     });
    const InterruptSignals signals;
    QObject::connect(&signals, &InterruptSignals::interrupted, &gallery, [] { QApplication::exit(130); });
    gallery.start();
    return QApplication::exec();
}

/// `lost`: what is wrong with the library, where that ended it.
int runWindow(Engine &engine, QString &lost)
{
    ui::WindowSettings settings;
    settings.addRecentLibrary(engine.libraryFolder());
    ui::applyTheme(settings.theme());
    ui::MainWindow window(engine, settings);
    const InterruptSignals signals;
    QObject::connect(&signals, &InterruptSignals::interrupted, &window, [&window] {
        window.close();
        QApplication::quit(); // also when a dialog keeps the window open
    });
    if (!isHeadless()) {
        QObject::connect(&engine, &Engine::libraryLost, &window, [&lost](const QString &message) {
            lost = message;
            QApplication::exit();
        });
    }
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    nameProgram();
    if (asksForWords(argc, argv))
        optionsOf(QCoreApplication(argc, argv)); // ends the program
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Proponent"));
    QGuiApplication::setDesktopFileName(QStringLiteral("proponent"));

    ui::installSourceLanguage();
    ui::applyLanguage(ui::WindowSettings().language());
    const Options options = optionsOf(application);
    ui::applyTheme(ui::ThemeChoice::System);
    QString folder = options.library;
    QString lost;
    while (true) {
        Result<std::unique_ptr<Engine>> engine = openLibrary(folder, lost);
        if (!engine)
            return complain(engine.error());
        if (!options.screenshots.isEmpty())
            return runGallery(**engine, options.screenshots, options.size);
        lost.clear();
        const int code = runWindow(**engine, lost);
        if (lost.isEmpty())
            return code;
        folder = (*engine)->libraryFolder();
    }
}
