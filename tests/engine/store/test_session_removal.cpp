// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/file_lock.h"
#include "tests/engine/store/example_session.h"
#include "tests/test_registry.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace proponent;

/// What goes with a session, what stays, and what is cleared away later.
class SessionRemovalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void removesEverything();
    void finishesRemovalLater();
    void leavesFilesAloneThatItDoesNotKnow();
    void derivedSessionsOutliveTheirParent();
    void removesThumbnailsWithTheLastSession();
    void clearsOldTemporaryFiles();
    void isNotRemovedWhileAnalysed();
    void clearsOldAnalysisFiles();
    void clearsOldUnfinishedIndexes();
};

namespace {

void writeWeights(const QString &path)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("weights");
}

} // namespace

void SessionRemovalTest::removesEverything()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    CreatedSession session = store->createSession(exampleSession());
    const CreatedSession other = store->createSession(exampleSession("other"));
    const QString checkpoint = store->checkpointFolder(session.id) + "/epoch-001.safetensors";
    writeWeights(folder.filePath(checkpoint));
    store->addEpoch(session.id, exampleEpoch(1, checkpoint));
    InfluenceAnalysis analysis;
    analysis.header.session = session.id;
    analysis.header.scoresFile = store->temporaryFile(".npy");
    writeWeights(analysis.header.scoresFile);
    analysis.results.append(TestInfluence());
    analysis.results.first().proponents.append(RankedExample());
    const AnalysisId analysisId = store->addInfluence(analysis);
    QVERIFY(QFile::exists(folder.filePath(
        QStringLiteral("analyses/%1/analysis-%2.npy").arg(session.id.value).arg(analysisId.value))));

    const QStringList indexes{store->indexFile(session.id, "tracin"),
                              store->indexFile(session.id, "tracin") + ".part"};
    for (const QString &path : indexes)
        touch(path);
    QCOMPARE(store->indexFiles(session.id), indexes.mid(0, 1));
    QCOMPARE(store->indexFiles(other.id), QStringList());

    QVERIFY_EXCEPTION_THROWN(store->remove(session.id), EngineError); // while it is being trained
    QCOMPARE(store->sessions().size(), 2);
    QVERIFY(QFile::exists(folder.filePath(checkpoint)));

    session.lock.reset();
    store->remove(session.id);
    QCOMPARE(store->sessions().size(), 1);
    QVERIFY(!QDir(folder.filePath(QStringLiteral("checkpoints/%1").arg(session.id.value))).exists());
    QVERIFY(!QDir(folder.filePath(QStringLiteral("analyses/%1").arg(session.id.value))).exists());
    QVERIFY(!QFileInfo(indexes.front()).dir().exists());
    QVERIFY_EXCEPTION_THROWN((void)store->analysis(analysisId), EngineError);
    for (const char *table : {"epochs", "evaluations", "checkpoints", "analyses", "influence_results",
                              "rankings", "removed_sessions"}) {
        const auto connection = QSqlDatabase::database(QSqlDatabase::connectionNames().first());
        QSqlQuery count(QStringLiteral("SELECT count(*) FROM %1").arg(table), connection);
        QVERIFY(count.next());
        QVERIFY2(count.value(0).toInt() == 0, table);
    }
    // Files carry the number in their names: it is not given again.
    QVERIFY(store->createSession(exampleSession()).id > other.id);
}

void SessionRemovalTest::finishesRemovalLater()
{
    const QTemporaryDir folder;
    SessionId id;
    {
        const auto store = openStore(folder.path());
        id = store->createSession(exampleSession()).id;
        writeWeights(folder.filePath(store->checkpointFolder(id) + "/epoch-001.safetensors"));
        // As when the program ends between the commit and the deletion of the files.
        QSqlQuery query(QSqlDatabase::database(QSqlDatabase::connectionNames().first()));
        QVERIFY(query.exec(QStringLiteral("DELETE FROM sessions")));
        QVERIFY(query.exec(QStringLiteral("INSERT INTO removed_sessions VALUES (%1)").arg(id.value)));
    }
    const auto store = openStore(folder.path());
    QVERIFY(!QDir(folder.filePath(QStringLiteral("checkpoints/%1").arg(id.value))).exists());
}

void SessionRemovalTest::leavesFilesAloneThatItDoesNotKnow()
{
    // An older library.sqlite was put in place of a damaged one, whose checkpoints are still there.
    const QTemporaryDir folder;
    openStore(folder.path());
    writeWeights(folder.filePath("checkpoints/7/epoch-001.safetensors"));
    for (int opening = 0; opening < 2; ++opening) {
        const auto store = openStore(folder.path());
        QVERIFY(store->createSession(exampleSession()).id.value > 7);
        QVERIFY(QFile::exists(folder.filePath("checkpoints/7/epoch-001.safetensors")));
    }
}

void SessionRemovalTest::derivedSessionsOutliveTheirParent()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId parent = store->createSession(exampleSession()).id;
    NewSession derived = exampleSession();
    derived.parent = parent;
    const SessionId child = store->createSession(derived).id;
    QCOMPARE(store->details(child).summary.parent, parent);
    store->remove(parent);
    QVERIFY(!store->details(child).summary.parent.isValid());
}

void SessionRemovalTest::removesThumbnailsWithTheLastSession()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const SessionId first = store->createSession(exampleSession("a", "f00d")).id;
    const SessionId second = store->createSession(exampleSession("b", "f00d")).id;
    const SessionId other = store->createSession(exampleSession("c", "beef")).id;
    QImage image(8, 8, QImage::Format_Grayscale8);
    image.fill(7);
    for (const char *fingerprint : {"f00d", "beef"})
        store->storeThumbnails(fingerprint, Split::Train, {Thumbnail::of(1, image, "hash")});
    store->remove(first);
    QCOMPARE(store->thumbnails("f00d", Split::Train, {1}).size(), 1);
    store->remove(second);
    QCOMPARE(store->thumbnails("f00d", Split::Train, {1}).size(), 0);
    QCOMPARE(store->thumbnails("beef", Split::Train, {1}).size(), 1);
    store->remove(other);
    QCOMPARE(store->thumbnails("beef", Split::Train, {1}).size(), 0);
}

