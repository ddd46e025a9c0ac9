// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include "app/cli/command_options.h"
#include "app/cli/option_reader.h"
#include "app/cli/text.h"
#include "engine/engine.h"

#include <QCommandLineParser>
#include <QDir>

using namespace Qt::StringLiterals;

namespace proponent::cli {

namespace {

const QString programName = u"proponent-cli"_s;

void addCommonOptions(QCommandLineParser &parser)
{
    const QString standard = QDir::toNativeSeparators(Engine::defaultLibraryFolder());
    parser.addOption(QCommandLineOption(
        u"library"_s,
        standard.isEmpty() ? Cli::tr("Folder of the library (no default, as HOME isn't set).")
                           : Cli::tr("Folder of the library (default: %1).").arg(standard),
        u"DIR"_s));
    parser.addOption(QCommandLineOption({u"h"_s, u"help"_s}, Cli::tr("Say how this is used.")));
}

/// What a subcommand takes and what it makes of it.
struct Subcommand
{
    QString name;
    QStringList operands; ///< "SESSION", "DIR": all of them required
    QString summary;
    void (*declare)(QCommandLineParser &) = nullptr;
    /// Called with as many operands as are required.
    Command (*read)(OptionReader &, const QStringList &operands) = nullptr;
    QString requiredOption = {}; ///< as the usage line shows it
};

void declareNothing(QCommandLineParser &)
{
}

/// A command without options or operands.
template <class Plain>
Command readPlain(OptionReader &, const QStringList &)
{
    return Plain{};
}

/// A command that names a session and has no options.
template <class OfSession>
Command readSession(OptionReader &, const QStringList &operands)
{
    return OfSession{operands[0]};
}

Command readTrain(OptionReader &reader, const QStringList &)
{
    TrainCommand command;
    readTrainOptions(reader, command.config, command.index);
    return command;
}

Command readInfluence(OptionReader &reader, const QStringList &operands)
{
    InfluenceCommand command{operands[0], {}};
    readInfluenceOptions(reader, command.request, command.verifiedPairs);
    return command;
}

Command readSelfInfluence(OptionReader &reader, const QStringList &operands)
{
    SelfInfluenceCommand command{operands[0], {}};
    readSelfInfluenceOptions(reader, command.request);
    return command;
}

Command readAudit(OptionReader &reader, const QStringList &operands)
{
    AuditCommand command{operands[0], {}};
    readAuditOptions(reader, command.request);
    return command;
}

Command readEvaluate(OptionReader &reader, const QStringList &operands)
{
    EvaluateCommand command{operands[0], {}};
    readEvaluateOptions(reader, command.request);
    return command;
}

Command readIndex(OptionReader &reader, const QStringList &operands)
{
    IndexCommand command{operands[0], {}};
    readIndexOptions(reader, command.request);
    return command;
}

Command readExport(OptionReader &, const QStringList &operands)
{
    return ExportCommand{operands[0], QDir(operands[1]).absolutePath()};
}

Command readRelocate(OptionReader &, const QStringList &operands)
{
    return RelocateCommand{operands[0], QDir(operands[1]).absolutePath()};
}

const QList<Subcommand> &subcommands()
{
    const QString session = u"SESSION"_s;
    static const QList<Subcommand> table{
        {u"devices"_s,
         {},
         Cli::tr("List what this machine can compute on."),
         declareNothing,
         readPlain<DevicesCommand>},
        {u"train"_s, {}, Cli::tr("Train a model; makes a session."), declareTrainOptions, readTrain},
        {u"resume"_s,
         {session},
         Cli::tr("Go on with an interrupted session."),
         declareNothing,
         readSession<ResumeCommand>},
        {u"influence"_s,
         {session},
         Cli::tr("Find the training examples that made test examples come out as they did."),
         declareInfluenceOptions,
         readInfluence,
         u"--test 0-49,77|misclassified"_s},
        {u"methods"_s,
         {},
         Cli::tr("List the methods that compute influence, with their parameters."),
         declareNothing,
         readPlain<MethodsCommand>},
        {u"self-influence"_s,
         {session},
         Cli::tr("Rank training examples by their influence on themselves: wrong labels come first."),
         declareSelfInfluenceOptions,
         readSelfInfluence},
        {u"audit"_s,
         {session},
         Cli::tr("Rank training examples by suspicion that their label is wrong."),
         declareAuditOptions,
         readAudit},
        {u"evaluate"_s,
         {session},
         Cli::tr("Find out how well methods predict what retraining does."),
         declareEvaluateOptions,
         readEvaluate,
         u"--methods A,B"_s},
        {u"index"_s,
         {session},
         Cli::tr("Build an index, from which questions are answered at once."),
         declareIndexOptions,
         readIndex},
        {u"sessions"_s,
         {},
         Cli::tr("List the sessions of the library."),
         declareNothing,
         readPlain<SessionsCommand>},
        {u"show"_s,
         {session},
         Cli::tr("Show everything kept of a session."),
         declareNothing,
         readSession<ShowCommand>},
        {u"delete"_s,
         {session},
         Cli::tr("Delete a session with its checkpoints and analyses."),
         declareNothing,
         readSession<DeleteCommand>},
        {u"export"_s,
         {session, u"DIR"_s},
         Cli::tr("Write a session's checkpoints, labels, configuration and PyTorch module to a folder."),
         declareNothing,
         readExport},
        {u"relocate"_s,
         {session, u"DIR"_s},
         Cli::tr("Say where a session's data are now that they were moved."),
         declareNothing,
         readRelocate},
        {u"demo"_s,
         {},
         Cli::tr("Train, trace some mistakes and make pictures of the desktop, in a minute."),
         declareNothing,
         readPlain<DemoCommand>},
    };
    return table;
}

QString seeHelp(const QString &subcommand = {})
{
    const QString command = subcommand.isEmpty() ? programName : programName + u' ' + subcommand;
    return Cli::tr("'%1 --help' says how it is used").arg(command);
}

/// QCommandLineParser's complaint about what it could not parse, as one line.
QString parserProblem(const QCommandLineParser &parser)
{
    const QStringList unknown = parser.unknownOptionNames();
    if (unknown.isEmpty()) {
        QString text = parser.errorText().simplified(); // a sentence, to be part of ours
        text = text.left(1).toLower() + text.mid(1);
        return text.endsWith(u'.') ? text.chopped(1) : text;
    }
    const QString dashes = unknown[0].size() > 1 ? u"--"_s : u"-"_s;
    return Cli::tr("there is no option %1%2").arg(dashes, unknown[0]);
}

/// The parser's help under a usage line of our own, since it knows nothing of subcommands.
QString helpWithUsage(const QCommandLineParser &parser, const QString &usage)
{
    const QString help = parser.helpText();
    return Cli::tr("Usage: %1").arg(usage) + help.mid(help.indexOf(u'\n'));
}

ParsedArguments parseSubcommand(const Subcommand &subcommand, const QStringList &arguments,
                                const QString &library)
{
    const auto wrong = [&](const QString &message) {
        return UsageError{u"%1: %2; %3"_s.arg(subcommand.name, message, seeHelp(subcommand.name))};
    };

    QCommandLineParser parser;
    parser.setApplicationDescription(subcommand.summary);
    subcommand.declare(parser);
    parser.addOption(QCommandLineOption(u"json"_s, Cli::tr("Print one JSON object on standard output.")));
    addCommonOptions(parser);
    if (!parser.parse(arguments))
        return wrong(parserProblem(parser));
    if (parser.isSet(u"help"_s)) {
        QStringList usage = QStringList{programName, subcommand.name} + subcommand.operands;
        if (!subcommand.requiredOption.isEmpty())
            usage.append(subcommand.requiredOption);
        return Information{helpWithUsage(parser, usage.join(u' ') + Cli::tr(" [options]"))};
    }

    const QStringList operands = parser.positionalArguments();
    const qsizetype required = subcommand.operands.size();
    if (operands.size() < required)
        return wrong(Cli::tr("%1 is missing").arg(subcommand.operands[operands.size()]));
    if (operands.size() > required)
        return wrong(Cli::tr("'%1' is one argument too many").arg(operands[required]));

    Invocation invocation;
    OptionReader reader(parser);
    invocation.command = subcommand.read(reader, operands);
    invocation.json = parser.isSet(u"json"_s);
    invocation.library = parser.isSet(u"library"_s) ? parser.value(u"library"_s) : library;
    if (reader.problem())
        return UsageError{u"%1: %2"_s.arg(subcommand.name, *reader.problem())};
    if (parser.isSet(u"library"_s) && invocation.library.isEmpty())
        return wrong(Cli::tr("--library: name a folder"));
    return invocation;
}

QString programHelp(const QCommandLineParser &parser)
{
    QString help = helpWithUsage(parser, programName + Cli::tr(" [options] COMMAND ..."));
    help += u'\n' + Cli::tr("Commands:") + u'\n';
    for (const Subcommand &subcommand : subcommands()) {
        const QString words = (QStringList{subcommand.name} + subcommand.operands).join(u' ');
        help += u"  %1  %2\n"_s.arg(words, -22).arg(subcommand.summary);
    }
    help += u'\n' + Cli::tr("SESSION is a session's number or its name, if only one has it.") + u'\n';
    help += Cli::tr("'%1 COMMAND --help' lists a command's options.").arg(programName) + u'\n';
    help += Cli::tr("Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by a signal.") + u'\n';
    return help;
}

} // namespace

ParsedArguments parseArguments(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Cli::tr("Trains a model and tells which training examples made it decide as it does."));
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    addCommonOptions(parser);
    parser.addOption(QCommandLineOption({u"v"_s, u"version"_s}, Cli::tr("Print the program's version.")));
    if (!parser.parse(arguments))
        return UsageError{u"%1; %2"_s.arg(parserProblem(parser), seeHelp())};
    if (parser.isSet(u"help"_s))
        return Information{programHelp(parser)};
    if (parser.isSet(u"version"_s))
        return Information{u"%1 %2\n"_s.arg(programName, QStringLiteral(PROPONENT_VERSION))};

    const QString library = parser.value(u"library"_s);
    if (parser.isSet(u"library"_s) && library.isEmpty())
        return UsageError{Cli::tr("--library: name a folder; %1").arg(seeHelp())};
    const QStringList rest = parser.positionalArguments();
    if (rest.isEmpty())
        return UsageError{Cli::tr("say what to do, such as '%1 demo'; %2").arg(programName, seeHelp())};

    for (const Subcommand &subcommand : subcommands()) {
        if (subcommand.name == rest[0])
            return parseSubcommand(subcommand, rest, library);
    }
    return UsageError{Cli::tr("there is no command '%1'; %2").arg(rest[0], seeHelp())};
}

} // namespace proponent::cli
