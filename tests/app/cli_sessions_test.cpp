// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/array_file.h"
#include "tests/app/json_shape.h"
#include "tests/app/library_fixture.h"
#include "tests/engine/data/idx_folder.h"
#include "tests/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QScopeGuard>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace proponent;
using namespace proponent::test;

/// train, sessions, show and delete, and what --json promises of them.
class CliSessionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void trainPrintsItsSession();
    void trainPrintsText();
    void whatIsToSayOfTheDataIsSaid();
    void checkpointEvery();
    void sameSeedSameWeights();
    void devices();
    void sessionsAreListed();
    void showHasEverything();
    void showByName();
    void libraryBeforeOrAfter();
    void unknownSession();
    void ambiguousName();
    void deleteRemovesFiles();
    void failures_data();
    void failures();
    void unusableLibrary();
    void divergedTrainingFails_data();
    void divergedTrainingFails();
    void namesAreShownInOneLine_data();
    void namesAreShownInOneLine();
    void withoutHome_data();
    void withoutHome();
    void lostLibrary_data();
    void lostLibrary();
    void movedData();

private:
    LibraryFixture m_fixture;
    CliResult m_trained;
};

namespace {

constexpr auto null = QJsonValue::Null;

const JsonFields epochFields{{"epoch", number},     {"train_loss", number},        {"train_accuracy", number},
                             {"test_loss", number}, {"test_accuracy", number},     {"learning_rate", number},
                             {"seconds", number},   {"samples_per_second", number}};
const JsonFields checkpointFields{{"epoch", number}, {"learning_rate", number}, {"file", string}};

QString fileOf(const QJsonValue &checkpoint)
{
    return checkpoint[u"file"_s].toString();
}

} // namespace

void CliSessionsTest::initTestCase()
{
    QVERIFY(m_fixture.isReady());
    m_trained = m_fixture.train({u"--model"_s, u"logistic"_s, u"--epochs"_s, u"2"_s, u"--label-noise"_s,
                                 u"0.05"_s, u"--name"_s, u"first"_s, u"--json"_s});
    QVERIFY2(m_trained.exitCode == 0, m_trained.text());
}

void CliSessionsTest::trainPrintsItsSession()
{
    const QJsonObject json = m_trained.json();
    QCOMPARE(shapeProblem(json, {{"session", number},
                                 {"device", string},
                                 {"precision", string},
                                 {"parameters", number},
                                 {"epochs", array},
                                 {"checkpoints", array}}),
             QString());
    QCOMPARE(elementProblem(json[u"epochs"_s], epochFields), QString());
    QCOMPARE(elementProblem(json[u"checkpoints"_s], checkpointFields), QString());
    QCOMPARE(json[u"device"_s].toString(), u"cpu"_s);
    QCOMPARE(json[u"precision"_s].toString(), u"fp32"_s);
    QCOMPARE(json[u"parameters"_s].toInt(), (8 * 8 + 1) * 3);
    QCOMPARE(json[u"epochs"_s].toArray().size(), 2);
    QCOMPARE(json[u"epochs"_s][1][u"epoch"_s].toInt(), 2);
    QCOMPARE(json[u"checkpoints"_s].toArray().size(), 2);
    for (const QJsonValue &checkpoint : json[u"checkpoints"_s].toArray())
        QVERIFY(QFile::exists(fileOf(checkpoint)));

    const QByteArray announced = "session " + QByteArray::number(json[u"session"_s].toInt()) + ": ";
    QVERIFY2(m_trained.err.startsWith(announced) || m_trained.err.contains('\n' + announced), m_trained.err);
    QVERIFY2(m_trained.err.contains("epoch 2 of 2"), m_trained.err);
}