void SessionRemovalTest::clearsOldTemporaryFiles()
{
    const QTemporaryDir folder;
    QString young;
    QString old;
    {
        const auto store = openStore(folder.path());
        young = store->temporaryFile(".npy");
        old = store->temporaryFile(".npy");
        QVERIFY(young.endsWith(".npy") && young != old && young.startsWith(folder.path()));
    }
    writeWeights(young);
    writeWeights(old);
    QFile file(old);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addDays(-3), QFileDevice::FileModificationTime));
    file.close();
    const auto store = openStore(folder.path());
    QVERIFY(QFile::exists(young));
    QVERIFY(!QFile::exists(old));
}

void SessionRemovalTest::isNotRemovedWhileAnalysed()
{
    const QTemporaryDir folder;
    const auto store = openStore(folder.path());
    const auto elsewhere = openStore(folder.path());
    const SessionId id = store->createSession(exampleSession()).id;
    auto first = store->lockForAnalysis(id);
    auto second = elsewhere->lockForAnalysis(id); // several at once
    auto question = store->lockQuestion(id, "abc");
    QVERIFY(question);
    QVERIFY(!elsewhere->lockQuestion(id, "abc"));
    QVERIFY(elsewhere->lockQuestion(id, "abd"));
    QVERIFY(store->lockSession(id)); // it may be trained on meanwhile
    for (auto *lock : {&first, &second}) {
        try {
            elsewhere->remove(id);
            QFAIL("removed while it is analysed");
        } catch (const EngineError &error) {
            QVERIFY2(error.message().contains("being analysed"), qPrintable(error.message()));
        }
        lock->reset();
    }
    question.reset();
    QVERIFY(elsewhere->lockQuestion(id, "abc"));
    elsewhere->remove(id);
    QVERIFY(store->sessions().isEmpty());
    QCOMPARE(QDir(folder.filePath("locks")).entryList({"session-*"}, QDir::Files), QStringList());
    QVERIFY_EXCEPTION_THROWN((void)store->lockForAnalysis(id), EngineError);
}

void SessionRemovalTest::clearsOldAnalysisFiles()
{
    const QTemporaryDir folder;
    auto store = openStore(folder.path());
    const SessionId id = store->createSession(exampleSession()).id;
    InfluenceAnalysis analysis;
    analysis.header.session = id;
    analysis.header.scoresFile = store->temporaryFile(".npy");
    writeWeights(analysis.header.scoresFile);
    const QString kept =
        std::get<InfluenceAnalysis>(store->analysis(store->addInfluence(analysis))).header.scoresFile;
    const QString analyses = folder.filePath(QStringLiteral("analyses/%1/").arg(id.value));
    const QString unknown = folder.filePath("analyses/77/");
    const QString part = QStringLiteral("epoch-1-00.f32");
    store->keepRetrainings(id, {QStringLiteral("q"), {1}, {2}, 1, FloatArray({0.5F})});
    const QString copies = QDir(analyses).entryList({"retrained-*.f32"}).value(0);
    const QStringList old{store->unfinishedFolder(id, "killed") + '/' + part, analyses + "analysis-99.npy",
                          analyses + "retrained-0.f32"};
    const QStringList stays{kept,
                            store->unfinishedFolder(id, "recent") + '/' + part,
                            store->unfinishedFolder(id, "held") + '/' + part,
                            analyses + copies,
                            analyses + "notes.txt",
                            unknown + "analysis-3.npy",
                            unknown + "unfinished-a/" + part};
    for (const QString &path : old + stays.mid(1)) {
        if (path != analyses + copies)
            writeWeights(path);
    }
    const auto held = store->lockQuestion(id, "held");
    for (const QString &path : old + stays) {
        if (path.contains("recent"))
            continue;
        for (const QString &aged : {path, QFileInfo(path).path()}) {
            if (aged == path || aged.contains("unfinished"))
                QCOMPARE(QProcess::execute("touch", {"-d", "3 days ago", aged}), 0);
        }
    }
    store = openStore(folder.path());
    for (const QString &path : old)
        QVERIFY2(!QFile::exists(path), qPrintable(path));
    for (const QString &path : stays)
        QVERIFY2(QFile::exists(path), qPrintable(path));
    QVERIFY(!QDir(store->unfinishedFolder(id, "killed")).exists());
}

void SessionRemovalTest::clearsOldUnfinishedIndexes()
{
    const QTemporaryDir folder;
    auto store = openStore(folder.path());
    const SessionId id = store->createSession(exampleSession()).id;
    const QString old = store->indexFile(id, "old") + ".part";
    const QStringList stays{store->indexFile(id, "whole"), store->indexFile(id, "recent") + ".part",
                            store->indexFile(id, "held") + ".part",
                            store->indexFile(SessionId{77}, "unknown") + ".part"};
    for (const QString &path : stays + QStringList{old}) {
        touch(path);
        if (!path.contains("recent"))
            QCOMPARE(QProcess::execute("touch", {"-d", "3 days ago", path}), 0);
    }
    const auto held = FileLock::tryLock(stays[2]);
    store = openStore(folder.path());
    QVERIFY(!QFile::exists(old));
    for (const QString &path : stays)
        QVERIFY2(QFile::exists(path), qPrintable(path));
}

PROPONENT_TEST(SessionRemovalTest)
#include "test_session_removal.moc"
