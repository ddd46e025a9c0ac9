// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "tests/app/cli_process.h"
#include "tests/test_registry.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace proponent;
using namespace proponent::test;

/// What is said to somebody who mistyped, and to somebody who asks for help.
class CliUsageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wrongUsage_data();
    void wrongUsage();
    void wrongUsageOfTheProgram();
    void everyOptionArrives();
    void help_data();
    void help();
    void programHelpNamesEveryCommand();
    void scoresOfInfluenceSayTheirLayout();
    void version();

private:
    QTemporaryDir m_folder; ///< with what no scores can be written to
};

namespace {

const QStringList commands{u"devices"_s,        u"train"_s,  u"resume"_s,   u"influence"_s,
                           u"self-influence"_s, u"audit"_s,  u"sessions"_s, u"show"_s,
                           u"delete"_s,         u"export"_s, u"demo"_s};

} // namespace

void CliUsageTest::initTestCase()
{
    const QDir folder(m_folder.path());
    QVERIFY(QFile::link(QStringLiteral("/dev/null"), folder.filePath(u"link.npy"_s)));
    QCOMPARE(::mkfifo(QFile::encodeName(folder.filePath(u"pipe.csv"_s)).constData(), 0600), 0);
    QVERIFY(folder.mkdir(u"folder.csv"_s));
}