void CliSessionsTest::trainPrintsText()
{
    const CliResult result = m_fixture.train({u"--model"_s, u"logistic"_s, u"--epochs"_s, u"1"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    QVERIFY2(result.out.startsWith("session "), result.text());
    QVERIFY2(result.out.contains("test accuracy"), result.text());
}

void CliSessionsTest::whatIsToSayOfTheDataIsSaid()
{
    // Sorted by class, with a copy of a training image among the test images.
    const DataFolder folder;
    const QByteArray pixels = somePixels(12 * 72);
    folder.write(folder.trainImages, idx({12, 8, 9}, pixels));
    folder.write(folder.trainLabels, idx({12}, QByteArray("\0\0\0\0\0\1\1\1\1\1\2\2", 12)));
    folder.write(folder.testImages, idx({3, 8, 9}, pixels.sliced(4 * 72, 3 * 72)));
    folder.write(folder.testLabels, idx({3}, QByteArray("\0\1\2", 3)));
    const CliResult trained = m_fixture.run({u"train"_s, u"--data"_s, folder.path(), u"--train-limit"_s,
                                             u"6"_s, u"--model"_s, u"logistic"_s, u"--epochs"_s, u"1"_s,
                                             u"--name"_s, u"sorted"_s, u"--device"_s, u"cpu"_s});
    QVERIFY2(trained.exitCode == 0, trained.text());
    QVERIFY2(trained.err.contains("note: Test images that are among the training images, too: 3 (#0 is #4)"),
             trained.err);
    QVERIFY2(trained.err.contains("note: The labels are sorted by class."), trained.err);

    const QString exported = m_fixture.path(u"sorted"_s);
    QVERIFY2(m_fixture.run({u"export"_s, u"sorted"_s, exported}).exitCode == 0, trained.text());
    QCOMPARE(readNpy(exported + u"/train_labels.npy"_s).values, std::vector<double>({0, 1, 2, 0, 1, 2}));
    QCOMPARE(readNpy(exported + u"/train_indices.npy"_s).values, std::vector<double>({0, 5, 10, 1, 6, 11}));
}

void CliSessionsTest::checkpointEvery()
{
    const CliResult result = m_fixture.train(
        {u"--model"_s, u"logistic"_s, u"--epochs"_s, u"3"_s, u"--checkpoint-every"_s, u"2"_s, u"--json"_s});
    const QJsonArray checkpoints = result.json()[u"checkpoints"_s].toArray();
    QVERIFY2(checkpoints.size() == 2, result.text());
    QCOMPARE(checkpoints[0][u"epoch"_s].toInt(), 2);
    QCOMPARE(checkpoints[1][u"epoch"_s].toInt(), 3);
}

void CliSessionsTest::sameSeedSameWeights()
{
    const QStringList options{u"--model"_s, u"mlp"_s, u"--epochs"_s, u"2"_s, u"--json"_s, u"--seed"_s};
    const auto lastWeights = [&](const QString &seed) {
        const QJsonArray checkpoints =
            m_fixture.train(options + QStringList{seed}).json()[u"checkpoints"_s].toArray();
        return contentsOf(fileOf(checkpoints.last()));
    };
    const QByteArray weights = lastWeights(u"7"_s);
    QVERIFY(!weights.isEmpty());
    QVERIFY(weights == lastWeights(u"7"_s));
    QVERIFY(weights != lastWeights(u"8"_s));
}

void CliSessionsTest::devices()
{
    const CliResult result = m_fixture.run({u"devices"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    const QJsonObject json = result.json();
    QCOMPARE(shapeProblem(json, {{"devices", array}}), QString());
    QCOMPARE(elementProblem(json[u"devices"_s], {{"id", string},
                                                 {"name", string},
                                                 {"total_memory", number},
                                                 {"free_memory", number},
                                                 {"usable", boolean},
                                                 {"reason", string},
                                                 {"precisions", array},
                                                 {"automatic_precision", string}}),
             QString());
    QCOMPARE(json[u"devices"_s][0][u"id"_s].toString(), u"cpu"_s);
    QCOMPARE(elementProblem(json[u"devices"_s][0][u"precisions"_s],
                            {{"precision", string}, {"usable", boolean}, {"reason", string}}),
             QString());
    const CliResult text = m_fixture.run({u"devices"_s});
    QVERIFY2(text.exitCode == 0 && text.out.startsWith("cpu"), text.text());
}

void CliSessionsTest::sessionsAreListed()
{
    const CliResult result = m_fixture.run({u"sessions"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    const QJsonArray sessions = result.json()[u"sessions"_s].toArray();
    QVERIFY(!sessions.isEmpty());
    const QJsonObject first = sessions.last().toObject(); // newest first
    QCOMPARE(shapeProblem(first, {{"session", number},
                                  {"name", string},
                                  {"note", string},
                                  {"tags", array},
                                  {"state", string},
                                  {"failure", string},
                                  {"created", string},
                                  {"updated", string},
                                  {"data", string},
                                  {"model", string},
                                  {"device", string},
                                  {"precision", string},
                                  {"epochs_done", number},
                                  {"epochs_planned", number},
                                  {"test_accuracy", number},
                                  {"parent", null},
                                  {"analysis_count", number}}),
             QString());
    QCOMPARE(first[u"session"_s], m_trained.json()[u"session"_s]);
    QCOMPARE(first[u"name"_s].toString(), u"first"_s);
    QCOMPARE(first[u"state"_s].toString(), u"completed"_s);
    QCOMPARE(first[u"epochs_done"_s].toInt(), 2);

    const CliResult text = m_fixture.run({u"sessions"_s});
    QVERIFY2(text.out.contains("first") && text.out.contains("completed"), text.text());
    const CliResult empty = runCli({u"sessions"_s, u"--library"_s, m_fixture.path(u"empty"_s)});
    QVERIFY2(empty.exitCode == 0 && empty.out.startsWith("no sessions yet"), empty.text());
}

void CliSessionsTest::showHasEverything()
{
    const QString session = QString::number(m_trained.json()[u"session"_s].toInt());
    const CliResult result = m_fixture.run({u"show"_s, session, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    const QJsonObject json = result.json();
    QCOMPARE(shapeProblem(json, {{"session", number},
                                 {"name", string},
                                 {"note", string},
                                 {"tags", array},
                                 {"state", string},
                                 {"failure", string},
                                 {"created", string},
                                 {"updated", string},
                                 {"data", string},
                                 {"model", string},
                                 {"device", string},
                                 {"precision", string},
                                 {"epochs_done", number},
                                 {"epochs_planned", number},
                                 {"test_accuracy", number},
                                 {"parent", null},
                                 {"config", object},
                                 {"dataset", object},
                                 {"normalisation", object},
                                 {"parameters", number},
                                 {"train_count", number},
                                 {"test_count", number},
                                 {"flipped", array},
                                 {"epochs", array},
                                 {"checkpoints", array},
                                 {"evaluation", object},
                                 {"analyses", array},
                                 {"libtorch_version", string},
                                 {"method_evaluations", array}}),
             QString());
    QCOMPARE(json[u"train_count"_s].toInt(), SmallDataset::trainCount);
    QCOMPARE(json[u"test_count"_s].toInt(), SmallDataset::testCount);
    QCOMPARE(json[u"flipped"_s].toArray().size(), SmallDataset::trainCount / 20);
    QCOMPARE(json[u"config"_s][u"label_noise"_s].toDouble(), 0.05);
    QCOMPARE(json[u"epochs"_s], m_trained.json()[u"epochs"_s]); // as full doubles, nothing lost
    QCOMPARE(json[u"checkpoints"_s], m_trained.json()[u"checkpoints"_s]);
    QCOMPARE(json[u"evaluation"_s][u"losses"_s].toArray().size(), SmallDataset::testCount);
}

void CliSessionsTest::showByName()
{
    const QString session = QString::number(m_trained.json()[u"session"_s].toInt());
    const CliResult byId = m_fixture.run({u"show"_s, session});
    const CliResult byName = m_fixture.run({u"show"_s, u"first"_s});
    QVERIFY2(byName.exitCode == 0, byName.text());
    QCOMPARE(byName.out, byId.out);
}

void CliSessionsTest::libraryBeforeOrAfter()
{
    const CliResult before = runCli({u"--library"_s, m_fixture.library(), u"sessions"_s});
    const CliResult after = runCli({u"sessions"_s, u"--library="_s + m_fixture.library()});
    QVERIFY2(before.exitCode == 0, before.text());
    QVERIFY2(before.out.contains("first"), before.text());
    QCOMPARE(after.out, before.out);
}

void CliSessionsTest::unknownSession()
{
    const CliResult result = m_fixture.run({u"show"_s, u"4711"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 1, result.text());
    QVERIFY2(result.lastError().contains(u"no session '4711'"_s), result.text());
    QCOMPARE(shapeProblem(result.json(), {{"error", string}, {"session", null}}), QString());
}

void CliSessionsTest::ambiguousName()
{
    const QStringList options{u"--model"_s, u"logistic"_s, u"--epochs"_s, u"1"_s, u"--name"_s, u"twin"_s};
    QCOMPARE(m_fixture.train(options).exitCode, 0);
    QCOMPARE(m_fixture.train(options).exitCode, 0);
    const CliResult result = m_fixture.run({u"delete"_s, u"twin"_s});
    QVERIFY2(result.exitCode == 1, result.text());
    QVERIFY2(result.lastError().contains(u"are all named 'twin'"_s), result.text());
}

void CliSessionsTest::deleteRemovesFiles()
{
    const CliResult trained = m_fixture.train(
        {u"--model"_s, u"logistic"_s, u"--epochs"_s, u"1"_s, u"--name"_s, u"short-lived"_s, u"--json"_s});
    const QString checkpoint = fileOf(trained.json()[u"checkpoints"_s][0]);
    QVERIFY2(QFile::exists(checkpoint), trained.text());
    const CliResult result = m_fixture.run({u"delete"_s, u"short-lived"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.text());
    QCOMPARE(shapeProblem(result.json(), {{"session", number}, {"deleted", boolean}}), QString());
    QVERIFY(!QFile::exists(checkpoint));
    QCOMPARE(m_fixture.run({u"show"_s, u"short-lived"_s}).exitCode, 1);
}

void CliSessionsTest::failures_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const QString missing = m_fixture.path(u"missing"_s);
    QTest::newRow("no such data") << QStringList{u"train"_s, u"--data"_s, missing} << missing;
    QTest::newRow("no such device") << QStringList{u"train"_s, u"--data"_s, m_fixture.data(), u"--device"_s,
                                                   u"cuda:99"_s}
                                    << u"cuda:99"_s;
    QTest::newRow("already done") << QStringList{u"resume"_s, u"first"_s} << u""_s;
    QTest::newRow("no such test example")
        << QStringList{u"influence"_s, u"first"_s, u"--test"_s, u"60"_s} << u"60"_s;
    QTest::newRow("no such checkpoint")
        << QStringList{u"influence"_s, u"first"_s, u"--test"_s, u"0"_s, u"--checkpoints"_s, u"9"_s} << u"9"_s;
}

void CliSessionsTest::failures()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    const CliResult result = m_fixture.run(arguments);
    QVERIFY2(result.exitCode == 1, result.text());
    QVERIFY2(result.out.isEmpty(), result.text());
    QVERIFY2(result.lastError().startsWith(u"proponent-cli: "_s), result.text());
    QVERIFY2(result.lastError().contains(words), result.text());
}

void CliSessionsTest::unusableLibrary()
{
    const QString path = m_fixture.path(u"a-file"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    const CliResult result = runCli({u"sessions"_s, u"--library"_s, path, u"--json"_s});
    QVERIFY2(result.exitCode == 1, result.text());
    QVERIFY2(result.lastError().contains(path), result.text());
    QCOMPARE(shapeProblem(result.json(), {{"error", string}, {"session", null}}), QString());
}

void CliSessionsTest::divergedTrainingFails_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("in the last step of two")
        << QStringList{u"--batch-size"_s, u"120"_s, u"--epochs"_s, u"1"_s};
    QTest::newRow("in the last step of three")
        << QStringList{u"--batch-size"_s, u"80"_s, u"--epochs"_s, u"1"_s};
    QTest::newRow("with epochs to go")
        << QStringList{u"--batch-size"_s, u"240"_s, u"--epochs"_s, u"3"_s, u"--checkpoint-every"_s, u"3"_s};
}

void CliSessionsTest::divergedTrainingFails()
{
    QFETCH(QStringList, options);
    const CliResult result =
        m_fixture.train(QStringList{u"--model"_s, u"mlp"_s, u"--lr"_s, u"1e6"_s, u"--json"_s} + options);
    QVERIFY2(result.exitCode == 1, result.text());
    QVERIFY2(result.lastError().contains(u"no longer finite"_s), result.text());
    QVERIFY2(result.lastError().contains(u"smaller learning rate"_s), result.text());
    const QString session = QString::number(result.json()[u"session"_s].toInt());
    const QJsonObject shown = m_fixture.run({u"show"_s, session, u"--json"_s}).json();
    QCOMPARE(shown[u"state"_s].toString(), u"failed"_s);
    QVERIFY(shown[u"checkpoints"_s].toArray().isEmpty());
}

void CliSessionsTest::namesAreShownInOneLine_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("line break") << u"two\nlines"_s << QByteArray("two\\nlines");
    QTest::newRow("a terminal's command") << u"red \x1b[31m"_s << QByteArray("red \\x1b[31m");
    QTest::newRow("tab") << u"a\tb  c"_s << QByteArray("a\\tb  c");
}

void CliSessionsTest::namesAreShownInOneLine()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, shown);
    const CliResult trained =
        m_fixture.train({u"--model"_s, u"logistic"_s, u"--epochs"_s, u"1"_s, u"--name"_s, name});
    QVERIFY2(trained.exitCode == 0, trained.text());
    QVERIFY2(trained.err.contains(": " + shown + "; "), trained.text());
    const CliResult session = m_fixture.run({u"show"_s, name});
    QVERIFY2(session.out.contains("\nname:          " + shown + "\n"), session.text());
    const CliResult sessions = m_fixture.run({u"sessions"_s});
    QVERIFY2(sessions.out.contains("  " + shown + "  "), sessions.text());
}

void CliSessionsTest::withoutHome_data()
{
    QTest::addColumn<QByteArray>("home");
    QTest::addColumn<QByteArray>("dataHome");
    QTest::addColumn<QByteArray>("words"); // of --help
    const QByteArray folder = QFile::encodeName(m_fixture.path(u"home"_s));
    QTest::newRow("HOME alone") << folder << QByteArray() << "default: " + folder + "/.local/share/proponent";
    QTest::newRow("XDG_DATA_HOME alone") << QByteArray() << folder << "default: " + folder + "/proponent";
    QTest::newRow("the root folder") << QByteArray("/") << QByteArray()
                                     << QByteArray("default: /.local/share");
    QTest::newRow("neither") << QByteArray() << QByteArray() << QByteArray("no default, as HOME isn't set");
}

void CliSessionsTest::withoutHome()
{
    QFETCH(QByteArray, home);
    QFETCH(QByteArray, dataHome);
    QFETCH(QByteArray, words);
    const QByteArray before[] = {qgetenv("HOME"), qgetenv("XDG_DATA_HOME")};
    const auto restored = qScopeGuard([&before] {
        qputenv("HOME", before[0]);
        qputenv("XDG_DATA_HOME", before[1]);
    });
    home.isEmpty() ? qunsetenv("HOME") : qputenv("HOME", home);
    dataHome.isEmpty() ? qunsetenv("XDG_DATA_HOME") : qputenv("XDG_DATA_HOME", dataHome);
    const CliResult help = runCli({u"--help"_s});
    QVERIFY2(help.out.simplified().contains(words), help.text());
    if (!home.isEmpty() || !dataHome.isEmpty())
        return;
    const CliResult refused = runCli({u"sessions"_s});
    QVERIFY2(refused.exitCode == 1, refused.text());
    QVERIFY2(refused.lastError().contains(u"name a folder with --library"_s), refused.text());
    QCOMPARE(m_fixture.run({u"sessions"_s}).exitCode, 0);
}

void CliSessionsTest::lostLibrary_data()
{
    QTest::addColumn<bool>("there");
    QTest::newRow("emptied") << true;
    QTest::newRow("gone") << false;
}

void CliSessionsTest::lostLibrary()
{
    QFETCH(const bool, there);
    const LibraryFixture fixture;
    const CliResult trained = fixture.train({u"--model"_s, u"logistic"_s, u"--epochs"_s, u"1"_s});
    QVERIFY2(trained.exitCode == 0, trained.text());
    QFile file(fixture.library() + u"/library.sqlite"_s);
    QVERIFY(there ? file.resize(0) : file.remove());
    for (const QString &command : {u"sessions"_s, u"demo"_s}) {
        const CliResult result = fixture.run({command});
        QVERIFY2(result.exitCode == 1, result.text());
        QVERIFY2(result.lastError().contains(file.fileName()) && result.lastError().contains("backup"),
                 result.text());
        QCOMPARE(file.exists(), there);
    }
}

void CliSessionsTest::movedData()
{
    const LibraryFixture fixture;
    const CliResult trained =
        fixture.train({u"--model"_s, u"logistic"_s, u"--epochs"_s, u"1"_s, u"--name"_s, u"moved"_s});
    QVERIFY2(trained.exitCode == 0, trained.text());
    const QString elsewhere = fixture.path(u"else where"_s);
    QVERIFY(QFile::rename(fixture.data(), elsewhere));
    const QStringList ask{u"influence"_s, u"moved"_s, u"--test"_s, u"0"_s, u"--device"_s, u"cpu"_s};
    const CliResult lost = fixture.run(ask);
    QVERIFY2(lost.exitCode == 1 && lost.lastError().contains("relocate"), lost.text());
    const CliResult wrong = fixture.run({u"relocate"_s, u"moved"_s, fixture.library()});
    QVERIFY2(wrong.exitCode == 1, wrong.text());
    const CliResult told = fixture.run({u"relocate"_s, u"moved"_s, elsewhere, u"--json"_s});
    QVERIFY2(told.exitCode == 0, told.text());
    QCOMPARE(shapeProblem(told.json(), {{"session", number}, {"data", string}}), QString());
    const CliResult found = fixture.run(ask);
    QVERIFY2(found.exitCode == 0, found.text());
}

PROPONENT_TEST(CliSessionsTest)
#include "cli_sessions_test.moc"
