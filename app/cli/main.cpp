// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/console.h"
#include "app/cli/exit_code.h"
#include "app/cli/report.h"
#include "app/cli/runner.h"
#include "app/interrupt_signals.h"
#include "engine/engine.h"

#include <QCoreApplication>
#include <QDir>

using namespace proponent;
using namespace proponent::cli;

namespace {

int carryOut(const Invocation &invocation, Console &console)
{
    InterruptSignals interrupts;
    const QString library = invocation.library.isEmpty() ? Engine::defaultLibraryFolder()
                                                         : QDir(invocation.library).absolutePath();
    Result<std::unique_ptr<Engine>> engine = Engine::open(library);
    if (!engine) {
        if (invocation.json)
            console.printJson(failureJson(engine.error(), {}));
        console.printError(engine.error());
        return exit_code::failed;
    }

    Runner runner(**engine, console, invocation);
    QObject::connect(&interrupts, &InterruptSignals::interrupted, &runner, &Runner::stop);
    QObject::connect(&runner, &Runner::ended, qApp, &QCoreApplication::exit);
    QMetaObject::invokeMethod(&runner, &Runner::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("proponent"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PROPONENT_VERSION));

    Console console;
    const ParsedArguments arguments = parseArguments(QCoreApplication::arguments());
    if (const auto *information = std::get_if<Information>(&arguments)) {
        console.printResult(information->text);
        return exit_code::done;
    }
    if (const auto *error = std::get_if<UsageError>(&arguments)) {
        console.printError(error->message);
        return exit_code::wrongUsage;
    }
    return carryOut(std::get<Invocation>(arguments), console);
}
