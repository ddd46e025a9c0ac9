// SPDX-License-Identifier: GPL-3.0-or-later
// A second process at a library: library_visitor FOLDER COMMAND. Prints one line for each thing it has done.
#include "tests/engine/store/example_session.h"

#include <QCoreApplication>
#include <QTextStream>

#include <cstdio>

using namespace proponent;

namespace {

void say(const QString &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

/// Until the other side closes our input, or kills us.
void waitToBeEnded()
{
    QTextStream(stdin).readAll();
}

/// Creates a session and stays in it.
void train(SessionStore &store)
{
    const CreatedSession session = store.createSession(exampleSession());
    store.addEpoch(session.id, exampleEpoch(1));
    say(QString::number(session.id.value));
    waitToBeEnded();
}

/// Goes on with session 1 and stays in it.
void resume(SessionStore &store)
{
    const auto lock = store.lockSession({1});
    if (lock)
        store.setState({1}, SessionState::Running);
    say(lock ? QStringLiteral("locked") : QStringLiteral("refused"));
    waitToBeEnded();
}

/// Creates sessions one after the other, and looks at the list in between.
void work(SessionStore &store)
{
    for (int number = 0; number < 20; ++number) {
        const CreatedSession session = store.createSession(exampleSession());
        for (int epoch = 1; epoch <= 3; ++epoch) {
            store.addEpoch(session.id, exampleEpoch(epoch));
            if (store.details(session.id).summary.state != SessionState::Running)
                say(QStringLiteral("session %1 is not running").arg(session.id.value));
        }
        store.setState(session.id, SessionState::Completed);
    }
    say(QStringLiteral("done"));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const auto store = openStore(arguments.value(1));
    const QString command = arguments.value(2);
    if (command == QLatin1String("train"))
        train(*store);
    else if (command == QLatin1String("resume"))
        resume(*store);
    else
        work(*store);
    return 0;
}