void CliUsageTest::wrongUsage_data()
{
    QTest::addColumn<QString>("arguments"); // between spaces; '' is an empty one
    QTest::addColumn<QString>("words"); // of the message

    QTest::newRow("nothing") << u""_s << u"say what to do"_s;
    QTest::newRow("unknown command") << u"trian"_s << u"no command 'trian'"_s;
    QTest::newRow("unknown option before") << u"--verbose train"_s << u"no option --verbose"_s;
    QTest::newRow("unknown option") << u"train --epoch 3"_s << u"no option --epoch"_s;
    QTest::newRow("option of another command") << u"sessions --epochs 3"_s << u"no option --epochs"_s;
    QTest::newRow("operand too many") << u"sessions 3"_s << u"'3' is one argument too many"_s;
    QTest::newRow("train, operand") << u"train mnist"_s << u"'mnist' is one argument too many"_s;
    QTest::newRow("value missing") << u"train --epochs"_s << u"--epochs"_s;
    QTest::newRow("library missing") << u"--library"_s << u"library"_s;
    QTest::newRow("library empty") << u"--library '' sessions"_s << u"name a folder"_s;
    QTest::newRow("library empty after") << u"sessions --library ''"_s << u"name a folder"_s;

    QTest::newRow("epochs word") << u"train --epochs many"_s << u"--epochs many: must be a whole number"_s;
    QTest::newRow("epochs fraction") << u"train --epochs 1.5"_s << u"--epochs 1.5: must be"_s;
    QTest::newRow("epochs 0") << u"train --epochs 0"_s << u"--epochs 0: must be from 1"_s;
    QTest::newRow("epochs too many") << u"train --epochs 99999999999"_s << u"--epochs 99999999999: must be"_s;
    QTest::newRow("batch size 0") << u"train --batch-size 0"_s << u"--batch-size 0: must be"_s;
    QTest::newRow("train limit") << u"train --train-limit -5"_s << u"--train-limit -5: must be"_s;
    QTest::newRow("test limit") << u"train --test-limit x"_s << u"--test-limit x: must be"_s;
    QTest::newRow("label noise 1") << u"train --label-noise 1"_s << u"--label-noise 1: must be"_s;
    QTest::newRow("noise kind") << u"train --noise-kind some"_s
                                << u"--noise-kind some: must be uniform or pair"_s;
    QTest::newRow("label noise below") << u"train --label-noise -0.1"_s << u"--label-noise -0.1: must be"_s;
    QTest::newRow("lr 0") << u"train --lr 0"_s << u"--lr 0: must be above 0"_s;
    QTest::newRow("lr nan") << u"train --lr nan"_s << u"--lr nan: must be a number"_s;
    QTest::newRow("lr 1e308") << u"train --lr 1e308"_s
                              << u"--lr 1e308: must be above 0: from 1e-12 to 1000000"_s;
    QTest::newRow("lr 1e30") << u"train --lr 1e30"_s << u"--lr 1e30: must be above 0"_s;
    QTest::newRow("lr that float32 has as 0") << u"train --lr 1e-50"_s << u"--lr 1e-50: must be above 0"_s;
    QTest::newRow("lr inf") << u"train --lr inf"_s << u"--lr inf: must be a number"_s;
    QTest::newRow("lr comma") << u"train --lr 0,05"_s << u"--lr 0,05: must be a number"_s;
    QTest::newRow("momentum") << u"train --momentum 1"_s << u"--momentum 1: must be"_s;
    QTest::newRow("weight decay") << u"train --weight-decay -1"_s << u"--weight-decay -1: must be"_s;
    QTest::newRow("weight decay 1e308")
        << u"train --weight-decay 1e308"_s << u"--weight-decay 1e308: must be from 0 to 1000000"_s;
    QTest::newRow("weight decay 1e30") << u"train --weight-decay 1e30"_s << u"--weight-decay 1e30: must be"_s;
    QTest::newRow("batch size 2^31") << u"train --batch-size 2147483648"_s
                                     << u"--batch-size 2147483648: must"_s;
    QTest::newRow("train limit 2^63 - 1")
        << u"train --train-limit 9223372036854775807"_s << u"must be from 0 (for all) to 9007199254740991"_s;
    QTest::newRow("seed 2^53") << u"train --seed 9007199254740992"_s
                               << u"must be from 0 to 9007199254740991"_s;
    QTest::newRow("threads 2^31 - 1")
        << u"train --threads 2147483647"_s << u"--threads 2147483647: must be"_s;
    QTest::newRow("seed") << u"train --seed -1"_s << u"--seed -1: must be"_s;
    QTest::newRow("checkpoint every")
        << u"train --checkpoint-every 0"_s << u"--checkpoint-every 0: must be"_s;
    QTest::newRow("threads") << u"train --threads -1"_s << u"--threads -1: must be"_s;
    QTest::newRow("model") << u"train --model vgg"_s
                           << u"--model vgg: must be one of logistic, mlp, cnn, resnet9"_s;
    QTest::newRow("optimizer") << u"train --optimizer adam"_s << u"--optimizer adam: must be sgd or adamw"_s;
    QTest::newRow("schedule") << u"train --schedule step"_s
                              << u"--schedule step: must be constant or cosine"_s;
    QTest::newRow("device") << u"train --device gpu"_s
                            << u"--device gpu: must be auto, cpu, cuda or cuda:N"_s;
    QTest::newRow("precision") << u"train --precision fp8"_s
                               << u"--precision fp8: must be auto, fp32, bf16"_s;

    QTest::newRow("resume whom") << u"resume"_s << u"SESSION is missing"_s;
    QTest::newRow("resume two") << u"resume 1 2"_s << u"'2' is one argument too many"_s;
    QTest::newRow("show whom") << u"show"_s << u"SESSION is missing"_s;
    QTest::newRow("delete whom") << u"delete"_s << u"SESSION is missing"_s;
    QTest::newRow("export where") << u"export 1"_s << u"DIR is missing"_s;
    QTest::newRow("influence whom") << u"influence --test 0"_s << u"SESSION is missing"_s;
    QTest::newRow("influence on what") << u"influence 1"_s << u"--test: say which test examples"_s;
    QTest::newRow("test range backwards") << u"influence 1 --test 5-2"_s << u"--test 5-2: must be indices"_s;
    QTest::newRow("test range of 10^8") << u"influence 1 --test 0-99999999"_s
                                        << u"--test 0-99999999: must be indices such as 0-49,77 (at most"_s;
    QTest::newRow("checkpoint 2^32 + 1")
        << u"influence 1 --test 0 --checkpoints 4294967297"_s << u"--checkpoints 4294967297: must be"_s;
    QTest::newRow("verify") << u"influence 1 --test 0 --verify 2147483647"_s
                            << u"must be from 1 to 1000000"_s;
    QTest::newRow("threads of influence")
        << u"influence 1 --test 0 --threads 4097"_s << u"--threads 4097: must be from 0 to 4096"_s;
    QTest::newRow("export to a device") << u"influence 1 --test 0 --export %1/link.npy"_s.arg(m_folder.path())
                                        << u"this is a device or a pipe"_s;
    QTest::newRow("export to a pipe") << u"influence 1 --test 0 --export %1/pipe.csv"_s.arg(m_folder.path())
                                      << u"this is a device or a pipe"_s;
    QTest::newRow("export to a folder")
        << u"audit 1 --export %1/folder.csv"_s.arg(m_folder.path()) << u"this is a folder"_s;
    QTest::newRow("test words") << u"influence 1 --test wrong"_s << u"--test wrong: must be indices"_s;
    QTest::newRow("method") << u"influence 1 --test 0 --method luck"_s << u"--method luck: must be tracin"_s;
    QTest::newRow("layers") << u"influence 1 --test 0 --layers 3"_s << u"--layers 3: must be all or last"_s;
    QTest::newRow("checkpoints") << u"influence 1 --test 0 --checkpoints 0"_s
                                 << u"--checkpoints 0: must be"_s;
    QTest::newRow("top 0") << u"influence 1 --test 0 --top 0"_s << u"--top 0: must be 1 or more"_s;
    QTest::newRow("export suffix") << u"influence 1 --test 0 --export scores.txt"_s
                                   << u"ends in .npy or .csv"_s;
    QTest::newRow("export folder") << u"influence 1 --test 0 --export /no/such/scores.npy"_s
                                   << u"its folder does not exist"_s;
    QTest::newRow("self top") << u"self-influence 1 --top no"_s << u"--top no: must be a whole number"_s;
    QTest::newRow("evaluate what") << u"evaluate 1"_s << u"say which methods"_s;
    QTest::newRow("evaluate metric") << u"evaluate 1 --methods tracin --metric luck"_s
                                     << u"--metric luck: must be lds|mislabelled|removal"_s;
    QTest::newRow("evaluate one subset")
        << u"evaluate 1 --methods tracin --subsets 1"_s << u"--subsets 1: must be from 2 to 1000000"_s;
    QTest::newRow("evaluate runs") << u"evaluate 1 --methods tracin --runs 0"_s
                                   << u"--runs 0: must be from 1"_s;
    QTest::newRow("evaluate share") << u"evaluate 1 --methods tracin --share 1"_s
                                    << u"--share 1: must be between 0 and 1"_s;
    QTest::newRow("evaluate parameter")
        << u"evaluate 1 --methods ekfac:damping"_s << u"a parameter must be NAME=NUMBER"_s;
    QTest::newRow("audit whom") << u"audit"_s << u"SESSION is missing"_s;
    QTest::newRow("audit method")
        << u"audit 1 --method luck"_s
        << u"--method luck: must be combined|loss|margin|neighbours|self-influence"_s;
    QTest::newRow("audit by what is left out")
        << u"audit 1 --method self-influence --no-self-influence"_s
        << u"--method self-influence: can't be ranked by with --no-self-influence"_s;
    QTest::newRow("audit top") << u"audit 1 --top 0"_s << u"--top 0: must be 1 or more"_s;
    QTest::newRow("audit threads") << u"audit 1 --threads -1"_s << u"--threads -1: must be"_s;
    QTest::newRow("audit checkpoints")
        << u"audit 1 --checkpoints first"_s << u"--checkpoints first: must be all, last"_s;
    QTest::newRow("audit export") << u"audit 1 --export scores.txt"_s << u"ends in .npy or .csv"_s;
    QTest::newRow("self test") << u"self-influence 1 --test 0"_s << u"no option --test"_s;
}

void CliUsageTest::wrongUsage()
{
    QFETCH(QString, arguments);
    QFETCH(QString, words);
    QStringList list{u"proponent-cli"_s};
    for (const QString &argument : arguments.split(u' ', Qt::SkipEmptyParts))
        list.append(argument == u"''"_s ? QString() : argument);
    const cli::ParsedArguments parsed = cli::parseArguments(list);
    const auto *error = std::get_if<cli::UsageError>(&parsed);
    QVERIFY(error);
    QVERIFY2(error->message.contains(words), qPrintable(error->message));
    QVERIFY2(!error->message.contains(u'\n'), qPrintable(error->message));
}

void CliUsageTest::wrongUsageOfTheProgram()
{
    const CliResult result = runCli({u"train"_s, u"--epochs"_s, u"0"_s});
    QVERIFY2(result.exitCode == 2, result.text());
    QVERIFY2(result.out.isEmpty(), result.text());
    QVERIFY2(result.err.startsWith("proponent-cli: train: --epochs 0: "), result.text());
    QVERIFY2(result.err.endsWith('\n') && result.err.count('\n') == 1, result.text()); // one line
}

void CliUsageTest::everyOptionArrives()
{
    const QString folder = QDir::tempPath();
    const QString line =
        u"proponent-cli --library /a train --data %1 --train-limit 10 --test-limit 20 "
        "--label-noise 0.1 --noise-kind pair --model mlp --epochs 3 --batch-size 4 --optimizer adamw --lr "
        "1e-3 "
        "--momentum 0.5 --weight-decay 0.01 --schedule cosine --seed 5 --checkpoint-every 2 "
        "--device cuda:1 --precision bf16 --threads 6 --name my --json --library /b"_s.arg(folder);
    const cli::ParsedArguments parsed = cli::parseArguments(line.split(u' '));
    const auto *invocation = std::get_if<cli::Invocation>(&parsed);
    QVERIFY(invocation);
    QVERIFY(invocation->json);
    QCOMPARE(invocation->library, u"/b"_s); // the later one
    const auto *train = std::get_if<cli::TrainCommand>(&invocation->command);
    QVERIFY(train);
    TrainingConfig expected;
    expected.data = QDir(folder).absolutePath();
    expected.trainLimit = 10;
    expected.testLimit = 20;
    expected.labelNoise = 0.1;
    expected.noiseKind = NoiseKind::Pair;
    expected.model = u"mlp"_s;
    expected.epochs = 3;
    expected.batchSize = 4;
    expected.optimizer = OptimizerKind::AdamW;
    expected.learningRate = 1e-3;
    expected.momentum = 0.5;
    expected.weightDecay = 0.01;
    expected.schedule = ScheduleKind::Cosine;
    expected.seed = 5;
    expected.checkpointEvery = 2;
    expected.device = u"cuda:1"_s;
    expected.precision = Precision::Bf16;
    expected.threads = 6;
    expected.name = u"my"_s;
    QCOMPARE(QJsonDocument(train->config.toJson()).toJson(), QJsonDocument(expected.toJson()).toJson());
}

void CliUsageTest::help_data()
{
    QTest::addColumn<QString>("command");
    for (const QString &command : commands)
        QTest::newRow(qPrintable(command)) << command;
}

void CliUsageTest::help()
{
    QFETCH(QString, command);
    const cli::ParsedArguments parsed = cli::parseArguments({u"proponent-cli"_s, command, u"--help"_s});
    const auto *information = std::get_if<cli::Information>(&parsed);
    QVERIFY(information);
    QVERIFY2(information->text.startsWith(u"Usage: proponent-cli "_s + command),
             qPrintable(information->text));
    for (const QString &option : {u"--json"_s, u"--library <DIR>"_s, u"--help"_s})
        QVERIFY2(information->text.contains(option), qPrintable(information->text));
}

void CliUsageTest::programHelpNamesEveryCommand()
{
    const CliResult result = runCli({u"--help"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    for (const QString &command : commands)
        QVERIFY2(result.out.contains("\n  " + command.toUtf8() + " "), qPrintable(command));
    QVERIFY2(result.err.isEmpty(), result.text());
}

/// As CliInfluenceTest finds it in the files.
void CliUsageTest::scoresOfInfluenceSayTheirLayout()
{
    const auto parsed = cli::parseArguments({u"proponent-cli"_s, u"influence"_s, u"--help"_s});
    const QString help = std::get<cli::Information>(parsed).text.simplified();
    QVERIFY2(
        help.contains(u"As .npy: a row for each test example, a column for each training example; as .csv "
                      "the other way round"_s),
        qPrintable(help));
}

void CliUsageTest::version()
{
    const CliResult result = runCli({u"--version"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    QCOMPARE(result.out, QByteArray("proponent-cli " PROPONENT_VERSION "\n"));
}

PROPONENT_TEST(CliUsageTest)
#include "cli_usage_test.moc"
